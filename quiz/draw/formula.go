package draw

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// formulas keeps formulas as they are written: to Markdown, \( is an escaped bracket and a_1 b_2 emphasis.
type formulas struct{}

// formulaSigns are the signs around formulas, as Markdown and Anki write them.
var formulaSigns = [...]struct{ open, end string }{
	{"$$", "$$"}, {"$", "$"}, {`\(`, `\)`}, {`\[`, `\]`}, {"[latex]", "[/latex]"}, {"[$$]", "[/$$]"}, {"[$]", "[/$]"},
}

func (formulas) Trigger() []byte { return []byte{'$', '\\', '['} }

// Parse takes a formula in one line. With a single $, what stands between the signs has no blanks at its ends and no
// digit behind it, as in "$5 and $6". Escaped brackets stand around a formula only if there is a sign of one in them.
func (formulas) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	for _, f := range formulaSigns {
		if !bytes.HasPrefix(line, []byte(f.open)) {
			continue
		}
		inner := line[len(f.open):]
		length := bytes.Index(inner, []byte(f.end))
		if length < 1 {
			continue
		}
		n := len(f.open) + length + len(f.end)
		if f.open == "$" && (inner[0] == ' ' || inner[length-1] == ' ' || bytes.IndexByte(inner[:length], '`') >= 0 ||
			n < len(line) && line[n] >= '0' && line[n] <= '9') {
			return nil
		}
		if f.open[0] == '\\' && !bytes.ContainsAny(inner[:length], `\^_{}=+`) {
			return nil
		}
		block.Advance(n)
		return ast.NewString(bytes.Clone(line[:n]))
	}
	return nil
}
