package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck/text"
)

// sameCode reports whether everything between backquotes in one text also occurs in the other, with or without
// backquotes. Every letter counts: -r is not -R.
func sameCode(a, b string) bool { return codeWithin(a, b) && codeWithin(b, a) }

// codeWithin reports whether all code of a text stands in another.
func codeWithin(a, b string) bool {
	for i, part := range strings.Split(a, "`") {
		if i%2 == 1 && !strings.Contains(b, part) {
			return false
		}
	}
	return true
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

// knownUnit returns the length of a unit at the start of s that the lexicon has, or 0.
func knownUnit(lex *text.Lexicon, s []rune) int {
	known := func(n int) bool {
		unit := string(s[:n])
		return n > 0 && (lex.Has(text.ClassUnits, unit) || lex.Has(text.ClassTypedUnits, unit))
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) && !text.IsHan(r) }
	for _, n := range []int{
		length(s, func(r rune) bool { return letter(r) || strings.ContainsRune("/°%", r) }), // km/h
		length(s, letter),
	} {
		if known(n) {
			return n
		}
	}
	if len(s) > 0 && s[0] == '%' {
		return 1
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
