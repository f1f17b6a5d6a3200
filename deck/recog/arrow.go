package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// arrows takes conditions and what follows from each, with one arrow between them.
//
//	Range scans → B-tree; equality only → hash
//	写多读少 → LSM树
func arrows(b *bullet) ([]deck.Card, bool) {
	from := 0
	if b.Term != "" {
		from = b.RestAt
	}
	if b.Count(from, len(b.Source), inline.Arrow) == 0 {
		return nil, false
	}
	pairs := b.arrowPairs(from, inline.Semi)
	if pairs == nil {
		pairs = b.arrowPairs(from, inline.ClauseEnds)
	}
	if pairs == nil {
		return nil, false
	}
	lead := ""
	if b.Term != "" {
		lead = b.ask() + b.say("colon")
	}
	var cards []deck.Card
	for _, p := range pairs {
		c := card.Forward(lead+p[0]+" → ?", p[1])
		if len(pairs) > 1 {
			c.Slot = "facet:" + card.SlotKey(p[0])
		}
		if !card.Bound(&c) {
			b.overflows = true
			return nil, false
		}
		cards = append(cards, c)
	}
	if len(pairs) == 1 && lead == "" && isName(b.Lex, pairs[0][1]) && leadsBack(pairs[0]) {
		cards = append(cards, card.Reverse("? → "+pairs[0][1], pairs[0][0], nil))
	}
	return cards, true
}

// arrowPairs cuts at the signs of set into parts that have one arrow each, or returns nil.
func (b *bullet) arrowPairs(from int, set inline.SignSet) [][2]string {
	var pairs [][2]string
	for _, p := range b.Parts(from, len(b.Source), set) {
		sides := b.Parts(p.At, p.End, inline.Arrow)
		if len(sides) != 2 {
			return nil
		}
		x, y := inline.Unmarked(sides[0].Text), b.trim(sides[1].Text)
		if !text.HasWord(x) || y == "" {
			return nil
		}
		pairs = append(pairs, [2]string{x, y})
	}
	return pairs
}

// leadsBack reports whether a name has one cause, as far as can be seen: it is one thing's own, that is code or a word
// with a capital or a figure, or the cause is described in full. An effect such as "bleeding" has many.
func leadsBack(pair [2]string) bool {
	cause, name := pair[0], pair[1]
	return !strings.Contains(name, "$") && (text.IsCode(name) || text.CountWords(cause) > 3 || text.CountHan(cause) > 7 ||
		strings.ContainsFunc(name, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }))
}

// isName reports whether s is a name, which can be asked back for: code, a Latin name, LSM树.
func isName(lex *text.Lexicon, s string) bool {
	if text.Columns(s) > card.MaxTyped {
		return false
	}
	switch k, _ := lex.KindOf(s); k {
	case text.KindCode, text.KindName:
		return true
	case text.KindMixed:
		return text.CountHan(s)*4 < text.Columns(s)+1 && !strings.Contains(s, "`") && !text.IsDigit(s[len(s)-1])
	}
	return false
}
