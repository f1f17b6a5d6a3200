package quiz

import (
	"fmt"

	"recall/data"
	"recall/deck/answer"
	"recall/deck/choice"
	"recall/quiz/draw"
	"recall/srs"
)

// putTyped asks the person to type the answer. An empty line means "don't know".
func (q *question) putTyped() (rune, error) {
	q.screen.Keys = hints(hint("Enter", "answer"), toGiveUp, toKeys)
	if len(q.media) > 0 { // a single o is part of an answer
		q.screen.Keys.Hints = append(q.screen.Keys.Hints, hint(":o", "open"))
	}
	text, key, err := q.line()
	if err != nil || key != 0 {
		return key, err
	}
	q.reply = reply{form: data.Typed, verdict: draw.Verdict{Result: draw.Wrong}, most: srs.Easy}
	if text == "" {
		return 0, nil
	}
	q.screen.Given = text
	switch answer.Compare(q.card.Card, text).Result {
	case answer.Right:
		q.reply.verdict = draw.Verdict{Result: draw.Right, Remark: "Right."}
		return 0, nil
	case answer.Almost:
		q.reply.verdict = draw.Verdict{Result: draw.Nearly, Remark: "Almost: you judge."}
	default:
		q.reply.verdict.Remark, err = q.confusion(text)
	}
	q.reply.told, q.screen.Answer = true, unmarked(q.card.Answer)
	return 0, err
}

// confusion names the nearby card that a wrong answer belongs to. It returns "" if there is none, or more than one.
func (q *question) confusion(given string) (string, error) {
	group, _, err := q.store.Neighbours(q.card.ID)
	if err != nil {
		return "", err
	}
	if other := choice.Confused(q.card.Card, given, group); other != "" {
		return fmt.Sprintf("%s belongs to: %s", draw.Clean(given), unmarked(other)), nil
	}
	return "", nil
}
