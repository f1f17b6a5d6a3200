package quiz

import (
	"cmp"
	"fmt"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
)

// screen shows both sides of a draft: the person judges it and is not asked.
func (d *Drafts) screen(c *data.Card, shown, alike []int64) (draw.Screen, error) {
	if len(shown) > 1 {
		return d.gaps(c, shown, alike)
	}
	back := c.Answer
	if c.Extra != "" {
		back += "\n\n" + c.Extra
	}
	path, bullet := source(c)
	return draw.Screen{
		Notice:  d.notice,
		Head:    []string{Count(len(d.here()), "draft", "drafts")},
		Place:   place(c),
		Remark:  "weak: " + Weak(c),
		Context: c.Context,
		Front:   c.Prompt,
		Back:    back,
		Path:    path,
		Source:  bullet,
		Keys:    d.keys(shown, alike),
	}, nil
}

// gaps shows the drafts that each hide a part of one bullet: the bullet, and what they hide.
func (d *Drafts) gaps(c *data.Card, shown, alike []int64) (draw.Screen, error) {
	var hidden []string
	for _, id := range shown {
		gap, err := d.store.Card(id)
		if err != nil {
			return draw.Screen{}, err
		}
		hidden = append(hidden, gap.Answer)
	}
	return draw.Screen{
		Notice:  d.notice,
		Head:    []string{Count(len(d.here()), "draft", "drafts")},
		Place:   place(c),
		Remark:  fmt.Sprintf("weak: %s; %d gaps", Weak(c), len(shown)),
		Context: c.Context,
		Front:   c.Text,
		Back:    strings.Join(hidden, " / "),
		Keys:    d.keys(shown, alike),
	}, nil
}

func (d *Drafts) keys(shown, alike []int64) draw.Keys {
	accept, reject := hint("a", "accept"), hint("r", "reject")
	if len(shown) > 1 {
		accept.Does += fmt.Sprintf(" all %d", len(shown))
	}
	keys := hints(accept, reject)
	if len(shown) > 1 {
		keys.Hints = append(keys.Hints, hint("Enter", "one by one"))
	}
	if d.edit != nil {
		keys.Hints = append(keys.Hints, toEdit)
	}
	if len(alike) > len(shown) {
		keys.Hints = append(keys.Hints, hint("A R", fmt.Sprintf("accept, reject all %d of this form", len(alike))))
	}
	keys.Hints = append(keys.Hints, hint("s", "later"))
	if d.within != nil {
		keys.Hints = append(keys.Hints, hint("b", "back"))
	}
	keys.Hints = append(keys.Hints, toUndo, toLegend, toQuit)
	return keys
}

// Weak returns in words why a card is or was a draft, or "" if it never was one.
func Weak(c *data.Card) string {
	why := cmp.Or(deck.Reason(c.Weakness).Text(), c.Weakness)
	switch {
	case why == "" && c.State.Drafted:
		why = "you turned others of its kind down"
	case why == "" && c.Draft && c.Older != "":
		why = "an older deck builder made it"
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
			skipped += len(x.cards)
		}
	}
	say := fmt.Sprintf("%s %d accepted, %d rejected", head, d.accepted, d.rejected)
	if skipped > 0 {
		say += fmt.Sprintf(", %d left for later", skipped)
	}
	return say + "."
}

// help explains what a draft is and what the keys do.
func (d *Drafts) help() error {
	rows := []draw.Hint{
		hint("a", "accept it"),
		hint("r", "reject it"),
		hint("A R", "accept or reject all of its form: of one rule, weak for one reason"),
		hint("Enter", "of a bullet's gaps: look at them one by one"),
	}
	if d.edit != nil {
		rows = append(rows, hint("e", "edit the bullet: a clearer one makes a better card"))
	}
	if d.within != nil {
		rows = append(rows, hint("b", "go back to the sections"))
	}
	rows = append(rows,
		hint("s", "leave it for later"), hint("u", "take the last decision back"), hint("q", "leave; all is stored"))
	return explain(d.ui, d.edit == nil, "A draft is a card that may be weak: it is asked only once you accept it.",
		rows, "")
}

// sure asks before many drafts are rejected that the person has not seen.
func (d *Drafts) sure(n int) (bool, error) {
	const many = 10
	if n <= many {
		return true, nil
	}
	screen := draw.Screen{Front: fmt.Sprintf("Reject all %d drafts of this form, seen or not?", n),
		Keys: hints(hint("y", "reject them"), hint("n", "go back"))}
	key, err := d.ui.Key(screen, "yn \r")
	return key == 'y', err
}
