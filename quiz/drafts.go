package quiz

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
	"recall/srs"
)

// Drafts is a walk through the drafts, the cards that wait for a decision. One key accepts, rejects, edits or skips a
// draft. Each decision is logged on disk before the next draft is shown.
type Drafts struct {
	store *data.Store
	ui    UI
	now   func() data.Moment
	edit  func(*data.Card) (string, error)

	list               []int64 // drafts still to be decided
	about              map[int64]trait
	apart              map[int64]bool // notes whose gaps are shown one by one
	within             *section       // the section that is looked at more closely; nil: all drafts
	done               []decision
	accepted, rejected int
	notice             string
	edited             *data.Card // set if the latest act was an edit, which undo can't undo
}

// trait is what tells drafts apart, or puts them together.
type trait struct {
	form    form
	section section
	note    int64
	gap     bool // it hides a part of its bullet
}

// form is what drafts with the same weakness have in common.
type form struct{ rule, weakness string }

// section is a place in a deck: its headings, as stored.
type section struct {
	deck     int64
	headings string
}

func traitOf(c *data.Card) trait {
	kind := deck.SlotKind(c.Slot)
	return trait{form{c.Rule, c.Weakness}, section{c.DeckID, c.Kin().Section}, c.Note, kind == "member" || kind == "cloze"}
}

// decision is what one key decided, kept for undo.
type decision struct {
	kind  srs.Kind // 0: skipped
	cards []int64
	acts  int       // entries in the log
	did   data.Done // the last of them, if there is one
}

// NewDrafts returns a walk through the drafts that match a filter. edit lets the person change a card's bullet and
// returns what to say about it; it is nil if editing is not possible.
func NewDrafts(store *data.Store, ui UI, now func() data.Moment, f data.Filter,
	edit func(*data.Card) (string, error)) (*Drafts, error) {
	d := &Drafts{store: store, ui: ui, now: now, edit: edit, about: map[int64]trait{}, apart: map[int64]bool{}}
	err := store.Cards(f, func(c *data.Card) error {
		if waits(c) {
			d.list = append(d.list, c.ID)
			d.about[c.ID] = traitOf(c)
		}
		return nil
	})
	return d, err
}

// waits reports whether a card is a draft that is still undecided.
func waits(c *data.Card) bool { return c.Status() == "draft" }

// Left returns the number of drafts still to be decided.
func (d *Drafts) Left() int { return len(d.list) }

// Run shows drafts until none is left. It returns ErrQuit or ErrInterrupt if the person leaves before that.
func (d *Drafts) Run(ctx context.Context) error {
	for {
		if ctx.Err() != nil {
			return ErrInterrupt
		}
		list := d.here()
		if len(list) == 0 {
			if d.within != nil {
				return nil
			}
			if more, err := d.end(); !more || err != nil {
				return err
			}
			continue
		}
		c, err := d.store.Card(list[0])
		if err != nil {
			return err
		}
		if !waits(c) { // decided elsewhere, or edited into a different card
			d.drop([]int64{c.ID})
			continue
		}
		d.about[c.ID] = traitOf(c)
		shown, alike := d.together(c), d.alike(c)
		screen, err := d.screen(c, shown, alike)
		if err != nil {
			return err
		}
		keys := "arARsuq?"
		if d.edit != nil {
			keys += "e"
		}
		if len(shown) > 1 {
			keys += "\r"
		}
		if d.within != nil {
			keys += "b"
		}
		key, err := d.ui.Key(screen, keys)
		if err != nil {
			return err
		}
		if d.within != nil && key == 'b' {
			d.notice = ""
			return nil
		}
		if err := d.do(key, c, shown, alike); err != nil {
			return err
		}
	}
}

func (d *Drafts) do(key rune, c *data.Card, shown, alike []int64) error {
	d.notice = ""
	switch key {
	case 'a':
		return d.decide(srs.Accept, shown)
	case 'r':
		return d.decide(srs.Reject, shown)
	case 'A':
		d.notice = fmt.Sprintf("Accepted: %s.", Count(len(alike), "card of this form", "cards of this form"))
		return d.decide(srs.Accept, alike)
	case 'R':
		if sure, err := d.sure(len(alike)); !sure || err != nil {
			return err
		}
		d.notice = fmt.Sprintf("Rejected: %s.", Count(len(alike), "card of this form", "cards of this form"))
		return d.decide(srs.Reject, alike)
	case '\r':
		d.apart[c.Note] = true
	case 's':
		d.skip(shown)
	case 'e':
		say, err := d.edit(c)
		if err != nil && !errors.Is(err, ErrInterrupt) { // a failing editor must not end the walk
			d.notice = err.Error()
			return nil
		}
		if say == "" {
			say = "Nothing was changed."
		} else {
			d.edited = c
		}
		d.notice = say
		return err
	case 'u':
		if d.edited != nil {
			d.notice, d.edited = notUndone(d.edited, c), nil
			return nil
		}
		return d.undo()
	case 'q':
		return ErrQuit
	default:
		return d.help()
	}
	return nil
}

// end shows the last screen, when no draft is left. The last decision can still be undone there.
func (d *Drafts) end() (more bool, err error) {
	if len(d.done) == 0 {
		return false, nil
	}
	screen := draw.Screen{
		Notice: d.notice, Head: []string{"0 drafts"}, Front: d.tally("No draft is left:"), Keys: hints(toUndo, toEnd),
	}
	key, err := d.ui.Key(screen, "u q\r")
	if err != nil || key != 'u' {
		if errors.Is(err, ErrQuit) {
			err = nil
		}
		return false, err
	}
	return true, d.undo()
}

// alike lists the remaining drafts with the same form as c: made by the same rule and weak for the same reason.
func (d *Drafts) alike(c *data.Card) (list []int64) {
	for _, id := range d.here() {
		if d.about[id].form == d.about[c.ID].form {
			list = append(list, id)
		}
	}
	return list
}

// together lists the drafts that are shown and decided with c: the gaps of one bullet, which would otherwise come one
// after the other. For any other draft it is c alone.
func (d *Drafts) together(c *data.Card) (list []int64) {
	of := d.about[c.ID]
	if !of.gap || d.apart[c.Note] {
		return []int64{c.ID}
	}
	for _, id := range d.here() {
		if other := d.about[id]; other.gap && other.note == of.note {
			list = append(list, id)
		}
	}
	return list
}

// here lists the drafts that this walk is at: those of the section that is looked at, or all.
func (d *Drafts) here() (list []int64) {
	if d.within == nil {
		return d.list
	}
	for _, id := range d.list {
		if d.about[id].section == *d.within {
			list = append(list, id)
		}
	}
	return list
}

func (d *Drafts) drop(cards []int64) {
	gone := map[int64]bool{}
	for _, id := range cards {
		gone[id] = true
	}
	d.list = slices.DeleteFunc(slices.Clone(d.list), func(id int64) bool { return gone[id] })
}

func (d *Drafts) skip(cards []int64) {
	d.drop(cards)
	d.done = append(d.done, decision{cards: cards})
}

func (d *Drafts) decide(kind srs.Kind, cards []int64) error {
	changed, err := d.store.MarkAll(cards, kind, d.now())
	if err != nil {
		return err
	}
	d.drop(cards)
	made := decision{kind: kind, cards: cards, acts: len(changed)}
	if len(changed) > 0 {
		made.did = data.Done{Card: changed[len(changed)-1], Kind: kind}
	}
	d.done = append(d.done, made)
	d.edited = nil
	d.count(kind, len(cards))
	return nil
}

func (d *Drafts) count(kind srs.Kind, n int) {
	switch kind {
	case srs.Accept:
		d.accepted += n
	case srs.Reject:
		d.rejected += n
	}
}

// undo undoes the last decision of this walk, then those of earlier walks, and first those made elsewhere since. It never
// undoes a grade.
func (d *Drafts) undo() error {
	var last decision
	if len(d.done) > 0 {
		last = d.done[len(d.done)-1]
		if last.did == (data.Done{}) {
			d.putBack(last)
			return nil
		}
	}
	newest, err := d.store.NewestAct()
	if err != nil && !errors.Is(err, data.ErrNothingToUndo) {
		return err
	}
	if newest.Kind != srs.Accept && newest.Kind != srs.Reject {
		d.notice = "There is no decision to undo."
		if len(d.done) > 0 {
			d.notice = "Something else was done elsewhere since. recall undo takes that back."
		}
		return nil
	}
	list, err := d.store.UndoLast(last.did, last.acts, d.now())
	if err != nil {
		return err
	}
	if err := d.sayUndone(list); err != nil {
		return err
	}
	if newest == last.did {
		if n := len(last.cards); n > 1 {
			d.notice = fmt.Sprintf("Undone: %s wait again.", Count(n, "card", "cards"))
		}
		d.putBack(last)
		return nil
	}
	for i := len(list) - 1; i >= 0; i-- {
		d.drop([]int64{list[i].Card})
		d.list = append([]int64{list[i].Card}, d.list...)
	}
	return nil
}

// putBack lets the cards of the last decision wait again.
func (d *Drafts) putBack(last decision) {
	d.count(last.kind, -len(last.cards))
	d.done = d.done[:len(d.done)-1]
	d.list = append(slices.Clone(last.cards), d.list...)
}

func (d *Drafts) sayUndone(list []data.Undone) error {
	c, err := d.store.Card(list[0].Card)
	if err == nil {
		d.notice = "Undone: " + Describe(list[0], c) + others(len(list)-1)
	}
	return err
}
