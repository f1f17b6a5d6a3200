package card

import (
	"recall/deck"
	"recall/deck/text"
)

// Judged makes a card of what a document lays out as term and answer: a draft where it is long.
func Judged(prompt, answer string) (deck.Card, bool) {
	c := Forward(prompt, answer)
	w := text.Columns(answer)
	if w > MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
	}
	return c, w <= maxJudged
}

// maxJudged is the widest answer, in columns, of a card that nobody marked as one.
const maxJudged = 300
