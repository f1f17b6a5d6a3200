package anki

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"recall/deck/inline"
)

// maths is a formula: $x$, $$x$$, or as Anki writes them too, \(x\) and \[x\].
type maths struct {
	ast.BaseInline
	tex     string
	display bool
}

var kindMaths = ast.NewNodeKind("Maths")

func (m *maths) Kind() ast.NodeKind { return kindMaths }

func (m *maths) Dump(source []byte, level int) { ast.DumpHelper(m, source, level, nil, nil) }

// html returns the formula between Anki's signs.
func (m *maths) html() string {
	if m.display {
		return `\[` + html.EscapeString(m.tex) + `\]`
	}
	return `\(` + html.EscapeString(m.tex) + `\)`
}

// mathsParser finds formulas, so that nothing in them counts as Markdown.
type mathsParser struct{}

func (mathsParser) Trigger() []byte { return []byte{'$', '\\'} }

func (mathsParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	number, at := block.Position()
	var b strings.Builder // the block from here on: a formula may have several lines
	for line, _ := block.PeekLine(); line != nil; line, _ = block.PeekLine() {
		b.Write(line)
		block.AdvanceLine()
	}
	block.SetPosition(number, at)
	rest := b.String()
	p, ok := inline.Maths(rest, 0)
	if !ok {
		return nil
	}
	line := 0 // where the formula's last line starts
	for i := strings.IndexByte(rest[:p.End], '\n'); i >= 0; i = strings.IndexByte(rest[line:p.End], '\n') {
		line += i + 1
		block.AdvanceLine()
	}
	block.Advance(p.End - line)
	sign := rest[:p.From]
	return &maths{tex: rest[p.From:p.To], display: sign == "$$" || sign == `\[`}
}
