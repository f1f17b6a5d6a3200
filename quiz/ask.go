package quiz

import (
	"errors"
	"fmt"
	"slices"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// others are the keys that work at every question and answer.
func (s *Session) others() string {
	if s.opt.Edit == nil {
		return "usbf?q"
	}
	return "usbfe?q"
}

// gradeKey is a key, the grade that it gives and what the button says.
type gradeKey struct {
	key   rune
	grade srs.Grade
	name  string
	ink   draw.Ink
}

// fourKeys and sixKeys are the values of the setting grades.
var (
	fourKeys = []gradeKey{{'1', srs.Again, "Again", draw.Red}, {'2', srs.Hard, "Hard", draw.Yellow}, {'3', srs.Good, "Good", draw.Green}, {'4', srs.Easy, "Easy", draw.Cyan}}
	sixKeys  = []gradeKey{{'0', 0, "Blank", ""}, {'1', 1, "Wrong", ""}, {'2', 2, "Nearly", ""},
		{'3', 3, "Hard", draw.Yellow}, {'4', 4, "Good", draw.Green}, {'5', 5, "Easy", draw.Cyan}}
)

// reply is what a person made of a question before the answer was shown.
type reply struct {
	form    data.Form
	verdict draw.Verdict
	most    srs.Grade // the best grade that is offered
	told    bool      // the answer stands in the screen's items or in its difference already
}

// suggest is what Space gives. Who only looked at the answer mostly knew it.
func (r reply) suggest() srs.Grade {
	switch r.verdict.Result {
	case draw.Unjudged, draw.Right:
		return srs.Good
	case draw.Nearly:
		return srs.Hard
	}
	return srs.Again
}

// ask shows one card, takes the answer, and records the grade or whatever else the person does.
func (s *Session) ask(c *data.Card, from phase) error {
	shown := s.now()
	form, err := s.form(c)
	if err != nil {
		return err
	}
	set, err := s.set(c)
	if err != nil {
		return err
	}
	grades := fourKeys
	if set.Grades == "six" {
		grades = sixKeys
	}
	screen := s.question(c)
	var r reply
	for {
		var key rune
		r, key, err = s.put(form, c, &screen)
		if err != nil {
			return err
		}
		if key == 0 {
			break
		}
		if key == esc { // out of the editor, to the keys
			form = data.Revealed
			continue
		}
		done, err := s.other(key, c, from, &screen, grades)
		if done && err == nil {
			return nil
		}
		if err := s.keep(err, &screen); err != nil {
			return err
		}
	}
	for len(grades) > 1 && grades[len(grades)-1].grade > r.most {
		grades = grades[:len(grades)-1]
	}
	if err := s.answer(&screen, c, r, grades); err != nil {
		return err
	}
	for {
		key, err := s.ui.Key(screen, " \r"+keysOf(grades)+s.others())
		if err != nil {
			return err
		}
		given := slices.IndexFunc(grades, func(g gradeKey) bool { return g.key == key || (key == ' ' || key == '\r') && g.grade == r.suggest() })
		if given < 0 {
			done, err := s.other(key, c, from, &screen, grades)
			if done && err == nil && key == 'e' {
				done, err = s.reread(&c, &screen, r, grades)
			}
			if done && err == nil {
				return nil
			}
			if err := s.keep(err, &screen); err != nil {
				return err
			}
			continue
		}
		after, err := s.grade(c, from, grades[given].grade, r.form, s.now().Sub(shown))
		if err == nil {
			return s.leech(c, after)
		}
		if err := s.keep(err, &screen); err != nil {
			return err
		}
	}
}

// reread shows the answer of a card as it reads after an edit: it was seen, and asking again would be a second try. done: the edit took the card
// off the list.
func (s *Session) reread(c **data.Card, screen *draw.Screen, r reply, grades []gradeKey) (done bool, err error) {
	again, err := s.store.Card((*c).ID)
	if err != nil || again.State.Parked {
		return true, err
	}
	*c, *screen = again, s.question(again)
	return false, s.answer(screen, again, reply{form: r.form, verdict: draw.Verdict{Result: r.verdict.Result}, most: r.most}, grades)
}

func keysOf(grades []gradeKey) string {
	var keys []rune
	for _, g := range grades {
		keys = append(keys, g.key)
	}
	return string(keys)
}

// other does what a key does at a question and at an answer alike; done: the card is off the screen.
func (s *Session) other(key rune, c *data.Card, from phase, screen *draw.Screen, grades []gradeKey) (done bool, err error) {
	switch key {
	case 'q':
		return true, ErrQuit
	case 'u':
		if s.edited != nil {
			tell(screen, notUndone(s.edited, c))
			s.edited = nil
			return false, nil
		}
		return true, s.undo()
	case 's':
		return true, s.mark(c, from, srs.Suspend, "Suspended: "+c.Short()+" is asked no more until recall resume "+c.Short())
	case 'b':
		return true, s.mark(c, from, srs.Bury, "Buried until tomorrow.")
	case 'f':
		if err := s.mark(c, from, srs.Flag, ""); err != nil {
			return true, err
		}
		c.State.Flagged = !c.State.Flagged
		tell(screen, map[bool]string{true: "Flagged.", false: "The flag is off."}[c.State.Flagged])
		return false, nil
	case 'e':
		say, err := s.opt.Edit(c)
		switch {
		case errors.Is(err, ErrInterrupt):
			return true, err
		case err != nil: // an editor that fails ends no session
			tell(screen, sentence(err.Error()))
			return false, nil
		case say == "":
			tell(screen, "Nothing was changed.")
			return false, nil
		}
		s.notice, s.edited = say, c // the card stays at the head, and is read again as it is now
		return true, nil
	}
	return false, s.help(grades)
}

// keep holds the card on the screen when the store fails, so that what is in the way can be mended and the key pressed again. Through a
// pipe nobody would see that: there the failure ends the session.
func (s *Session) keep(err error, screen *draw.Screen) error {
	if err == nil || s.opt.Lines || errors.Is(err, ErrQuit) || errors.Is(err, ErrInterrupt) {
		return err
	}
	s.unsaved = err
	why := err.Error()
	if s.opt.Word != nil {
		why = s.opt.Word(err)
	}
	tell(screen, "Not stored: "+why+". All that you did before is. The same key tries again, q leaves.")
	return nil
}

// tell shows a notice in place of what the screen said before.
func tell(screen *draw.Screen, notice string) {
	screen.Notice, screen.Verdict.Remark = notice, ""
}

// question is the screen before the answer is shown; the form of the question adds its keys.
func (s *Session) question(c *data.Card) draw.Screen {
	screen := draw.Screen{
		Notice:  s.notice,
		Head:    s.headline(),
		Place:   place(c),
		Context: c.Context,
		Front:   c.Prompt,
	}
	if c.State.Flagged {
		screen.Head = append(screen.Head, "flagged")
	}
	s.notice = ""
	return screen
}

// answer adds the answer and the grades to a question.
func (s *Session) answer(screen *draw.Screen, c *data.Card, r reply, grades []gradeKey) error {
	buttons, err := s.buttons(c, r, grades)
	if err != nil {
		return err
	}
	if r.verdict.Remark != "" { // else what was said of the last act stays
		screen.Notice = ""
	}
	screen.Verdict = r.verdict
	if c.Changed != "" && !(c.State.New() && c.State.Seen == 0) { // who never saw the old one needs no notice
		screen.Notice = fmt.Sprintf("changed: %q -> %q", c.Changed, c.Text)
	}
	if !r.told {
		screen.Back = c.Answer
	}
	if c.Extra != "" {
		if screen.Back != "" {
			screen.Back += "\n\n"
		}
		screen.Back += c.Extra
	}
	screen.Source = source(c)
	screen.Buttons = buttons
	screen.Keys = draw.Keys{Also: []string{"u", "e", "q", "?"}}
	if s.opt.Edit == nil {
		screen.Keys.Also = []string{"u", "q", "?"}
	}
	return nil
}

func (s *Session) buttons(c *data.Card, r reply, grades []gradeKey) (list []draw.Button, err error) {
	preview, err := s.store.Preview(c, s.day)
	if err != nil {
		return nil, err
	}
	for _, k := range grades {
		g, o := k.grade, preview[k.grade]
		b := draw.Button{Key: k.key, Name: k.name, Ink: k.ink, Returns: o.Returns, Starred: g == r.suggest()}
		switch {
		case s.opt.Cram:
			b.Returns = !g.Passed()
		case o.Drill && o.Returns:
			b.Name, b.Ink, b.Returns = "again", draw.Red, false
		case o.Drill:
			b.Name, b.Ink = "done", draw.Green
		case o.New(): // it stays new, and has no interval yet
		default:
			b.Next = interval(int(o.Due - s.day))
			b.Ease = o.Ease - c.State.Ease
		}
		list = append(list, b)
	}
	return list, nil
}
