package deck

import (
	"unicode/utf8"
)

// Limits of a term: a longer one is the start of a sentence. Each Latin word in a Chinese term counts as three Han.
const (
	maxTermHan   = 24
	maxTermWords = 8
)

// termSize is how often the limit of a term goes into it, rounded up.
func termSize(term string) int {
	n, limit := words(term), maxTermWords
	if h := hanCount(term); h > 0 {
		limit = maxTermHan
		n = h
		in := false
		for i := 0; i < len(term); i++ {
			latin := isAlnum(term[i]) || in && term[i] > ' ' && term[i] < utf8.RuneSelf
			if latin && !in {
				n += 3
			}
			in = latin
		}
	}
	return (n + limit - 1) / limit
}

// termOf returns what text, the Markdown of a bullet, is about: its side before the separator, or "".
func termOf(text string) string {
	if len(text) > maxScan {
		return ""
	}
	if front, _, _, ok := splitSides(text, false); ok {
		return front // of a marked card: what it is known by when its back is edited
	}
	var f fact
	f.read(text)
	return f.term
}

// TermOf is the term that a bullet is about, "" where it has none.
func TermOf(text string) string { return termOf(text) }

// shortTitle is what a bullet is called when others stand under it.
func shortTitle(text string) string {
	t := termOf(text)
	if t == "" {
		t = titleText(plain(heal(text)))
	}
	if !hasWord(t) || columns(t) > 60 || isGeneric(t) {
		return ""
	}
	return t
}
