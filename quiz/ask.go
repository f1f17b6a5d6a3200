package quiz

import (
	"fmt"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// other are the keys that work at every question and answer.
const other = "usbf?q"

var gradeKeys = map[rune]srs.Grade{'1': srs.Again, '2': srs.Hard, '3': srs.Good, '4': srs.Easy}

// reply is what a person made of a question before the answer was shown.
type reply struct {
	form    data.Form
	suggest srs.Grade // what Space gives
	most    srs.Grade // the best grade that is offered
	told    bool      // the answer stands in the screen's items or in its difference already
}

// ask shows one card, takes the answer, and records the grade or whatever else the person does.
func (s *Session) ask(c *data.Card, from phase) error {
	shown := s.now()
	form, err := s.form(c)
	if err != nil {
		return err
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
		if done, err := s.other(key, c, from, &screen); done || err != nil {
			return err
		}
	}
	s.answer(&screen, c, r)
	for {
		key, err := s.ui.Key(screen, s.answerKeys(r))
		if err != nil {
			return err
		}
		g, ok := gradeKeys[key]
		if key == ' ' || key == '\r' {
			g, ok = r.suggest, true
		}
		if ok {
			return s.grade(c, from, g, r.form, s.now().Sub(shown))
		}
		if done, err := s.other(key, c, from, &screen); done || err != nil {
			return err
		}
	}
}

func (s *Session) answerKeys(r reply) string {
	if r.most < srs.Easy {
		return " \r123" + other
	}
	return " \r1234" + other
}

// other does what a key does at a question and at an answer alike; done: the card is off the screen.
func (s *Session) other(key rune, c *data.Card, from phase, screen *draw.Screen) (done bool, err error) {
	switch key {
	case 'q':
		return true, ErrQuit
	case 'u':
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
		screen.Notice = map[bool]string{true: "Flagged.", false: "The flag is off."}[c.State.Flagged]
		return false, nil
	}
	screen.Notice = help
	return false, nil
}

const help = "Space shows the answer, then gives the grade marked *. " +
	"1 Again: not known. 2 Hard: known with great effort. 3 Good. 4 Easy: known at once. " +
	"↺ comes back today, - and + move the ease. " +
	"u undo, s suspend, b bury until tomorrow, f flag, q quit; every grade is stored at once."

// question is the screen before the answer is shown; the form of the question adds its keys.
func (s *Session) question(c *data.Card) draw.Screen {
	screen := draw.Screen{
		Notice:  s.notice,
		Head:    s.headline(),
		Place:   place(c),
		Context: c.Context,
		Front:   c.Prompt,
	}
	s.notice = ""
	return screen
}

// answer adds the answer and the grades to a question.
func (s *Session) answer(screen *draw.Screen, c *data.Card, r reply) {
	screen.Notice = ""
	if c.Changed != "" {
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
	screen.Buttons = s.buttons(c, r)
	screen.Keys = "u undo   s suspend   ? keys   q quit"
}

func (s *Session) buttons(c *data.Card, r reply) []draw.Button {
	preview := c.Rules.Preview(c.State, s.day)
	var list []draw.Button
	for key := '1'; key <= '4'; key++ {
		g := gradeKeys[key]
		if g > r.most {
			break
		}
		o := preview[g]
		b := draw.Button{Key: key, Name: GradeName(g), Returns: o.Returns, Starred: g == r.suggest}
		switch {
		case s.opt.Cram:
			b.Returns = !g.Passed()
		case o.Drill && o.Returns:
			b.Name, b.Returns = "again", false
		case o.Drill:
			b.Name = "done"
		case o.New(): // it stays new, and has no interval yet
		default:
			b.Next = Days(int(o.Due - s.day))
			b.Ease = o.Ease - c.State.Ease
		}
		list = append(list, b)
	}
	return list
}
