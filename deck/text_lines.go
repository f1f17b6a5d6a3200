package deck

import (
	"strings"
)

// joinLines makes one line of several: with a blank between, but none where Chinese or Japanese was wrapped.
func joinLines(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		l = strings.TrimSuffix(strings.TrimSpace(l), "\\")
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

func oneLine(s string) string { return joinLines(strings.Split(s, "\n")) }

// flow makes one line of one paragraph.
func flow(s string) string {
	first := true
	for l := range strings.SplitSeq(s, "\n") {
		if l == "" || !first && strings.ContainsAny(l[:1], " \t-*+>|#`~0123456789") {
			return s // paragraphs, a list, code
		}
		first = false
	}
	return oneLine(s)
}

func markRun(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// fenceMark returns the marks that open or close a fence on this line, or "".
func fenceMark(line string) string {
	t := strings.TrimLeft(line, " \t>")
	if len(t) < 3 || t[0] != '`' && t[0] != '~' {
		return ""
	}
	n := markRun(t, t[0])
	if n < 3 || t[0] == '`' && strings.Contains(t[n:], "`") {
		return ""
	}
	return t[:n]
}
