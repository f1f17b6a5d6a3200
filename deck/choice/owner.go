package choice

import (
	"strings"

	"recall/deck"
	"recall/deck/answer"
	"recall/deck/inline"
	"recall/deck/text"
)

// Owner is the card near another one whose answer was given there.
type Owner struct {
	Prompt string // its prompt or, if a name was asked for, what the given name stands for; "" if there is no such card
	Fits   bool   // its answer fits the question that was asked, too
}

// OwnerOf finds the nearby card that a wrong answer belongs to. There is none if the answer is right for more than one
// prompt, as that tells nothing, or is of a kind that many cards share: an order of growth, a small number, on, off.
func OwnerOf(c deck.Card, given string, near []deck.Card) (owner Owner) {
	lex := text.Lex("")
	if isCommon(lex, given) {
		return Owner{}
	}
	back := asksForName(c)
	for _, o := range near {
		if o.Forms.Has(deck.Set) || o.Forms.Has(deck.Order) || o.Draft ||
			answer.Canonical(o.Answer) == answer.Canonical(c.Answer) {
			continue
		}
		same := strings.EqualFold(o.Prompt, c.Prompt)
		belongs := ""
		switch {
		case same && o.Context == c.Context && answer.Compare(o, given).Result == answer.Right:
			return Owner{Prompt: o.Front(), Fits: true}
		case same:
		case back && o.Slot == "forward" && answer.CompareText([]string{o.Prompt}, given) == answer.Right:
			belongs = o.Answer
		case back == asksForName(o) && sameKind(lex, c.Answer, o.Answer) && answer.Compare(o, given).Result == answer.Right:
			belongs = o.Prompt
		}
		switch {
		case belongs == "" || belongs == owner.Prompt:
		case owner.Prompt != "" && !back:
			return Owner{}
		case owner.Prompt == "" || !owner.Fits:
			owner = Owner{Prompt: belongs, Fits: back && saysAll(belongs, c.Prompt)}
		}
	}
	return owner
}

// asksForName reports whether a card shows what something is and asks for its name.
func asksForName(c deck.Card) bool { return c.Slot == "reverse" || c.Slot == "facet:name" }

// saysAll reports whether all that a question says of a thing is said of another one, too: the name of that fits then.
func saysAll(other, question string) bool {
	lex := text.Lex("")
	asked := lex.Tokens(inline.Normal(question), nil)
	return len(asked) > 0 && asked.Within(lex.Tokens(inline.Normal(other), nil)) == len(asked)
}

// isCommon reports whether an answer is one that many cards have.
func isCommon(lex *text.Lexicon, s string) bool {
	switch kind, _ := lex.KindOf(answer.Core(s)); kind {
	case text.KindGrowth:
		return true
	case text.KindNumber:
		digits, _ := firstFigure(s)
		return digits < 3
	}
	return lex.Has(text.ClassSwitches, strings.ToLower(strings.Trim(s, "` ")))
}

// sameKind reports whether two answers are both in words or code, or both figures with one unit.
func sameKind(lex *text.Lexicon, a, b string) bool {
	kind := func(s string) (text.Kind, string) {
		k, unit := lex.KindOf(answer.Core(s))
		if k != text.KindGrowth && k != text.KindNumber {
			return text.KindName, ""
		}
		return k, unit
	}
	k, unit := kind(a)
	l, other := kind(b)
	return k == l && lex.SameUnit(unit, other)
}
