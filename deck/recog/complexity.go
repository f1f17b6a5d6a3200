package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// complexity takes facets with an O(…), or with a number and its unit: a card for each. What else the bullet
// says has a card of its own.
//
//	map: lookup O(1), iteration order random
//	跳跃表：查找O(log n)，空间O(n)
func complexity(b *bullet) ([]deck.Card, bool) {
	from, to, remark := b.Body()
	if !strings.ContainsAny(b.Source[from:to], "0123456789(") || b.Count(from, to, inline.Comma|inline.Semi|inline.Dun) > 7 {
		return nil, false // neither a figure nor an O(…)
	}
	clauses := b.Parts(from, to, inline.Comma|inline.Semi|inline.Dun)
	var facets, others []string
	var cards []deck.Card
	growth, bare := 0, 0
	for _, p := range clauses {
		facet, value, big := facetOf(p.Text)
		if big {
			growth++
		}
		if value == "" || facet == "" {
			if value != "" || big {
				bare++
			}
			others = append(others, inline.Trim(p.Text))
			continue
		}
		if slices.Contains(facets, facet) {
			return nil, false
		}
		facets = append(facets, facet)
		c := card.Forward(facet, value)
		c.Slot = "facet:" + card.SlotKey(facet)
		c.Forms |= deck.Type | deck.Choice
		cards = append(cards, c)
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
		named := strings.Join(facets[:min(2, len(facets))], b.say(" and ", "和"))
		c := card.Forward(term+deck.Dot+b.say("besides "+named, "除"+named+"外"), strings.Join(others, b.say(", ", "，")))
		c.Slot, c.Forms = "facet:besides", deck.Reveal
		cards = append(cards, c)
	}
	return cards, true
}

// facetOf divides a clause into a value and what has it. An O(…) may stand anywhere, a quantity at the end only:
// "15 minutes at most" has no facet. big tells an O(…).
func facetOf(clause string) (facet, value string, big bool) {
	if at, end := text.FindGrowth(clause); at >= 0 {
		facet = strings.TrimSpace(clause[:at]) + joint(clause[:at], clause[end:]) + strings.TrimSpace(clause[end:])
		if _, end2 := text.FindGrowth(clause[end:]); end2 > 0 {
			return "", "", true // two values in one clause: not ours to divide
		}
		if at == 0 && text.HasAnyPrefix(strings.TrimSpace(clause[end:]), "(", "where ", "when ", "if ", "for each ", "for every ", "because ", "as ", "since ", "per ") {
			return "", "", true // a condition and no facet
		}
		facet = trimFacet(facet)
		if inline.TermSize(facet) > 1 || text.CountHan(facet) > 14 {
			return "", "", true
		}
		return facet, clause[at:end], true
	}
	at := text.QuantityAt(clause)
	if at <= 0 {
		return "", "", false
	}
	facet = trimFacet(clause[:at])
	if facet == "" || text.CountWords(facet) > 4 || text.CountHan(facet) > 10 || text.FunctionWords[text.FirstWord(lastField(facet))] || text.IsDigit(facet[len(facet)-1]) {
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

func lastField(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// trimFacet takes off the words that join a facet to its value.
func trimFacet(s string) string {
	s = strings.Trim(s, " :：=,，*-–—")
	for again := true; again; {
		again = false
		for _, w := range [...]string{" is", " in", " takes", " at", " of", " has", " costs", " are", " with", "为", "是", "的", "约", "需要", "需"} {
			if t, ok := strings.CutSuffix(s, w); ok && text.HasWord(t) {
				s, again = strings.TrimRight(t, " :："), true
			}
		}
		for _, w := range [...]string{"is ", "in ", "of ", "for ", "takes ", "has ", "and "} {
			if t, ok := strings.CutPrefix(s, w); ok && text.HasWord(t) {
				s, again = t, true
			}
		}
	}
	if !text.HasWord(s) || adverbs.Has(s) {
		return ""
	}
	return s
}

// adverbs stand before a value and are no facet of it: "still O(n)".
var adverbs = text.SetOf("still|only|about|just|always|usually|also|often|now|then|roughly|around|at most|at least|up to|仍|仍然|还|只|约|大约|通常|一般|总是|最多|至少")
