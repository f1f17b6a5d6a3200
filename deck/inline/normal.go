package inline

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"recall/deck/text"
)

// Normal returns a text without what an author changes and means nothing by: markup, width, case, blanks beside Han,
// emoji and the punctuation at its end. Symbols stay: C, C++ and C# are three terms.
func Normal(str string) string {
	s := strings.ToLower(width.Fold.String(strings.ReplaceAll(Unmarked(str), "`", "")))
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
