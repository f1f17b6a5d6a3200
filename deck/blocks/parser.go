package blocks

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	goldtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// BlockParser finds the blocks of Markdown and does not parse inline text: a bullet keeps its source. Tables and link
// definitions are paragraphs to it, as goldmark takes quadratic time for both.
var BlockParser = parser.NewParser(noInline, parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
	util.Prioritized(divParser{}, 100),
	util.Prioritized(extension.NewDefinitionListParser(), 101),
	util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
)...))

// noInline keeps a parser from going through the text of blocks byte by byte, line by line, in search of inline marks.
var noInline = parser.WithInlineParsers(util.Prioritized(skipInline{}, 0))

// skipInline takes the whole text of a block at its start.
type skipInline struct{}

// Trigger lists what a line can start with: goldmark has a blank for all but punctuation.
func (skipInline) Trigger() []byte {
	starts := []byte{' '}
	for c := range byte(utf8.RuneSelf) {
		if util.IsPunct(c) {
			starts = append(starts, c)
		}
	}
	return starts
}

// Parse skips to the end of the block. It returns an empty text, as nil would mean that it found nothing. One serves all
// blocks: goldmark takes it off the last one when it gives it to the next.
func (skipInline) Parse(_ ast.Node, block goldtext.Reader, pc parser.Context) ast.Node {
	for line, _ := block.PeekLine(); line != nil; line, _ = block.PeekLine() {
		block.AdvanceLine()
	}
	empty, ok := pc.Get(emptyText).(ast.Node)
	if !ok {
		empty = ast.NewText()
		pc.Set(emptyText, empty)
	}
	return empty
}

// emptyText is where skipInline keeps the node that it returns.
var emptyText = parser.NewContextKey()

// divParser finds the lines that open and close the containers of Pandoc, Quarto, MyST, Docusaurus and VitePress, such as
// "::: warning" and ":::". What stands between them is Markdown like all else.
type divParser struct{}

// div is such a line.
type div struct{ ast.BaseBlock }

var kindDiv = ast.NewNodeKind("Div")

// Kind returns the kind of the node.
func (*div) Kind() ast.NodeKind { return kindDiv }

// Dump prints the node.
func (n *div) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Trigger lists what such a line starts with.
func (divParser) Trigger() []byte { return []byte{':'} }

// Open takes the line.
func (divParser) Open(parent ast.Node, reader goldtext.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	if !bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte(":::")) || parent.Kind() == ast.KindListItem && !parent.HasChildren() {
		return nil, parser.NoChildren // a bullet may begin with the separator of a card
	}
	reader.Advance(at.Len() - 1)
	return &div{}, parser.NoChildren
}

// Continue ends the block: it is one line.
func (divParser) Continue(ast.Node, goldtext.Reader, parser.Context) parser.State {
	return parser.Close
}

// Close has nothing to do.
func (divParser) Close(ast.Node, goldtext.Reader, parser.Context) {}

// CanInterruptParagraph reports that a paragraph ends before such a line.
func (divParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine reports that indented code is none.
func (divParser) CanAcceptIndentedLine() bool { return false }
