package inline

import (
	"html"
	"strings"

	"recall/deck/text"
)

// WithoutTags makes text of HTML. What is no tag of HTML is text: List<T>. Code between fences stays as it is.
func WithoutTags(s string) string {
	if strings.Contains(s, "<b") || strings.Contains(s, "<B") {
		s = breakTag().ReplaceAllString(s, "\n")
	}
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '<') < 0 && text.FenceMark(s) == "" {
		return strings.TrimSpace(html.UnescapeString(strings.TrimSpace(s)))
	}
	fenced := false
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if mark := text.FenceMark(l); mark != "" {
			fenced = !fenced
			lines[i] = strings.TrimSpace(l)
			continue
		}
		if !fenced {
			if strings.IndexByte(l, '<') >= 0 {
				l = anyTag().ReplaceAllStringFunc(l, dropTag)
			}
			lines[i] = html.UnescapeString(strings.TrimSpace(l))
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func dropTag(tag string) string {
	name := strings.Trim(tag, "</>")
	if i := strings.IndexAny(name, " \t\n/"); i >= 0 {
		name = name[:i]
	}
	switch name = strings.ToLower(name); {
	case name == "code" || name == "kbd":
		return "`"
	case KnownTags.Has(name):
		return ""
	}
	return tag
}

// Raise writes <sup>2</sup> as ², and where there is no such sign as ^x.
func Raise(s string) string {
	return supTag().ReplaceAllStringFunc(s, func(s string) string { return Raised(anyTag().ReplaceAllString(s, "")) })
}

// Raised writes 2 as ², and where there is no such sign as ^x.
func Raised(s string) string { return shifted(s, raisedSigns, "^") }

// Lowered writes 2 as ₂, and where there is no such sign as _x.
func Lowered(s string) string { return shifted(s, loweredSigns, "_") }

func shifted(s, signs, mark string) string {
	const plain = "0123456789n-+"
	var b strings.Builder
	for _, r := range s {
		at := strings.IndexRune(plain, r)
		if at < 0 {
			return mark + s
		}
		b.WriteRune([]rune(signs)[at])
	}
	return b.String()
}

var supTag = text.Pattern(`(?i)<sup>[^<>]*</sup>`)

// The signs for 0123456789n-+ above and below the line.
const raisedSigns, loweredSigns = "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁻⁺", "₀₁₂₃₄₅₆₇₈₉ₙ₋₊"

var (
	breakTag = text.Pattern(`(?i)<br\s*/?>`)
	anyTag   = text.Pattern(`</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>`)
)

// KnownTags are the tags of HTML that Anki's fields hold. What looks like another tag is text: List<T>.
var KnownTags = text.SetOf("a|abbr|b|blockquote|br|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|figure|" +
	"font|h1|h2|h3|h4|h5|h6|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strike|strong|" +
	"style|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video|audio|anki-mathjax")
