package quiz

import (
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/choice"
	"recall/quiz/draw"
	"recall/srs"
)

// choices returns the options of a card, shuffled the same way until it is asked the next time; nil where fewer than two wrong ones fit. close
// leaves out those that answer another question.
func (s *Session) choices(c *data.Card, close bool) ([]string, error) {
	group, around, err := s.store.Neighbours(c.ID)
	if err != nil {
		return nil, err
	}
	seed, err := s.seed(c)
	if err != nil {
		return nil, err
	}
	wrong := choice.Distractors(c.Card, seed, close, group, around)
	if len(wrong) < 2 {
		return nil, nil
	}
	options := append([]string{c.Answer}, wrong[:2]...)
	deck.Shuffle(options, seed)
	return options, nil
}

// seed is a number that stays the same until a card is answered: a person who comes back finds the options where they were, and
// remembers no place from the last time.
func (s *Session) seed(c *data.Card) (uint64, error) {
	n, err := s.store.Answers(c.ID)
	return srs.Shuffle(srs.Day(n), c.UID), err
}

// putChoice asks to pick among options. It is offered at most Good: to recognise is easier than to recall.
func (s *Session) putChoice(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	screen.Items = nil
	for _, o := range s.options {
		screen.Items = append(screen.Items, draw.Item{Text: o})
	}
	screen.Keys = hints(hint(fmt.Sprintf("1-%d", len(s.options)), "answer"), toGiveUp, toUndo, toLegend, toQuit)
	key, err := s.ui.Key(*screen, " 123456789"[:len(s.options)+1]+s.others())
	if err != nil || strings.ContainsRune(s.others(), key) {
		return reply{}, key, err
	}
	r := reply{form: data.Chosen, verdict: draw.Verdict{Result: draw.Wrong}, most: srs.Good, told: true}
	right := slices.Index(s.options, c.Answer)
	screen.Items[right].Verdict = draw.Verdict{Result: draw.Right, Remark: "right"}
	switch picked := int(key - '1'); {
	case picked == right:
		r.verdict.Result = draw.Right
		screen.Items[right].Verdict.Remark = "right, you"
	case picked >= 0:
		screen.Items[picked].Verdict = draw.Verdict{Result: draw.Wrong, Remark: "you"}
		r.verdict.Remark, err = s.confusion(c, s.options[picked])
	}
	return r, 0, err
}
