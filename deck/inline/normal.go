package inline

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"recall/deck/text"
)

// Normal returns a text without what an author changes and means nothing by: markup, width, case, blanks beside Han,
// emoji and the punctuation at its end. Symbols stay: C, C++ and C# are three terms. What formatters write in other ways
// is no part of it either: escapes, the signs of emphasis and those of lists, and HTML, which some readers of files of cards
// keep and others don't. Nor are the tags at its end: they say where it belongs, and not what it says.
func Normal(str string) string {
	str, _ = CutTags(str)
	return Frozen(withoutHTML(Unformatted(str)))
}

// withoutHTML takes tags and entities off a text, where none of it may be code. A tag that starts a line or a cell parts words.
func withoutHTML(s string) string {
	if !strings.ContainsAny(s, "<&") || strings.IndexByte(s, '`') >= 0 {
		return s
	}
	return text.OneLine(WithoutTags(blockTag().ReplaceAllString(s, "\n")))
}

var blockTag = text.Pattern(`(?i)</?(?:br|p|div|ul|ol|li|table|tr|td|th|h[1-6])(?:\s[^<>]*)?/?>`)

// Frozen is the normal form that ids are made of when a bullet is first seen. It never changes, or two machines would
// make two ids of the same bullet.
func Frozen(str string) string {
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
