package deck

import (
	"bytes"
	"sort"
)

// reading is a file while it is read. Text that was dealt with is blanked out, never cut, so that an offset
// means the same place from beginning to end.
type reading struct {
	doc      *Document
	text     []byte
	lines    []int // where each line of text starts
	problems []Problem
	declared bool // the file says that it holds cards
}

// line returns the number of the line, from 1, that holds the byte at offset.
func (r *reading) line(offset int) int {
	return sort.Search(len(r.lines), func(i int) bool { return r.lines[i] > offset })
}

func (r *reading) problem(line int, msg string) {
	r.problems = append(r.problems, Problem{r.doc.Name, line, msg})
}

func lineStarts(text []byte) []int {
	starts := make([]int, 0, bytes.Count(text, []byte("\n")))
	for at := 0; at < len(text); {
		starts = append(starts, at)
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return starts
}

// blank makes lines empty to a parser, in place.
func blank(lines []byte) {
	for i, c := range lines {
		if c != '\n' {
			lines[i] = ' '
		}
	}
}

func (r *reading) lineEnd(i int) int {
	if i+1 < len(r.lines) {
		return r.lines[i+1]
	}
	return len(r.text)
}
