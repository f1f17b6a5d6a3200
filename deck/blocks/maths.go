package blocks

import (
	"bytes"
	"strings"

	"recall/deck/text"
)

// maxMaths is the greatest number of lines between two $$. More are two signs that don't belong together.
const maxMaths = 40

// HideMaths blanks out the formulas between lines of $$ that hold what Markdown would take for a bullet or the underline
// of a heading, as a line that starts with a sign is: "+ b_2" is no fact.
func (r *File) HideMaths() {
	if !bytes.Contains(r.Text, []byte("$$")) {
		return
	}
	fence := ""
	for i := 0; i < len(r.Lines); i++ {
		trimmed := bytes.TrimSpace(r.Text[r.Lines[i]:r.LineEnd(i)])
		if fence == "" && (len(trimmed) == 0 || strings.IndexByte("$>`~", trimmed[0]) < 0) {
			continue // neither maths nor a fence
		}
		line := string(trimmed)
		next := text.NextFence(fence, line)
		inside := fence != "" || next != ""
		if fence = next; inside || !opensMaths(line) {
			continue
		}
		end, torn := r.mathsEnd(i)
		if end < 0 {
			continue
		}
		if torn {
			Blank(r.Text[r.Lines[i]:r.LineEnd(end)])
		}
		i = end
	}
}

// opensMaths reports whether a line starts a formula and doesn't end it.
func opensMaths(line string) bool {
	return len(line) >= 2 && line[:2] == "$$" && bytes.Count([]byte(line), []byte("$$")) == 1
}

// mathsEnd returns the line on which the formula that starts on line i ends, or -1. torn says that Markdown would divide
// the formula.
func (r *File) mathsEnd(i int) (end int, torn bool) {
	for k := i + 1; k < len(r.Lines) && k <= i+maxMaths; k++ {
		line := string(bytes.TrimSpace(r.Text[r.Lines[k]:r.LineEnd(k)]))
		if line == "" || line[0] == '#' {
			return -1, false
		}
		torn = torn || HasListMarker(line) || line[0] == '='
		if bytes.Contains([]byte(line), []byte("$$")) {
			return k, torn
		}
	}
	return -1, false
}
