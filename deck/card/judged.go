package card

import (
	"strings"

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

// Bounds of an answer that stands below its question. Up to twice as much is a draft.
const (
	maxCodeLines = 6 // each of MaxAnswer columns
	maxDraft     = 2 // times the bounds
)

// MaxOneFact is the widest answer, in columns, of a scheduled card where it is a single clause.
const MaxOneFact = 100

// Bound makes a draft of a card whose answer is too long to recall at once: more than MaxAnswer columns of prose, or
// six lines of code. fits is false where it has more than twice as much, which is no card.
func Bound(c *deck.Card) (fits bool) {
	prose, code := Size(c.Answer)
	if prose > maxDraft*MaxAnswer || code > maxDraft*maxCodeLines {
		return false
	}
	if code > maxCodeLines || prose > MaxAnswer && !(prose <= MaxOneFact && isOneSentence(c.Answer)) {
		c.Weaken(deck.ReasonTooLong)
	}
	return true
}

// Size measures an answer: the columns of its prose together, without the markers of lists, quotes and tables, and its
// lines of code. A line of code wider than MaxAnswer counts as several.
func Size(answer string) (prose, code int) {
	if text.IsCode(answer) && !strings.Contains(answer, "\n") {
		return 0, linesOf(text.Columns(answer))
	}
	open := ""
	for l := range strings.SplitSeq(answer, "\n") {
		next := text.NextFence(open, l)
		switch {
		case next != open:
		case open != "":
			code += linesOf(text.Columns(l))
		default:
			prose += text.Columns(strings.TrimSpace(strings.Trim(strings.ReplaceAll(l, "|", " "), " \t-*+>:")))
		}
		open = next
	}
	return prose, code
}

func linesOf(columns int) int { return max(1, (columns+MaxAnswer-1)/MaxAnswer) }

// isOneSentence reports whether an answer states one thing: it has no second sentence, no list and no clause behind a
// semicolon.
func isOneSentence(answer string) bool {
	s := strings.TrimRight(answer, ".。!！?？ ")
	return !strings.ContainsAny(s, "\n;；。！？") && !strings.Contains(s, ". ") && !strings.Contains(s, "? ") &&
		!strings.Contains(s, "! ")
}
