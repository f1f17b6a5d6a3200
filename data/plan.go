package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"errors"
	"math"
	"slices"

	"recall/deck"
	"recall/deck/anki"
	"recall/deck/build"
	"recall/deck/match"
	"recall/deck/read"
)

// builderVersion changes when the builder makes different cards of the same text. A source is then read again although
// its bytes are the same, and the cards of its bullets follow the builder: see newer.go.
const builderVersion = 13

// File is a source to import.
type File struct {
	Path    string            // absolute, builtin:NAME, stdin:DECK, or anki:DECK
	Was     string            // the path of the source that it is, if it was renamed since; or ""
	Sum     [sha256.Size]byte // zero: the next import reads it again in any case
	Size    int64             // bytes
	Mtime   int64             // ns
	As      read.As           // how it was read
	Doc     *deck.Document
	Partial bool   // part of it could not be read, so what is missing from Doc is not gone
	Package string // the Anki package that it is a deck of, absolute; or ""
	Beside  bool   // as it was read last; it takes part because another file of the import asks the same

	Media struct { // the pictures and sounds that come along
		Files int
		Bytes int64
	}
	media *packageMedia // of the Anki package that it came out of

	device    [16]byte // that the reviews in elsewhere are entries of
	schedules [16]byte // likewise of the schedules
	elsewhere []history

	ids   map[*deck.Note]noteIDs // of the notes of a document that comes from a place
	order []noteIDs              // likewise, while they are gathered

	kept  map[string]*anki.Kept     // by the note's id
	types map[string]*anki.NoteType // of the notes that are kept, by key
}

// noteIDs are the ids of a bullet and its cards, and digests of what it said before where they come from.
type noteIDs struct {
	note    [16]byte
	cards   [][16]byte
	earlier []string
}

// Change is one bullet that an import changes, and how.
type Change struct {
	Kind match.Fate
	Path string
	Line int
	Old  string // the text before; "" for a new bullet
	New  string // the text now; "" for a parked bullet
	Due  bool   // the fact changed, and a learnt card that asks for it becomes due at once
}

// Plan is what an import will do. Making it writes nothing.
type Plan struct {
	Deck    string
	New     bool // the import makes the deck
	Files   []File
	Count   map[match.Fate]int
	Changes []Change // all but new and unchanged bullets
	// bullets whose text, Old, stays although their source says something else: the learner's own words over those of
	// others, and newer words over old ones
	Kept    []Change
	Fallout []Fallout // what becomes of learnt cards, if the learner must hear of it
	Stored  int       // bullets in the deck before, parked ones left out
	// the paths of other files of the deck with cards that ask the same as cards of these files, or as each other. To
	// tell them apart, plan again with these files Beside, or Fixed where one is not as it was
	Needs  []string
	Fronts []Front  // cards whose bullet is the same, and whose front is another
	Remade []Remade // what a newer builder does to the cards of bullets that are the same
	// the paths of files that are old copies: wherever they differ, they say what their bullets said before. Whoever
	// imports them all the same says so with Batch.Older
	Older []string
	// schedules of other tools that stand in the files and are taken over
	Written int

	fixed   []string
	edited  int64 // the stored note that the plan is about, if it is about one alone; or 0
	deckID  int64
	uid     [16]byte
	renames bool // a deleted deck comes back under this name
	deleted bool // the deck is deleted, and comes back
	*shared
	notes      []placed
	pairs      []match.Pair
	cards      [][]match.CardPair   // by pair; nil if the cards have the same slots as before
	strays     map[*deck.Card]stray // new cards that take over a card of another note
	left       map[int64]bool       // the ids of the cards taken over
	heirs      map[int]heir         // by stored note: the fresh note in the place this one moved to
	keep       bool                 // every edit counts as mended
	among      []*deck.Document     // what the cards of the files were built among, themselves included
	finer      bool                 // a newer builder changes what the fronts and answers of cards don't show
	told       map[int64]Fallout    // by card: the reason for its entries in the log
	learnt     int                  // learnt cards in the deck before, if any starts over
	tagged     bool                 // the tags of a file or a bullet that was there are others
	beside     bool                 // what is kept beside the text of a bullet that was there is other
	takesOlder bool                 // an old copy is meant
	before     []string             // see Batch
	quiet      [][]bool             // by file and note of its document: nothing changes there; see quiet.go
	lowered    []lowered            // the quiet notes that stand in other lines now
	known      int                  // notes that are here already: see leaveKnown and leaveMoved
}

// placed is a bullet of the documents, with the index of its file.
type placed struct {
	note *deck.Note
	file int
}

// idsOf returns the ids that a bullet and its cards have in the place that they come from.
func (p *Plan) idsOf(n placed) noteIDs {
	if len(p.Files) == 0 { // it is an edit: see rewrite
		return noteIDs{}
	}
	return p.Files[n.file].ids[n.note]
}

// Batch is the files that an import puts into one deck.
type Batch struct {
	Deck  string
	Files []File   // at least one
	Fixed []string // paths of other files of the deck that can't be read as they were: see Plan.Needs
	Older bool     // old copies of files are meant

	// Before has the texts of an edited file's bullets as they were, in order. Others are meant, though they had been said once,
	// and where one gave way to another, that is the same bullet. Nil: the file was not edited by recall.
	Before []string

	uid [16]byte // the id of a deck that comes from a place, in case it is not here; or zero
}

// Plan is Plans for the files of one deck.
func (s *Store) Plan(deckName string, files []File, elsewhere ...File) (*Plan, error) {
	plans, err := s.Plans([]Batch{{Deck: deckName, Files: files}}, elsewhere...)
	if err != nil {
		return nil, err
	}
	return plans[0], nil
}

// Plans compares the files of an import with what is stored, and returns a plan for each batch, in order. No two
// batches may mean one deck. A known file is in the batch of its deck, even of a deleted one; else the error is
// ErrPlanIsOld. A file whose Doc has no notes parks all its bullets. elsewhere holds other known files in their current
// state, which are not imported: bullets that left them may have moved into the imported files. A nil Doc there means
// that the file is gone.
func (s *Store) Plans(batches []Batch, elsewhere ...File) (plans []*Plan, err error) {
	err = s.read(func() error {
		plans, err = s.plans(batches, elsewhere)
		return err
	})
	return plans, err
}

func (s *Store) plans(batches []Batch, elsewhere []File) ([]*Plan, error) {
	w := &shared{batches: batches, elsewhere: elsewhere}
	plans, err := s.plansOf(w)
	if err == nil && w.unsure {
		return s.plansOf(&shared{batches: batches, elsewhere: elsewhere, loud: true})
	}
	return plans, err
}

func (s *Store) plansOf(w *shared) ([]*Plan, error) {
	batches := w.batches
	var err error
	if w.version, err = s.version(); err != nil {
		return nil, err
	}
	if w.synced, err = s.synced(); err != nil {
		return nil, err
	}
	plans := make([]*Plan, len(batches))
	for i, b := range batches {
		plans[i] = &Plan{Deck: b.Deck, Files: b.Files, Count: map[match.Fate]int{}, shared: w, fixed: b.Fixed, takesOlder: b.Older, before: b.Before, uid: b.uid}
		if err := s.planDeck(plans[i]); err != nil {
			return nil, err
		}
		if err := s.checkDeck(plans[i]); err != nil {
			return nil, err
		}
		if err := s.leaveKnown(plans[i]); err != nil {
			return nil, err
		}
	}
	for _, p := range plans {
		if err := s.buildAmong(p); err != nil {
			return nil, err
		}
	}
	if err := s.readStored(w, plans); err != nil {
		return nil, err
	}
	w.match(plans)
	if err := errors.Join(s.reviveElsewhere(w, plans), s.leaveMoved(plans)); err != nil {
		return nil, err
	}
	for _, p := range plans {
		if err := s.findTags(p); err != nil {
			return nil, err
		}
		if err := p.findKept(); err != nil {
			return nil, err
		}
		if err := s.findTouched(p); err != nil {
			return nil, err
		}
		p.settle()
		if err := s.findHeirs(p); err != nil {
			return nil, err
		}
		if err := s.findDuplicates(p); err != nil {
			return nil, err
		}
		p.tell()
		if err := s.nameCards(p); err != nil {
			return nil, err
		}
		if err := s.countWritten(p); err != nil {
			return nil, err
		}
	}
	return plans, nil
}

// version identifies a state of the database: it changes with every write.
type version struct{ others, own int64 }

func (s *Store) version() (v version, err error) {
	v.own = s.writes
	return v, s.get([]any{&v.others}, "PRAGMA data_version")
}

// settle decides what becomes of the cards of the plan's pairs.
func (p *Plan) settle() {
	p.Count[match.Same] = p.leaveOriginals() + p.known + p.quietSame()
	p.keepNewer()
	p.keepOwn()
	p.matchCards()
	p.makeWay()
}

// given returns the set of the paths of the plan's files.
func (p *Plan) given() map[string]bool {
	given := map[string]bool{}
	for _, f := range p.Files {
		given[f.Path] = true
	}
	return given
}

// keepOwn marks the notes that the learner edited as unchanged, whatever became of their source.
func (p *Plan) keepOwn() {
	for i, pair := range p.pairs {
		if pair.Old < 0 || p.old[pair.Old].own == "" {
			continue
		}
		o := p.old[pair.Old]
		p.pairs[i].Fate = match.Same
		if pair.New >= 0 && p.stored[pair.Old].Parked {
			p.pairs[i].Fate = match.Revived
		}
		c := Change{Kind: pair.Fate, Path: p.stored[pair.Old].Source, Line: o.line, Old: o.own}
		if pair.New >= 0 {
			n := p.notes[pair.New]
			c.New, c.Path, c.Line = n.note.Text, p.Files[n.file].Path, n.note.Line
		}
		if st := &p.stored[pair.Old]; c.New != st.Text && c.New != o.own && !o.unseen && !o.nowhere(st) {
			p.Kept = append(p.Kept, c)
		}
	}
}

// tell counts the pairs by fate and lists the changes to report.
func (p *Plan) tell() {
	for i, pair := range p.pairs {
		if pair.New < 0 && p.livesOn(pair.Old) {
			pair.Fate = match.Moved
		}
		p.tellRemade(i)
		if pair.Fate == match.Same {
			p.tellFronts(i)
			if pair.New >= 0 && p.Files[p.notes[pair.New].file].Beside {
				continue
			}
		}
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
		if pair.Old >= 0 && pair.New >= 0 && p.keepsOwn(pair) {
			c.New = p.old[pair.Old].own
		}
		p.Changes = append(p.Changes, c)
	}
	p.fallOut()
}

// Empty reports whether the plan would make a deck without a single bullet.
func (p *Plan) Empty() bool { return p.New && len(p.pairs) == 0 }

// NewWithout returns the number of new bullets that make no card.
func (p *Plan) NewWithout() (n int) {
	for _, pair := range p.pairs {
		if pair.Fate == match.New && len(p.notes[pair.New].note.Cards) == 0 {
			n++
		}
	}
	return n
}

// ParksMany reports whether the plan parks so much of a deck that the learner should confirm it: more than ten bullets,
// and more than a fifth. A bullet that stays, but no longer makes a card that was learnt, counts too.
func (p *Plan) ParksMany() bool {
	parked := p.Count[match.Parked] + p.Lost()
	return parked > 10 && parked*5 > p.Stored
}

// Changed reports whether the plan changes anything that UndoImport could take back, or where a file is found.
func (p *Plan) Changed() bool {
	for kind, n := range p.Count {
		if n > 0 && kind != match.Same {
			return true
		}
	}
	renamed := slices.ContainsFunc(p.Files, func(f File) bool { return f.Was != "" })
	return p.New || renamed || len(p.told) > 0 || len(p.Remade) > 0 || p.finer || p.tagged || p.beside
}

// Unchanged reports whether a file with these bytes was already read so by the current builder, and everything in
// it is as stored. It is not if the import was taken back, or if all its cards are parked: its deck was deleted on another
// machine, and is wanted here.
func (s *Store) Unchanged(path string, sum [sha256.Size]byte, as read.As) (bool, error) {
	var stored []byte
	var builder int
	var was read.As
	err := s.get([]any{&stored, &builder, &was.Encoding, &was.Separator}, `SELECT o.sum, o.builder, o.encoding, o.separator
		FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ? AND d.gone = 0 AND o.undone = 0
			AND (NOT EXISTS (SELECT 1 FROM note n CROSS JOIN schedule s ON s.note = n.id WHERE n.source = o.id)
				OR EXISTS (SELECT 1 FROM note n CROSS JOIN schedule s ON s.note = n.id WHERE n.source = o.id
					AND s.hold & {parked} = 0))`, path)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil && builder == builderVersion && was == as && bytes.Equal(stored, sum[:]), err
}

// rank returns a card's position within its deck: by source, line, and order among the cards of its bullet.
func rank(source int64, line, ord int) int64 {
	return source<<40 | int64(min(line, math.MaxInt32))<<8 | int64(min(ord, lastOrd))
}

// lastOrd is the order that all further cards of a bullet share.
const lastOrd = 255

// FirstPlans returns the plans of an import into decks that do not exist yet. It needs no database.
func FirstPlans(batches []Batch) []*Plan {
	w := &shared{batches: batches}
	plans := make([]*Plan, len(batches))
	for i, b := range batches {
		plans[i] = &Plan{Deck: b.Deck, New: true, Files: b.Files, Count: map[match.Fate]int{}, shared: w}
	}
	for _, p := range plans {
		build.Build(p.docs())
	}
	w.match(plans)
	for _, p := range plans {
		p.settle()
		p.tell()
		p.Written, _ = p.writtenFor()
	}
	return plans
}
