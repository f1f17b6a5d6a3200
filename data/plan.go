package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/match"
)

// builderVersion changes when the builder makes other cards of the same text: then a source is read again although its
// bytes are the same, and the new cards of its old bullets arrive as drafts.
const builderVersion = 4

// File is a source as an import brings it.
type File struct {
	Path    string            // absolute, builtin:NAME, or stdin:DECK
	Sum     [sha256.Size]byte // zero: it is read again whatever it holds
	Size    int64             // bytes
	Mtime   int64             // ns
	Doc     *deck.Document
	Partial bool // something in it could not be read: what is missing from Doc is not gone
}

// Change is one bullet that an import treats in its own way, with what is to be said of it.
type Change struct {
	Kind match.Fate
	Path string
	Line int
	Old  string // the text before; "" for a new bullet
	New  string // the text now; "" for a parked bullet
	Due  bool   // the fact changed, and a learnt card that asks it is due at once
}

// Plan says what an import will do. It is made without writing anything.
type Plan struct {
	Deck    string
	New     bool // the deck is made by it
	Files   []File
	Count   map[match.Fate]int
	Changes []Change // all but the new and the same
	// bullets that the learner edited here, whose source now says something else: Old is the learner's text, which
	// stays
	Kept   []Change
	Stored int // bullets of the deck before, parked ones left out

	deckID    int64
	uid       [16]byte
	renames   bool // a deleted deck comes back under this name
	elsewhere []File
	version   version
	stored    []match.Stored
	old       []oldNote // what else is kept of each stored note
	notes     []placed
	pairs     []match.Pair
	cards     [][]match.CardPair   // by pair; nil where all cards are what they were
	strays    map[*deck.Card]stray // new cards that take over one of another note
	left      map[int64]bool       // the cards that these were
	heirs     map[int]int64        // by stored note: a fresh note that stands where this one went
}

// placed is a bullet of the documents, and the file it stands in.
type placed struct {
	note *deck.Note
	file int
}

// Plan compares files with what is stored of their deck. A file whose Doc has no notes parks all that it had. elsewhere
// are further files of the deck as they are now, that are not imported: what left them may have moved into the files
// that are. A nil Doc there is a file that is gone.
func (s *Store) Plan(deckName string, files []File, elsewhere ...File) (p *Plan, err error) {
	err = s.read(func() error {
		p, err = s.plan(deckName, files, elsewhere)
		return err
	})
	return p, err
}

func (s *Store) plan(deckName string, files, elsewhere []File) (*Plan, error) {
	p := &Plan{Deck: deckName, Files: files, Count: map[match.Fate]int{}, elsewhere: elsewhere}
	var err error
	if p.version, err = s.version(); err != nil {
		return nil, err
	}
	if err := s.planDeck(p); err != nil {
		return nil, err
	}
	if err := s.readStored(p); err != nil {
		return nil, err
	}
	p.match()
	if err := s.findHeirs(p); err != nil {
		return nil, err
	}
	p.tell()
	return p, nil
}

// version tells one state of the database from another.
type version struct{ others, own int64 }

func (s *Store) version() (v version, err error) {
	v.own = s.writes
	return v, s.get([]any{&v.others}, "PRAGMA data_version")
}

// planDeck finds the deck of a plan's name, or makes an id for a new one. A deck that was renamed keeps the id made of
// its first name: another deck of that name takes the next. A file that names a deck's id means that deck, whatever its
// name is now.
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
		err := s.get([]any{&p.deckID, &name, &gone},
			"SELECT d.id, d.name, d.gone FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", p.uid[:])
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
func (p *Plan) match() {
	docs := make([]*deck.Document, len(p.Files))
	var found []match.Found
	for i := range p.Files {
		docs[i] = p.Files[i].Doc
		for j := range docs[i].Notes {
			p.notes = append(p.notes, placed{&docs[i].Notes[j], i})
			found = append(found, match.Found{Note: &docs[i].Notes[j], Source: p.Files[i].Path})
		}
	}
	build.Build(docs)
	for _, f := range p.elsewhere {
		if f.Doc != nil {
			for j := range f.Doc.Notes {
				found = append(found, match.Found{Note: &f.Doc.Notes[j], Source: f.Path})
			}
		}
	}
	p.pairs = p.ours(match.Match(p.stored, found))
	p.Count[match.Same] = p.leaveOriginals()
	p.keepOwn()
	p.matchCards()
}

// ours leaves out what an import of these files has no say in: only they can park notes, and only their bullets are
// taken over.
func (p *Plan) ours(pairs []match.Pair) []match.Pair {
	given := p.given()
	for _, f := range p.Files {
		given[f.Path] = !f.Partial
	}
	list := pairs[:0]
	for _, pair := range pairs {
		if pair.New >= len(p.notes) {
			if pair.Old < 0 || p.stored[pair.Old].Parked {
				continue
			}
			pair.New, pair.Fate = -1, match.Parked // until the file that it went to is imported
		}
		if pair.New < 0 && !given[p.stored[pair.Old].Source] {
			continue
		}
		list = append(list, pair)
	}
	return list
}

// given are the paths of the plan's files.
func (p *Plan) given() map[string]bool {
	given := map[string]bool{}
	for _, f := range p.Files {
		given[f.Path] = true
	}
	return given
}

// keepOwn makes the pairs of notes that the learner edited harmless, whatever became of their source.
func (p *Plan) keepOwn() {
	for i, pair := range p.pairs {
		if pair.Old < 0 || p.old[pair.Old].own == "" {
			continue
		}
		o := p.old[pair.Old]
		p.pairs[i].Fate = match.Same
		c := Change{Kind: pair.Fate, Path: p.stored[pair.Old].Source, Line: o.line, Old: o.own}
		if pair.New >= 0 {
			n := p.notes[pair.New]
			c.New, c.Path, c.Line = n.note.Text, p.Files[n.file].Path, n.note.Line
		}
		if c.New != p.stored[pair.Old].Text && c.New != o.own {
			p.Kept = append(p.Kept, c)
		}
	}
}

// tell counts the pairs and words what is to be said of them.
func (p *Plan) tell() {
	for i, pair := range p.pairs {
		p.Count[pair.Fate]++
		if pair.Fate == match.New || pair.Fate == match.Same {
			continue
		}
		c := Change{Kind: pair.Fate, Due: pair.Old >= 0 && p.dueAgain(i)}
		if pair.Old >= 0 {
			c.Old, c.Path, c.Line = p.stored[pair.Old].Text, p.stored[pair.Old].Source, p.old[pair.Old].line
		}
		if pair.New >= 0 {
			n := p.notes[pair.New]
			c.New, c.Path, c.Line = n.note.Text, p.Files[n.file].Path, n.note.Line
		}
		p.Changes = append(p.Changes, c)
	}
}

// Empty tells that the plan would make a deck without a bullet.
func (p *Plan) Empty() bool { return p.New && len(p.pairs) == 0 }

// NewWithout is the number of new bullets that make no card.
func (p *Plan) NewWithout() (n int) {
	for _, pair := range p.pairs {
		if pair.Fate == match.New && len(p.notes[pair.New].note.Cards) == 0 {
			n++
		}
	}
	return n
}

// ParksMany tells that the plan parks so much of a deck that it must be meant: more than a fifth, and more than ten.
func (p *Plan) ParksMany() bool {
	parked := p.Count[match.Parked]
	return parked > 10 && parked*5 > p.Stored
}

// Changed tells that the plan does more than look at what is there already.
func (p *Plan) Changed() bool {
	for kind, n := range p.Count {
		if n > 0 && kind != match.Same {
			return true
		}
	}
	return p.New
}

// Unchanged tells that a file's bytes were read before, by today's builder, and that all of it is as stored.
func (s *Store) Unchanged(path string, sum [sha256.Size]byte) (bool, error) {
	var stored []byte
	var builder int
	err := s.get([]any{&stored, &builder},
		"SELECT o.sum, o.builder FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ? AND d.gone = 0", path)
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
	p := &Plan{Deck: deckName, New: true, Files: files, Count: map[match.Fate]int{}}
	p.match()
	p.tell()
	return p
}
