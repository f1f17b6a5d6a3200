package quiz

import (
	"errors"
	"fmt"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// others returns the keys that work at every question and answer.
func (q *question) others() string {
	keys := "usxbf?q"
	if q.opt.Edit != nil {
		keys += "e"
	}
	if len(q.media) > 0 {
		keys += "o"
	}
	return keys
}

// gradeKey is a grade key: the grade it gives, and the name and colour of its button.
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

// reply is how the person responded to a question before the answer was shown.
type reply struct {
	form    data.Form
	verdict draw.Verdict
	most    srs.Grade // the best grade that is offered
	told    bool      // the screen's items or its diff show the answer, and what is judged
}

// suggest returns the grade that Space gives. People who only look at the answer usually knew it.
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

// other handles a key that does the same at a question and at an answer. done means that the card is off the screen.
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
	case 'x':
		say := "Rejected: " + c.Short() + " is asked no more until recall accept " + c.Short()
		err := q.mark(c, q.from, srs.Reject, say)
		q.rejected = err == nil
		return true, err
	case 'b':
		return true, q.mark(c, q.from, srs.Bury, "Buried until tomorrow.")
	case 'f':
		if err := q.mark(c, q.from, srs.Flag, ""); err != nil {
			return true, err
		}
		c.State.Flagged = !c.State.Flagged
		q.tell(map[bool]string{true: "Flagged.", false: "The flag is off."}[c.State.Flagged])
		return false, nil
	case 'o':
		say := q.openMedia()
		if q.opt.Lines { // a path stays whole there
			return false, q.ui.Show([]string{say})
		}
		q.tell(say)
		return false, nil
	case 'e':
		say, err := q.opt.Edit(c)
		switch {
		case errors.Is(err, ErrInterrupt):
			return true, err
		case err != nil: // a failing editor must not end the session
			q.tell(sentence(err.Error()))
			return false, nil
		case say == "":
			q.tell("Nothing was changed.")
			return false, nil
		}
		q.notice, q.edited = say, c // the card stays at the head of its list and is read again
		return true, nil
	}
	return false, q.help()
}

// keep keeps the card on the screen when the store fails, so that the person can fix the cause and press the key again.
// With piped input nobody would see the message, so there the failure ends the session.
func (q *question) keep(err error) error {
	if err == nil || q.opt.Lines || errors.Is(err, ErrQuit) || errors.Is(err, ErrInterrupt) {
		return err
	}
	q.tell(q.notStored(err))
	return nil
}

// notStored remembers why the latest act could not be stored, and returns what to say about it.
func (s *Session) notStored(err error) string {
	err = s.store.Cause(err)
	s.unsaved = err
	why := err.Error()
	if s.opt.Word != nil {
		why = s.opt.Word(err)
	}
	if data.Damaged(err) {
		return "Not stored: " + why + ". q leaves, and says what to do."
	}
	return "Not stored: " + why + ". All that you did before is. The same key tries again, q leaves."
}

// tell replaces the screen's notice.
func (q *question) tell(notice string) {
	q.screen.Notice = notice
}

// front returns the screen before the answer is shown. The form of the question adds its keys.
func (q *question) front() draw.Screen {
	c := q.card
	screen := draw.Screen{
		Notice:  q.notice,
		Head:    q.headline(),
		Place:   place(c),
		Remark:  q.soon(c.ID, q.from),
		Context: c.Context,
		Front:   q.prompt(),
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
	edit, err := q.store.News(c.ID)
	if err != nil {
		return err
	}
	if edit != nil {
		screen.Notice = fmt.Sprintf("%s: %q -> %q", edit.Kind, edit.Old, edit.New)
	}
	if r.told {
		screen.Verdict = r.verdict
	} else {
		screen.Back = c.Answer
	}
	if c.Extra != "" {
		if screen.Back != "" {
			screen.Back += "\n\n"
		}
		screen.Back += c.Extra
	}
	screen.Path, screen.Source = source(c)
	screen.Buttons = buttons
	if q.isNew() {
		screen.Legend = legendOf(q.grades, buttons, q.opt.Lines)
	}
	screen.Keys = draw.Keys{Also: []string{"u", "e", "x", "q", "?"}}
	if q.opt.Edit == nil {
		screen.Keys.Also = []string{"u", "x", "q", "?"}
	}
	if err := q.findMedia(true); err != nil {
		return err
	}
	if len(q.media) > 0 {
		screen.Keys.Hints = []draw.Hint{toOpen}
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
