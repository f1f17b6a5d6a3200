package text

import (
	"strings"
	"unicode/utf8"
)

// HanColons makes the colons behind or before Han letters full-width, as Chinese is written: 索引: 选择 becomes 索引：选择.
// Code, times, addresses and colons glued to a Latin word stay.
func HanColons(s string) string {
	if strings.IndexByte(s, ':') < 0 || !HasHan(s) {
		return s
	}
	var b strings.Builder
	code, from := false, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '`':
			code = !code
		case s[i] == ':' && !code:
			behind := strings.TrimLeft(s[i+1:], " ")
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			after, _ := utf8.DecodeRuneInString(behind)
			apart := len(behind) < len(s)-i-1 // a blank follows
			if IsHan(before) && after != ':' || IsHan(after) && apart && before != ':' && i > 0 {
				b.WriteString(s[from:i])
				b.WriteString("：")
				i = len(s) - len(behind) - 1
				from = i + 1
			}
		}
	}
	return b.String() + s[from:]
}
