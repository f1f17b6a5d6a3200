package quiz

import (
	"errors"

	"recall/quiz/draw"
	"recall/srs"
)

// help shows what the keys do, until a key; through a pipe it only says so.
func (s *Session) help(grades []gradeKey) error {
	rows := s.helpRows(grades, s.ui.Style())
	if s.opt.Lines {
		return s.ui.Show(rows)
	}
	_, err := s.ui.Key(draw.Screen{Rows: rows, Keys: "Space goes on"}, " \r?q\x1b")
	if errors.Is(err, ErrQuit) {
		return nil
	}
	return err
}

// known says what a grade means.
var known = map[srs.Grade]string{0: "no idea", 1: "not known", 2: "not known, but nearly", srs.Hard: "known with great effort", srs.Good: "known", srs.Easy: "known at once"}

func (s *Session) helpRows(grades []gradeKey, st draw.Style) (rows []string) {
	const column = 16
	say := func(keys, does string) {
		for i, l := range draw.Wrap(st.Signs(does), max(st.Width-column, 16)) {
			if i > 0 {
				keys = ""
			}
			rows = append(rows, draw.Pad("  "+keys, column)+l)
		}
	}
	say("Space Enter", "show the answer; then give the grade marked *")
	for _, g := range grades {
		say(string(g.key)+" "+g.name, known[g.grade])
	}
	say("u", "undo: any number of times, also what you did on earlier days")
	if s.opt.Edit != nil {
		say("e", "edit the bullet")
	}
	say("s", "suspend the card until recall resume")
	say("b", "bury it: not today")
	say("f", "flag it, or take the flag off")
	say("q", "leave; all is stored")
	rows = append(rows, "")
	return append(rows, draw.Wrap(st.Signs("15d next interval   ↺ comes back today   - + lowers or raises the ease. "+
		"What you type or pick only moves the *: the grade is yours."), st.Width)...)
}
