package deck

// judged makes a card of what a document lays out as term and answer: a draft where it is long.
func judged(prompt, answer string) (Card, bool) {
	c := forward(prompt, answer)
	w := columns(answer)
	if w > maxAnswer {
		c.weaken(ReasonTooLong)
	}
	return c, w <= maxJudged
}

// maxJudged is the widest answer, in columns, of a card that nobody marked as one.
const maxJudged = 300
