package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// answerBelow writes all that stands below the bullet as its answer; "" where nothing does.
func (b *bullet) answerBelow() string {
	below, _ := blocks.Below(b.doc.notes, b.index)
	return card.Below(below, b.doc.notes, func(s string) string { return strings.TrimSpace(inline.Heal(s)) })
}

// partsOfHeading marks the bullets that say nothing by themselves as parts of the answer to a heading that asks: note i
// stands for it.
func partsOfHeading(doc *deck.Document, i int) {
	whole := &doc.Notes[i]
	level := len(whole.Headings)
	title, _, _ := strings.Cut(whole.Text, " :: ")
	for k := i + 1; k < len(doc.Notes); k++ {
		n := &doc.Notes[k]
		if title != doc.Title && (len(n.Headings) <= level || n.Headings[level] != title) {
			return
		}
		n.PartOf(whole)
	}
}

// below takes a name with no answer of its own but a text below it: that is said of it, with all else below. Bullets
// there that state facts keep their own cards.
//
//   - Virtual memory
//     Each process sees a space of its own.
func below(b *bullet) ([]deck.Card, bool) {
	if len(b.Below) == 0 || b.Term != "" && b.Rest != "" || b.states() {
		return nil, false
	}
	prompt := inline.TitleText(b.Lex, b.trim(inline.Unmarked(b.Source)))
	if !text.HasWord(prompt) || !namesMembers(b.Lex, prompt, b.Han, false) {
		return nil, false
	}
	prose := false
	for _, p := range b.Below {
		switch {
		case p.Kind == deck.Table, p.Kind == deck.Other, p.Kind == deck.Code:
			return nil, false
		case p.Kind == deck.Paragraph && blocks.IsGroupLine(p.Text):
			return nil, false
		case p.Kind == deck.Paragraph, p.Kind == deck.Quote:
			prose = true
		}
	}
	c := card.Forward(prompt, b.answerBelow())
	if !prose || inline.IsLinkOnly(c.Answer) || !card.Bound(&c) {
		return nil, false
	}
	switch {
	case strings.Contains(c.Answer, "]("): // where to read on, or a picture
		c.Weaken(deck.ReasonLinkList)
	case vague(b.Lex, c.Answer), yesNo(b.Lex, c.Answer), b.Lex.StartsTask(prompt):
		c.Weaken(deck.ReasonVague)
	case tooLongForName(prompt):
		c.Weaken(deck.ReasonLongQuestion)
	}
	return []deck.Card{c}, true
}

// tooLongForName reports whether a text is rather a sentence than a name. Two readers would have kept none of 9 cards whose
// front was such a text and whose answer stood below it; one of them at least would have kept 11 of 23 with a shorter one.
func tooLongForName(s string) bool {
	return !text.IsCode(s) && (text.CountWords(s) > 5 || text.CountHan(s) > 8 || strings.ContainsAny(s, ",，"))
}

// nested takes a name with a single bullet below it, which says what that is. A text in small letters may be a sentence
// that goes on below.
//
//   - Cable
//   - a tenth of a sea mile
func nested(b *bullet) ([]deck.Card, bool) {
	kid := b.doc.onlyChild(b.index)
	if kid == nil || b.Term != "" || b.states() || len(b.Below) > 1 {
		return nil, false
	}
	name, said := strings.TrimRight(b.trim(b.Source), ":："), strings.TrimLeft(b.trim(kid.Text), ":： ")
	prompt := inline.Unmarked(name)
	if !text.HasWord(prompt) || !text.HasWord(said) || !b.names(prompt) ||
		!namesMembers(b.Lex, prompt, b.Han, false) || b.Lex.StartsTask(prompt) ||
		text.IsLower(prompt[0]) || strings.Contains(prompt, "$") ||
		inline.IsLinkOnly(said) || strings.Contains(said, "![") {
		return nil, false
	}
	b.Read(name + ": " + said)
	if b.RestAt != len(name)+len(": ") {
		return nil, false // another sign in it parts them
	}
	cards, ok := definition(b)
	if !ok || len(cards) == 0 {
		return nil, false
	}
	if cards = b.doubt("definition", cards); len(cards) == 0 || cards[0].Draft {
		return nil, false
	}
	if tooLongForName(prompt) {
		cards[0].Weaken(deck.ReasonLongQuestion)
	}
	return cards[:1], true
}
