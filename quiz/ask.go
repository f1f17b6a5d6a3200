package quiz

import (
	"errors"
	"fmt"

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
	fourKeys = []gradeKey{
		{'1', srs.Again, "Again", draw.Red},
		{'2', srs.Hard, "Hard", draw.Yellow},
		{'3', srs.Good, "Good", draw.Green},
		{'4', srs.Easy, "Easy", draw.Cyan},
	}
	sixKeys = []gradeKey{
		{'0', 0, "Blank", ""},
		{'1', 1, "Wrong", ""},
		{'2', 2, "Nearly", ""},
		{'3', 3, "Hard", draw.Yellow},
		{'4', 4, "Good", draw.Green},
		{'5', 5, "Easy", draw.Cyan},
	}
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

func keysOf(grades []gradeKey) string {
	var keys []rune
	for _, g := range grades {
		keys = append(keys, g.key)
	}
	return string(keys)
}

// other does what a key does at a question and at an answer alike; done: the card is off the screen.
func (q *question) other(key rune) (done bool, err error) {
	c := q.card
	switch key {
	case 'q':
		return true, ErrQuit
	case 'u':
		if q.edited != nil {
			q.tell(notUndone(q.edited, c))
			q.edited = nil
			return false, nil
		}
		return true, q.undo()
	case 's':
		say := "Suspended: " + c.Short() + " is asked no more until recall resume " + c.Short()
		return true, q.mark(c, q.from, srs.Suspend, say)
	case 'b':
		return true, q.mark(c, q.from, srs.Bury, "Buried until tomorrow.")
	case 'f':
		if err := q.mark(c, q.from, srs.Flag, ""); err != nil {
			return true, err
		}
		c.State.Flagged = !c.State.Flagged
		q.tell(map[bool]string{true: "Flagged.", false: "The flag is off."}[c.State.Flagged])
		return false, nil
	case 'e':
		say, err := q.opt.Edit(c)
		switch {
		case errors.Is(err, ErrInterrupt):
			return true, err
		case err != nil: // an editor that fails ends no session
			q.tell(sentence(err.Error()))
			return false, nil
		case say == "":
			q.tell("Nothing was changed.")
			return false, nil
		}
		q.notice, q.edited = say, c // the card stays at the head, and is read again as it is now
		return true, nil
	}
	return false, q.help()
}

// keep holds the card on the screen when the store fails, so that what is in the way can be mended and the key pressed
// again. Through a pipe nobody would see that: there the failure ends the session.
func (q *question) keep(err error) error {
	if err == nil || q.opt.Lines || errors.Is(err, ErrQuit) || errors.Is(err, ErrInterrupt) {
		return err
	}
	q.unsaved = err
	why := err.Error()
	if q.opt.Word != nil {
		why = q.opt.Word(err)
	}
	q.tell("Not stored: " + why + ". All that you did before is. The same key tries again, q leaves.")
	return nil
}

// tell shows a notice in place of what the screen said before.
func (q *question) tell(notice string) {
	q.screen.Notice, q.screen.Verdict.Remark = notice, ""
}

// front is the screen before the answer is shown; the form of the question adds its keys.
func (q *question) front() draw.Screen {
	c := q.card
	screen := draw.Screen{
		Notice:  q.notice,
		Head:    q.headline(),
		Place:   place(c),
		Context: c.Context,
		Front:   c.Prompt,
	}
	if c.State.Flagged {
		screen.Head = append(screen.Head, "flagged")
	}
	q.notice = ""
	return screen
}

// reveal adds the answer and the grades to the screen.
func (q *question) reveal() error {
	c, r, screen := q.card, q.reply, &q.screen
	buttons, err := q.buttons()
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
	if q.opt.Edit == nil {
		screen.Keys.Also = []string{"u", "q", "?"}
	}
	return nil
}

func (q *question) buttons() (list []draw.Button, err error) {
	preview, err := q.store.Preview(q.card, q.day)
	if err != nil {
		return nil, err
	}
	for _, k := range q.grades {
		g, o := k.grade, preview[k.grade]
		b := draw.Button{Key: k.key, Name: k.name, Ink: k.ink, Returns: o.Returns, Starred: g == q.reply.suggest()}
		switch {
		case q.opt.Cram:
			b.Returns = !g.Passed()
		case o.Drill && o.Returns:
			b.Name, b.Ink, b.Returns = "again", draw.Red, false
		case o.Drill:
			b.Name, b.Ink = "done", draw.Green
		case o.New(): // it stays new, and has no interval yet
		default:
			b.Next = interval(int(o.Due - q.day))
			b.Ease = o.Ease - q.card.State.Ease
		}
		list = append(list, b)
	}
	return list, nil
}
