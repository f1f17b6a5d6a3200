package export

import (
	"bytes"
	"slices"
)

// Edit is a bullet whose text is another one than its file says.
type Edit struct {
	Line     int // of the file, from 1
	Old, New string
}

// WithEdits returns a Markdown file with the edits in it. A bullet that is not on one line, or not in these words,
// stays as it is: Lost tells.
func WithEdits(src []byte, edits []Edit) []byte {
	if len(edits) == 0 {
		return src
	}
	lines := bytes.SplitAfter(slices.Clone(src), []byte("\n"))
	for _, e := range edits {
		if e.Line <= len(lines) && bytes.Count(lines[e.Line-1], []byte(e.Old)) == 1 {
			lines[e.Line-1] = bytes.Replace(lines[e.Line-1], []byte(e.Old), []byte(e.New), 1)
		}
	}
	return bytes.Join(lines, nil)
}
