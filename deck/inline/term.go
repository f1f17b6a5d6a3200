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
	var (
		signs [8]sign // more than most texts have
		spans [8]Span
	)
	f := Fact{Scanner: Scanner{Lex: lex, Signs: signs[:0], Spans: spans[:0]}}
	f.Read(s)
	return f.Term
}

// ShortTitle is what a bullet is called when others stand under it, or "" where it has no name.
func ShortTitle(lex *text.Lexicon, s string) string {
	t, _ := shortTitle(lex, s)
	return t
}

// shortTitle returns the short title of a bullet, and its term.
func shortTitle(lex *text.Lexicon, s string) (title, term string) {
	term = TermOf(lex, s)
	if title = term; title == "" {
		title = TitleText(lex, Unmarked(Heal(s)))
	}
	if !text.HasWord(title) || text.Columns(title) > 60 || lex.IsGeneric(title) {
		return "", term
	}
	return title, term
}
