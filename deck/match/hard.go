package match

import (
	"slices"
	"strings"
	"unicode"

	"recall/deck/text"
)

// hard judges what no edit changes without changing the fact: numbers, units, signs, code, and words that turn a
// statement round.
func (c *comparison) hard(h *hunk) Verdict {
	if c.codeChanged(h) || c.numberChanged(h) ||
		!slices.Equal(keysOf(h.old, signPiece), keysOf(h.new, signPiece)) ||
		!slices.Equal(units(h.old, h.new), units(h.new, h.old)) {
		return FactChanged
	}
	if joinedText(h.old) == joinedText(h.new) {
		return FactMended // only blanks
	}
	if h.grows() || !slices.Equal(c.singles(h, h.old), c.singles(h, h.new)) || c.opposed(h.old, h.new) ||
		c.opposedWithin(h) || c.as == asQuestion && c.acronymChanged(h) {
		return FactChanged
	}
	return c.turned(h)
}

func keysOf(list []piece, k kind) (keys []string) {
	for i := range list {
		if list[i].kind == k {
			keys = append(keys, list[i].key)
		}
	}
	return keys
}

// units lists the units of a text that do not stand in the other with a slip.
func units(list, other []piece) (keys []string) {
	for i := range list {
		slip := func(q piece) bool { return slipOfUnit(&q, &list[i]) }
		if list[i].kind == unitPiece && !slices.ContainsFunc(other, slip) {
			keys = append(keys, list[i].key)
		}
	}
	return keys
}

func slipOfUnit(p, unit *piece) bool {
	return p.kind == wordPiece && unit.kind == unitPiece && len(unit.raw) > 2 &&
		text.EditDistance([]rune(folded(p.raw)), []rune(folded(unit.raw)), 1) <= 1
}

// grows reports whether a part of an order of growth differs.
func (h *hunk) grows() bool {
	part := func(p piece) bool { return p.growth }
	return slices.ContainsFunc(h.old, part) || slices.ContainsFunc(h.new, part)
}

// codeChanged reports whether code gave way to something else, or was taken out of an answer. Backquotes may come and
// go.
func (c *comparison) codeChanged(h *hunk) bool {
	lost := func(list []piece, other string) bool {
		return slices.ContainsFunc(list, func(p piece) bool {
			return p.kind == codePiece && !strings.Contains(other, p.key)
		})
	}
	gone, came := lost(h.old, c.flat[1]), lost(h.new, c.flat[0])
	if c.as == asQuestion {
		return gone && came
	}
	return gone || came && len(c.content(h.old)) > 0
}

// acronymChanged reports whether a short name in capitals gave way to another.
func (c *comparison) acronymChanged(h *hunk) bool {
	is := func(p piece) bool { return p.kind == wordPiece && text.IsAcronym(p.raw) }
	o, n := slices.IndexFunc(h.old, is), slices.IndexFunc(h.new, is)
	return o >= 0 && n >= 0 && c.relation(&h.old[o], &h.new[n]) > FactMended
}

// singles lists the single letters that name something, as in "class A", and Roman numbers.
func (c *comparison) singles(h *hunk, list []piece) (keys []string) {
	roman := func(p piece) bool { return len(p.raw) > 1 && strings.Trim(p.raw, "IVX") == "" }
	counts := slices.ContainsFunc(h.old, roman) || slices.ContainsFunc(h.new, roman)
	for i := range list {
		p := &list[i]
		named := !c.light(p) || unicode.IsUpper(rune(p.raw[0])) && (p.key != "i" || counts) && (p.key != "a" || i > 0)
		if p.kind == wordPiece && (len(p.raw) == 1 && named || roman(*p)) {
			keys = append(keys, p.raw)
		}
	}
	return keys
}

// numberChanged reports whether other numbers stand there.
func (c *comparison) numberChanged(h *hunk) bool {
	old, new := numbersOf(h.old), numbersOf(h.new)
	if len(old) > 0 && len(new) > 0 {
		return !slices.Equal(old, new)
	}
	alone := len(h.old) == 0 && c.numbersAlone(h.new) || len(h.new) == 0 && c.numbersAlone(h.old)
	strong := func(list, whole []piece) bool {
		return slices.ContainsFunc(list, func(p piece) bool {
			return p.kind == figurePiece || p.number != "" && p.number != "1" && (alone || c.counts(whole, p.at))
		})
	}
	return strong(h.old, c.from) || strong(h.new, c.to)
}

func numbersOf(list []piece) (numbers []string) {
	for i := range list {
		if list[i].number != "" {
			numbers = append(numbers, list[i].number)
		}
	}
	return numbers
}

// numbersAlone reports whether a piece of text has no content but numbers and what they count by.
func (c *comparison) numbersAlone(list []piece) bool {
	return !slices.ContainsFunc(list, func(p piece) bool {
		return p.number == "" && p.kind != unitPiece && !c.light(&p) && !c.measure(&p)
	})
}

func (c *comparison) measure(p *piece) bool {
	return c.lex.Has(text.ClassCounters, p.key) || c.lex.Has(text.ClassMeasures, p.key) || p.kind == unitPiece
}

// counts reports whether a numeral of Han at i is a number there, and no part of another word: 两次, 第三, 十二.
func (c *comparison) counts(list []piece, i int) bool {
	if i > 0 && !list[i].parted && (list[i-1].number != "" || c.lex.HasPrefix(text.ClassOrdinals, list[i-1].key)) {
		return true
	}
	return i+1 < len(list) && !list[i+1].parted && (list[i+1].number != "" || c.measure(&list[i+1]))
}

// opposed reports whether a word gave way to its opposite, or the two changed places.
func (c *comparison) opposed(from, to []piece) bool {
	var all []string
	for _, list := range [][]piece{from, to} {
		for i := range list {
			for _, form := range c.forms(&list[i]) {
				if c.lex.Has(text.ClassPolarityOpposites, form) {
					all = append(all, c.lex.Opposites(form)...)
				}
			}
		}
	}
	if len(all) == 0 {
		return false
	}
	pairs := func(list []piece) (keys []string) {
		for i := range list {
			for _, form := range c.forms(&list[i]) {
				if slices.Contains(all, form) {
					keys = append(keys, form)
					break
				}
			}
		}
		return keys
	}
	old, new := pairs(from), pairs(to)
	return len(old) > 0 && len(new) > 0 && !slices.Equal(old, new)
}

// opposedWithin reports whether one letter within a word of Han gave way to its opposite: 同步, 异步.
func (c *comparison) opposedWithin(h *hunk) bool {
	a, ok := lettersOf(h.old)
	b, fine := lettersOf(h.new)
	if !ok || !fine {
		return false
	}
	a, b = lettersApart(a, b)
	return len(a) == 1 && len(b) == 1 && slices.Contains(c.lex.Opposites(string(a)), string(b))
}

// orderTurned reports whether numbers or opposites stand in another order: 5 copies for 3 days, 3 copies for 5.
func (c *comparison) orderTurned() bool {
	return !slices.Equal(numbersOf(c.from), numbersOf(c.to)) || c.opposed(c.from, c.to)
}

// turned judges words that turn a statement by themselves. One negator for another may say the same.
func (c *comparison) turned(h *hunk) Verdict {
	lost, gained := c.turns(h.old, h.new), c.turns(h.new, h.old)
	other := func(w string) bool { return !c.lex.Has(text.ClassPolarityNegators, w) }
	switch {
	case len(lost)+len(gained) == 0:
		return c.doubtful(h)
	case len(lost) == 0 || len(gained) == 0 || slices.ContainsFunc(append(lost, gained...), other):
		return FactChanged
	}
	return FactUnsure
}

// doubtful judges small words that may matter: "or" that gave way to "and", and "all" or the like that came or went.
func (c *comparison) doubtful(h *hunk) Verdict {
	has := func(list []piece, is func(piece) bool) bool { return slices.ContainsFunc(list, is) }
	or := func(p piece) bool { return c.lex.Has(text.ClassAlternatives, p.key) }
	and := func(p piece) bool { return c.lex.Has(text.ClassJoiners, p.key) && !or(p) }
	all := func(p piece) bool {
		return p.kind == wordPiece && c.light(&p) && c.lex.Has(text.ClassPolarityOpposites, p.key)
	}
	if has(h.old, or) && has(h.new, and) || has(h.old, and) && has(h.new, or) || has(h.old, all) != has(h.new, all) {
		return FactUnsure
	}
	return FactMended
}

// turns lists the words that turn a statement and stand in list only, not even with a slip.
func (c *comparison) turns(list, other []piece) (words []string) {
	for i := range list {
		p := &list[i]
		there := func(q piece) bool { return q.key == p.key || c.slipOfTurning(&q, p) }
		if c.turning(p) && !slices.ContainsFunc(other, there) {
			words = append(words, p.key)
		}
	}
	return words
}

// slipOfTurning reports whether a word is one that turns a statement, with a slip in it.
func (c *comparison) slipOfTurning(p, known *piece) bool {
	return p.kind == wordPiece && known.kind == wordPiece && c.turning(known) && !c.turning(p) &&
		!c.lex.Turned(folded(known.raw), p.key)
}
