package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// reading says what two texts are to a card.
type reading uint8

const (
	asAnswer   reading = iota
	asSet              // an answer of several members
	asOrder            // an answer of several steps
	asQuestion         // only what would make another question of it counts
)

// comparison is an edit of one text.
type comparison struct {
	lex      *text.Lexicon
	words    *Words
	as       reading
	flat     [2]string // the texts without blanks and backquotes
	from, to []piece

	weight              int // of the old text's content
	inserted, deleted   int // weight of what only one text has
	lettersOf, replaced int // of Han: all in the old text, and those replaced one by one
	moved               bool
}

// compare judges an edit from old to new.
func compare(words *Words, as reading, old, new string) Verdict {
	if old == new {
		return FactSame
	}
	lex := text.Lex("")
	c := comparison{lex: lex, words: words, as: as, from: pieces(lex, old), to: pieces(lex, new)}
	for i, s := range []string{old, new} {
		c.flat[i] = strings.Join(strings.Fields(strings.ReplaceAll(s, "`", "")), "")
	}
	list, ok := hunks(c.from, c.to)
	switch {
	case !ok:
		return FactChanged
	case len(list) == 0:
		return FactMended
	}
	return c.verdict(list)
}

func (c *comparison) verdict(list []hunk) Verdict {
	if sameParts(c.from, c.to) {
		if c.as == asOrder {
			return FactChanged
		}
		return FactMended
	}
	for i := range c.from {
		if !c.light(&c.from[i]) {
			c.weight += weightOf(&c.from[i])
		}
		if c.from[i].kind == hanPiece {
			c.lettersOf += utf8.RuneCountInString(c.from[i].key)
		}
	}
	list = c.joined(list)
	if c.move(list); c.moved && c.orderTurned() {
		return FactChanged
	}
	worst := FactMended
	for i := range list {
		v := c.hunk(&list[i])
		if worst = max(worst, v); worst == FactChanged {
			return worst
		}
	}
	if c.as == asQuestion {
		return worst
	}
	switch {
	case c.inserted > c.weight, 2*c.deleted > c.weight, 2*c.replaced >= c.lettersOf && c.replaced > 0 && c.lettersOf == c.weight,
		c.as == asSet && c.inserted+c.deleted > 0, c.as == asOrder && c.moved:
		return FactChanged
	case c.inserted+c.deleted+c.replaced > 0 || c.moved:
		return max(worst, FactUnsure)
	}
	return worst
}

// sameParts reports whether two texts say the same things in another order, with commas or the like between them.
func sameParts(a, b []piece) bool {
	parts := func(list []piece) (parts []string) {
		for i := range list {
			if i == 0 || list[i].parted || list[i-1].key == "→" {
				parts = append(parts, "")
			}
			if list[i].key == "→" {
				continue
			}
			parts[len(parts)-1] += list[i].key + " "
		}
		slices.Sort(parts)
		return parts
	}
	return len(a) == len(b) && slices.Equal(parts(a), parts(b))
}

// joined unites hunks with a single letter of Han between them that are hardly two edits: 上海市 and 北海道.
func (c *comparison) joined(list []hunk) (out []hunk) {
	hasHan := func(h *hunk) bool {
		is := func(p piece) bool { return p.kind == hanPiece && !c.light(&p) }
		return slices.ContainsFunc(h.old, is) || slices.ContainsFunc(h.new, is)
	}
	for _, h := range list {
		if n := len(out) - 1; n >= 0 && hasHan(&out[n]) && hasHan(&h) {
			last := &out[n]
			end := last.from + len(last.old)
			if end+1 == h.from && c.from[end].kind == hanPiece && !c.light(&c.from[end]) && !c.from[end].parted && !c.from[h.from-1].parted {
				*last = hunk{c.from[last.from : h.from+len(h.old)], c.to[last.to : h.to+len(h.new)], last.from, last.to}
				continue
			}
		}
		out = append(out, h)
	}
	return out
}

// move takes out what left one place for another.
func (c *comparison) move(list []hunk) {
	for i := range list {
		for k := range list {
			h, g := &list[i], &list[k]
			if i != k && len(h.new) == 0 && len(g.old) == 0 && len(h.old) > 0 && equalKeys(c.content(h.old), c.content(g.new)) {
				if len(c.content(h.old)) > 0 {
					c.moved = true
				}
				h.old, g.new = nil, nil
			}
		}
	}
}

func equalKeys(a, b []piece) bool {
	return slices.EqualFunc(a, b, func(p, q piece) bool { return p.same(&q) })
}

// light reports whether a piece says little, so that it may come and go.
func (c *comparison) light(p *piece) bool {
	if p.kind != wordPiece && p.kind != hanPiece || c.turning(p) {
		return false
	}
	return isFiller(c.lex, p.key) || len(p.raw) == 1 && p.key == "i" ||
		p.kind == wordPiece && text.InAnyLanguage(text.ClassArticles, p.key)
}

func isFiller(lex *text.Lexicon, s string) bool {
	return lex.Has(text.ClassFunctionWords, s) || lex.Has(text.ClassFillers, s)
}

// turning reports whether a piece turns a statement by itself. A numeral of Han does so only as a number.
func (c *comparison) turning(p *piece) bool {
	return (p.kind == wordPiece || p.kind == hanPiece && p.number == "") && c.lex.Has(text.ClassPolarityTurning, p.key)
}

// content leaves out what says little.
func (c *comparison) content(list []piece) (rest []piece) {
	for i := range list {
		if !c.light(&list[i]) {
			rest = append(rest, list[i])
		}
	}
	return rest
}

// weightOf is how much a piece says: a word as much as two letters of Han.
func weightOf(p *piece) int {
	if p.kind == hanPiece {
		return utf8.RuneCountInString(p.key)
	}
	return 2
}

func (c *comparison) hunk(h *hunk) Verdict {
	if len(h.old) == 0 && doubled(h.new, c.to, h.to) || len(h.new) == 0 && doubled(h.old, c.from, h.from) {
		return FactMended
	}
	asides := c.cutAsides(h)
	if v := c.hard(h); v >= FactUnsure || c.as == asQuestion {
		return max(v, asides)
	}
	return max(asides, c.soft(h))
}

// cutAsides takes out remarks in brackets that only one of the texts has. One that turns the text is not for sure
// a mere remark.
func (c *comparison) cutAsides(h *hunk) Verdict {
	worst := FactMended
	cut := func(mine, other []piece, all []piece, at int) []piece {
		if slices.ContainsFunc(other, func(p piece) bool { return p.aside > 0 }) {
			return mine
		}
		whole := func(p piece) bool {
			if p.aside == 0 {
				return false
			}
			in := func(q piece) bool { return q.aside == p.aside }
			return !slices.ContainsFunc(all[:at], in) && !slices.ContainsFunc(all[at+len(mine):], in)
		}
		aside := slices.DeleteFunc(slices.Clone(mine), func(p piece) bool { return !whole(p) })
		if len(aside) == 0 {
			return mine
		}
		var said []string
		for i := range aside {
			said = append(said, aside[i].raw)
		}
		if !c.lex.Has(text.ClassBracketRemarks, strings.Join(said, " ")) && c.hard(&hunk{old: aside}) == FactChanged {
			worst = FactUnsure
		}
		return slices.DeleteFunc(slices.Clone(mine), whole)
	}
	old, new := h.old, h.new
	h.old = cut(old, new, c.from, h.from)
	h.new = cut(new, old, c.to, h.to)
	return worst
}

// joinedText is what pieces say without the blanks between them: "look up", "lookup".
func joinedText(list []piece) string {
	var b strings.Builder
	for i := range list {
		b.WriteString(strings.ToLower(list[i].raw))
	}
	return strings.Map(func(r rune) rune {
		if text.IsLetterOrDigit(r) || r == '#' || r == '+' { // C, C# and C++ are three
			return r
		}
		return -1
	}, b.String())
}
