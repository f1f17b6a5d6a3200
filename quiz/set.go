package quiz

import (
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/deck/answer"
	"recall/quiz/draw"
	"recall/srs"
)

// recalled is the person's progress with the set on the screen. It survives a look at the list of keys.
type recalled struct {
	members []string
	slips   map[string]string // the misspelt members, with what was typed
	foreign []string          // typed, but not a member
	keys    bool              // Esc was pressed: single keys instead of lines
}

// putSet asks the person to recall the members one by one, in any order. An empty line, or Space after Esc, ends the
// list.
func (q *question) putSet() (rune, error) {
	c, r, screen := q.card, &q.recalled, &q.screen
	for len(r.members) < len(c.Members) {
		screen.Items = nil
		for _, m := range r.members {
			screen.Items = append(screen.Items, r.item(m))
		}
		var text string
		var key rune
		var err error
		if r.keys {
			screen.Keys = q.keyed(toShow, toUndo, toLegend, toQuit)
			key, err = q.ui.Key(*screen, " \r"+q.others())
			if key == ' ' || key == '\r' {
				key = 0
			}
		} else {
			screen.Keys = hints(hint("Enter", "adds one (empty: that is all)"), toKeys)
			screen.Keys.Progress.Done = fmt.Sprint(len(r.members))
			screen.Keys.Progress.Rest = fmt.Sprintf("of %d", len(c.Members))
			text, key, err = q.line()
		}
		if key == esc && len(r.members) > 0 {
			r.keys = true
			continue
		}
		if err != nil || key != 0 {
			screen.Items = nil
			return key, err
		}
		if text == "" {
			break
		}
		screen.Notice = r.add(c, text)
	}
	screen.Notice = ""
	q.listed()
	return 0, nil
}

// add adds the members that a line names, and returns what is wrong with the line, if anything.
func (r *recalled) add(c *data.Card, text string) (say string) {
	v := answer.Compare(c.Card, text)
	for _, f := range v.Foreign {
		r.foreign = append(r.foreign, draw.Clean(f))
	}
	before := len(r.members)
	for _, m := range c.Members {
		if slices.Contains(v.Missing, m) || slices.Contains(r.members, m) {
			continue
		}
		r.members = append(r.members, m)
		if slip := v.Slips[m]; slip != "" {
			if r.slips == nil {
				r.slips = map[string]string{}
			}
			r.slips[m] = slip
		}
	}
	switch {
	case len(v.Missing) == len(c.Members):
		return fmt.Sprintf("%q is not one of them.", draw.Clean(text))
	case len(r.members) == before:
		return "You have that one."
	}
	return ""
}

func (r *recalled) item(m string) draw.Item {
	if slip := r.slips[m]; slip != "" {
		return draw.Item{Text: m, Verdict: draw.Verdict{Result: draw.Nearly, Remark: "you: " + slip}}
	}
	return draw.Item{Text: m}
}

// listed shows all members, and judges the reply by how many were recalled.
func (q *question) listed() {
	c, r := q.card, &q.recalled
	q.reply = reply{form: data.Listed, verdict: draw.Verdict{Result: draw.Wrong}, most: srs.Easy, told: true}
	q.screen.Items = nil
	for _, m := range c.Members {
		item := r.item(m)
		if !slices.Contains(r.members, m) {
			item.Verdict = draw.Verdict{Result: draw.Missing, Remark: "missing"}
		}
		q.screen.Items = append(q.screen.Items, item)
	}
	if len(r.foreign) > 0 {
		q.reply.verdict.Remark = "not among them: " + strings.Join(r.foreign, ", ")
	}
	switch missing := len(c.Members) - len(r.members); {
	case missing == len(c.Members) && len(r.foreign) == 0:
		q.reply.verdict.Result = draw.Missing
	case missing == 0 && len(r.slips) == 0:
		q.reply.verdict.Result = draw.Right
	case missing == 0, missing == 1 && len(c.Members) >= 3 && len(r.slips) == 0:
		q.reply.verdict.Result = draw.Nearly
	}
}
