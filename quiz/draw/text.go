package draw

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Width returns the number of columns that s takes. Wide characters count as two, styles as none.
func Width(s string) int {
	if !strings.Contains(s, "\x1b[") {
		return uniseg.StringWidth(s)
	}
	width := 0
	for {
		before, rest, found := strings.Cut(s, "\x1b[")
		width += uniseg.StringWidth(before)
		if !found {
			return width
		}
		_, s, _ = strings.Cut(rest, "m")
	}
}

// Pad adds spaces after s up to width columns.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-Width(s)))
}

// PadLeft adds spaces before s up to width columns.
func PadLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-Width(s))) + s
}

// Truncate cuts s, a line without styles, to width columns. An ellipsis shows that something is missing.
func (st Style) Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	more := st.Signs("…")
	if Width(more) > width {
		more = ""
	}
	head, _ := cut(s, width-Width(more))
	return strings.TrimRight(head, " ") + more
}

// cut splits s after at most width columns.
func cut(s string, width int) (head, rest string) {
	used, state := 0, -1
	for rest = s; rest != ""; {
		_, next, bounds, st := uniseg.StepString(rest, state)
		used += bounds >> uniseg.ShiftWidth
		if used > width {
			break
		}
		rest, state = next, st
	}
	return s[:len(s)-len(rest)], rest
}

// Join puts parts on as few lines as possible, with sep between them. It breaks a part only if that is wider than a
// line.
func (st Style) Join(parts []string, sep string) (lines []string) {
	sep = st.Signs(sep)
	row := ""
	emit := func() {
		if Width(row) <= st.Width {
			lines = append(lines, row)
		} else {
			lines = append(lines, st.Flow(row)...)
		}
	}
	for _, part := range parts {
		switch part = st.Signs(part); {
		case row == "":
			row = part
		case Width(row+sep+part) <= st.Width:
			row += sep + part
		default:
			emit()
			row = part
		}
	}
	emit()
	return lines
}

// Flow breaks text where it does the least harm: at four spaces, else at the dots between commands, else before a command
// that ends it, else at spaces. That way no --flag is broken at its dashes.
func (st Style) Flow(s string) []string {
	if s = st.Signs(s); Width(s) <= st.Width {
		return []string{s}
	}
	for _, sep := range []string{"    ", st.Signs(" · ")} {
		if parts := strings.Split(s, sep); len(parts) > 1 {
			return st.Join(parts, sep)
		}
	}
	if say, command := cutCommand(s); command != "" && Width(command) <= st.Width {
		return st.addWhole(st.Flow(say), command)
	}
	if parts := strings.Split(s, " "); len(parts) > 1 {
		return st.Join(parts, " ")
	}
	return Wrap(s, st.Width)
}

// cutCommand cuts the command off that ends a text, behind a colon or in brackets. Whoever copies it needs it whole. A
// hint that begins with a command is a sentence.
func cutCommand(s string) (say, command string) {
	if at := strings.LastIndex(s, " (recall "); at > 0 && strings.HasSuffix(s, ")") {
		return s[:at], s[at+1:]
	}
	if at := strings.LastIndex(s, ": recall "); at > 0 && s[:at] != "hint" {
		return s[:at+1], s[at+2:]
	}
	return s, ""
}

// addWhole adds a part that is not broken to lines: at the end of the last, or on a line of its own, indented if it can be.
func (st Style) addWhole(lines []string, part string) []string {
	last := len(lines) - 1
	if both := lines[last] + " " + part; Width(both) <= st.Width {
		lines[last] = both
		return lines
	}
	if indented := "  " + part; Width(indented) <= st.Width {
		part = indented
	}
	return append(lines, part)
}

// Indent indents what f draws.
func (st Style) Indent(columns int, f func(Style) []string) []string {
	lines := f(st.within(columns))
	for i, l := range lines {
		if l != "" {
			lines[i] = strings.Repeat(" ", columns) + l
		}
	}
	return lines
}

// span is a piece of text in one ink.
type span struct {
	text string
	ink  Ink
}

// line is one line of text.
type line []span

func (l line) width() (sum int) {
	for _, s := range l {
		sum += uniseg.StringWidth(s.text)
	}
	return sum
}

// line styles l, without the spaces at its end.
func (st Style) line(l line) string {
	var b strings.Builder
	for i, s := range l {
		if blank(l[i+1:]) {
			b.WriteString(st.Paint(s.ink, strings.TrimRight(s.text, " ")))
			break
		}
		b.WriteString(st.Paint(s.ink, s.text))
	}
	return b.String()
}

func blank(l line) bool {
	for _, s := range l {
		if strings.Trim(s.text, " ") != "" {
			return false
		}
	}
	return true
}
