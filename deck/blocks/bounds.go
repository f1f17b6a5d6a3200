package blocks

import (
	"bytes"
	"fmt"
)

// A few kilobytes of hostile Markdown can take minutes and gigabytes to parse. These bounds are far beyond what a
// person writes. A line beyond one is reported, and read as if it were empty.
const (
	MaxLine     = 64 << 10 // bytes
	maxNesting  = 32       // lists and quotes that one line opens or stands in
	maxReported = 10       // lines of a file that are reported one by one
	maxMeanings = 10_000   // lines in a row that start with a colon: definitions of one term
)

// Guard blanks out the lines of the file that would take a parser too long.
func (r *File) Guard() {
	skipped, meanings := 0, 0
	for i, at := range r.Lines {
		line := r.Text[at:r.LineEnd(i)]
		what := beyond(line)
		if meanings++; line[0] != ':' {
			meanings = 0
		}
		if meanings > maxMeanings && what == "" {
			what = fmt.Sprintf("a term with more than %d definitions; the rest is skipped", maxMeanings)
		}
		if what == "" {
			continue
		}
		embedded := bytes.Contains(line, []byte(";base64,")) // a picture: nothing to learn, nothing to report
		Blank(line)
		if skipped++; skipped <= maxReported && !embedded {
			r.Problem(i+1, what)
		}
	}
}

// beyond says in words which bound a line breaks, or "".
func beyond(line []byte) string {
	switch {
	case len(line) > MaxLine:
		return fmt.Sprintf("a line of %d KiB is skipped; break it up", len(line)>>10)
	case tooDeep(line):
		return fmt.Sprintf("a line nested more than %d deep is skipped; move it out", maxNesting)
	}
	return ""
}

// tooDeep reports whether more than maxNesting lists and quotes start or go on at a line. Two blanks count as one of
// them, as they nest a list.
func tooDeep(line []byte) bool {
	blanks, opened := 0, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ':
			blanks++
		case c == '\t':
			blanks += 4
		case c == '>', c == ':' && i+1 < len(line) && line[i+1] == ' ':
			opened++
		case (c == '-' || c == '+' || c == '*') && i+1 < len(line) && line[i+1] <= ' ':
			opened++
			blanks--
		case c >= '0' && c <= '9':
		case (c == '.' || c == ')') && i+1 < len(line) && line[i+1] <= ' ' && i > 0 && line[i-1] >= '0':
			opened++
			blanks--
		case c == '\n':
			return false // a line of blanks or of rules opens nothing that lasts
		default:
			return opened > maxNesting || opened > 0 && opened+blanks/2 > 2*maxNesting
		}
	}
	return opened > maxNesting
}
