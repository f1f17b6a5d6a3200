package match

import (
	"slices"
	"strings"
	"unicode"

	"recall/deck/inline"
	"recall/deck/text"
)

// sameFact reports whether an edit mended only wording, a typo or layout. What carries the fact must be the same, and
// at most 15% of the letters may differ.
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

// sameCode reports whether what stands between backquotes in one text also stands in the other, with or without the
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

// sameAcronyms reports whether each acronym of one text is in the other.
func sameAcronyms(a, b string) bool {
	within := func(list []string, all []string) bool {
		for _, w := range list {
			if text.IsAcronym(w) && !slices.ContainsFunc(all, func(v string) bool { return strings.EqualFold(v, w) }) {
				return false
			}
		}
		return true
	}
	from, to := latin(a), latin(b)
	return within(from, to) && within(to, from)
}

// hardTokens returns the parts of a normal text that an edit can't change without changing the fact: figures with
// their units, orders of growth, single letters.
func hardTokens(lex *text.Lexicon, normal string) []string {
	list := growths(normal)
	rs := []rune(normal)
	for i := 0; i < len(rs); i++ {
		if r := rs[i]; text.IsHan(r) || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			continue
		}
		end := wordEnd(rs, i)
		w := strings.ReplaceAll(string(rs[i:end]), ",", "")
		switch {
		case strings.ContainsFunc(w, unicode.IsNumber):
			list = append(list, w)
			if u := unitAt(lex, rs, end); u != "" {
				list = append(list, u)
			}
		case len(w) == 1 && w != "a" && w != "i":
			list = append(list, w)
		}
		i = end - 1
	}
	return list
}

// sameTokens reports whether two normal texts have the same hard tokens, in any order, and none is turned round.
func sameTokens(lex *text.Lexicon, a, b string) bool {
	from, to := hardTokens(lex, a), hardTokens(lex, b)
	slices.Sort(from)
	slices.Sort(to)
	return slices.Equal(from, to) && !lex.Turned(a, b)
}

// wordEnd returns where the word ends that begins at i: letters, figures, an apostrophe within, points and commas
// within figures, a percent sign.
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

// unitAt returns the unit that follows a figure at once or after a blank, "" if there is none. Any word of up to three
// letters is taken for one.
func unitAt(lex *text.Lexicon, rs []rune, i int) string {
	if i < len(rs) && rs[i] == ' ' {
		i++
	}
	end := i
	for end < len(rs) && end < i+2 && text.IsHan(rs[end]) && lex.HasRune(text.ClassUnitsEdited, rs[end]) {
		end++
	}
	if end > i {
		return string(rs[i:end])
	}
	for end < len(rs) && unicode.IsLetter(rs[end]) && !text.IsHan(rs[end]) {
		end++
	}
	if w := string(rs[i:end]); lex.Has(text.ClassUnitsEdited, w) || end-i > 0 && end-i <= 3 {
		return w
	}
	return ""
}

// growths returns the O(…) of a normal text, without their blanks.
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
