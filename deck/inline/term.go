package inline

import (
	"unicode/utf8"

	"recall/deck/text"
)

// Limits of a term: a longer one is the start of a sentence. A Latin word in a Chinese term counts as three Han.
const (
	MaxTermHan   = 24
	maxTermWords = 8
)

// TermSize returns how many times the limit a term has, rounded up: 1 for one within it.
func TermSize(term string) int {
	n, limit := text.CountWords(term), maxTermWords
	if h := text.CountHan(term); h > 0 {
		limit = MaxTermHan
		n = h
		in := false
		for i := 0; i < len(term); i++ {
			latin := text.IsAlnum(term[i]) || in && term[i] > ' ' && term[i] < utf8.RuneSelf
			if latin && !in {
				n += 3
			}
			in = latin
		}
	}
	return (n + limit - 1) / limit
}

// TermOf returns what a bullet's Markdown is about: the side before its separator, or "" without one.
func TermOf(lex *text.Lexicon, s string) string {
	if len(s) > MaxLength {
		return ""
	}
	if front, _, _, ok := SplitSides(s, false); ok {
		return front // of a marked card: what it is known by when its back is edited
	}
	f := Fact{Scanner: Scanner{Lex: lex}}
	f.Read(s)
	return f.Term
}

// ShortTitle is what a bullet is called when others stand under it, or "" where it has no name.
func ShortTitle(lex *text.Lexicon, s string) string {
	t := TermOf(lex, s)
	if t == "" {
		t = TitleText(lex, Unmarked(Heal(s)))
	}
	if !text.HasWord(t) || text.Columns(t) > 60 || lex.IsGeneric(t) {
		return ""
	}
	return t
}
