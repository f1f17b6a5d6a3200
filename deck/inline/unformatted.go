package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// Unformatted returns a text without what a formatter writes in its own way: backslashes before signs, the marks of
// emphasis, and, in a text of several lines or behind a colon, those of a list. Code and maths stay as they are.
func Unformatted(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '*') < 0 && strings.IndexByte(s, '_') < 0 &&
		strings.IndexByte(s, '\n') < 0 && !strings.Contains(s, ": ") && !strings.Contains(s, "：") &&
		!strings.ContainsAny(s, "‘’“”") {
		return s
	}
	s = withoutListMarks(s)
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '`':
			n := text.CodeSpanEnd(s, i)
			b.WriteString(s[i:n])
			i = n
		case c == '$':
			n := mathEnd(s, i)
			b.WriteString(s[i:n])
			i = n
		case c == '\\' && i+1 < len(s) && isSign(s[i+1]):
			b.WriteByte(s[i+1])
			i += 2
		case c == '*' || c == '_':
			n := text.Run(s[i:], c)
			if n > 3 || !opensEmphasis(s, i, n) && !closesEmphasis(s, i, n) {
				b.WriteString(s[i : i+n])
			}
			i += n
		default:
			b.WriteByte(c)
			i++
		}
	}
	return quotes.Replace(b.String())
}

var quotes = strings.NewReplacer("‘", "'", "’", "'", "“", "\"", "”", "\"")

// isSign reports whether a backslash before c makes it a mere sign, as it does before ASCII punctuation.
func isSign(c byte) bool { return c > ' ' && c < utf8.RuneSelf && !text.IsAlnum(c) }

// mathEnd returns the end of the maths that starts at i, or i+1 without any.
func mathEnd(s string, i int) int {
	if i+1 == len(s) || s[i+1] == ' ' {
		return i + 1
	}
	end := strings.IndexByte(s[i+1:], '$')
	if end <= 0 || s[i+end] == ' ' {
		return i + 1
	}
	return i + end + 2
}

// opensEmphasis reports whether the n stars or underscores at i open emphasis that is closed behind.
func opensEmphasis(s string, i, n int) bool {
	if !startsWord(s, i, n) {
		return false
	}
	for k := i + n; k < len(s); k++ {
		if s[k] == s[i] {
			m := text.Run(s[k:], s[i])
			if m == n && endsWord(s, k, n) {
				return true
			}
			k += m - 1
		}
	}
	return false
}

// closesEmphasis reports whether the n stars or underscores at i close emphasis that was opened before.
func closesEmphasis(s string, i, n int) bool {
	if !endsWord(s, i, n) {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		if s[k] == s[i] {
			from := k
			for from > 0 && s[from-1] == s[i] {
				from--
			}
			if k+1-from == n && startsWord(s, from, n) {
				return true
			}
			k = from
		}
	}
	return false
}

// startsWord reports whether the n signs at i stand before a word and behind none: those of 2*3 and snake_case do not.
func startsWord(s string, i, n int) bool {
	return i+n < len(s) && s[i+n] != ' ' && s[i+n] != '\n' && (i == 0 || !text.IsAlnum(s[i-1]) && s[i-1] != '\\')
}

func endsWord(s string, i, n int) bool {
	return i > 0 && s[i-1] != ' ' && s[i-1] != '\n' && s[i-1] != '\\' && (i+n == len(s) || !text.IsAlnum(s[i+n]))
}

// withoutListMarks cuts the marks of a list off the lines of a text, and where a list was written into one line behind a
// colon or a question: "which of these: * x * y".
func withoutListMarks(s string) string {
	if strings.IndexByte(s, '\n') >= 0 {
		lines := strings.Split(s, "\n")
		for i, l := range lines {
			lines[i] = cutListMark(l)
		}
		s = strings.Join(lines, "\n")
	}
	if !strings.Contains(s, "* ") && !strings.Contains(s, "- ") && !strings.Contains(s, "+ ") {
		return s
	}
	var b strings.Builder
	var mark byte // of the list that the text is in
	for i := 0; i < len(s); i++ {
		c := s[i]
		if strings.IndexByte("*-+", c) >= 0 && strings.HasPrefix(s[i+1:], " ") &&
			(opensList(s[:i]) || c == mark && s[i-1] == ' ') {
			if rest := strings.TrimLeft(s[i+1:], " "); rest != "" && !text.IsDigit(rest[0]) {
				mark = c
				i = len(s) - len(cutBox(rest)) - 1
				continue
			}
		}
		if strings.HasPrefix(s[i:], ":: ") {
			mark = 0
		}
		b.WriteByte(c)
	}
	return b.String()
}

// opensList reports whether a text ends in a colon or question mark.
func opensList(s string) bool {
	return text.HasAnySuffix(strings.TrimRight(s, " "), ":", "：", "?", "？")
}

// cutListMark cuts "- ", "3. " and the box of a task off a line.
func cutListMark(l string) string {
	l = strings.TrimLeft(l, " \t")
	n := 0
	for n < len(l) && n < 4 && text.IsDigit(l[n]) {
		n++
	}
	switch {
	case len(l) > 1 && strings.IndexByte("*-+", l[0]) >= 0 && l[1] == ' ':
		l = strings.TrimLeft(l[2:], " ")
	case n > 0 && n+1 < len(l) && (l[n] == '.' || l[n] == ')') && l[n+1] == ' ':
		return strings.TrimLeft(l[n+2:], " ")
	default:
		return l
	}
	return cutBox(l)
}

// cutBox cuts the box of a task off.
func cutBox(s string) string {
	for _, box := range [...]string{"[ ] ", "[x] ", "[X] "} {
		if rest, ok := strings.CutPrefix(s, box); ok {
			return rest
		}
	}
	return s
}
