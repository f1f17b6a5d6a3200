package quiz

import (
	"fmt"
	"strings"
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// The keys of a question and of an answer. Space and Enter show, then give the starred grade.
const (
	keysFront  = " \rusbf?q"
	keysAnswer = " \r1234usbf?q"
)

var gradeKeys = map[rune]srs.Grade{'1': srs.Again, '2': srs.Hard, '3': srs.Good, '4': srs.Easy, ' ': srs.Good, '\r': srs.Good}

// ask shows one card, reveals it, and records the grade or whatever else the person does.
func (s *Session) ask(c *data.Card, from phase) error {
	shown := s.now()
	screen := s.question(c)
	for {
		key, err := s.ui.Key(screen, keysFront)
		if err != nil {
			return err
		}
		if key == ' ' || key == '\r' {
			break
		}
		if done, err := s.other(key, c, from, &screen); done || err != nil {
			return err
		}
	}
	s.answer(&screen, c)
	for {
		key, err := s.ui.Key(screen, keysAnswer)
		if err != nil {
			return err
		}
		if g, ok := gradeKeys[key]; ok {
			return s.grade(c, from, g, data.Revealed, s.now().Sub(shown))
		}
		if done, err := s.other(key, c, from, &screen); done || err != nil {
			return err
		}
	}
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

// question is the screen before the answer is shown.
func (s *Session) question(c *data.Card) draw.Screen {
	screen := draw.Screen{
		Notice:  s.notice,
		Head:    s.headline(),
		Place:   place(c),
		Context: c.Context,
		Front:   c.Prompt,
		Keys:    "Space show   u undo   s suspend   ? keys   q quit",
	}
	s.notice = ""
	return screen
}

// answer adds the answer and the grades to a question.
func (s *Session) answer(screen *draw.Screen, c *data.Card) {
	screen.Notice = ""
	if c.Changed != "" {
		screen.Notice = fmt.Sprintf("changed: %q -> %q", c.Changed, c.Text)
	}
	screen.Back = c.Answer
	if c.Extra != "" {
		screen.Back += "\n\n" + c.Extra
	}
	screen.Source = source(c)
	screen.Buttons = s.buttons(c)
	screen.Keys = "u undo   s suspend   ? keys   q quit"
}

func (s *Session) buttons(c *data.Card) []draw.Button {
	preview := c.Rules.Preview(c.State, s.day)
	var list []draw.Button
	for key := '1'; key <= '4'; key++ {
		g := gradeKeys[key]
		o := preview[g]
		b := draw.Button{Key: key, Name: GradeName(g), Returns: o.Returns, Starred: g == srs.Good}
		switch {
		case s.opt.Cram:
			b.Returns = !g.Passed()
		case o.Drill && o.Returns:
			b.Name, b.Returns = "again", false
		case o.Drill:
			b.Name = "done"
		case o.New():
		default:
			b.Next = Days(int(o.Due - s.day))
			b.Ease = o.Ease - c.State.Ease
		}
		list = append(list, b)
	}
	return list
}

// headline is what is left, most important first.
func (s *Session) headline() []string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{len(s.new), "new"}, {len(s.again), "again"}, {len(s.due), "due"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	head := []string{fmt.Sprintf("%d left", s.Left()), strings.Join(parts, " ")}
	if left := s.estimate(); left > 0 {
		head = append(head, Minutes(left))
	}
	return head
}

// estimate is how long the rest will take, from what answers took; 0 while that is unknown.
func (s *Session) estimate() time.Duration {
	answers := 0
	for _, a := range s.acts {
		if a.kind == srs.Review {
			answers++
		}
	}
	pace := s.pace
	if answers >= 5 {
		pace = s.took / time.Duration(answers)
	}
	return pace * time.Duration(s.Left())
}

// place is where a card stands: its deck and chapter.
func place(c *data.Card) string {
	if c.Chapter == "" {
		return c.Deck
	}
	return c.Deck + " › " + c.Chapter
}

// source is the whole bullet and the headings it stands under, below the chapter.
func source(c *data.Card) string {
	path := c.Path
	if len(path) > 1 && path[0] == c.Chapter {
		path = path[1:]
	}
	if len(path) == 0 {
		return c.Text
	}
	return strings.Join(path, " › ") + " · " + c.Text
}

// Days writes an interval: 6d, 4.5mo for 135 days, 2.1y.
func Days(n int) string {
	switch {
	case n < 100:
		return fmt.Sprintf("%dd", n)
	case n < 365:
		return fmt.Sprintf("%.1fmo", float64(n)/30.44)
	}
	return fmt.Sprintf("%.1fy", float64(n)/365.25)
}

// Minutes writes a duration as a person would say it: "6 min", "1 h 20 min".
func Minutes(d time.Duration) string {
	n := max(1, int((d+30*time.Second)/time.Minute))
	if n < 60 {
		return fmt.Sprintf("%d min", n)
	}
	return fmt.Sprintf("%d h %d min", n/60, n%60)
}
