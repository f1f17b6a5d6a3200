package inline

import (
	"strings"

	"recall/deck/text"
)

// Unescaped returns a text without the backslashes that say nothing to a reader, as a card shows it: before a sign that
// Markdown would read as a mere sign anyway. It keeps those of code and of maths, LaTeX's \( x^2 \) included, and those
// without which stars, underscores or brackets would be marks.
//
//	Bavaria \(Germany\)   shows Bavaria (Germany)
//	snake\_case           shows snake_case
func Unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		n := 1
		switch {
		case s[i] == '`':
			n = text.CodeSpanEnd(s, i) - i
		case s[i] == '$':
			n = mathEnd(s, i) - i
		case s[i] == '\\':
			if end := latexEnd(s, i); end > i {
				n = end - i
			} else if isIdle(s, i) {
				i++
			} else {
				n = min(2, len(s)-i)
			}
		}
		b.WriteString(s[i : i+n])
		i += n
	}
	return b.String()
}

// latexEnd returns the end of the maths between \( and \), or \[ and \], that starts at i, or i without any. Brackets
// around plain words are brackets.
func latexEnd(s string, i int) int {
	var close string
	switch {
	case strings.HasPrefix(s[i:], `\(`):
		close = `\)`
	case strings.HasPrefix(s[i:], `\[`):
		close = `\]`
	default:
		return i
	}
	inner, _, ok := strings.Cut(s[i+2:], close)
	if !ok || !strings.ContainsAny(inner, `\^_=+<>*`) && !strings.Contains(inner, " - ") {
		return i
	}
	return i + len(inner) + 4
}

// isIdle reports whether the backslash at i changes nothing: the sign behind it is no mark there.
func isIdle(s string, i int) bool {
	if i+1 == len(s) {
		return false
	}
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = s[i-1]
	}
	if i+2 < len(s) {
		after = s[i+2]
	}
	switch s[i+1] {
	case '(', ',', '?', '/':
		return true
	case '.', ')':
		return !startsLine(s[:i], "0123456789") || !text.IsDigit(before) // "1." starts a list
	case '[', ']':
		return after != '(' && after != '[' && after != ':'
	case '!':
		return after != '['
	case '_':
		return text.IsAlnum(before) && text.IsAlnum(after) || before == ' ' && after == ' '
	case '*':
		return before == ' ' && after == ' ' && !startsLine(s[:i], "")
	case '-', '+', '=', '>', '#':
		return !startsLine(s[:i], "")
	}
	return false
}

// startsLine reports whether nothing but such signs stands before a place on its line.
func startsLine(before, such string) bool {
	return strings.Trim(before[strings.LastIndexByte(before, '\n')+1:], such+" ") == ""
}
