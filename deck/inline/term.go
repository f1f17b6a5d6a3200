package inline

import (
	"recall/deck/text"
	"unicode/utf8"
)

// Limits of a term: a longer one is the start of a sentence. Each Latin word in a Chinese term counts as three Han.
const (
	MaxTermHan   = 24
	maxTermWords = 8
)

// TermSize is how often the limit of a term goes into it, rounded up.
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

// TermOf returns what text, the Markdown of a bullet, is about: its side before the separator, or "".
func TermOf(text string) string {
	if len(text) > MaxLength {
		return ""
	}
	if front, _, _, ok := SplitSides(text, false); ok {
		return front // of a marked card: what it is known by when its back is edited
	}
	var f Fact
	f.Read(text)
	return f.Term
}

// ShortTitle is what a bullet is called when others stand under it.
func ShortTitle(s string) string {
	t := TermOf(s)
	if t == "" {
		t = TitleText(Plain(Heal(s)))
	}
	if !text.HasWord(t) || text.Columns(t) > 60 || text.IsGeneric(t) {
		return ""
	}
	return t
}
