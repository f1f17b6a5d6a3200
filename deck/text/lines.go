package text

import "strings"

// JoinLines makes one line of several. It puts a blank between them, but none where Chinese or Japanese was wrapped.
func JoinLines(lines []string) string {
	if len(lines) == 1 {
		return withoutBreak(TrimSpace(lines[0]))
	}
	var b strings.Builder
	for _, l := range lines {
		l = withoutBreak(TrimSpace(l))
		if l == "" {
			continue
		}
		if b.Len() > 0 && !(endsWide(b.String()) && startsWide(l)) {
			b.WriteByte(' ')
		}
		b.WriteString(l)
	}
	return b.String()
}

// OneLine joins the lines of s as JoinLines does.
func OneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return withoutBreak(TrimSpace(s))
	}
	return JoinLines(strings.Split(s, "\n"))
}

// BreaksLine reports whether a line ends with the backslash that keeps the next one apart from it. Two of them end a row
// of a formula.
func BreaksLine(l string) bool { return (len(l)-len(strings.TrimRight(l, "\\")))%2 == 1 }

func withoutBreak(l string) string {
	if BreaksLine(l) {
		return l[:len(l)-1]
	}
	return l
}

// Flow makes one line of one paragraph. A text with other blocks in it stays as it is, and so does one with lines that
// are kept apart.
func Flow(s string) string {
	first, kept := true, false // kept: the line above is to stay a line
	for l := range strings.SplitSeq(s, "\n") {
		if kept || l == "" || !first && strings.ContainsAny(l[:1], " \t-*+>#|`~0123456789") {
			return s // lines, paragraphs, a list, code
		}
		first, kept = false, BreaksLine(l)
	}
	return OneLine(s)
}

// Run returns how often c stands at the start of s.
func Run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// FenceMark returns the marks that open or close a fence on this line, or "".
func FenceMark(line string) string {
	t := line
	for t != "" && (t[0] == ' ' || t[0] == '\t' || t[0] == '>') {
		t = t[1:]
	}
	if len(t) < 3 || t[0] != '`' && t[0] != '~' {
		return ""
	}
	n := Run(t, t[0])
	if n < 3 || t[0] == '`' && strings.Contains(t[n:], "`") {
		return ""
	}
	return t[:n]
}

// NextFence returns the marks of the fence that is open after a line, given those of the one open before it; "" stands
// for none.
func NextFence(open, line string) string {
	mark := FenceMark(line)
	switch {
	case open == "":
		return mark
	case strings.HasPrefix(mark, open) && strings.Trim(line, " \t`~") == "":
		return ""
	}
	return open
}
