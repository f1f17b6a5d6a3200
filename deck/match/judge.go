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

	// What is weighed once all is known: the old text's content, what only one text has, and letters of Han that gave
	// way to others one by one.
	weight, inserted, deleted, replaced int
	moved                               bool // something stands in another place
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
	c.weight = weigh(c.content(c.from))
	list = c.joined(list)
	if c.move(list); c.moved && c.orderTurned() {
		return FactChanged
	}
	worst := FactMended
	for i := range list {
		if worst = max(worst, c.hunk(&list[i])); worst == FactChanged {
			return worst
		}
	}
	if c.as == asQuestion {
		return worst
	}
	return max(worst, c.weighed())
}

// weighed judges what came, went, moved or gave way letter by letter in an answer.
func (c *comparison) weighed() Verdict {
	switch {
	case c.inserted > c.weight, 2*c.deleted > c.weight, c.replaced > 0 && 2*c.replaced >= c.weight,
		c.as == asSet && c.inserted+c.deleted > 0 && partsOf(c.from) != partsOf(c.to), c.as == asOrder && c.moved:
		return FactChanged
	case c.inserted+c.deleted+c.replaced > 0 || c.moved:
		return FactUnsure
	}
	return FactMended
}

// sameParts reports whether two texts say the same things in another order, with commas or the like between them.
func sameParts(a, b []piece) bool {
	parts := func(list []piece) (parts []string) {
		for i := range list {
			if startsPart(list, i) {
				parts = append(parts, "")
			}
			if list[i].key != stepSign {
				parts[len(parts)-1] += list[i].key + " "
			}
		}
		slices.Sort(parts)
		return parts
	}
	return len(a) == len(b) && partsOf(a) > 1 && slices.Equal(parts(a), parts(b))
}

// stepSign stands between the steps of an order.
const stepSign = "→"

// partsOf counts the things that a text lists.
func partsOf(list []piece) (n int) {
	for i := range list {
		if startsPart(list, i) {
			n++
		}
	}
	return n
}

// startsPart reports whether a part of a list of things starts at i.
func startsPart(list []piece, i int) bool {
	return i == 0 || list[i].parted || list[i-1].key == stepSign
}

// joined unites hunks with a single letter of Han between them that are hardly two edits: 上海市 and 北海道, or two
// letters that changed places.
func (c *comparison) joined(list []hunk) (out []hunk) {
	telling := func(p piece) bool { return p.kind == hanPiece && !c.light(&p) }
	han := func(h *hunk) bool {
		return slices.ContainsFunc(h.old, telling) || slices.ContainsFunc(h.new, telling)
	}
	for _, h := range list {
		at, n := h.from-len(h.old), len(out)-1
		if n < 0 || out[n].from != at-1 {
			out = append(out, h)
			continue
		}
		last := &out[n]
		both := hunk{old: c.from[last.from-len(last.old) : h.from], new: c.to[last.to-len(last.new) : h.to],
			from: h.from, to: h.to}
		if partsOf(both.old) == 1 && (han(last) && han(&h) && telling(c.from[at-1]) || both.swapsHan()) {
			*last = both
		} else {
			out = append(out, h)
		}
	}
	return out
}

// swapsHan reports whether only the order of letters of Han differs.
func (h *hunk) swapsHan() bool {
	a, ok := lettersOf(h.old)
	b, fine := lettersOf(h.new)
	a, b = lettersApart(a, b)
	return ok && fine && len(a)+len(b) == 0
}

// move takes out what left one place for another.
func (c *comparison) move(list []hunk) {
	for i := range list {
		left := c.content(list[i].old)
		if len(list[i].new) > 0 || len(left) == 0 {
			continue
		}
		for k := range list {
			same := func(p, q piece) bool { return p.same(&q) }
			if len(list[k].old) == 0 && slices.EqualFunc(left, c.content(list[k].new), same) {
				list[i].old, list[k].new, c.moved = nil, nil, true
				break
			}
		}
	}
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
	if len(h.old) == 0 && doubled(h.new, c.to) || len(h.new) == 0 && doubled(h.old, c.from) {
		return FactMended
	}
	v := max(c.cutAsides(h), c.hard(h))
	if v == FactChanged || c.as == asQuestion {
		return v
	}
	return max(v, c.soft(h))
}

// doubled reports whether a piece only repeats its neighbour, as a slip does.
func doubled(list, whole []piece) bool {
	if len(list) != 1 || list[0].kind != hanPiece && list[0].kind != wordPiece {
		return false
	}
	p := &list[0]
	return p.at > 0 && p.repeats(&whole[p.at-1], strings.HasSuffix) ||
		p.at+1 < len(whole) && p.repeats(&whole[p.at+1], strings.HasPrefix)
}

// repeats reports whether a piece says again what another ends or starts with: 服务务.
func (p *piece) repeats(q *piece, edge func(s, part string) bool) bool {
	return p.same(q) || p.kind == hanPiece && q.kind == hanPiece && edge(q.key, p.key)
}

// cutAsides takes out remarks in brackets that only one of the texts has. One that turns a statement may be more than a
// remark.
func (c *comparison) cutAsides(h *hunk) Verdict {
	aside := func(p piece) bool { return p.aside > 0 }
	if slices.ContainsFunc(h.old, aside) == slices.ContainsFunc(h.new, aside) {
		return FactMended
	}
	var old, new []piece
	h.old, old = cutAside(h.old, c.from)
	h.new, new = cutAside(h.new, c.to)
	var said []string
	for _, p := range slices.Concat(old, new) {
		said = append(said, p.raw)
	}
	if c.lex.Has(text.ClassBracketRemarks, strings.Join(said, " ")) {
		return FactMended
	}
	return min(c.hard(&hunk{old: old, new: new}), FactUnsure)
}

// cutAside takes the brackets that stand wholly within a part of a text out of it.
func cutAside(list, all []piece) (rest, aside []piece) {
	if len(list) == 0 {
		return nil, nil
	}
	around := slices.Concat(all[:list[0].at], all[list[len(list)-1].at+1:])
	for _, p := range list {
		if p.aside > 0 && !slices.ContainsFunc(around, func(q piece) bool { return q.aside == p.aside }) {
			aside = append(aside, p)
		} else {
			rest = append(rest, p)
		}
	}
	return rest, aside
}

// partOf reports whether all of one text stands in the other in one place.
func partOf(a, b string) bool {
	lex := text.Lex("")
	part, whole := pieces(lex, a), pieces(lex, b)
	for i := 0; i+len(part) <= len(whole) && len(part) > 0; i++ {
		if slices.EqualFunc(part, whole[i:i+len(part)], func(p, q piece) bool { return p.same(&q) }) {
			return true
		}
	}
	return false
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
