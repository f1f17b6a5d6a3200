package blocks

import (
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
