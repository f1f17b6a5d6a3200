package quiz

import (
	"errors"
	"fmt"

	"recall/data"
	"recall/deck"
	"recall/deck/choice"
	"recall/quiz/draw"
	"recall/srs"
)

// leech warns about a card that has just been forgotten once too often: what may be the cause, and what would help. It
// has a screen of its own, so that e and s refer to this card. With piped input it is only a notice.
func (s *Session) leech(c *data.Card, after srs.State) error {
	if after.Lapses == c.State.Lapses || !after.Leech() {
		return nil
	}
	group, around, err := s.store.Neighbours(c.ID)
	if err != nil {
		return err
	}
	say := fmt.Sprintf("Forgotten %d times: %s.", after.Lapses, cause(c, append(group, around...)))
	if s.opt.Lines {
		s.notice = fmt.Sprintf("%s %s recall edit %s rewords it, recall suspend %[3]s lets it rest.", c.Short(), say,
			c.Short())
		return nil
	}
	toKeep := hint("Space", "keep it as it is")
	screen := draw.Screen{Notice: say, Head: []string{"leech"}, Place: place(c), Context: c.Context, Front: c.Prompt,
		Back: c.Answer, Keys: hints(hint("e", "edit the bullet"), toSuspend, toKeep)}
	screen.Path, screen.Source = source(c)
	keys := " \resq"
	if s.opt.Edit == nil {
		screen.Keys, keys = hints(toSuspend, toKeep), " \rsq"
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
