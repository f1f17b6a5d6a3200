package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// codeBelow takes a description with its code below it. It ends in a colon, or is a name, or says "like this".
//
//	Extract an archive:    `tar xf a.tar`
//	查看监听的端口：          `ss -ltn`
func codeBelow(b *bullet) ([]deck.Card, bool) {
	if !b.hasCodeBelow() {
		return nil, false
	}
	head := b.headOfCode()
	if !text.HasWord(head) {
		return nil, false
	}
	prompt, generic := b.trim(inline.Unmarked(head)), b.Lex.IsGeneric(head)
	if thing := b.subject(); generic && thing != "" {
		prompt = thing + deck.Dot + prompt
	}
	c := card.Forward(prompt, b.answerBelow())
	if !card.Bound(&c) {
		b.overflows = true
		return nil, false
	}
	switch {
	case !text.Fits(c.Prompt, card.MaxAnswer):
		c.Weaken(deck.ReasonLongTerm)
	case generic:
		c.Weaken(deck.ReasonGeneric)
	case b.Ordered && len(head) == len(b.Source) && strings.Contains(c.Answer, "\n"): // a step of a walk through something
		c.Weaken(deck.ReasonExercise)
	case strings.Count(c.Answer, "\n") > fenceLines:
		c.Weaken(deck.ReasonTooLong)
	}
	if text.IsCode(c.Answer) && text.Fits(c.Answer, card.MaxAnswer) && !strings.Contains(c.Answer, "\n") {
		c.Forms |= deck.Type | deck.Exact
	}
	return []deck.Card{c}, true
}

// fenceLines is how many line breaks a fence with one line of code has. Nobody recalls several lines as they stand: of 14 such
// cards, readers would have kept none.
const fenceLines = 2

// hasCodeBelow reports whether there is code in the bullet's own item.
func (b *bullet) hasCodeBelow() bool {
	for i := range b.Below {
		if b.Below[i].Kind == deck.Code {
			return true
		}
	}
	return false
}

// headOfCode returns what the code below the bullet is the answer to, or "".
func (b *bullet) headOfCode() string {
	s := strings.TrimRight(b.Source, "*")
	asks, _ := b.questionEnd()
	head := strings.TrimRight(s, ":： ")
	switch {
	case len(head) < len(s):
		if b.Term != "" && b.Rest != "" && !text.Fits(head, card.MaxAnswer) {
			return "" // a definition that the code illustrates
		}
		return head
	case asks >= 0:
		return ""
	case b.Term != "" && b.Rest != "":
		if vague(b.Lex, b.trim(b.Rest)) {
			return b.Term
		}
		return ""
	case b.states():
		return ""
	case namesMembers(b.Lex, inline.Unmarked(b.Source), b.Han, false):
		return b.Source
	}
	return ""
}

// states reports whether the bullet says something by itself, which code below only illustrates.
func (b *bullet) states() bool {
	if b.Han {
		return b.Count(0, len(b.Source), inline.ClauseEnds) > 0 && b.Lex.IsSentence(b.Source)
	}
	return b.Lex.IsSentence(b.Source) || clauseTerm(b.Lex, b.Source)
}
