package quiz

import (
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
	q.reply = reply{form: data.Typed, verdict: draw.Verdict{Result: draw.Missing}, most: srs.Easy}
	if text == "" {
		return 0, nil
	}
	q.reply.told, q.screen.Given, q.screen.Answer = true, text, unmarked(q.card.Answer)
	verdict := &q.reply.verdict
	switch v := answer.Compare(q.card.Card, text); v.Result {
	case answer.Right:
		verdict.Result = draw.Right
	case answer.Almost:
		verdict.Result, verdict.Remark = draw.Nearly, worded(v.Fault, text)
	default:
		*verdict, err = q.confusion(text)
	}
	return 0, err
}

// worded says what an almost right answer lacks.
func worded(f answer.Fault, typed string) string {
	switch f {
	case answer.NoUnit:
		return draw.Clean(typed) + " without its unit"
	case answer.OtherUnit:
		return "its unit may mean something else"
	case answer.NoBound:
		return "without its bound, such as “at most”"
	case answer.OtherBound:
		return "with another bound"
	case answer.Hedged:
		return "the answer is exact"
	case answer.NoGrowth:
		return "one has O(…), the other hasn't"
	case answer.OneLetter:
		return "a slip of a letter"
	}
	return "you judge"
}

// confusion judges an answer that is not the card's. It names the nearby card that the answer belongs to, if there is one
// and no other. If that answer fits what was asked, it is nearly right: only the notes know which of the two is meant.
func (q *question) confusion(given string) (v draw.Verdict, err error) {
	v.Result = draw.Wrong
	group, around, err := q.store.Neighbours(q.card.ID)
	if err != nil {
		return v, err
	}
	owner := choice.OwnerOf(q.card.Card, given, append(group, around...))
	switch {
	case owner.Fits:
		v.Result, v.Remark = draw.Nearly, "fits, too, and belongs to: "+unmarked(owner.Prompt)
	case owner.Prompt != "":
		v.Remark = "belongs to: " + unmarked(owner.Prompt)
	}
	return v, nil
}
