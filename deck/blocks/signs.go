package blocks

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"recall/deck/text"
)

// isBulletSign reports whether a rune starts a bullet in text that is a paragraph or code to Markdown.
func isBulletSign(r rune) bool {
	switch r {
	case '•', '·', '●', '▪', '◦', '‣', '※', '○', '■', '►', '➤':
		return true
	}
	return false
}

// Line is a line of a paragraph or fence.
type Line struct {
	Text   string // without the blanks around it
	Number int    // line of the file
	indent int    // columns before the text
}

// rawLines returns the lines of a block with their indent. The next call uses the same memory.
func (w *Walker) rawLines(n ast.Node) []Line {
	w.raw = w.raw[:0]
	number := 0
	for _, seg := range n.Lines().Sliced(0, n.Lines().Len()) {
		if number == 0 {
			number = w.LineAt(w.base + seg.Start)
		}
		for number < len(w.Lines) && w.Lines[number] <= w.base+seg.Start {
			number++
		}
		t := strings.TrimRight(w.segment(seg), " \t\n")
		short := strings.TrimLeft(t, " \t\u3000")
		indent := 0
		for _, r := range t[:len(t)-len(short)] {
			switch r {
			case '\t':
				indent += 4 - indent%4
			case '\u3000':
				indent += 2
			default:
				indent++
			}
		}
		w.raw = append(w.raw, Line{short, number, indent})
	}
	return w.raw
}

// signBullets reads lines that start with a bullet sign, if they are a list: at least two bullets, which are 60% of the
// lines together with those that end in a colon. A matrix drawn with such signs is no list.
func (w *Walker) signBullets(lines []Line, s Scope) bool {
	bullets, groups, rest := 0, 0, 0
	for _, l := range lines {
		switch _, ok := signText(l.Text); {
		case l.Text == "":
		case ok:
			bullets++
		case IsGroupLine(l.Text):
			groups++
		default:
			rest++
		}
	}
	if bullets < 2 || 10*(bullets+groups) < 6*(bullets+groups+rest) {
		return false
	}
	w.LastList++
	s.List, s.Ordered = w.LastList, false
	type open struct{ indent, note int }
	var opened []open // the bullets under which one with more indent is nested
	top := s.Parent
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		t, ok := signText(l.Text)
		if !ok {
			if IsGroupLine(l.Text) {
				w.LastList++
				s.List, s.Parent = w.LastList, top
				s.Group, _ = asGroup(l.Text)
				opened = opened[:0]
			}
			continue
		}
		parts := []string{t}
		for i+1 < len(lines) && continues(lines[i+1], l) {
			i++
			parts = append(parts, lines[i].Text)
		}
		for len(opened) > 0 && opened[len(opened)-1].indent >= l.indent {
			opened = opened[:len(opened)-1]
		}
		s.Parent = top
		if len(opened) > 0 {
			s.Parent = opened[len(opened)-1].note
		}
		w.AddBullet(l.Number, text.JoinLines(parts), s)
		opened = append(opened, open{l.indent, len(w.Notes) - 1})
	}
	return true
}

// continues reports whether next is more of the bullet on line l: wrapped, with more indent.
func continues(next, l Line) bool {
	if _, ok := signText(next.Text); ok || next.Text == "" || IsGroupLine(next.Text) {
		return false
	}
	return next.indent > l.indent
}

// signText returns the text of a line that starts with a bullet sign. It must have two letters or more and no second
// sign; the dot in a name (约翰·史密斯) is none.
func signText(line string) (s string, ok bool) {
	sign, n := utf8.DecodeRuneInString(line)
	if !isBulletSign(sign) {
		return "", false
	}
	s = strings.TrimLeft(line[n:], " \t\u3000\u00a0")
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf || !isBulletSign(r):
		case r != '·':
			return "", false
		default:
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			if i == 0 || unicode.IsSpace(before) {
				return "", false
			}
		}
	}
	return s, text.CountLetters(s, 2) == 2
}

// IsGroupLine reports whether a line ends in a colon: it names the group of bullets below it.
func IsGroupLine(line string) bool {
	return strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":")
}

// numberedLines reads a paragraph in which two lines or more start with a number that Markdown does not know. The other
// lines continue the one above. Those before the first number are the group, if they end in a colon.
func (w *Walker) numberedLines(lines []Line, s Scope) bool {
	count := 0
	for _, l := range lines {
		if LineNumber(l.Text) > 0 {
			count++
		}
	}
	if count < 2 {
		return false
	}
	w.Notes = slices.Grow(w.Notes, count)
	var lead, parts []string
	start := 0
	w.LastList++
	s.List, s.Ordered = w.LastList, true
	flush := func() {
		if parts != nil {
			w.AddBullet(start, text.JoinLines(parts), s)
		}
	}
	for _, l := range lines {
		n := LineNumber(l.Text)
		switch {
		case n > 0:
			if parts == nil && lead != nil {
				s.Group, _ = asGroup(text.JoinLines(lead))
			}
			flush()
			start, parts = l.Number, []string{l.Text[n:]}
		case parts == nil:
			lead = append(lead, l.Text)
		case IsGroupLine(l.Text) && text.Columns(l.Text) <= maxContext/2:
			flush()
			lead, parts = []string{l.Text}, nil
			w.LastList++
			s.List = w.LastList
		default:
			parts = append(parts, l.Text)
		}
	}
	flush()
	return true
}

// LineNumber returns the length of the number at the start of a line, where Markdown does not know it as one: 1、 1）
// （1） ①. The ASCII 1) inside a paragraph counts too if Chinese follows.
func LineNumber(line string) int {
	r, n := utf8.DecodeRuneInString(line)
	if r >= '①' && r <= '⑳' {
		return n
	}
	open := 0
	if r == '（' || r == '(' {
		open = n
	}
	digits := open
	for digits < len(line) && digits-open < 4 && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits == open || digits-open > 3 {
		return 0
	}
	closing, n := utf8.DecodeRuneInString(line[digits:])
	switch {
	case closing == '、' && open == 0 && !unicode.IsDigit(text.FirstRune(line[digits+n:])), closing == '）':
	case closing == ')' && text.IsWide(text.FirstRune(strings.TrimLeft(line[digits+n:], " "))):
	default:
		return 0
	}
	return digits + n
}
