package blocks

import (
	"bytes"

	"github.com/yuin/goldmark/util"
)

// A file is parsed piece by piece, which takes half the time and a fraction of the memory of one parse. A piece starts
// in the first column: at a heading, at an item of a bullet list, or after a blank line. There every item, quote and
// paragraph above has ended. Only an open fence or HTML block at the top level goes on.

// MinPiece is the least length of a piece in bytes. Shorter ones gain nothing.
const MinPiece = 8 << 10

// maxPiece is the length in bytes at which a piece may end although its text goes on: no person writes so much without
// a blank line. It bounds the memory that a parse takes.
const maxPiece = 256 << 10

// mayBreak reports whether a text that never ends may be cut at this line. A table may not: it would lose its head.
func (c *cutter) mayBreak(line []byte) bool {
	return !c.lost && c.fence == nil && c.html == nil && (line[0] == '\n' || !util.IsSpace(line[0])) && line[0] != '|'
}

// cutter goes through the lines of a file to find where it can be cut.
type cutter struct {
	fence   []byte   // marks of the open fence, or nil
	indent  int      // blanks before them
	unsure  bool     // the fence may stand in a list item, which ends before it does
	html    [][]byte // what ends the open HTML block, or nil
	tag     bool     // a line since the last blank one starts with <: it may be a block that a blank line ends
	inItems bool     // a list or a definition may be open
	blank   bool     // the line above is blank
	lost    bool     // no further cut is safe
}

// cut reports whether a piece may start at this line.
func (c *cutter) cut(line []byte) bool {
	trimmed := bytes.TrimLeft(line, " ")
	indent := len(line) - len(trimmed)
	afterBlank := c.blank
	c.blank = util.IsBlank(trimmed)
	switch {
	case c.lost:
		return false
	case c.fence != nil:
		c.inFence(trimmed, indent)
		return false
	case c.html != nil:
		if containsAny(bytes.ToLower(line), c.html) {
			c.html = nil
		}
		return false
	case c.blank:
		c.tag = false
		return false
	case indent > 3 || trimmed[0] == '\t':
		return false
	}
	clear := indent == 0 && !c.tag
	switch trimmed[0] {
	case '#':
		if clear && IsATX(line) {
			c.inItems = false
			return true
		}
	case '`', '~':
		c.openFence(trimmed, indent)
	case '<':
		c.openHTML(trimmed, indent)
	case '-', '+', '*':
		c.inItems = true
		if clear && HasListMarker(string(line[:min(len(line), 3)])) && !util.IsSpace(line[2]) {
			return true
		}
	case ':':
		c.inItems = true
		return false // it defines the term above, even over a blank line
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		c.inItems = true
	}
	return clear && afterBlank
}

// inFence looks for the end of a fence. A fence may belong to a list item or not: it is followed only while both
// readings agree, until a line with less indent.
func (c *cutter) inFence(trimmed []byte, indent int) {
	rest := bytes.TrimRight(trimmed, " \t\n")
	switch {
	case len(rest) == 0:
	case c.unsure && indent < c.indent || trimmed[0] == '\t':
		c.lost = c.unsure
	case indent <= 3 && len(rest) >= len(c.fence) && len(bytes.Trim(rest, string(c.fence[:1]))) == 0:
		c.fence = nil
	}
}

// openFence looks whether a fence starts at this line.
func (c *cutter) openFence(trimmed []byte, indent int) {
	mark := string(trimmed[:1])
	n := len(trimmed) - len(bytes.TrimLeft(trimmed, mark))
	switch {
	case n < 3 || mark == "`" && bytes.IndexByte(trimmed[n:], '`') >= 0:
	case c.tag:
		c.lost = true // a fence, or text of an HTML block
	default:
		c.fence, c.indent, c.unsure = trimmed[:n], indent, indent > 0 && c.inItems
	}
}

var (
	htmlComment     = [][]byte{[]byte("-->")}
	htmlInstruction = [][]byte{[]byte("?>")}
	htmlCDATA       = [][]byte{[]byte("]]>")}
	htmlDeclaration = [][]byte{[]byte(">")}
	htmlRaw         = [][]byte{[]byte("</script>"), []byte("</pre>"), []byte("</style>"), []byte("</textarea>")}
)

// openHTML looks whether an HTML block starts at this line that goes on over blank lines: a comment, <pre> and the
// like.
func (c *cutter) openHTML(trimmed []byte, indent int) {
	lower := bytes.ToLower(trimmed)
	var ends [][]byte
	switch {
	case bytes.HasPrefix(lower, []byte("<!--")):
		ends = htmlComment
	case bytes.HasPrefix(lower, []byte("<?")):
		ends = htmlInstruction
	case bytes.HasPrefix(trimmed, []byte("<![CDATA[")):
		ends = htmlCDATA
	case len(trimmed) > 2 && trimmed[1] == '!' && trimmed[2] >= 'A' && trimmed[2] <= 'Z':
		ends = htmlDeclaration
	case isRawTag(lower):
		ends = htmlRaw
	default:
		c.tag = true
		return
	}
	switch {
	case containsAny(lower, ends):
	case c.tag, indent > 0 && c.inItems:
		c.lost = true
	default:
		c.html = ends
	}
}

// isRawTag reports whether a line starts with a tag whose text HTML takes as it is.
func isRawTag(line []byte) bool {
	for _, tag := range []string{"<script", "<pre", "<style", "<textarea"} {
		rest, ok := bytes.CutPrefix(line, []byte(tag))
		if ok && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\n\f\r>"), rest[0]) >= 0 ||
			bytes.HasPrefix(rest, []byte("/>"))) {
			return true
		}
	}
	return false
}

// IsATX reports whether a line is a heading that starts with #.
func IsATX(line []byte) bool {
	n := len(line) - len(bytes.TrimLeft(line, "#"))
	return n > 0 && n <= 6 && (n == len(line) || util.IsSpace(line[n]))
}

func containsAny(line []byte, ends [][]byte) bool {
	for _, end := range ends {
		if bytes.Contains(line, end) {
			return true
		}
	}
	return false
}
