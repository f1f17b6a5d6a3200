package deck

import "strings"

// arrows takes conditions and what follows from them, each with one arrow.
//
//	Range scans → B-tree; equality only → hash
//	写多读少 → LSM树
func arrows(b *bullet) ([]Card, bool) {
	from, lead := 0, ""
	if b.term != "" {
		from, lead = b.restAt, b.ask()+b.say(": ", "：")
	}
	if b.count(from, len(b.src), arrow) == 0 {
		return nil, false
	}
	pairs := b.arrowPairs(from, semi)
	if pairs == nil {
		pairs = b.arrowPairs(from, clauseEnds)
	}
	if pairs == nil {
		return nil, false
	}
	var cards []Card
	for _, p := range pairs {
		c := forward(lead+p[0]+" → ?", p[1])
		if len(pairs) > 1 {
			c.Slot = "facet:" + key(p[0])
		}
		if columns(p[1]) > maxAnswer {
			c.weaken(ReasonTooLong)
		}
		cards = append(cards, c)
	}
	if len(pairs) == 1 && lead == "" && isName(pairs[0][1]) {
		cards = append(cards, reverse("? → "+pairs[0][1], pairs[0][0], nil))
	}
	return cards, true
}

// arrowPairs cuts at the signs of set into parts with exactly one arrow each, or returns nil.
func (b *bullet) arrowPairs(from int, set signSet) [][2]string {
	var pairs [][2]string
	for _, p := range b.parts(from, len(b.src), set) {
		sides := b.parts(p.at, p.end, arrow)
		if len(sides) != 2 {
			return nil
		}
		x, y := plain(sides[0].text), trim(sides[1].text)
		if !hasWord(x) || !hasWord(y) && y == "" {
			return nil
		}
		pairs = append(pairs, [2]string{x, y})
	}
	return pairs
}

// isName tells what has a name of its own, and so can be asked back for: code, Latin names, LSM树.
func isName(s string) bool {
	if columns(s) > maxTyped {
		return false
	}
	switch k, _ := kindOf(s); k {
	case kindCode, kindName:
		return true
	case kindMixed:
		return hanCount(s)*4 < columns(s)+1 && !strings.Contains(s, "`") && !isDigit(s[len(s)-1])
	}
	return false
}
