package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// Wrap breaks s into lines of at most width columns where Unicode allows a break (UAX #14): English at spaces, Chinese
// between any two characters except before a closing mark. A word wider than a line is cut. Spaces at the end of a line
// are dropped; a tab counts as one space.
func Wrap(s string, width int) []string {
	lines := wrap([]span{{text: s}}, width)
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = Style{}.line(l)
	}
	return list
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

// Flow breaks text where it does the least harm: at four spaces, else at the dots between commands, else at spaces.
// That way no --flag is broken at its dashes.
func (st Style) Flow(s string) []string {
	if s = st.Signs(s); Width(s) <= st.Width {
		return []string{s}
	}
	for _, sep := range []string{"    ", st.Signs(" · "), " "} {
		if parts := strings.Split(s, sep); len(parts) > 1 {
			return st.Join(parts, sep)
		}
	}
	return Wrap(s, st.Width)
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

// cell is one grapheme cluster that is to go into a line.
type cell struct {
	text  string
	width int
	ink   Ink
}

// wrapper collects words into lines. It updates widths as cells come and go, so that a long text takes linear time.
type wrapper struct {
	width       int
	lines       []line
	row, word   []cell
	rowW, wordW int
}

// shortWord is room for most words.
const shortWord = 16

// shortBracket is the length in bytes of a bracket, with its closing mark, that is not broken: three Han.
const shortBracket = 12

// wrap breaks spans into lines. It looks for breaks in the whole text, so that a change of ink never creates one.
func wrap(spans []span, width int) []line {
	var whole strings.Builder
	ends := make([]int, len(spans)) // where each span ends in the whole
	for i, s := range spans {
		whole.WriteString(strings.ReplaceAll(s.text, "\t", " "))
		ends[i] = whole.Len()
	}
	w := wrapper{width: max(width, 4)} // the widest character must fit
	w.row, w.word = make([]cell, 0, min(whole.Len(), w.width)), make([]cell, 0, min(whole.Len(), shortWord))
	owner, at, state := 0, 0, -1
	together := 0 // no break before this: a short bracket such as （3项） is read as one
	for rest := whole.String(); rest != ""; {
		for ; letters(rest); at, rest, state = at+1, rest[1:], -1 {
			for at >= ends[owner] {
				owner++
			}
			w.put(cell{rest[:1], 1, spans[owner].ink})
		}
		cluster, next, bounds, st := uniseg.StepString(rest, state)
		for at >= ends[owner] {
			owner++
		}
		if strings.HasPrefix(cluster, "\n") || strings.HasPrefix(cluster, "\r") {
			w.flush()
			w.emit()
		} else {
			w.put(cell{cluster, bounds >> uniseg.ShiftWidth, spans[owner].ink})
			end := at + len(cluster)
			// code is broken only at spaces
			inCode := spans[owner].ink.isCode() &&
				(end < ends[owner] || owner+1 < len(spans) && spans[owner+1].ink.isCode())
			if cluster == "（" {
				if n := strings.Index(next[:min(len(next), shortBracket)], "）"); n >= 0 {
					together = end + n
				}
			}
			arrow := cluster == "-" && strings.HasPrefix(next, ">")
			if bounds&uniseg.MaskLine != uniseg.LineDontBreak && !arrow && (!inCode || cluster == " ") && end > together {
				w.flush()
			}
		}
		at += len(cluster)
		rest, state = next, st
	}
	w.flush()
	w.emit()
	return w.lines
}

// letters reports whether s begins with two ASCII letters. Each is a cluster of one column, and a line is never broken
// between them, so the first needs no look at its properties, nor does the second need to know it.
func letters(s string) bool { return len(s) > 1 && letter(s[0]) && letter(s[1]) }

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// put adds a cluster to the word. A word wider than a line is cut, one cluster earlier if the rest would otherwise
// start with a mark that must not start a line.
func (w *wrapper) put(c cell) {
	if w.wordW+c.width > w.width && c.text != " " {
		rest := append([]cell(nil), w.word[w.place(c):]...)
		w.word = w.word[:len(w.word)-len(rest)]
		w.wordW = sum(w.word)
		w.flush()
		w.word, w.wordW = rest, sum(rest)
	}
	w.word = append(w.word, c)
	w.wordW += c.width
}

// place returns where to cut the word before c.
func (w *wrapper) place(c cell) int {
	at, first := len(w.word), c
	for at > 1 && closes(first.text) {
		at--
		first = w.word[at]
	}
	if closes(first.text) || sum(w.word[at:])+c.width > w.width {
		return len(w.word)
	}
	return at
}

// flush puts the word on the row, or on the next one if it doesn't fit.
func (w *wrapper) flush() {
	if len(w.row) > 0 && w.rowW+sum(trim(w.word)) > w.width {
		w.emit()
	}
	w.row, w.rowW = append(w.row, w.word...), w.rowW+w.wordW
	w.word, w.wordW = w.word[:0], 0
}

// emit ends the row.
func (w *wrapper) emit() {
	l := line{}
	var text strings.Builder
	row := trim(w.row)
	for i, c := range row {
		text.WriteString(c.text)
		if i+1 == len(row) || row[i+1].ink != c.ink {
			l = append(l, span{text.String(), c.ink})
			text.Reset()
		}
	}
	w.lines = append(w.lines, l)
	w.row, w.rowW = w.row[:0], 0
}

func sum(cells []cell) (width int) {
	for _, c := range cells {
		width += c.width
	}
	return width
}

func trim(cells []cell) []cell {
	for len(cells) > 0 && cells[len(cells)-1].text == " " {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// closes reports whether a mark must not start a line.
func closes(cluster string) bool {
	r, _ := utf8.DecodeRuneInString(cluster)
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("，。、；：？！…‥・ー々゛゜％,.;:?!%", r)
}
