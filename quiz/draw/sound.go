package draw

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// sounds reads [sound:a_1.mp3] as Anki writes it. Nothing in the name of a file is emphasis.
type sounds struct{}

func (sounds) Trigger() []byte { return []byte{'['} }

func (sounds) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	name, ok := bytes.CutPrefix(line, []byte("[sound:"))
	end := bytes.IndexByte(name, ']')
	if !ok || end < 1 {
		return nil
	}
	block.Advance(len(line) - len(name) + end + 1)
	return ast.NewString([]byte(EmbedText("", string(name[:end]), true)))
}
