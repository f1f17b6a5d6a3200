package quiz

import (
	"fmt"

	"recall/data"
	"recall/deck/answer"
	"recall/deck/choice"
	"recall/quiz/draw"
	"recall/srs"
)

// putTyped asks to type the answer. An empty line means not known.
func (s *Session) putTyped(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	screen.Keys = hints(hint("Enter", "answer"), toGiveUp, toKeys)
	text, key, err := s.line(screen)
	if err != nil || key != 0 {
		return reply{}, key, err
	}
	r := reply{form: data.Typed, verdict: draw.Verdict{Result: draw.Wrong}, most: srs.Easy}
	if text == "" {
		return r, 0, nil
	}
	screen.Given = text
	switch answer.Compare(c.Card, text).Result {
	case answer.Right:
		r.verdict = draw.Verdict{Result: draw.Right, Remark: "Right."}
		return r, 0, nil
	case answer.Almost:
		r.verdict = draw.Verdict{Result: draw.Nearly, Remark: "Almost: you judge."}
	default:
		r.verdict.Remark, err = s.confusion(c, text)
	}
	r.told, screen.Answer = true, bare(c.Answer)
	return r, 0, err
}

// confusion says of which card near by a wrong answer would have been right; "" where there is none, or more than one.
func (s *Session) confusion(c *data.Card, given string) (string, error) {
	group, _, err := s.store.Neighbours(c.ID)
	if err != nil {
		return "", err
	}
	if other := choice.Confused(c.Card, given, group); other != "" {
		return fmt.Sprintf("%s belongs to: %s", draw.Clean(given), bare(other)), nil
	}
	return "", nil
}
