package blocks

import (
	"bytes"
	"sort"

	"recall/deck"
	"recall/deck/text"
)

// File is a file while it is read. Text that has been read is blanked out and never cut, so an offset always means the
// same place.
type File struct {
	Doc      *deck.Document
	Lex      *text.Lexicon // of the document's language
	Text     []byte
	Lines    []int // where each line of text starts
	Problems []deck.Problem
	Declared bool // the file says that it holds cards

	Separator string // that parts the sides of bullets, as the learner set it; or ""
}

// LineAt returns the number, from 1, of the line that holds the byte at an offset.
func (r *File) LineAt(offset int) int {
	return sort.Search(len(r.Lines), func(i int) bool { return r.Lines[i] > offset })
}

// Problem reports what is wrong with a line, counted from 1.
func (r *File) Problem(line int, msg string) {
	r.Problems = append(r.Problems, deck.Problem{File: r.Doc.Name, Line: line, Msg: msg})
}

// LineStarts returns the offset of each line.
func LineStarts(text []byte) []int {
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

// Blank empties lines in place: a parser then sees only blanks.
func Blank(lines []byte) {
	for i, c := range lines {
		if c != '\n' {
			lines[i] = ' '
		}
	}
}

// LineEnd returns the offset behind line i, counted from 0.
func (r *File) LineEnd(i int) int {
	if i+1 < len(r.Lines) {
		return r.Lines[i+1]
	}
	return len(r.Text)
}
