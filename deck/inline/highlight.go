package inline

import (
	"strings"

	"recall/deck/text"
)

// HighlightEnd returns the end of the ==highlight== at i, which is 0 where there is none. A == in the code and the
// maths of the text closes nothing. closed is false where no other follows at all.
func HighlightEnd(s string, i int, literals []Span) (end int, closed bool) {
	if i+2 >= len(s) || text.Run(s[i:], '=') > 2 || s[i+2] == ' ' {
		return 0, true
	}
	for end = i + 2; ; end += 2 {
		length := strings.Index(s[end:], "==")
		if length < 0 {
			return 0, false
		}
		if end += length; !Within(literals, end) {
			break
		}
	}
	if end == i+2 || s[end-1] == ' ' ||
		i > 0 && text.IsAlnum(s[i-1]) && end+2 < len(s) && text.IsAlnum(s[end+2]) { // a==b==c
		return 0, true
	}
	return end + 2, true
}

// BoldHighlights writes ==x== as **x**, as both only say that x matters. A highlight in bold text, or around it, adds
// nothing to that.
func BoldHighlights(s string) string {
	if !strings.Contains(s, "==") {
		return s
	}
	literals := Literal(s)
	var b strings.Builder
	bold := false
	for i := 0; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], "**"):
			bold = !bold
			b.WriteString("**")
			i += 2
			continue
		case strings.HasPrefix(s[i:], "==") && !Within(literals, i):
			end, closed := HighlightEnd(s, i, literals)
			if !closed {
				b.WriteString(s[i:])
				return b.String()
			}
			if end > 0 {
				inner := s[i+2 : end-2]
				if !bold && !strings.Contains(inner, "**") {
					inner = "**" + inner + "**"
				}
				b.WriteString(inner)
				i = end
				continue
			}
			n := text.Run(s[i:], '=')
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}
