package quiz

import (
	"cmp"
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
	forms              map[int64]form
	done               []decision
	accepted, rejected int
	notice             string
	edited             *data.Card // set if the latest act was an edit, which undo can't undo
}

// form is what drafts with the same weakness have in common.
type form struct{ rule, weakness string }

// decision is what one key decided, kept for undo.
type decision struct {
	kind  srs.Kind // 0: skipped
	cards []int64
}

// NewDrafts returns a walk through the drafts that match a filter. edit lets the person change a card's bullet and
// returns what to say about it; it is nil if editing is not possible.
func NewDrafts(store *data.Store, ui UI, now func() data.Moment, f data.Filter,
	edit func(*data.Card) (string, error)) (*Drafts, error) {
	d := &Drafts{store: store, ui: ui, now: now, edit: edit, forms: map[int64]form{}}
	err := store.Cards(f, func(c *data.Card) error {
		if waits(c) {
			d.list = append(d.list, c.ID)
			d.forms[c.ID] = form{c.Rule, c.Weakness}
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
		if len(d.list) == 0 {
			if more, err := d.end(); !more || err != nil {
				return err
			}
			continue
		}
		c, err := d.store.Card(d.list[0])
		if err != nil {
			return err
		}
		if !waits(c) { // decided elsewhere, or edited into a different card
			d.list = d.list[1:]
			continue
		}
		d.forms[c.ID] = form{c.Rule, c.Weakness}
		alike := d.alike(c)
		keys := "arAsuq?"
		if d.edit != nil {
			keys += "e"
		}
		key, err := d.ui.Key(d.screen(c, len(alike)), keys)
		if err != nil {
			return err
		}
		if err := d.do(key, c, alike); err != nil {
			return err
		}
	}
}

func (d *Drafts) do(key rune, c *data.Card, alike []int64) error {
	d.notice = ""
	switch key {
	case 'a':
		return d.decide(srs.Accept, []int64{c.ID})
	case 'r':
		return d.decide(srs.Reject, []int64{c.ID})
	case 'A':
		d.notice = fmt.Sprintf("Accepted: %s.", Count(len(alike), "card of this form", "cards of this form"))
		return d.decide(srs.Accept, alike)
	case 's':
		d.list = d.list[1:]
		d.done = append(d.done, decision{cards: []int64{c.ID}})
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

// help explains what a draft is and what the keys do.
func (d *Drafts) help() error {
	rows := []draw.Hint{
		hint("a", "accept it"),
		hint("r", "reject it"),
		hint("A", "accept all of its form: of one rule, weak for one reason"),
	}
	if d.edit != nil {
		rows = append(rows, hint("e", "edit the bullet: a clearer one makes a better card"))
	}
	rows = append(rows,
		hint("s", "leave it for later"), hint("u", "take the last decision back"), hint("q", "leave; all is stored"))
	return explain(d.ui, d.edit == nil, "A draft is a card that may be weak: it is asked only once you accept it.",
		rows, "")
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
	for _, id := range d.list {
		if d.forms[id] == d.forms[c.ID] {
			list = append(list, id)
		}
	}
	return list
}

func (d *Drafts) decide(kind srs.Kind, cards []int64) error {
	if _, err := d.store.MarkAll(cards, kind, d.now()); err != nil {
		return err
	}
	d.list = slices.DeleteFunc(d.list, func(id int64) bool { return slices.Contains(cards, id) })
	d.done = append(d.done, decision{kind, cards})
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

// undo undoes the last decision of this walk, then those of earlier walks. It never undoes a grade.
func (d *Drafts) undo() error {
	if len(d.done) == 0 {
		kind, err := d.store.NewestAct()
		if err != nil && !errors.Is(err, data.ErrNothingToUndo) {
			return err
		}
		if kind != srs.Accept && kind != srs.Reject {
			d.notice = "There is no decision to undo."
			return nil
		}
		list, err := d.store.UndoTogether(d.now())
		if err != nil {
			return err
		}
		for i := len(list) - 1; i >= 0; i-- {
			d.list = append([]int64{list[i].Card},
				slices.DeleteFunc(d.list, func(id int64) bool { return id == list[i].Card })...)
		}
		return d.sayUndone(list)
	}
	last := d.done[len(d.done)-1]
	if last.kind != 0 {
		for range last.cards {
			undone, err := d.store.Undo(d.now())
			if err != nil {
				return err
			}
			if err := d.sayUndone([]data.Undone{undone}); err != nil {
				return err
			}
		}
		d.count(last.kind, -len(last.cards))
		if n := len(last.cards); n > 1 {
			d.notice = fmt.Sprintf("Undone: %s wait again.", Count(n, "card", "cards"))
		}
	}
	d.done = d.done[:len(d.done)-1]
	d.list = append(slices.Clone(last.cards), d.list...)
	return nil
}

func (d *Drafts) sayUndone(list []data.Undone) error {
	c, err := d.store.Card(list[0].Card)
	if err == nil {
		d.notice = "Undone: " + Describe(list[0], c) + others(len(list)-1)
	}
	return err
}

// screen shows both sides of a draft: the person judges it and is not asked.
func (d *Drafts) screen(c *data.Card, alike int) draw.Screen {
	back := c.Answer
	if c.Extra != "" {
		back += "\n\n" + c.Extra
	}
	keys := hints(hint("a", "accept"), hint("r", "reject"))
	if d.edit != nil {
		keys.Hints = append(keys.Hints, toEdit)
	}
	if alike >= 2 {
		keys.Hints = append(keys.Hints, hint("A", fmt.Sprintf("accept all %d of this form", alike)))
	}
	keys.Hints = append(keys.Hints, hint("s", "later"), toUndo, toLegend, toQuit)
	return draw.Screen{
		Notice:  d.notice,
		Head:    []string{Count(len(d.list), "draft", "drafts")},
		Place:   place(c),
		Remark:  "weak: " + Weak(c),
		Context: c.Context,
		Front:   c.Prompt,
		Back:    back,
		Source:  source(c),
		Keys:    keys,
	}
}

// Weak returns in words why a card is or was a draft, or "" if it never was one.
func Weak(c *data.Card) string {
	why := cmp.Or(deck.Reason(c.Weakness).Text(), c.Weakness)
	if why == "" && c.State.Drafted {
		why = "you turned others of its kind down"
	}
	return why
}

// Summary returns what stays on the screen after a walk.
func (d *Drafts) Summary() string {
	head := "Done."
	if n := len(d.list); n > 0 {
		head = fmt.Sprintf("Stopped; %s.", Count(n, "draft waits", "drafts wait"))
	}
	say := d.tally(head)
	if d.accepted > 0 {
		say += " Accepted cards come as new ones: recall review"
	}
	return say
}

// tally counts the decisions.
func (d *Drafts) tally(head string) string {
	skipped := 0
	for _, x := range d.done {
		if x.kind == 0 {
			skipped++
		}
	}
	say := fmt.Sprintf("%s %d accepted, %d rejected", head, d.accepted, d.rejected)
	if skipped > 0 {
		say += fmt.Sprintf(", %d left for later", skipped)
	}
	return say + "."
}
