package data

import "database/sql"

// Overview is a deck at a glance.
type Overview struct {
	Deck
	Bullets, Cards, Drafts int // parked ones left out
	Learnt, Mastered       int // bullets
}

// Overviews returns an overview of every deck. It takes no longer with more cards.
func (s *Store) Overviews() (list []Overview, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var o Overview
		err := rows.Scan(&o.ID, &o.Name, &o.Builtin, &o.Active, &o.Bullets, &o.Cards, &o.Drafts, &o.Learnt, &o.Mastered)
		o.Active = s.studied(o.Deck)
		list = append(list, o)
		return err
	}, `SELECT d.id, d.name, d.builtin, d.active, coalesce(c.bullets, 0), coalesce(c.cards, 0), coalesce(c.drafts, 0),
			coalesce(c.learnt, 0), coalesce(c.mastered, 0)
		FROM deck d LEFT JOIN deck_count c ON c.deck = d.id WHERE d.gone = 0 ORDER BY d.id`)
	return list, err
}

// ChapterCounts counts the chapters of each deck that have a bullet. It reads every bullet.
func (s *Store) ChapterCounts() (map[int64]int, error) {
	chapters := map[int64]int{}
	err := s.each(func(rows *sql.Rows) error {
		var deck int64
		var n int
		err := rows.Scan(&deck, &n)
		chapters[deck] = n
		return err
	}, `SELECT n.deck, count(DISTINCT x.chapter) FROM note n JOIN section x ON x.id = n.section
		WHERE n.parked = 0 AND x.chapter <> '' GROUP BY n.deck`)
	return chapters, err
}
