package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck/inline"
	"recall/deck/text"
)

// sameFact reports whether an edit changed only wording, a typo or layout. Whatever carries the fact must be the same,
// and at most 15% of the letters may differ.
func sameFact(lex *text.Lexicon, old, new string) bool {
	if !sameCode(old, new) {
		return false
	}
	a, b := inline.Normal(old), inline.Normal(new)
	if a == b {
		return true
	}
	if !sameAcronyms(old, new) || !sameTokens(lex, a, b) {
		return false
	}
	from, to := []rune(a), []rune(b)
	most := max(len(from), len(to)) * 15 / 100
	return text.EditDistance(from, to, most) <= most
}

// sameCode reports whether everything between backquotes in one text also occurs in the other, with or without
// backquotes. Every letter counts: -r is not -R.
func sameCode(a, b string) bool {
	within := func(a, b string) bool {
		for i, part := range strings.Split(a, "`") {
			if i%2 == 1 && !strings.Contains(b, part) {
				return false
			}
		}
		return true
	}
	return within(a, b) && within(b, a)
}

// sameAcronyms reports whether the two texts have the same acronyms. The figure in 4KB is not part of the acronym.
func sameAcronyms(a, b string) bool {
	names := func(s string) []string {
		list := latin(s)
		for i, w := range list {
			list[i] = strings.TrimLeft(w, "0123456789")
		}
		return list
	}
	within := func(list []string, all []string) bool {
		for _, w := range list {
			if text.IsAcronym(w) && !slices.ContainsFunc(all, func(v string) bool { return strings.EqualFold(v, w) }) {
				return false
			}
		}
		return true
	}
	from, to := names(a), names(b)
	return within(from, to) && within(to, from)
}

// sameTokens reports whether two normal texts have the same hard tokens, in any order, and neither reverses the meaning
// of the other.
func sameTokens(lex *text.Lexicon, a, b string) bool {
	from, old := hardTokens(lex, a)
	to, new := hardTokens(lex, b)
	slices.Sort(from)
	slices.Sort(to)
	return slices.Equal(from, to) && !lex.Turned(old, new)
}

// hardTokens returns the parts of a normal text that an edit can't change without changing the fact: figures with their
// units, orders of growth and single letters. rest is the text without figures and units, so that "min" in it is never
// a minute.
func hardTokens(lex *text.Lexicon, normal string) (hard []string, rest string) {
	hard = growths(normal)
	rs := []rune(normal)
	var others []rune
	for i := 0; i < len(rs); {
		if r := rs[i]; text.IsHan(r) || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			others = append(others, r)
			i++
			continue
		}
		end := wordEnd(rs, i)
		w := strings.ReplaceAll(string(rs[i:end]), ",", "")
		if strings.ContainsFunc(w, unicode.IsNumber) {
			figure, behind := withUnit(lex, w, rs[end:])
			hard = append(hard, figure)
			others = append(others, ' ')
			i = len(rs) - len(behind)
			continue
		}
		if len(w) == 1 && w != "a" && w != "i" {
			hard = append(hard, w)
		}
		others = append(others, rs[i:end]...)
		i = end
	}
	return hard, string(others)
}

// wordEnd returns the end of the word that starts at i. A word is made of letters and digits, apostrophes between
// letters, points and commas between digits, and percent signs.
func wordEnd(rs []rune, i int) int {
	for ; i < len(rs); i++ {
		r := rs[i]
		inner := i+1 < len(rs) && ((r == '\'' || r == '’') && unicode.IsLetter(rs[i+1]) ||
			(r == '.' || r == ',') && unicode.IsNumber(rs[i-1]) && unicode.IsNumber(rs[i+1]))
		if text.IsHan(r) || !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '%' && !inner {
			return i
		}
	}
	return i
}

// withUnit returns a figure with its unit under the name that all languages share: "30s" for 30s, 30 seconds and 30 秒.
// The unit is the end of the word, or follows it directly or after a space. rest is the text after the unit.
func withUnit(lex *text.Lexicon, word string, behind []rune) (figure string, rest []rune) {
	last := strings.LastIndexFunc(word, unicode.IsNumber)
	_, n := utf8.DecodeRuneInString(word[last:])
	number, unit := word[:last+n], word[last+n:]
	if unit == "" {
		next := behind
		if len(next) > 0 && next[0] == ' ' {
			next = next[1:]
		}
		if n := unitLength(lex, next); n > 0 {
			unit, behind = string(next[:n]), next[n:]
		}
	}
	return number + lex.UnitName(unit), behind
}

// mostUnit is the maximum length of a unit in Han letters.
const mostUnit = 3

// unitLength returns the length of the unit at the start of s, or 0 if there is none. Apart from known units, any word
// of up to three letters counts as one unless it is a function word.
func unitLength(lex *text.Lexicon, s []rune) int {
	known := func(n int) bool { return lex.Has(text.ClassUnits, string(s[:n])) }
	letter := func(r rune) bool { return unicode.IsLetter(r) && !text.IsHan(r) }
	word := length(s, letter)
	if signed := length(s, func(r rune) bool { return letter(r) || strings.ContainsRune("/°%", r) }); known(signed) {
		return signed // km/h
	}
	if known(word) || word <= 3 && !lex.Has(text.ClassFunctionWords, string(s[:word])) && word > 0 {
		return word
	}
	for n := min(mostUnit, length(s, text.IsHan)); n > 0; n-- {
		if known(n) {
			return n
		}
	}
	return 0
}

// length returns the number of runes of a kind at the start of s.
func length(s []rune, kind func(rune) bool) int {
	if n := slices.IndexFunc(s, func(r rune) bool { return !kind(r) }); n >= 0 {
		return n
	}
	return len(s)
}

// growths returns the O(…) terms in a normal text, without spaces.
func growths(normal string) (list []string) {
	for i := 0; i+1 < len(normal); i++ {
		if normal[i] != 'o' || normal[i+1] != '(' || i > 0 && (normal[i-1] >= 'a' && normal[i-1] <= 'z') {
			continue
		}
		if n := strings.IndexByte(normal[i:], ')'); n > 0 {
			list = append(list, strings.ReplaceAll(normal[i:i+n], " ", ""))
		}
	}
	return list
}
