package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// complexity takes facets with an O(…), or with a number and its unit, and makes a card of each. What else the bullet
// says has a card of its own.
//
//	map: lookup O(1), iteration order random
//	跳跃表：查找O(log n)，空间O(n)
func complexity(b *bullet) ([]deck.Card, bool) {
	from, to, remark := b.Body()
	commas := b.Count(from, to, inline.Comma|inline.Semi|inline.Dun)
	if at, _ := text.FindGrowth(b.Source[from:to]); commas > 7 ||
		at < 0 && (commas == 0 || !strings.ContainsAny(b.Source[from:to], "0123456789")) {
		return nil, false // neither an O(…) nor several figures
	}
	clauses := b.Parts(from, to, inline.Comma|inline.Semi|inline.Dun)
	var facets, others []string
	var cards []deck.Card
	growth, bare := 0, 0
	for i, p := range clauses {
		facet, value, big := facetOf(b.Lex, p.Text)
		own, shared := b.Lex.CutSuffix(text.ClassEachOf, facet)
		for k := i - 1; shared && k >= 0 && len(others) > 0; k-- {
			other := others[len(others)-1] // push、pop都是O(1): the value of each
			if other != b.trim(clauses[k].Text) || slices.Contains(facets, other) ||
				b.Count(clauses[k].End, clauses[k+1].At+1, inline.Dun) == 0 {
				break
			}
			others, facets, facet = others[:len(others)-1], append(facets, other), own
			cards = append(cards, facetCard(other, value))
		}
		if big {
			growth++
		}
		if value == "" || facet == "" {
			if value != "" || big {
				bare++
			}
			others = append(others, b.trim(p.Text))
			continue
		}
		if slices.Contains(facets, facet) {
			return nil, false
		}
		facets = append(facets, facet)
		if cards == nil {
			cards = make([]deck.Card, 0, len(clauses))
		}
		cards = append(cards, facetCard(facet, value))
	}
	switch {
	case len(cards) == 0, growth == 0 && len(cards) < 2:
		return nil, false
	case b.Term == "" && (len(cards) > 1 || len(others) > 0):
		return nil, false
	case bare > 0 && (len(cards) == 1 || growth > 0):
		return nil, false
	}
	term := b.ask()
	if b.Term != "" {
		for i := range cards {
			cards[i].Prompt = term + deck.Dot + cards[i].Prompt
		}
	} else {
		cards[0].Slot = "forward"
	}
	cards[0].Extra = remark
	if len(others) > 0 {
		c := card.Forward(term+deck.Dot+b.besides(facets, growth > 0), strings.Join(others, b.say("clause-sign")))
		c.Slot, c.Forms = "facet:besides", deck.Reveal
		cards = append(cards, c)
	}
	return cards, true
}

// besides asks what else is said than of the facets. At most two are named; where all are conditions, such as "with a
// binary heap", what was said is.
func (b *bullet) besides(facets []string, growth bool) string {
	var named []string
	for _, f := range facets {
		if !b.Lex.HasPrefix(text.ClassFacetConditions, f) {
			named = append(named, f)
		}
	}
	switch {
	case len(named) > 0:
		return b.sayOf("besides", strings.Join(named[:min(2, len(named))], b.say("and")))
	case growth:
		return b.say("besides-cost")
	}
	return b.say("besides-figures")
}

func facetCard(facet, value string) deck.Card {
	c := card.Forward(facet, value)
	c.Slot = "facet:" + card.SlotKey(facet)
	c.Forms |= deck.Type | deck.Choice
	return c
}

// facetOf divides a clause into a value and what has it. An O(…) may stand anywhere, a quantity at the end only:
// "15 minutes at most" has no facet. big says that the value is an O(…).
func facetOf(lex *text.Lexicon, clause string) (facet, value string, big bool) {
	if at, end := text.FindGrowth(clause); at >= 0 {
		facet = strings.TrimSpace(clause[:at]) + joint(clause[:at], clause[end:]) + strings.TrimSpace(clause[end:])
		if _, end2 := text.FindGrowth(clause[end:]); end2 > 0 {
			return "", "", true // two values in one clause: not ours to divide
		}
		if behind := strings.TrimSpace(clause[end:]); at == 0 &&
			(strings.HasPrefix(behind, "(") || lex.HasPrefix(text.ClassGrowthConditions, behind)) {
			return "", "", true // a condition and no facet
		}
		facet = trimFacet(lex, facet)
		if inline.TermSize(facet) > 1 || text.CountHan(facet) > 14 {
			return "", "", true
		}
		return facet, clause[at:end], true
	}
	at := lex.QuantityAt(clause)
	if at <= 0 {
		return "", "", false
	}
	facet = trimFacet(lex, clause[:at])
	if facet == "" || text.CountWords(facet) > 4 || text.CountHan(facet) > 10 || text.IsDigit(facet[len(facet)-1]) ||
		littleWord(lex, text.FirstWord(lastField(facet))) {
		return "", clause[at:], false
	}
	return facet, clause[at:], false
}

// joint is the blank that two halves of a clause need between them.
func joint(left, right string) string {
	if strings.HasSuffix(left, " ") && strings.HasPrefix(right, " ") {
		return " "
	}
	return ""
}

// lastField is what stands behind the last blank of s.
func lastField(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// trimFacet takes off the words that join a facet to its value. Of words that only limit the value, as in "still O(n)",
// nothing is left.
func trimFacet(lex *text.Lexicon, s string) string {
	s = strings.Trim(s, " :：=,，*-–—")
	for {
		if t, ok := lex.CutSuffix(text.ClassFacetJoints, s); ok && text.HasWord(t) {
			s = strings.TrimRight(t, " :：")
		} else if t, ok := lex.CutPrefix(text.ClassFacetJoints, s); ok && text.HasWord(t) {
			s = t
		} else {
			break
		}
	}
	if !text.HasWord(s) || lex.Has(text.ClassFacetAdverbs, s) {
		return ""
	}
	return s
}
