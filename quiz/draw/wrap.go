package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Wrap breaks s into lines of at most width columns where Unicode allows a break (UAX #14): English at spaces, Chinese
// between any two characters except before a closing mark. A word wider than a line is cut. Spaces at the end of a line
// are dropped; a tab counts as one space.
func Wrap(s string, width int) []string {
	if len(s) <= width && !strings.ContainsAny(s, "\n\r") { // no sign is wider than the bytes that it takes
		return []string{strings.TrimRight(strings.ReplaceAll(s, "\t", " "), " ")}
	}
	lines := wrap([]span{{text: s}}, width)
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = Style{}.line(l)
	}
	return list
}

// cell is one grapheme cluster that is to go into a line: a piece of the whole text, and the span that it is of.
type cell struct{ from, to, width, span int32 }

// wrapper collects words into lines. It updates widths as cells come and go, so that a long text takes linear time.
type wrapper struct {
	whole       string // the texts of all spans
	spans       []span
	width       int
	lines       []line
	cells       []cell // of the row, and of the word behind it
	word        int    // where the word starts in cells
	rowW, wordW int
}

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
	w := wrapper{whole: whole.String(), spans: spans, width: max(width, 4)} // the widest character must fit
	w.cells = make([]cell, 0, min(len(w.whole), 2*w.width))
	owner, at, state := 0, 0, -1
	put := func(bytes, width int) {
		for at >= ends[owner] {
			owner++
		}
		w.put(cell{int32(at), int32(at + bytes), int32(width), int32(owner)})
	}
	together := 0 // no break before this: a short bracket such as （3项） is read as one
	for rest := w.whole; rest != ""; {
		for inWord := false; ; at, rest, state = at+1, rest[1:], -1 {
			blank := inWord && rest[0] == ' '
			if !blank && !letters(rest) || blank && (len(rest) < 2 || !letter(rest[1])) {
				break
			}
			put(1, 1)
			if inWord = !blank; blank && at+1 > together {
				w.flush()
			}
		}
		cluster, next, bounds, st := uniseg.StepString(rest, state)
		if strings.HasPrefix(cluster, "\n") || strings.HasPrefix(cluster, "\r") {
			w.flush()
			w.emit()
		} else {
			put(len(cluster), bounds>>uniseg.ShiftWidth)
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

// letters reports whether s begins with two ASCII letters or digits, or one and a blank. Each is a cluster of one column,
// and a line is never broken between them, so the first needs no look at its properties, nor does the second need to know
// it. Behind a blank between two letters, a line may always be broken.
func letters(s string) bool { return len(s) > 1 && letter(s[0]) && (letter(s[1]) || s[1] == ' ') }

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }

// text is what a cell shows.
func (w *wrapper) text(c cell) string { return w.whole[c.from:c.to] }

// put adds a cluster to the word. A word wider than a line is cut, one cluster earlier if the rest would otherwise
// start with a mark that must not start a line.
func (w *wrapper) put(c cell) {
	if w.wordW+int(c.width) > w.width && w.text(c) != " " {
		at := w.word + w.place(c)
		rest := append([]cell(nil), w.cells[at:]...)
		w.cells = w.cells[:at]
		w.wordW = sum(w.cells[w.word:])
		w.flush()
		w.cells, w.wordW = append(w.cells, rest...), sum(rest)
	}
	w.cells = append(w.cells, c)
	w.wordW += int(c.width)
}

// place returns where to cut the word before c.
func (w *wrapper) place(c cell) int {
	word := w.cells[w.word:]
	at, first := len(word), c
	for at > 1 && closes(w.text(first)) {
		at--
		first = word[at]
	}
	if closes(w.text(first)) || sum(word[at:])+int(c.width) > w.width {
		return len(word)
	}
	return at
}

// flush puts the word on the row, or on the next one if it doesn't fit.
func (w *wrapper) flush() {
	if w.word > 0 && w.rowW+w.wordW > w.width && w.rowW+sum(w.trim(w.cells[w.word:])) > w.width {
		word := w.cells[w.word:]
		w.cells = w.cells[:w.word]
		w.emit()
		w.cells = append(w.cells, word...)
	}
	w.word, w.rowW = len(w.cells), w.rowW+w.wordW
	w.wordW = 0
}

// emit ends the row.
func (w *wrapper) emit() {
	l := line{}
	row := w.trim(w.cells)
	from := 0
	for i, c := range row {
		if ink := w.spans[c.span].ink; i+1 == len(row) || w.spans[row[i+1].span].ink != ink {
			l = append(l, span{w.whole[row[from].from:c.to], ink})
			from = i + 1
		}
	}
	w.lines = append(w.lines, l)
	w.cells, w.word, w.rowW = w.cells[:0], 0, 0
}

func sum(cells []cell) (width int) {
	for _, c := range cells {
		width += int(c.width)
	}
	return width
}

func (w *wrapper) trim(cells []cell) []cell {
	for len(cells) > 0 && w.text(cells[len(cells)-1]) == " " {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// closes reports whether a mark must not start a line.
func closes(cluster string) bool {
	r, _ := utf8.DecodeRuneInString(cluster)
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("，。、；：？！…‥・ー々゛゜％,.;:?!%", r)
}
