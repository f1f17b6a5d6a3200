package org

import "strings"

// In Org what belongs to an item stands to the right of its marker, and how far doesn't matter, as little as the indent of
// a whole list. Markdown counts columns, and takes four blanks for code. So each line gets the indent that its place in
// the list asks for.

// list is the items that are open, outermost first.
type list []listItem

type listItem struct {
	column  int // of its marker in Org
	content int // column of its text in Markdown
}

// maxIndent is the widest indent that is written. Lists that go deeper stay at this depth; Markdown is read no deeper.
const maxIndent = 60

// under closes the items that a line in this column does not belong to, and returns the indent of the line.
func (l *list) under(column int) string {
	for len(*l) > 0 && (*l)[len(*l)-1].column >= column {
		*l = (*l)[:len(*l)-1]
	}
	if len(*l) == 0 {
		return ""
	}
	return strings.Repeat(" ", (*l)[len(*l)-1].content)
}

// item opens an item, and returns the start of its line.
func (l *list) item(column int, marker string) string {
	indent := l.under(column)
	*l = append(*l, listItem{column, min(len(indent)+len(marker)+1, maxIndent)})
	return indent + marker + " "
}

// column is the column in which the text of a line starts. Tabs stand eight columns apart, as in Org.
func column(line string) (n int) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			n++
		case '\t':
			n += 8 - n%8
		default:
			return n
		}
	}
	return n
}

// cutColumns cuts up to so many columns of blanks off a line.
func cutColumns(line string, columns int) string {
	n := 0
	for i := 0; i < len(line); i++ {
		switch {
		case n >= columns:
			return line[i:]
		case line[i] == ' ':
			n++
		case line[i] == '\t':
			n += 8 - n%8
		default:
			return line[i:]
		}
	}
	return ""
}

// cutMarker cuts the marker of an item off a line: - or +, a number with a dot or a bracket, and * if it is set in.
func cutMarker(line string) (marker, rest string, ok bool) {
	s := strings.TrimLeft(line, " \t")
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	switch {
	case n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')'):
		n++
	case n == 0 && s != "" && (s[0] == '-' || s[0] == '+' || s[0] == '*' && len(s) < len(line)):
		n = 1
	default:
		return "", "", false
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return "", "", false
	}
	return s[:n], strings.TrimSpace(s[n:]), true
}

// itemText is the text of an item as Markdown: without the number that a list goes on from, and with its box.
func itemText(s string) string {
	if strings.HasPrefix(s, "[@") {
		if _, rest, ok := strings.Cut(s, "]"); ok {
			s = strings.TrimSpace(rest)
		}
	}
	box := ""
	for _, b := range [...]string{"[ ]", "[X]", "[x]", "[-]"} {
		if rest, ok := strings.CutPrefix(s, b); ok && (rest == "" || rest[0] == ' ') {
			box, s = strings.ToLower(b)+" ", strings.TrimSpace(rest)
		}
	}
	s = markup(lineBreak(s))
	if term, ok := strings.CutSuffix(s, " ::"); ok {
		s = term + ":" // what it means stands in the list below it
	}
	return box + s
}
