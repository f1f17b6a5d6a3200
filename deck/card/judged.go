package card

import (
	"recall/deck"
	"recall/deck/text"
)

// Judged makes a card of what a document lays out as term and answer: a draft where the answer is long. ok is false
// where it is too long for a card that its author did not mark.
func Judged(prompt, answer string) (c deck.Card, ok bool) {
	c = Forward(prompt, answer)
	w := text.Columns(answer)
	if w > MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
	}
	return c, w <= maxJudged
}

// maxJudged is the widest answer, in columns, of a card that its author did not mark as one.
const maxJudged = 300
