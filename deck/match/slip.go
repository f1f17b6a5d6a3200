package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck/text"
)

// relation says how far two different words are apart: forms or slips of one word, perhaps slips, or two words.
func (c *comparison) relation(a, b *piece) Verdict {
	switch {
	case a.same(b):
		return FactMended
	case a.kind != wordPiece || b.kind != wordPiece:
		return FactChanged
	}
	if text.IsAcronym(a.raw) || text.IsAcronym(b.raw) {
		if strings.TrimSuffix(a.raw, "s") == strings.TrimSuffix(b.raw, "s") {
			return FactMended // APIs, but not HTTPS
		}
		return FactChanged
	}
	for _, form := range c.forms(a) {
		if slices.Contains(c.forms(b), form) {
			return FactMended
		}
	}
	from, to := []rune(a.key), []rune(b.key)
	short, long := min(len(from), len(to)), max(len(from), len(to))
	apart := text.EditDistance(from, to, 2)
	begins := from[0] == to[0]
	switch {
	case apart > 2 || short < 3:
		return FactChanged
	case apart == 2 && (short < 4 || !begins):
		return FactChanged
	case apart == 2 || long <= 5 || !begins, c.words.both(a.raw, b.raw):
		return FactUnsure
	case transposed(from, to), doubles(from, to):
	case c.weight <= smallAnswer, differAt(from, to) >= short-endLetters:
		return FactUnsure
	}
	return FactMended
}

// Unless two letters changed places or one stands twice, another letter makes another word rather than a slip where an
// answer is hardly more than that word, and at the end of a word, which tells things of one kind apart: nitrate, nitrite.
const (
	smallAnswer = 4 // as a weight
	endLetters  = 3
)

// differAt returns where the first different letters of two words stand.
func differAt(a, b []rune) (i int) {
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return i
}

// doubles reports whether two words differ by a letter that stands twice.
func doubles(a, b []rune) bool {
	return slices.Equal(slices.Compact(slices.Clone(a)), slices.Compact(slices.Clone(b)))
}

// transposed reports whether two words have the same letters.
func transposed(a, b []rune) bool {
	x, y := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(x, y)
}

// forms lists the words of which a word may be a form, itself first: stopped, stopp, stop.
func (c *comparison) forms(p *piece) []string {
	list := []string{p.key}
	if p.kind != wordPiece || c.turning(p) {
		return list
	}
	stem := func(end, instead string) {
		base, ok := strings.CutSuffix(p.key, end)
		if n := utf8.RuneCountInString(base); !ok || n < 2 || n == 2 && len(end) > 1 {
			return
		}
		list = append(list, base+instead)
		if n := len(base); instead == "" && n > 3 && base[n-1] == base[n-2] && unicode.IsLetter(rune(base[n-1])) {
			list = append(list, base[:n-1])
		}
	}
	for _, end := range c.lex.Words(text.ClassWordEndings) {
		stem(end, "")
	}
	for _, row := range c.lex.Rows(text.ClassWordEndings) {
		stem(row[0], row[1])
	}
	return list
}
