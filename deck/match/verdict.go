package match

import (
	"recall/deck"
	"recall/deck/text"
)

// Verdict says what an edit did to the fact that a card asks.
type Verdict uint8

// The verdicts, from the least change to the most. All but FactChanged keep the schedule.
const (
	FactSame    Verdict = iota // nothing that a learner sees
	FactMended                 // wording, a typo or layout
	FactUnsure                 // perhaps another answer: the learner is told
	FactChanged                // another answer, or another question: the card starts over
)

// Words knows the words of a deck before and after an import. A slip of the pen makes no word that the deck uses, so
// two words that it does use may be two answers. Without any, only the two texts decide.
type Words struct {
	stored []Stored
	found  []Found
}

// NewWords returns the words of a deck. They are read from the texts when they are first needed.
func NewWords(stored []Stored, found []Found) *Words { return &Words{stored: stored, found: found} }

// Judge compares a stored card with what became of it. question reports that a verdict of more than FactMended is due
// to the question, and not to the answer.
func Judge(old StoredCard, new *deck.Card) (v Verdict, question bool) {
	return (*Words)(nil).Judge(old, new)
}

// Judge is like the function Judge, and knows the words of the deck.
func (w *Words) Judge(old StoredCard, new *deck.Card) (v Verdict, question bool) {
	lex := text.Lex("")
	answer := verdictOf(lex, old.Answer, new.Answer)
	if deck.SlotKind(new.Slot) == "member" { // its prompt changes with the other members
		return answer, false
	}
	asked := verdictOf(lex, old.Prompt, new.Prompt)
	return max(answer, asked), asked > answer
}

func verdictOf(lex *text.Lexicon, old, new string) Verdict {
	switch {
	case old == new:
		return FactSame
	case sameFact(lex, old, new):
		return FactMended
	}
	return FactChanged
}

// CardChanged reports whether a card asks for a different fact than before.
func CardChanged(old StoredCard, new *deck.Card) bool {
	v, _ := Judge(old, new)
	return v == FactChanged
}
