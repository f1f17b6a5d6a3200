package quiz

import (
	"errors"

	"recall/quiz/draw"
	"recall/srs"
)

// help shows what the keys do until a key is pressed. With piped input it only prints the list.
func (q *question) help() error {
	after := "15d next interval   ↺ comes back today   - + lowers or raises the ease. What you type or pick only moves the *: the grade is yours."
	if q.opt.Lines {
		after = "What you type or pick only suggests a grade: it is yours."
	}
	return explain(q.ui, q.opt.Lines, "", q.legend(),
		after+" Choices: Good at most. (3): it has three answers; (3 steps): in order.")
}

// anyKey lists the keys that close a legend: any key that someone might press.
const anyKey = " \r\x1b\x7f?q0123456789abcdefghijklmnoprstuvwxyzA"

// explain shows a legend of keys between two paragraphs until a key is pressed. With line input it only prints them.
func explain(ui UI, lines bool, before string, legend []draw.Hint, after string) error {
	rows := func(st draw.Style) []string { return legendRows(st, before, legend, after) }
	if lines {
		return ui.Show(rows(ui.Style()))
	}
	_, err := ui.Key(draw.Screen{Rows: rows, Keys: hints(hint("Space", "goes on"))}, anyKey)
	if errors.Is(err, ErrQuit) {
		return nil
	}
	return err
}

func legendRows(st draw.Style, before string, legend []draw.Hint, after string) (rows []string) {
	column := 0
	for _, l := range legend {
		column = max(column, draw.Width(l.Key)+2)
	}
	if before != "" {
		rows = append(draw.Wrap(before, st.Width), "")
	}
	for _, l := range legend {
		key := l.Key
		for _, does := range draw.Wrap(st.Signs(l.Does), max(st.Width-column-2, 16)) {
			rows = append(rows, "  "+st.Paint(draw.Bold, key)+draw.Pad("", column-draw.Width(key))+does)
			key = ""
		}
	}
	if after != "" {
		rows = append(append(rows, ""), draw.Wrap(st.Signs(after), st.Width)...)
	}
	return rows
}

// known explains what each grade means.
var known = map[srs.Grade]string{0: "no idea", 1: "not known", 2: "not known, but nearly",
	srs.Hard: "known with great effort", srs.Good: "known", srs.Easy: "known at once"}

func (q *question) legend() []draw.Hint {
	rows := []draw.Hint{hint("Space Enter", "show the answer; then give the grade marked *")}
	if q.opt.Lines {
		rows[0] = hint("an empty line", "show the answer; then give the grade that it is said to give")
	}
	for _, g := range q.grades {
		rows = append(rows, hint(string(g.key)+" "+g.name, known[g.grade]))
	}
	rows = append(rows, hint("h j k l", "the same as 1 2 3 4"),
		hint("u", "undo, earlier days too"))
	if len(q.media) > 0 {
		rows = append(rows, hint("o", "open a picture or play a sound of the card; again: the next one"))
	}
	if q.opt.Edit != nil {
		rows = append(rows, hint("e", "edit the bullet"))
	}
	return append(rows, hint("s", "suspend the card until recall resume"),
		hint("x", "reject it: never ask it"), hint("b", "bury it: not today"),
		hint("f", "flag it, or unflag it"), hint("q", "leave; all is stored"))
}
