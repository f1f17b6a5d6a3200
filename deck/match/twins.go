package match

import (
	"slices"
	"strings"
	"unicode"

	"recall/deck/inline"
	"recall/deck/text"
)

// twins reports whether two similar texts are about different things: their terms differ by more than a typo, and so
// does what they say, if only in one figure.
func twins(lex *text.Lexicon, a, b *traits) bool {
	a.cutTerm()
	b.cutTerm()
	switch {
	case a.term == "" && b.term == "":
		return acronymsApart(a.raw, b.raw)
	case a.term == "" || b.term == "" || a.term == b.term:
		return false
	}
	if typo(lex, a.rawTerm, b.rawTerm) {
		return false
	}
	from, to := []rune(a.rest), []rune(b.rest)
	most := max(len(from), len(to)) / 10
	return text.Dice(text.Features(a.rest), text.Features(b.rest)) < 0.9 ||
		text.EditDistance(from, to, most) > most || !sameTokens(lex, a.rest, b.rest)
}

// acronymsApart reports whether two texts begin with different acronyms.
func acronymsApart(a, b string) bool {
	from, to := latin(a), latin(b)
	return len(from) > 0 && len(to) > 0 && from[0] != to[0] &&
		text.IsAcronym(from[0]) && text.IsAcronym(to[0]) && !slices.Contains(to, from[0])
}

// typo reports whether two terms differ only by slips, compared word by word. Figures, code and acronyms have no typos:
// HPA and VPA are different things.
func typo(lex *text.Lexicon, a, b string) bool {
	if !sameCode(a, b) {
		return false
	}
	from, to := termWords(a), termWords(b)
	if len(from) != len(to) {
		return strings.Join(from, "") == strings.Join(to, "") // "look up", "lookup"
	}
	slips := 0
	for i := range from {
		if from[i] == to[i] || strings.EqualFold(from[i], to[i]) {
			continue
		}
		if slips++; !slip(lex, from[i], to[i]) {
			return false
		}
	}
	return slips > 0 || signs(a) == signs(b)
}

// termWords returns the runs of letters and digits in a text. Adjacent Han and Latin letters form one run.
func termWords(text string) []string {
	return strings.FieldsFunc(inline.Unmarked(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// signs returns the symbols that distinguish one name from another: C, C++ and C#.
func signs(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("+#*&@$%!<>=", r) {
			return r
		}
		return -1
	}, inline.Unmarked(text))
}

// slip reports whether two different words differ only by a slip. Figures, acronyms and words that reverse the meaning
// have none. Slips happen within a word: a different beginning makes a different word, as in "synchronous" and
// "asynchronous".
func slip(lex *text.Lexicon, a, b string) bool {
	from, to := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	n := min(len(from), len(to))
	switch {
	case n < 4 || strings.ContainsFunc(a+b, unicode.IsNumber) || text.IsAcronym(a) || text.IsAcronym(b):
		return false
	case from[0] != to[0] && !text.IsHan(from[0]) && !text.IsHan(to[0]):
		return false
	case lex.TellsApart(a, b):
		return false
	}
	most := 1
	if n > 8 {
		most = 2
	}
	return text.EditDistance(from, to, most) <= most
}

// latin returns the words of a text that are not Han.
func latin(s string) []string {
	return strings.FieldsFunc(inline.Unmarked(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) || text.IsHan(r)
	})
}
