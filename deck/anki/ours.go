package anki

import (
	"cmp"
	"slices"
	"strings"

	"recall/deck"
)

// A card of ours becomes a note of Anki's with one card, and all are of one note type. Anki knows a note by its GUID and
// a note's cards by the place of their template, so a note with several cards would need places that stay while its
// bullet is edited. It also leaves a known note alone when its type has changed, so no card may change its type with its
// form. One card a note has neither trouble: an import into Anki updates what it has, whatever became of the bullet.
// Notes that came from Anki go back as they are there: see Back.

// Ours is a card of ours, with all that goes along to Anki.
type Ours struct {
	ID       string // becomes the note's GUID: always the same for one card, never for two
	Card     deck.Card
	Path     []string // its deck and the headings below it that become decks, outermost first
	Tags     []string
	Added    int64 // ms since 1970
	Modified int64 // s since 1970: when its text last changed. Anki updates a note only if this is later
	Acted    int64 // s since 1970: when it was last answered or marked; 0: never

	Interval  int // days; 0: new, and Due and Ease mean nothing
	Due       int // days since 1970-01-01
	Ease      int // hundredths
	Lapses    int
	Suspended bool
	Buried    bool // for today
	Flagged   bool
	Answers   []Answer

	// The names in the package of the pictures and sounds that it shows, by how its text names them.
	Files map[string]string

	Back *Back // the note that it is a card of, if that came from Anki; its slot is one of those that were kept
}

// Answer is a graded answer.
type Answer struct {
	At       int64 // ms since 1970
	Grade    int   // 0 to 5
	Before   int   // days: the interval until then; 0 while the card was new
	Interval int   // days: the interval from then on; 0 while the card is new
	Ease     int   // hundredths from then on
	Took     int   // ms

	// InLearning while the card was new, InReview where it was due or early, InRelearning where it was scheduled that day
	// already, and InCram for practice.
	Kind ReviewKind
}

// The note type of our cards. Its id and fields never change: Anki would make a second type, and leave alone all notes
// that it has.
const (
	OursType = 1_764_428_400_718

	oursModified = 1_764_428_400 // later with each change of a template, which Anki then takes over
)

const oursCSS = `.card { font-family: sans-serif; font-size: 20px; text-align: center; }
.card pre, .card ul, .card ol, .card table { display: inline-block; margin: 0.5em auto; text-align: left; }
.card td, .card th { padding: 0 0.5em; }
.context, .extra { color: gray; }
.extra { margin-top: 1em; }
`

func oursType() *NoteType {
	return &NoteType{
		ID: OursType, Name: "recall", Modified: oursModified, CSS: oursCSS, Fields: []string{"Front", "Back", "Extra"},
		Templates: []Template{{
			Name:  "Card 1",
			Front: "{{Front}}",
			Back:  "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}\n{{#Extra}}<div class=extra>{{Extra}}</div>{{/Extra}}",
		}},
	}
}

// epoch is when all collections of ours were made: on 2000-01-01, in s. At 10:30 in Greenwich it is that day from Hawaii to
// New Zealand. As it is always the same, answers are the same entries whichever package they come from.
const epoch = 10957*day + 10*60*60 + 30*60

const day = 24 * 60 * 60 // s

// Collect makes a collection of cards of ours, for a learner who is so many minutes west of Greenwich, and whose days begin
// at the hour of rollover. Its note ids are the times at which the cards were added, so that Anki shows them; new cards
// are asked in the order given. Cards that came from Anki are what they were there.
func Collect(rollover, west int, cards []Ours) *Collection {
	c := &collector{
		Collection: &Collection{Created: epoch, Rollover: rollover, West: &west,
			Types: map[int64]*NoteType{}, Decks: map[int64]*Deck{},
			Notes: make([]Note, 0, len(cards)), Cards: make([]Card, 0, len(cards))},
		decks: decksByName{}, taken: takenIDs(cards), backs: map[*Back]int64{},
		notes: map[int64]bool{}, asked: map[int64]bool{},
	}
	if len(cards) == 0 || slices.ContainsFunc(cards, func(o Ours) bool { return o.Back == nil }) { // each collection has a type
		c.Types[OursType] = oursType()
	}
	first := int(c.FirstDay(nil).Unix() / day)
	ids := distinct(len(cards), func(i int) int64 { return cards[i].Added }, c.taken)
	for _, id := range ids {
		c.taken[id] = true
	}
	for i := range cards {
		o := &cards[i]
		card := o.card(first)
		if o.Back != nil {
			c.addBack(o, &card)
		} else {
			c.addOurs(o, &card, ids[i])
		}
		if card.Kind == New {
			card.Due = int64(i) + 1
		}
		c.Cards = append(c.Cards, card)
		for _, a := range o.Answers {
			c.Reviews = append(c.Reviews, a.review(card.ID))
		}
	}
	for _, d := range c.decks {
		c.Decks[d.ID] = d
	}
	times := distinct(len(c.Reviews), func(i int) int64 { return c.Reviews[i].ID }, nil)
	for i := range c.Reviews {
		c.Reviews[i].ID = times[i]
	}
	slices.SortFunc(c.Notes, func(a, b Note) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Cards, func(a, b Card) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Reviews, func(a, b Review) int { return cmp.Compare(a.ID, b.ID) })
	return c.Collection
}

// collector makes a collection.
type collector struct {
	*Collection
	decks decksByName
	taken map[int64]bool  // the ids of notes and cards that are spoken for
	backs map[*Back]int64 // the notes that go back to Anki so far, and their ids
	notes map[int64]bool  // those ids
	asked map[int64]bool  // the ids of the cards that go back
}

// addOurs adds the note of a card of ours.
func (c *collector) addOurs(o *Ours, card *Card, id int64) {
	card.ID, card.Note, card.Deck = id, id, c.decks.of(o.Path)
	c.Notes = append(c.Notes, Note{ID: id, GUID: o.ID, Type: OursType, Modified: o.Modified, Tags: oursTags(o.Tags),
		Fields: []string{o.front(), o.back(), o.field(o.Card.Extra)}})
}

// addBack adds the note of a card that came from Anki, once.
func (c *collector) addBack(o *Ours, card *Card) {
	b := o.Back
	if c.backs[b] == 0 {
		n := b.note()
		n.ID = freeID(b.ID, c.notes, c.taken)
		c.backs[b] = n.ID
		c.Types[b.NoteType.ID] = b.NoteType
		c.Notes = append(c.Notes, n)
	}
	kept := b.Cards[o.Card.Slot]
	card.ID, card.Note, card.Ord, card.Deck = freeID(kept.ID, c.asked, c.taken), c.backs[b], kept.Ord, c.decks.of(o.deckIn(kept))
	card.Modified = cmp.Or(o.Acted, b.Modified) // the file that it came in is no change of it
}

// takenIDs are the ids that cards from Anki bring along, of notes and of cards.
func takenIDs(cards []Ours) map[int64]bool {
	taken := map[int64]bool{}
	for i := range cards {
		if b := cards[i].Back; b != nil {
			taken[b.ID], taken[b.Cards[cards[i].Card.Slot].ID] = true, true
		}
	}
	return taken
}

// freeID is the id of a note or a card from Anki, or a later one if another from another collection has it.
func freeID(id int64, used, taken map[int64]bool) int64 {
	if used[id] {
		for id++; used[id] || taken[id]; id++ {
		}
	}
	used[id] = true
	return id
}

// deckIn is the deck of a card that came from Anki, within the one that it is in here.
func (o *Ours) deckIn(kept KeptCard) []string {
	if kept.Deck == "" {
		return o.Path
	}
	_, below, _ := strings.Cut(kept.Deck, "::")
	path := slices.Clone(o.Path[:min(1, len(o.Path))])
	for level := range strings.SplitSeq(below, "::") {
		if level != "" {
			path = append(path, level)
		}
	}
	return path
}

// distinct returns n ids that are the given times, in ms, or as little later as makes them differ from each other and from
// those that are taken.
func distinct(n int, at func(i int) int64, taken map[int64]bool) []int64 {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at(a), at(b)) })
	ids := make([]int64, n)
	last := int64(0)
	for _, i := range order {
		last = max(at(i), last+1)
		for taken[last] {
			last++
		}
		ids[i] = last
	}
	return ids
}

// card returns how the card stands. Due days count from the first one.
func (o *Ours) card(first int) Card {
	c := Card{Modified: cmp.Or(o.Acted, o.Modified), Repetitions: len(o.Answers), Lapses: o.Lapses}
	if o.Interval > 0 {
		c.Kind, c.Queue = Reviewing, QueueReview
		c.Interval, c.Ease, c.Due = o.Interval, 10*o.Ease, int64(o.Due-first)
	}
	switch {
	case o.Suspended:
		c.Queue = Suspended
	case o.Buried:
		c.Queue = SiblingBuried // Anki 2.0 never digs up a card of the other kind
	}
	if o.Flagged {
		c.Flag = 1
	}
	return c
}

// Steps of less than a day, which we don't have, as a new deck of Anki's has them, in seconds.
const (
	learningStep   = 60
	relearningStep = 600
)

// buttons are Anki's, by grade.
var buttons = [...]int{1, 1, 1, 2, 3, 4}

// review returns an answer as a row of Anki's log. An interval of less than a day is in negative seconds there.
func (a *Answer) review(card int64) Review {
	r := Review{ID: a.At, Card: card, Button: buttons[a.Grade], Interval: a.Interval, Before: a.Before,
		Ease: 10 * a.Ease, Took: a.Took, Kind: a.Kind}
	switch {
	case a.Kind == InRelearning:
		r.Interval, r.Before = -relearningStep, -relearningStep
	case a.Interval == 0:
		r.Interval, r.Ease = -learningStep, 0
	case a.Kind == InCram:
		r.Ease = 0 // nothing was rescheduled
	}
	return r
}
