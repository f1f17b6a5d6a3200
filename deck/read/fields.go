package read

import (
	"bytes"
	"fmt"
	"strings"
)

// maxRow is the longest row of a table, in bytes.
const maxRow = 256 << 10

// fields reads the rows of a table: RFC 4180 with any separator, as lenient as spreadsheets and Anki are. A quote
// inside a field is text. Blank lines are skipped, and so are lines that start with #: in Anki's files all of them,
// elsewhere those of a single column.
type fields struct {
	text []byte
	sign byte
	anki bool
	line int // how many lines of the file have been read
}

// next returns the cells of the next row and its first line, or what is wrong with it. At the end, cells is nil and
// fault "".
func (f *fields) next() (cells []string, line int, fault string) {
	for len(f.text) > 0 {
		first, _, _ := bytes.Cut(f.text, []byte("\n"))
		if len(bytes.TrimSpace(first)) == 0 || first[0] == '#' && (f.anki || bytes.IndexByte(first, f.sign) < 0) {
			f.advance(min(len(first)+1, len(f.text)))
			continue
		}
		line = f.line + 1
		cells, n, fault := f.row()
		if fault != "" { // the rows below may be sound
			n = min(len(first)+1, len(f.text))
			cells = nil
		}
		f.advance(n)
		return cells, line, fault
	}
	return nil, f.line, ""
}

// advance skips n bytes.
func (f *fields) advance(n int) {
	f.line += bytes.Count(f.text[:n], []byte("\n"))
	f.text = f.text[n:]
}

// row reads one row and returns its length.
func (f *fields) row() (cells []string, n int, fault string) {
	for at := 0; ; {
		cell, end, fault := f.cell(at)
		if fault != "" {
			return nil, 0, fault
		}
		cells = append(cells, cell)
		switch {
		case end > maxRow:
			return nil, 0, fmt.Sprintf("a row of more than %d KiB; shorten it, or close its quote", maxRow>>10)
		case end >= len(f.text):
			return cells, len(f.text), ""
		case f.text[end] == '\n':
			return cells, end + 1, ""
		}
		at = end + 1
	}
}

// cell reads the cell at an offset and returns where it ends: at a separator, a line end, or the end of the text.
func (f *fields) cell(at int) (cell string, end int, fault string) {
	start := at
	for start < len(f.text) && f.text[start] == ' ' && f.sign != ' ' {
		start++
	}
	if start < len(f.text) && f.text[start] == '"' {
		cell, end, lines, ok := f.quoted(start)
		if ok {
			return cell, end, ""
		}
		if lines > 0 { // in one line it is text that starts with a quote
			return "", 0, `a quote is opened and not closed; close it, or write "" for a quote in the text`
		}
	}
	end = at
	for end < len(f.text) && f.text[end] != f.sign && f.text[end] != '\n' {
		end++
	}
	return string(f.text[at:end]), end, ""
}

// quoted reads a quoted cell from its opening quote on. ok is false where no quote before a separator or a line end
// closes it; lines is then how many line ends were passed.
func (f *fields) quoted(at int) (cell string, end, lines int, ok bool) {
	var b strings.Builder
	for i := at + 1; i < len(f.text) && i-at <= maxRow; i++ {
		switch c := f.text[i]; {
		case c == '\n':
			lines++
			b.WriteByte(c)
		case c != '"':
			b.WriteByte(c)
		case i+1 < len(f.text) && f.text[i+1] == '"':
			b.WriteByte('"')
			i++
		default:
			for i++; i < len(f.text) && f.text[i] == ' ' && f.sign != ' '; i++ {
			}
			if i == len(f.text) || f.text[i] == f.sign || f.text[i] == '\n' {
				return b.String(), i, lines, true
			}
			return "", 0, lines, false
		}
	}
	return "", 0, max(lines, 1), false
}

// separatorSigns are the signs that separate columns, in the order in which Anki looks for them.
const separatorSigns = "\t|;:, "

// guessSeparator finds the sign that separates columns, in the first 8 KiB: the first with which the first row is one
// of column names, else the first with which every row has the same number of columns, at least two, else the first
// that occurs.
func guessSeparator(body []byte, signs string) byte {
	sample := body[:min(len(body), 8<<10)]
	if i := bytes.LastIndexByte(sample, '\n'); i > 0 && len(sample) < len(body) {
		sample = sample[:i+1]
	}
	var steady, found byte
	for i := range len(signs) {
		sign := signs[i]
		if bytes.IndexByte(sample, sign) < 0 {
			continue
		}
		if found == 0 && sign != ' ' { // blanks are more likely between words
			found = sign
		}
		named, same := columnsWith(sample, sign)
		if named {
			return sign
		}
		if same && steady == 0 {
			steady = sign
		}
	}
	switch {
	case steady != 0:
		return steady
	case found != 0:
		return found
	}
	return '\t'
}

// columnsWith reports what a separator makes of a text: whether its first row is one of column names, and whether all
// rows have the same number of columns.
func columnsWith(sample []byte, sign byte) (named, same bool) {
	rows := fields{text: sample, sign: sign}
	count, prose := 0, true // prose: so far each sign stands before a blank, as in a sentence
	for {
		cells, _, fault := rows.next()
		switch {
		case fault != "":
			return named, false
		case cells == nil:
			return named, count > 1 && !prose
		case count == 0:
			count = len(cells)
			named = isColumnRow(cells)
		case len(cells) != count:
			return named, false
		}
		for _, c := range cells[min(1, len(cells)):] {
			prose = prose && strings.HasPrefix(c, " ")
		}
	}
}
