package deck

import "recall/deck/text"

// judged makes a card of what a document lays out as term and answer: a draft where it is long.
func judged(prompt, answer string) (Card, bool) {
	c := forward(prompt, answer)
	w := text.Columns(answer)
	if w > maxAnswer {
		c.Weaken(ReasonTooLong)
	}
	return c, w <= maxJudged
}

// maxJudged is the widest answer, in columns, of a card that nobody marked as one.
const maxJudged = 300
