package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"recall/deck"
)

// builderVersion changes when package deck makes other cards of the same text: then a source is read again although its bytes are the
// same, and the new cards of its old bullets arrive as drafts.
const builderVersion = 1

// File is a source as an import brings it.
type File struct {
	Path  string // absolute, or builtin:NAME
	Sum   [sha256.Size]byte
	Size  int64 // bytes
	Mtime int64 // ns
	Doc   *deck.Document
}

// Change is one bullet that an import treats in its own way, with what is to be said of it.
type Change struct {
	Kind deck.Kind
	Path string
	Line int
	Old  string // the text before; "" for a new bullet
	New  string // the text now; "" for a parked bullet
}

// Plan says what an import will do. It is made without writing anything.
type Plan struct {
	Deck    string
	New     bool // the deck is made by it
	Files   []File
	Count   map[deck.Kind]int
	Changes []Change // all but the new and the same
	Kept    []Change // bullets that the learner edited here, whose source now says something else: Old is the learner's text, which stays
	Stored  int      // bullets of the deck before, parked ones left out

	deckID  int64
	uid     [16]byte
	renames bool // a deleted deck comes back under this name
	old     []oldNote
	pairs   []deck.Pair
	notes   []placed
}

// placed is a bullet of the documents, and the file it stands in.
type placed struct {
	note *deck.Note
	file int
}

// oldNote is a note as it is kept.
type oldNote struct {
	id, source, section int64
	line                int
	changed             string
	reason              string
	own                 string // the learner's text, where it was edited here: then the note is matched by what its source said
}

// Plan compares files with what is stored of their deck.
func (s *Store) Plan(deckName string, files []File) (p *Plan, err error) {
	err = s.read(func() error {
		p, err = s.plan(deckName, files)
		return err
	})
	return p, err
}

func (s *Store) plan(deckName string, files []File) (*Plan, error) {
	p := &Plan{Deck: deckName, Files: files, Count: map[deck.Kind]int{}}
	if err := s.planDeck(p); err != nil {
		return nil, err
	}
	stored, err := s.storedNotes(p)
	if err != nil {
		return nil, err
	}
	p.match(stored)
	return p, nil
}

// planDeck finds the deck of a plan's name, or makes an id for a new one. A deck that was renamed keeps the id made of its first name: another
// deck of that name takes the next. A file that names a deck's id means that deck, whatever its name is now.
func (s *Store) planDeck(p *Plan) error {
	d, err := s.deckNamed(p.Deck)
	if err == nil {
		p.Deck, p.deckID = d.Name, d.ID
		var uid []byte
		err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", d.ID)
		copy(p.uid[:], uid)
		return err
	}
	if !errors.As(err, new(*NoDeckError)) {
		return err
	}
	id := p.Files[0].Doc.DeckID
	for ordinal := 1; ; ordinal++ {
		switch {
		case ordinal > 1:
			p.uid = deck.DeckUID(fmt.Sprintf("%s\x00%d", p.Deck, ordinal))
		case id != "":
			p.uid = deck.DeckUID(id)
		default:
			p.uid = deck.DeckUID(p.Deck)
		}
		var name string
		var gone bool
		err := s.get([]any{&p.deckID, &name, &gone}, "SELECT d.id, d.name, d.gone FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", p.uid[:])
		switch {
		case errors.Is(err, sql.ErrNoRows):
			p.New, p.deckID = true, 0
			return nil
		case err != nil:
			return err
		case gone: // it was purged, and its name with it
			p.renames = true
			return nil
		case id != "" && ordinal == 1:
			p.Deck = name
			return nil
		}
	}
}

// match builds the cards of the files and pairs their bullets with the stored ones.
func (p *Plan) match(stored []deck.Stored) {
	docs := make([]*deck.Document, len(p.Files))
	var fresh []deck.Note
	for i := range p.Files {
		docs[i] = p.Files[i].Doc
		for j := range docs[i].Notes {
			p.notes = append(p.notes, placed{&docs[i].Notes[j], i})
		}
	}
	deck.Build(docs)
	for _, n := range p.notes {
		fresh = append(fresh, *n.note)
	}
	p.pairs = deck.Match(stored, fresh)
	p.Count[deck.Same] = p.leaveOriginals(stored)
	p.keepOwn(stored)
	p.tell(stored)
}

// keepOwn makes the pairs of notes that the learner edited harmless, whatever became of their source.
func (p *Plan) keepOwn(stored []deck.Stored) {
	for i, pair := range p.pairs {
		if pair.Old < 0 || p.old[pair.Old].own == "" {
			continue
		}
		o := p.old[pair.Old]
		p.pairs[i].Kind = deck.Same
		c := Change{Kind: pair.Kind, Path: stored[pair.Old].Source, Line: o.line, Old: o.own}
		if pair.New >= 0 {
			n := p.notes[pair.New]
			c.New, c.Path, c.Line = n.note.Text, p.Files[n.file].Path, n.note.Line
		}
		if c.New != stored[pair.Old].Text && c.New != o.own {
			p.Kept = append(p.Kept, c)
		}
	}
}

// tell counts the pairs and words what is to be said of them.
func (p *Plan) tell(stored []deck.Stored) {
	for _, pair := range p.pairs {
		p.Count[pair.Kind]++
		if pair.Kind == deck.New || pair.Kind == deck.Same {
			continue
		}
		c := Change{Kind: pair.Kind}
		if pair.Old >= 0 {
			c.Old, c.Path, c.Line = stored[pair.Old].Text, stored[pair.Old].Source, p.old[pair.Old].line
		}
		if pair.New >= 0 {
			n := p.notes[pair.New]
			c.New, c.Path, c.Line = n.note.Text, p.Files[n.file].Path, n.note.Line
		}
		p.Changes = append(p.Changes, c)
	}
}

// storedNotes reads the deck's notes that this import may match: those of its files and those that are parked. Notes of
// other sources that are still there are left alone, unless their file is gone.
func (s *Store) storedNotes(p *Plan) ([]deck.Stored, error) {
	if p.New {
		return nil, nil
	}
	cards, err := s.storedCards(p.deckID)
	if err != nil {
		return nil, err
	}
	copied, given := p.isCopy(), map[string]bool{}
	for _, f := range p.Files {
		given[f.Path] = true
	}
	var list []deck.Stored
	err = s.each(func(rows *sql.Rows) error {
		var n deck.Stored
		var o oldNote
		var uid, headings []byte
		var origin string
		err := rows.Scan(&o.id, &uid, &o.source, &o.section, &o.line, &n.Text, &n.ID, &n.Rule, &o.reason, &o.changed, &n.Parked,
			&n.Source, &headings, &n.Label, &n.Group, &origin)
		if err != nil {
			return err
		}
		if !n.Parked {
			p.Stored++
		}
		if !given[n.Source] && !n.Parked && !copied {
			return nil
		}
		copy(n.UID[:], uid)
		if err := json.Unmarshal(headings, &n.Headings); err != nil {
			return fmt.Errorf("headings of note %d: %w", o.id, err)
		}
		if origin != "" {
			o.own, n.Text = n.Text, origin
		}
		n.Cards = cards[o.id]
		list, p.old = append(list, n), append(p.old, o)
		return nil
	}, `SELECT n.id, n.uid, n.source, n.section, n.line, n.text, n.explicit, n.rule, n.reason, n.changed, n.parked, o.path, x.headings, x.label, x.grp, n.origin
		FROM note n JOIN source o ON o.id = n.source JOIN section x ON x.id = n.section
		WHERE n.deck = ? AND o.path NOT LIKE 'purged:%' ORDER BY n.source, n.line, n.id`, p.deckID)
	return list, err
}

func (s *Store) storedCards(deckID int64) (map[int64][]deck.StoredCard, error) {
	cards := map[int64][]deck.StoredCard{}
	return cards, s.each(func(rows *sql.Rows) error {
		var note int64
		var c deck.StoredCard
		err := rows.Scan(&c.ID, &note, &c.Slot, &c.Answer)
		cards[note] = append(cards[note], c)
		return err
	}, "SELECT c.id, c.note, c.slot, c.back FROM schedule s JOIN card c ON c.id = s.card WHERE s.deck = ? ORDER BY s.rank", deckID)
}

// ParksMany tells that the plan parks so much of a deck that it must be meant: more than a fifth, and more than ten.
func (p *Plan) ParksMany() bool {
	parked := p.Count[deck.Parked]
	return parked > 10 && parked*5 > p.Stored
}

// Changed tells that the plan does more than look at what is there already.
func (p *Plan) Changed() bool {
	for kind, n := range p.Count {
		if n > 0 && kind != deck.Same {
			return true
		}
	}
	return p.New
}

// Unchanged tells that a file's bytes were read before, by today's builder, and that all of it is as stored.
func (s *Store) Unchanged(path string, sum [sha256.Size]byte) (bool, error) {
	var stored []byte
	var builder int
	err := s.get([]any{&stored, &builder}, "SELECT o.sum, o.builder FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ? AND d.gone = 0", path)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil && builder == builderVersion && bytes.Equal(stored, sum[:]), err
}

// rank orders a card within its deck: by source, line and place among the cards of its bullet.
func rank(source int64, line, ord int) int64 {
	return source<<40 | int64(min(line, math.MaxInt32))<<8 | int64(min(ord, 255))
}

// FirstPlan is the plan of an import into a deck that is not there yet. It needs no database.
func FirstPlan(deckName string, files []File) *Plan {
	p := &Plan{Deck: deckName, New: true, Files: files, Count: map[deck.Kind]int{}}
	p.match(nil)
	return p
}
