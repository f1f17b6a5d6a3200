package match

import (
	"slices"
	"strings"
	"unicode"

	"recall/deck/inline"
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
	if h.grows() || !slices.Equal(c.singles(h.old), c.singles(h.new)) || c.opposed(h.old, h.new) ||
		c.as == asQuestion && c.acronymChanged(h) {
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
		if list[i].kind == unitPiece && !slices.ContainsFunc(other, func(q piece) bool { return slipOfUnit(&q, &list[i]) }) {
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
		return slices.ContainsFunc(list, func(p piece) bool { return p.kind == codePiece && !strings.Contains(other, p.key) })
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

// singles lists the single letters that name something, as in "class A".
func (c *comparison) singles(list []piece) (keys []string) {
	for i := range list {
		p := &list[i]
		if p.kind == wordPiece && len(p.raw) == 1 && (unicode.IsUpper(rune(p.raw[0])) && p.key != "i" || !c.light(p)) &&
			!(p.key == "a" && i == 0) {
			keys = append(keys, p.raw)
		}
	}
	return keys
}

// numberChanged reports whether other numbers stand there.
func (c *comparison) numberChanged(h *hunk) bool {
	all := func(list []piece, strong func(i int) bool) (numbers []string) {
		for i := range list {
			if list[i].number != "" && strong(i) {
				numbers = append(numbers, list[i].number)
			}
		}
		return numbers
	}
	any := func(int) bool { return true }
	old, new := all(h.old, any), all(h.new, any)
	if slices.Equal(old, new) {
		return false
	}
	if len(old) > 0 && len(new) > 0 {
		return true
	}
	alone := len(h.old) == 0 && c.numbersAlone(h.new) || len(h.new) == 0 && c.numbersAlone(h.old)
	strong := func(list, whole []piece, at int) []string {
		return all(list, func(i int) bool {
			p := &list[i]
			return p.kind == figurePiece || p.number != "1" && (alone || c.counts(whole, at+i))
		})
	}
	return len(strong(h.old, c.from, h.from))+len(strong(h.new, c.to, h.to)) > 0
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
	if i >= len(list) || list[i].number == "" {
		return false
	}
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
				all = append(all, c.lex.Opposites(form)...)
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

// orderTurned reports whether numbers or opposites stand in another order: 5 copies for 3 days, 3 copies for 5.
func (c *comparison) orderTurned() bool {
	numbers := func(list []piece) (all []string) {
		for i := range list {
			if list[i].kind == figurePiece {
				all = append(all, list[i].number)
			}
		}
		return all
	}
	return !slices.Equal(numbers(c.from), numbers(c.to)) || c.opposed(c.from, c.to)
}

// turned judges words that turn a statement by themselves. One for another of their kind may say the same.
func (c *comparison) turned(h *hunk) Verdict {
	lost, gained := c.turns(h.old, h.new), c.turns(h.new, h.old)
	negates := func(w string) bool { return !c.lex.Has(text.ClassPolarityNegators, w) }
	switch {
	case len(lost)+len(gained) == 0:
		return FactMended
	case len(lost) > 0 && len(gained) > 0 && !slices.ContainsFunc(lost, negates) && !slices.ContainsFunc(gained, negates):
		return FactUnsure
	}
	return FactChanged
}

// turns lists the words that turn a statement and stand in list only, not even with a slip.
func (c *comparison) turns(list, other []piece) (words []string) {
	for i := range list {
		p := &list[i]
		if !c.turning(p) {
			continue
		}
		if !slices.ContainsFunc(other, func(q piece) bool {
			return q.key == p.key || p.kind == wordPiece && q.kind == wordPiece && !c.turning(&q) && !c.lex.Turned(folded(p.raw), q.key)
		}) {
			words = append(words, p.key)
		}
	}
	return words
}

// soft judges the words of an answer. What only came or went is weighed once all is known.
func (c *comparison) soft(h *hunk) Verdict {
	if joinedText(h.old) == joinedText(h.new) {
		return FactMended
	}
	old, new := c.telling(h.old, h.new), c.telling(h.new, h.old)
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
	return slipOfUnit(p, known) || known.kind == wordPiece && (c.light(known) && len(known.key) > 1 && text.EditDistance([]rune(p.key), []rune(known.key), 1) <= 1 ||
		c.turning(known) && !c.lex.Turned(p.key, folded(known.raw)))
}

func weigh(list []piece) (n int) {
	for i := range list {
		n += weightOf(&list[i])
	}
	return n
}

// replacedHan judges content that gave way to other content. A single letter of Han may be a slip.
func (c *comparison) replacedHan(old, new []piece) Verdict {
	letters := func(list []piece) (rs []rune, ok bool) {
		for i := range list {
			if list[i].kind != hanPiece {
				return nil, false
			}
			rs = append(rs, []rune(list[i].key)...)
		}
		return rs, true
	}
	a, fine := letters(old)
	b, ok := letters(new)
	if !fine || !ok {
		return FactChanged
	}
	a, b = apart(a, b)
	switch {
	case len(a) == 1 && len(b) == 1:
		if slices.Contains(c.lex.Opposites(string(a)), string(b)) {
			return FactChanged
		}
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

// apart takes out of two rows of letters what both have.
func apart(a, b []rune) (onlyA, onlyB []rune) {
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

// doubled reports whether pieces only repeat their neighbour, as a slip does.
func doubled(list, whole []piece, at int) bool {
	if len(list) != 1 || list[0].kind != hanPiece && list[0].kind != wordPiece {
		return false
	}
	return at > 0 && whole[at-1].same(&list[0]) || at+1 < len(whole) && whole[at+1].same(&list[0])
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
	behind := h.from+len(h.old) == len(c.from) && h.to < len(c.to) && (c.to[h.to].parted || c.lex.Has(text.ClassJoiners, c.to[h.to].key))
	list := slices.ContainsFunc(c.from[min(1, len(c.from)):], func(p piece) bool { return p.parted })
	if behind && c.as == asAnswer && (5*n <= c.weight || !list && n <= mostSynonym && c.weight <= mostName) {
		return 0
	}
	return n
}
