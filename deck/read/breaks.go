package read

import (
	"slices"
	"strings"

	"recall/deck/blocks"
	"recall/deck/marks"
	"recall/deck/text"
)

// keepLines makes the line ends of a field hard ones, as Markdown would join the lines of a paragraph: who presses Enter
// in a cell means it. Code, lists, tables and formulas have lines of their own.
func keepLines(s string) string {
	s = strings.TrimSpace(s)
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	lines := strings.Split(s, "\n")
	out := lines[:0]
	fence, closing, list := "", "", false
	for i, l := range lines {
		wasIn := fence != ""
		if fence = text.NextFence(fence, l); wasIn || fence != "" {
			out = append(out, l)
			continue
		}
		if l = strings.TrimRight(l, " \t"); l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue // a second empty line
		}
		list = list || isItem(l)
		if closing = openFormula(closing, l, lines[i+1:min(len(lines), i+maxFormula)]); closing == "" && i+1 < len(lines) &&
			hasBreak(l, lines[i+1], list) {
			l += `\`
		}
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// hasBreak reports whether Markdown would join two lines. list says that there is a list above, in which lines have an
// indent; elsewhere those are code.
func hasBreak(l, next string, list bool) bool {
	for quoted := true; quoted; {
		var inner, nextInner string
		if inner, quoted = strings.CutPrefix(strings.TrimSpace(l), ">"); !quoted {
			break
		}
		if nextInner, quoted = strings.CutPrefix(strings.TrimSpace(next), ">"); quoted {
			l, next = inner, nextInner
		}
	}
	if !list && strings.HasPrefix(l, "    ") {
		return false
	}
	l, next = strings.TrimSpace(l), strings.TrimSpace(next)
	return l != "" && next != "" && !text.BreaksLine(l) && !blocks.IsATX([]byte(l)) && l[0] != '|' && !isRule(l) &&
		!blocks.IsATX([]byte(next)) && strings.IndexByte("|>", next[0]) < 0 && !isItem(next) && !isRule(next) &&
		text.FenceMark(next) == ""
}

// isItem reports whether a line begins an item of a list.
func isItem(l string) bool {
	l = strings.TrimSpace(l)
	return marks.CutListMarker(l) != l
}

// isRule reports whether a line divides a text, or underlines a heading.
func isRule(l string) bool {
	return len(l) >= 3 && strings.IndexByte("-*_=", l[0]) >= 0 && strings.Trim(l, l[:1]) == ""
}

// formulas are the signs around formulas that may have several lines.
var formulas = [...][2]string{{"$$", "$$"}, {`\[`, `\]`}, {"[latex]", "[/latex]"}, {"[$$]", "[/$$]"}}

// maxFormula is the greatest number of lines of a formula. More are two signs that don't belong together.
const maxFormula = 40

// openFormula returns the sign that closes the formula which is open behind a line, "" for none. closing is that of the
// one open before the line. One that no line below closes is no formula.
func openFormula(closing, l string, below []string) string {
	for l != "" {
		if closing != "" {
			_, rest, closed := strings.Cut(l, closing)
			if !closed {
				return closing
			}
			l, closing = rest, ""
		}
		at := len(l)
		for _, f := range formulas {
			if k := strings.Index(l, f[0]); k >= 0 && k < at {
				at, closing = k, f[1]
			}
		}
		if closing == "" {
			return ""
		}
		l = l[at+2:]
		closes := func(line string) bool { return strings.Contains(line, closing) }
		if !closes(l) && !slices.ContainsFunc(below, closes) {
			return ""
		}
	}
	return closing
}
