package quiz

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/choice"
	"recall/quiz/draw"
	"recall/srs"
)

// leech warns about a card that has just been forgotten once too often: what may be the cause, and what would help. It
// has a screen of its own, so that e and s refer to this card. With piped input it is only a notice.
func (s *Session) leech(c *data.Card, after srs.State) error {
	if after.Lapses == c.State.Lapses {
		return nil
	}
	set, err := s.set(c)
	if err != nil || !after.Leech(set.LeechAt) {
		return err
	}
	group, around, err := s.store.Neighbours(c.ID)
	if err != nil {
		return err
	}
	say := fmt.Sprintf("Forgotten %d times: %s.", after.Lapses, cause(c, append(group, around...)))
	acted, err := s.treat(c, after, set.LeechAction)
	if err != nil {
		return err
	}
	say += acted
	suspended := set.LeechAction == data.SuspendLeech
	if s.opt.Lines {
		s.notice = fmt.Sprintf("%s %s recall edit %s rewords it", c.Short(), say, c.Short())
		if !suspended {
			s.notice += fmt.Sprintf(", recall suspend %s lets it rest", c.Short())
		}
		s.notice += "."
		return nil
	}
	toKeep := hint("Space", "keep it as it is")
	if acted != "" {
		toKeep = hint("Space", "go on")
	}
	screen := draw.Screen{Notice: say, Head: []string{"leech"}, Place: place(c), Context: c.Context, Front: c.Prompt,
		Back: c.Answer, Keys: hints(hint("e", "edit the bullet"), toSuspend, toKeep)}
	screen.Path, screen.Source = source(c)
	keys := " \resq"
	if s.opt.Edit == nil {
		screen.Keys, keys = hints(toSuspend, toKeep), " \rsq"
	}
	if suspended {
		screen.Keys.Hints = slices.DeleteFunc(screen.Keys.Hints, func(h draw.Hint) bool { return h == toSuspend })
		keys = strings.ReplaceAll(keys, "s", "")
	}
	key, err := s.ui.Key(screen, keys)
	switch {
	case err != nil:
		return err
	case key == 'q':
		return ErrQuit
	case key == 's':
		return s.mark(c, phaseAgain, srs.Suspend, "Suspended: recall resume "+c.Short()+" asks it again")
	case key == 'e':
		s.notice, err = s.opt.Edit(c)
		if err == nil && s.notice != "" {
			s.edited = c
		}
		if err != nil && !errors.Is(err, ErrInterrupt) {
			s.notice, err = sentence(err.Error()), nil
		}
	}
	return err
}

// treat does to a leech what the learner has set, and says so; "" if there was nothing to do.
func (s *Session) treat(c *data.Card, after srs.State, do data.LeechAction) (said string, err error) {
	switch {
	case do == data.SuspendLeech:
		return " It is suspended now: recall resume " + c.Short() + " asks it again.", s.mark(c, phaseAgain, srs.Suspend, "")
	case do == data.FlagLeech && !after.Flagged:
		return " It is flagged now.", s.mark(c, phaseAgain, srs.Flag, "")
	}
	return "", nil
}

// Wider answers and larger sets than these are hard to remember.
const (
	longAnswer  = 60 // columns
	manyMembers = 5
)

// cause guesses why a card keeps being forgotten, and says what would help.
func cause(c *data.Card, near []deck.Card) string {
	like, same := choice.Lookalike(c.Card, near)
	switch {
	case same:
		return "other bullets ask the same words; say in the bullet what it is about"
	case like != "":
		return fmt.Sprintf("%q looks much like it; a bullet that says how the two differ helps more than another try",
			unmarked(like))
	case len(c.Members) > manyMembers:
		return fmt.Sprintf("%d things at once are hard to keep; a bullet for each group of them is easier",
			len(c.Members))
	case draw.Width(c.Answer) > longAnswer:
		return "its answer is long; two bullets with half of it each are easier"
	}
	return "its words do not stick; put it in your own, or add an example"
}
