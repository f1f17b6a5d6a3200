package card

import (
	"slices"
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// How many words an answer may add to those of its term and still only repeat it: to a phrase, to a single word, which
// comes again in much that explains it, and to one that comes again in a compound.
const (
	maxFreshPhrase   = 4
	maxFreshWord     = 3
	maxFreshCompound = 5
)

// RestatesStems reports whether an answer says all words of its term again, as other forms of them or within compounds,
// and hardly a word besides: "Equality at sea" is equal treatment at sea, Grenzkorrekturen is Anpassung der Grenzen.
func RestatesStems(lex *text.Lexicon, term, answer string) bool {
	if text.HasHan(term) || text.IsCode(term) || text.IsCode(answer) || !mayRestate(lex, term, answer) {
		return false
	}
	asked, said := contentWords(lex, term), contentWords(lex, answer)
	if len(asked) == 0 || len(asked) > 4 || len(said) > 8 || len(asked) == 1 && len(asked[0]) < 6 {
		return false
	}
	limit, fresh, again := maxFreshPhrase, 0, make([]bool, len(asked))
	if len(asked) == 1 {
		limit = maxFreshWord
	}
	for _, s := range said {
		at := slices.IndexFunc(asked, func(a string) bool { return sameStem(a, s) })
		switch {
		case at < 0:
			fresh++
			continue
		case len(asked) == 1 && len(s) > len(asked[at])+4:
			limit = maxFreshCompound
		}
		for i, a := range asked {
			again[i] = again[i] || sameStem(a, s)
		}
	}
	return fresh <= limit && !slices.Contains(again, false)
}

// mayRestate reports whether the first two letters of each word of a term stand in an answer. Of most answers that
// don't restate their term it tells so at once.
func mayRestate(lex *text.Lexicon, term, answer string) bool {
	for w := range strings.FieldsSeq(term) {
		if len(w) < 3 || lex.Has(text.ClassFunctionWords, w) || !text.IsAlnum(w[0]) || !text.IsAlnum(w[1]) {
			continue
		}
		if !holdsFolded(answer, w[:2]) {
			return false
		}
	}
	return true
}

// holdsFolded reports whether s holds two letters, case aside.
func holdsFolded(s, two string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i]|0x20 == two[0]|0x20 && s[i+1]|0x20 == two[1]|0x20 {
			return true
		}
	}
	return false
}

// contentWords are the words of a text that carry content, in small letters.
func contentWords(lex *text.Lexicon, s string) (list []string) {
	for w := range strings.FieldsFuncSeq(text.Lower(s), func(r rune) bool { return !text.IsLetterOrDigit(r) }) {
		if len(w) > 2 && !lex.Has(text.ClassFunctionWords, w) {
			list = append(list, w)
		}
	}
	return list
}

// sameStem reports whether two words in small letters are forms of one word, or one is a compound of the other: they
// start alike, all of the shorter one but an ending of up to two letters.
func sameStem(x, y string) bool {
	if x == "" || y == "" || x[0] != y[0] {
		return false
	}
	a, b := []rune(x), []rune(y)
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	return same >= max(3, min(len(a), len(b))-2)
}

// Names reports whether a title names a term, by the stems of their words. With a spare of 1, either may have a word
// more: "The multiplier" names the multiplier ratio. A gap that hides the term is none below such a title.
func Names(lex *text.Lexicon, title, term string, spare int) bool {
	if before, _, ok := strings.Cut(term, " ("); ok {
		term = before
	}
	if term == "" || title == "" {
		return false
	}
	if text.HasHan(term) {
		return strings.Contains(title, term) || text.CountHan(title) >= 2 && strings.Contains(term, title) &&
			text.CountHan(term) <= text.CountHan(title)+2*spare
	}
	if !sharesStart(title, term) {
		return false // as most titles tell at once
	}
	words, over := contentWords(lex, term), contentWords(lex, title)
	said, again := 0, 0
	for _, w := range words {
		if slices.ContainsFunc(over, func(o string) bool { return sameStem(w, o) }) {
			said++
		}
	}
	for _, o := range over {
		if slices.ContainsFunc(words, func(w string) bool { return sameStem(w, o) }) {
			again++
		}
	}
	fresh := len(words) - said
	return fresh == 0 && said > 0 || fresh <= spare && said > 0 && (said > 1 || again == len(over))
}

// sharesStart reports whether the first two letters of a word of a term stand in a title.
func sharesStart(title, term string) bool {
	inWord := false
	for i := 0; i+2 < len(term); i++ {
		first := !inWord
		inWord = text.IsAlnum(term[i])
		if term[i]|term[i+1] >= utf8.RuneSelf { // the case of other letters is not known here
			return true
		}
		if first && inWord && holdsFolded(title, term[i:i+2]) {
			return true
		}
	}
	return false
}

// CountContent counts the words of a text that carry content. Two Han are a word.
func CountContent(lex *text.Lexicon, s string) int {
	if h := text.CountHan(s); h > 0 {
		return (h + 1) / 2
	}
	return len(contentWords(lex, s))
}
