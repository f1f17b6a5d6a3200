package match

import (
	"slices"
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// soft judges the words of an answer. What only came or went is weighed once all is known.
func (c *comparison) soft(h *hunk) Verdict {
	if joinedText(h.old) == joinedText(h.new) {
		return FactMended
	}
	if c.placeReplaced(h) {
		c.replaced++
		return FactMended
	}
	old, new := c.telling(h.old, h.new), c.telling(h.new, h.old)
	if joinedText(old) == joinedText(new) {
		return FactMended
	}
	worst := FactMended
	for i := 0; i < len(old); {
		best, at := FactChanged, -1
		for k := range new {
			if v := c.relation(&old[i], &new[k]); v < best {
				best, at = v, k
			}
		}
		if at < 0 {
			i++
			continue
		}
		worst = max(worst, best)
		old, new = slices.Delete(old, i, i+1), slices.Delete(new, at, at+1)
	}
	switch {
	case len(old) == 0 && len(new) == 0:
		return worst
	case len(old) == 0:
		c.inserted += c.weighAdded(h, new)
		return worst
	case len(new) == 0:
		if !c.spelt(h.old, c.to) {
			c.deleted += weigh(old)
		}
		return worst
	case c.spelt(h.old, h.new), c.spelt(h.new, h.old):
		return worst
	}
	return max(worst, c.replacedHan(old, new))
}

// placeReplaced reports whether a letter such as 上, which mostly says little, gave way to another one.
func (c *comparison) placeReplaced(h *hunk) bool {
	if len(h.old) != 1 || len(h.new) != 1 || h.old[0].kind != hanPiece || h.new[0].kind != hanPiece ||
		!c.light(&h.old[0]) || !c.light(&h.new[0]) {
		return false
	}
	return c.lex.Has(text.ClassPolarity, h.old[0].key) || c.lex.Has(text.ClassPolarity, h.new[0].key)
}

// telling leaves out what says little, slips of that, and what has been judged as hard.
func (c *comparison) telling(list, other []piece) []piece {
	numbers := slices.ContainsFunc(other, func(p piece) bool { return p.number != "" })
	return slices.DeleteFunc(slices.Clone(list), func(p piece) bool {
		return c.light(&p) || c.turning(&p) || p.kind == figurePiece || p.kind == unitPiece || p.kind == signPiece ||
			p.number != "" && numbers ||
			p.kind == wordPiece && slices.ContainsFunc(other, func(q piece) bool { return c.slipOfLight(&p, &q) })
	})
}

// slipOfLight reports whether a word is another one with a slip in it, and that one says little or has been judged.
func (c *comparison) slipOfLight(p, known *piece) bool {
	near := func() bool { return text.EditDistance([]rune(p.key), []rune(known.key), 1) <= 1 }
	return slipOfUnit(p, known) || c.slipOfTurning(p, known) ||
		known.kind == wordPiece && len(known.key) > 1 && c.light(known) && near()
}

func weigh(list []piece) (n int) {
	for i := range list {
		n += weightOf(&list[i])
	}
	return n
}

// replacedHan judges content that gave way to other content. A single letter of Han may be a slip.
func (c *comparison) replacedHan(old, new []piece) Verdict {
	a, ok := lettersOf(old)
	b, fine := lettersOf(new)
	if !ok || !fine {
		return FactChanged
	}
	a, b = lettersApart(a, b)
	switch {
	case len(a) == 1 && len(b) == 1:
		c.replaced++
	case len(a) == 0:
		c.inserted += len(b)
	case len(b) == 0:
		c.deleted += len(a)
	default:
		return FactChanged
	}
	return FactMended
}

// lettersOf returns the letters of Han of a text that has nothing else.
func lettersOf(list []piece) (rs []rune, ok bool) {
	for i := range list {
		if list[i].kind != hanPiece {
			return nil, false
		}
		rs = append(rs, []rune(list[i].key)...)
	}
	return rs, true
}

// lettersApart takes out of two rows of letters what both have.
func lettersApart(a, b []rune) (onlyA, onlyB []rune) {
	onlyB = slices.Clone(b)
	for _, r := range a {
		if i := slices.Index(onlyB, r); i >= 0 {
			onlyB = slices.Delete(onlyB, i, i+1)
		} else {
			onlyA = append(onlyA, r)
		}
	}
	return onlyA, onlyB
}

// spelt reports whether words spell out a short name in the other text: Very High Frequency, VHF.
func (c *comparison) spelt(words, other []piece) bool {
	var long []string
	for i := range words {
		if words[i].kind != wordPiece {
			return false
		}
		long = append(long, words[i].raw)
	}
	return len(long) > 1 && slices.ContainsFunc(other, func(p piece) bool {
		return p.kind == wordPiece && text.IsAcronym(p.raw) && inline.IsSpelledBy(c.lex, strings.Join(long, " "), p.raw)
	})
}

// The weight of a synonym at most, two words or four letters of Han, and of the name that it is one of.
const (
	mostSynonym = 4
	mostName    = 6
)

// weighAdded weighs what was put into an answer. A synonym or a short remark behind it weighs nothing.
func (c *comparison) weighAdded(h *hunk, new []piece) int {
	n := weigh(new)
	if c.spelt(h.new, c.from) {
		return 0
	}
	first := h.new[0]
	behind := h.from == len(c.from) && (first.parted || c.lex.Has(text.ClassJoiners, first.key))
	name := partsOf(c.from) == 1 && c.weight <= mostName
	if behind && c.as == asAnswer && (5*n <= c.weight || name && n <= mostSynonym) {
		return 0
	}
	return n
}
