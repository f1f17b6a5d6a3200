package inline

import (
	"recall/deck/text"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Normal is a text without what an author changes without meaning anything: markup, width, case, blanks beside Han, emoji, the
// punctuation at its end. Symbols stay: C, C++ and C# are three terms.
func Normal(str string) string {
	s := strings.ToLower(width.Fold.String(strings.ReplaceAll(Plain(str), "`", "")))
	var b strings.Builder
	last, gap := rune(0), false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			gap = last != 0
			continue
		case r == '\u200d' || r == '\ufe0f' || unicode.Is(unicode.So, r):
			continue
		case gap && !text.IsHan(last) && !text.IsHan(r):
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, gap = r, false
	}
	return strings.TrimRight(b.String(), " .;:,!。；：，、！…")
}
