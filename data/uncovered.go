package data

import "database/sql"

// Bare is a bullet without a card or draft.
type Bare struct {
	Deck, Chapter, Section string
	Source                 string // the file, or builtin:NAME
	Line                   int
	Reason                 string // why it has none
	Text                   string // the bullet's Markdown
}

// Uncovered returns at most most bullets of a filter that have no card, in roadmap order. A filter that asks for cards
// in some state finds none, as these bullets have no card to match.
func (s *Store) Uncovered(f Filter, most int) (list []Bare, err error) {
	where, args := f.notes("n")
	err = s.each(func(rows *sql.Rows) error {
		var b Bare
		var headings []byte
		if err := rows.Scan(&b.Deck, &b.Chapter, &headings, &b.Source, &b.Line, &b.Reason, &b.Text); err != nil {
			return err
		}
		b.Section, err = sectionTitle(headings, b.Chapter)
		list = append(list, b)
		return err
	}, `SELECT d.name, x.chapter, x.headings, o.path, n.line, n.reason, n.text
		FROM note n JOIN deck d ON d.id = n.deck JOIN section x ON x.id = n.section JOIN source o ON o.id = n.source
		WHERE d.gone = 0 AND n.parked = 0
			AND NOT EXISTS (SELECT 1 FROM schedule s WHERE s.note = n.id AND s.hold & {parked} = 0) AND `+where+`
		ORDER BY n.deck, n.source, n.line LIMIT ?`, append(args, most)...)
	return list, err
}
