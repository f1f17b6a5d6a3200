package text

import (
	"strings"
	"unicode/utf8"
)

// IsCode reports whether a text is code: one code span, or a name without blanks that has the punctuation of code.
func IsCode(s string) bool {
	if len(s) > 2 && s[0] == '`' {
		return CodeSpanEnd(s, 0) == len(s)
	}
	letter, mark := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c <= ' ' || c >= utf8.RuneSelf || c == '*':
			return false
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letter = true
		case strings.IndexByte("_.:=@{}<>$\\", c) >= 0 && i+1 < len(s):
			mark = true
		case c == '(' && i > 1 && s[0] != 'O' && !strings.HasPrefix(s[i:], "(s)") && !strings.HasPrefix(s[i:], "(es)"),
			c == '/' && i == 0:
			mark = true
		}
	}
	return letter && mark
}

// CodeSpanEnd returns the end of the code span that starts at i. If the span never closes, it is the end of its
// opening backquotes.
func CodeSpanEnd(s string, i int) int {
	n := i
	for n < len(s) && s[n] == '`' {
		n++
	}
	if end := strings.Index(s[n:], s[i:n]); end >= 0 {
		return n + end + n - i
	}
	return n
}
