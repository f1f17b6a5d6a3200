package data

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/match"
	"recall/deck/read"
)

// Edit is the result of editing a bullet's stored text.
type Edit struct {
	Kind   match.Fate // Same, Fixed or Changed
	Reason string     // why the bullet no longer makes a card; or ""
	Due    bool       // the fact changed, and a learnt card that asks for it becomes due at once
}

// EditText replaces the text of a card's bullet, for text that is in no file of the learner's. The bullet's cards are
// made again, as in an import of an edited file: progress is kept, and a changed fact is due again. The text in the
// source is remembered, so that a newer source still finds the bullet and leaves the learner's text alone.
func (s *Store) EditText(card int64, text string, at Moment) (done Edit, err error) {
	err = s.write(func() error {
		note, err := s.storedNote("n.id = (SELECT note FROM card WHERE id = ?)", card)
		if err != nil {
			return err
		}
		done, err = s.rewrite(note, text, "", at)
		return err
	})
	return done, err
}

// rewrite gives a note the learner's text. If kind is "", it is found by comparing the texts.
func (s *Store) rewrite(note oneNote, text string, kind match.Fate, at Moment) (done Edit, err error) {
	doc, kept, err := s.documentOf(note, text)
	if err != nil {
		return done, err
	}
	fresh := doc.Notes[len(doc.Notes)-1]
	fresh.Place, fresh.Line = &deck.Place{Headings: note.stored.Headings, Label: note.stored.Label,
		Group: note.stored.Group}, note.old.line
	fresh.Tags = deck.Tags(deck.WithoutTags(note.tags, blocks.EndTags(note.stored.Text)), fresh.Tags) // those of a record stay
	given := kind != ""
	if !given {
		kind = kindOf(note.stored, fresh)
	}
	w := &shared{stored: []match.Stored{note.stored}, old: []oldNote{note.old}, taken: []bool{true}}
	p := &Plan{deckID: note.deck, shared: w, notes: []placed{{&fresh, 0}}, pairs: []match.Pair{{Fate: kind}}, keep: given}
	if err := s.findTouched(p); err != nil {
		return done, err
	}
	p.matchCards()
	p.fallOut()
	a := newApplier(s, p, at)
	a.sources = []int64{note.old.source}
	if err := errors.Join(a.update(0), a.setLocks()); err != nil {
		return done, err
	}
	if note.nowhere {
		note.origin = fresh.Text
	}
	_, err = s.exec("UPDATE note SET origin = iif(?2 = text AND NOT ?5, '', ?2), anki = ?3, edited = ?4, unseen = 0 WHERE id = ?1", note.old.id,
		note.origin, kept, at.Time.Unix(), note.nowhere)
	return Edit{kind, string(fresh.Reason), p.dueAgain(0)}, err
}

// oneNote is a note as stored, with its deck.
type oneNote struct {
	stored match.Stored
	old    oldNote
	deck   int64
	title  string // of its file, or the deck's name
	lang   string // of its file
	origin string // what its source says
	tags   []string

	nowhere bool // no file here has ever had it
}

// storedNote reads the one note that a condition selects.
func (s *Store) storedNote(where string, id int64) (oneNote, error) {
	var n oneNote
	err := sql.ErrNoRows
	r := newNoteReader()
	scanErr := s.each(func(rows *sql.Rows) error {
		n.stored, n.old, err = r.scan(rows)
		return err
	}, "SELECT "+oldNoteColumns+" WHERE "+where, id)
	if err = errors.Join(scanErr, err); err != nil {
		return n, fmt.Errorf("find the bullet of %d: %w", id, err)
	}
	n.origin, n.nowhere, n.old.rebuilt = n.stored.Text, n.old.nowhere(&n.stored), false
	if n.old.own != "" {
		n.stored.Text, n.old.own = n.old.own, ""
	}
	if err := json.Unmarshal([]byte(n.old.tags), &n.tags); err != nil {
		return n, fmt.Errorf("tags of the bullet of %d: %w", id, err)
	}
	var drawn []byte
	if err := s.get([]any{&n.deck, &n.title, &drawn}, `SELECT d.id, d.name, o.outline
		FROM note n JOIN deck d ON d.id = n.deck JOIN source o ON o.id = n.source WHERE n.id = ?`, n.old.id); err != nil {
		return n, err
	}
	file, err := readOutline(drawn)
	if err != nil {
		return n, err
	}
	n.title, n.lang = cmp.Or(file.Title, n.title), file.Lang
	return n, s.eachOldCard(func(_ int64, c match.StoredCard, o oldCard) {
		n.stored.Cards, n.old.cards = append(n.stored.Cards, c), append(n.old.cards, o)
	}, "c.note = ?", n.old.id)
}

// documentOf builds the cards of one bullet in its place: in its deck, under its headings, label and group. A note that
// came from Anki is made of its fields where the text can stand in them, and keeps its id there; kept is what is then kept
// of it.
func (s *Store) documentOf(n oneNote, text string) (doc *deck.Document, kept string, err error) {
	if text, err = oneBullet(text); err != nil {
		return nil, "", err
	}
	doc, edited, err := s.editAnki(&n, text)
	if err != nil {
		return nil, "", err
	}
	if doc == nil {
		if doc, err = s.written(n, text); err != nil {
			return nil, "", err
		}
	}
	if kept = n.old.anki; edited != nil {
		kept = edited.String()
	}
	if n.old.anki != "" {
		doc.Notes[0].ID = n.stored.ID
	}
	among := &Plan{deckID: n.deck, edited: n.old.id, Files: []File{{Doc: doc}}, shared: &shared{}}
	return doc, kept, s.buildAmong(among)
}

// oneBullet is what the learner wrote, in one line.
func oneBullet(text string) (string, error) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	text = strings.TrimSpace(strings.TrimPrefix(strings.Join(lines, " ")+" ", "- ")) // with or without the list marker
	if text == "" {
		return "", errors.New("a bullet without text makes no card; suspend it to be asked no more")
	}
	return text, nil
}

// written reads a bullet as one that stands in a file.
func (s *Store) written(n oneNote, text string) (*deck.Document, error) {
	var b strings.Builder
	if lang, err := json.Marshal(n.lang); n.lang != "" && err == nil { // JSON is YAML
		fmt.Fprintf(&b, "---\nlang: %s\n---\n", lang)
	}
	b.WriteString("# Deck\n\n")
	for i, h := range n.stored.Headings {
		fmt.Fprintf(&b, "%s %s\n\n", strings.Repeat("#", min(i+2, 6)), h)
	}
	if n.stored.Label != "" {
		fmt.Fprintf(&b, "**%s**\n\n", n.stored.Label)
	}
	if n.stored.Group != "" {
		fmt.Fprintf(&b, "%s:\n\n", n.stored.Group)
	}
	b.WriteString("- " + text + "\n")
	doc, problems := read.As{Separator: n.old.separator}.Parse("text", []byte(b.String()))
	if len(problems) > 0 {
		return nil, problems[0]
	}
	if len(doc.Notes) != 1 {
		return nil, errors.New("that is not one bullet")
	}
	doc.Title = n.title // a front with no heading above it shows the title
	return doc, nil
}

// kindOf tells an edit of the fact from a mere rewording.
func kindOf(old match.Stored, fresh deck.Note) match.Fate {
	return match.FateOf(&old, match.Found{Note: &fresh, Source: old.Source})
}
