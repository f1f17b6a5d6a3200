package term

import (
	"recall/quiz"
	"recall/quiz/draw"
)

// field is one Field: a label and the text in the line below or beside it.
type field struct {
	editor
	label string
	check func(string) error
	bad   string // why the text was refused, until it changes
}

// Field asks for a short text and checks it while it is typed: "!" stands before it until check accepts it. Esc, or
// Ctrl-D on an empty line, returns quiz.ErrQuit.
func (t *Term) Field(label, initial string, check func(string) error) (string, error) {
	t.lined = true
	f := field{label: flat(label), check: check}
	f.insert(flat(initial))
	t.forget()
	for {
		if !t.ahead() { // keys typed ahead are drawn once, after the last of them
			if err := t.drawField(&f); err != nil {
				return "", err
			}
		}
		k, err := t.readKey()
		before := f.String()
		switch {
		case err != nil:
			return "", err
		case k.r == 'C'-ctrl:
			return "", quiz.ErrInterrupt
		case k.r == esc, k.r == 'D'-ctrl && len(f.text) == 0:
			return "", quiz.ErrQuit
		case k.r == enter:
			err := check(before)
			if err == nil {
				t.held = enter
				return before, nil
			}
			f.bad = flat(err.Error())
			continue
		case k.r == redraw, k.r == 'L'-ctrl:
			t.forget()
		}
		f.handle(k)
		if f.full {
			f.bad = tooLong
		} else if f.String() != before {
			f.bad = ""
		}
	}
}

// drawField draws the reason why the text was refused, the label, the text and the keys. In a low window the text stays
// in view, and what stands above it goes first.
func (t *Term) drawField(f *field) error {
	st := t.Style()
	_, rows := t.size()
	sign := "  "
	if f.check(f.String()) != nil {
		sign = st.Paint(draw.Red, "!") + " "
	}
	var above []string
	if f.bad != "" {
		above = append(draw.Wrap(f.bad, st.Width), "")
	}
	head := sign + f.label + ": "
	const least = 20                                                        // columns for the text
	if draw.Width(head)+least > st.Width && draw.Width(head) > st.Width/2 { // it gets rows of its own
		above, head = append(above, draw.Wrap(f.label, st.Width)...), sign+st.Paint(draw.Dim, "> ")
	}
	typed, y, x := f.window(head, st.Width, rows/2)
	above = above[max(0, len(above)+len(typed)-rows):]
	lines := append(above, typed...)
	y += len(above)
	keys := draw.Screen{Keys: draw.Keys{Hints: []draw.Hint{{Key: "Enter", Does: "done"}, {Key: "Esc", Does: "back"}}}}
	if _, foot := keys.Parts(st); len(lines)+1+len(foot) <= rows {
		lines = append(append(lines, ""), foot...)
	}
	return t.draw(lines, y, x)
}
