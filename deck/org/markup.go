package org

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck/text"
)

// maxDepth is how deep marks of emphasis are read in each other.
const maxDepth = 4

// markup turns what Org writes within a line into Markdown, and takes off what says nothing: timestamps, footnote marks,
// targets, statistics and macros.
func markup(s string) string {
	if strings.IndexFunc(s, func(c rune) bool { return c < utf8.RuneSelf && strings.ContainsRune(signs, c) }) < 0 {
		return s
	}
	return strings.TrimSpace(inLine(s, 0))
}

// signs are what markup starts with, and what Markdown would take for such.
const signs = "*/_+=~`[<\\${h"

func inLine(s string, depth int) string {
	m := scan{s: s, depth: depth}
	for m.at < len(s) {
		if n, md, ok := m.next(); ok {
			m.write(md)
			if m.at += n; md == "" && (m.b.Len() == 0 || strings.HasSuffix(m.b.String(), " ")) {
				for m.at < len(s) && s[m.at] == ' ' {
					m.at++
				}
			}
			continue
		}
		if m.escapes(s[m.at]) {
			m.b.WriteByte('\\')
		}
		m.b.WriteByte(s[m.at])
		m.at++
	}
	return m.b.String()
}

// scan is a line while it is read.
type scan struct {
	s     string
	at    int
	depth int
	b     strings.Builder
	none  [128]bool // signs of emphasis that nothing more closes, and of maths
}

func (m *scan) write(md string) { m.b.WriteString(md) }

// next reads what starts here: its length, and the Markdown for it.
func (m *scan) next() (n int, md string, ok bool) {
	rest := m.s[m.at:]
	switch c := rest[0]; c {
	case '*', '/', '_', '+', '=', '~':
		return m.emphasis(c)
	case '[':
		return bracket(rest, m.depth)
	case '<':
		return angle(rest)
	case '\\':
		return m.latex(rest)
	case '$':
		return maths(rest)
	case '{':
		if strings.HasPrefix(rest, "{{{") {
			if end := strings.IndexAny(rest[3:], "{}"); end > 0 && strings.HasPrefix(rest[3+end:], "}}}") {
				return end + 6, "", true
			}
		}
	case 'h':
		if strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://") {
			if n = strings.IndexAny(rest, " \t<>[]"); n < 0 {
				n = len(rest)
			}
			return n, rest[:n], true
		}
	}
	return 0, "", false
}

// escapes reports whether a sign that is no markup in Org is some in Markdown.
func (m *scan) escapes(c byte) bool {
	space := func(i int) bool { return i < 0 || i >= len(m.s) || m.s[i] == ' ' || m.s[i] == '\t' }
	alnum := func(i int) bool { return i >= 0 && i < len(m.s) && m.s[i] != ' ' && m.s[i] != '\t' && !isPunct(m.s[i]) }
	same := func(i int) bool { return i >= 0 && i < len(m.s) && m.s[i] == c }
	switch c {
	case '`':
		return true
	case '*':
		return !space(m.at-1) || !space(m.at+1)
	case '_':
		return !alnum(m.at-1) || !alnum(m.at+1)
	case '~', '=':
		return same(m.at+1) && !same(m.at-1)
	}
	return false
}

func isPunct(c byte) bool { return c < utf8.RuneSelf && unicode.In(rune(c), unicode.P, unicode.S) }

// emphasis reads text between two signs: *bold*, /italic/, _underlined_, +struck+, =verbatim= and ~code~. Only between
// blanks or punctuation do these count. Text in slashes with one more in it is a path.
func (m *scan) emphasis(c byte) (n int, md string, ok bool) {
	from := m.at + 1
	if m.none[c] || m.depth == maxDepth || from >= len(m.s) || isBlank(m.s[from]) || m.s[from] == c {
		return 0, "", false
	}
	if before, _ := utf8.DecodeLastRuneInString(m.s[:m.at]); m.at > 0 && !opensBehind(before) {
		return 0, "", false
	}
	for to := from; ; to++ {
		next := strings.IndexByte(m.s[to:], c)
		if next < 0 {
			m.none[c] = true
			return 0, "", false
		}
		to += next
		after, _ := utf8.DecodeRuneInString(m.s[to+1:])
		if !isBlank(m.s[to-1]) && m.s[to-1] != c && (to+1 == len(m.s) || closesBefore(after)) {
			n, md = to+1-m.at, m.s[from:to]
			break
		}
		if c == '/' {
			return 0, "", false
		}
	}
	switch c {
	case '=', '~':
		return n, codeSpan(md), true
	case '*':
		return n, "**" + inLine(md, m.depth+1) + "**", true
	case '/':
		return n, "*" + inLine(md, m.depth+1) + "*", true
	case '+':
		return n, "~~" + inLine(md, m.depth+1) + "~~", true
	}
	return n, inLine(md, m.depth+1), true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// opensBehind and closesBefore say beside what a sign of emphasis counts. Org's own lists have no signs of Chinese; those
// who write it put a blank without width there.
func opensBehind(c rune) bool {
	return unicode.IsSpace(c) || c == '\u200b' || strings.ContainsRune(`-–—('"{（「“，。、：；|`, c)
}

func closesBefore(c rune) bool {
	return unicode.IsSpace(c) || c == '\u200b' || strings.ContainsRune(`-–—.,;:!?'")}[\，。、：；！？」”）|`, c)
}

// codeSpan writes code as Markdown.
func codeSpan(code string) string {
	if strings.Contains(code, "`") {
		return "`` " + code + " ``"
	}
	return "`" + code + "`"
}

// A year is how dates start; what stands behind it is bounded, as a line may have thousands of them.
var (
	timestamp = text.Pattern(`^[<\[]\d{4}-\d{2}-\d{2}[^<>\[\]]{0,60}[>\]](?:--?[<\[]\d{4}-\d{2}-\d{2}[^<>\[\]]{0,60}[>\]])?`)
	statistic = text.Pattern(`^\[(?:\d{0,6}/\d{0,6}|\d{0,6}%)\]`)
)

// bracket reads a link, or what says nothing in brackets.
func bracket(s string, depth int) (n int, md string, ok bool) {
	switch {
	case strings.HasPrefix(s, "[["):
		return link(s, depth)
	case strings.HasPrefix(s, "[fn:"):
		if end := strings.IndexAny(s[1:], "[]"); end > 0 && s[1+end] == ']' {
			return end + 2, "", true
		}
	case len(s) > 1 && (s[1] >= '0' && s[1] <= '9' || s[1] == '/' || s[1] == '%'):
		if n = len(timestamp().FindString(s)); n == 0 {
			n = len(statistic().FindString(s))
		}
		return n, "", n > 0
	}
	return 0, "", false
}

// link reads [[target][text]] and [[target]].
func link(s string, depth int) (n int, md string, ok bool) {
	end := strings.IndexAny(s[2:], "[]")
	if end <= 0 || s[2+end] == '[' || 2+end+1 >= len(s) {
		return 0, "", false
	}
	target, rest := s[2:2+end], s[2+end+1:]
	web := strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://")
	if rest[0] == ']' {
		n = len(s) - len(rest) + 1
		if web {
			return n, "<" + target + ">", true
		}
		_, name, found := strings.Cut(target, ":")
		if !found {
			name = strings.TrimLeft(target, "*#")
		}
		return n, name, true
	}
	if rest[0] != '[' {
		return 0, "", false
	}
	end = strings.IndexByte(rest, ']')
	if end < 2 || end+1 >= len(rest) || rest[end+1] != ']' {
		return 0, "", false
	}
	n = len(s) - len(rest) + end + 2
	text := rest[1:end]
	if depth < maxDepth {
		text = inLine(text, depth+1)
	}
	if web && !strings.ContainsAny(target, "()<> ") {
		return n, "[" + text + "](" + target + ")", true
	}
	return n, text, true
}

// angle reads a timestamp or a target, and leaves addresses as they are.
func angle(s string) (n int, md string, ok bool) {
	if len(s) < 3 {
		return 0, "", false
	}
	switch {
	case s[1] >= '0' && s[1] <= '9':
		n = len(timestamp().FindString(s))
		return n, "", n > 0
	case s[1] == '<':
		open := 2
		if s[2] == '<' {
			open = 3 // a radio target is text as well
		}
		end := strings.IndexAny(s[open:], "<>")
		if end <= 0 || !strings.HasPrefix(s[open+end:], strings.Repeat(">", open)) {
			return 0, "", false
		}
		if open == 3 {
			md = s[open : open+end]
		}
		return end + 2*open, md, true
	}
	return 0, "", false
}

// latex leaves formulas and the names of signs as they are.
func (m *scan) latex(s string) (n int, md string, ok bool) {
	for _, pair := range [...]string{`()`, `[]`} {
		if len(s) < 2 || s[1] != pair[0] || m.none[pair[0]] {
			continue
		}
		end := strings.Index(s, `\`+pair[1:])
		if end < 0 {
			m.none[pair[0]] = true
			return 0, "", false
		}
		return end + 2, s[:end+2], true
	}
	for n = 1; n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z'); n++ {
	}
	return n, s[:n], true
}

// maths leaves a formula between $ as it is.
func maths(s string) (n int, md string, ok bool) {
	marks := 1
	if strings.HasPrefix(s, "$$") {
		marks = 2
	}
	end := strings.IndexByte(s[marks:], '$')
	if end <= 0 || !strings.HasPrefix(s[marks+end:], s[:marks]) {
		return marks, s[:marks], true
	}
	n = end + 2*marks
	if marks == 1 && (isBlank(s[1]) || isBlank(s[end]) || n < len(s) && s[n] >= '0' && s[n] <= '9') {
		return 1, "$", true // money
	}
	return n, s[:n], true
}
