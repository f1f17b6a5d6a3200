package anki

import (
	"bytes"
	"html"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	goldtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recall/deck/text"
)

// toHTML makes HTML of Markdown as recall draws it: formatting tags count, and what looks like another tag is text. It is
// made when the first card is written, so that commands that write none don't pay for it.
var toHTML = sync.OnceValue(func() goldmark.Markdown {
	var blocks []util.PrioritizedValue
	for _, b := range parser.DefaultBlockParsers() {
		if b.Value != parser.NewHTMLBlockParser() { // a line that starts with a tag is a line like any other
			blocks = append(blocks, b)
		}
	}
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...),
			parser.WithInlineParsers(append(parser.DefaultInlineParsers(), util.Prioritized(mathsParser{}, 50))...),
			parser.WithASTTransformers(util.Prioritized(wideLines{}, 100)),
		)),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(ownRenderer{}, 100))),
	)
})

// HTML makes a field of Anki of Markdown. A single paragraph is a line without tags around it.
func HTML(markdown string) string {
	markdown = clean(markdown)
	if tooHard(markdown) {
		return inert.Replace(strings.ReplaceAll(html.EscapeString(markdown), "\n", "<br>"))
	}
	var b bytes.Buffer
	if err := toHTML().Convert([]byte(markdown), &b); err != nil { // can't fail: a buffer takes everything
		panic(err)
	}
	s := strings.TrimSpace(b.String())
	if inner, ok := strings.CutPrefix(s, "<p>"); ok && strings.Count(s, "<p>") == 1 {
		if inner, ok = strings.CutSuffix(inner, "</p>"); ok {
			s = inner
		}
	}
	return inert.Replace(s)
}

// inert keeps Anki from taking text for a command: to play a sound, to speak, to run LaTeX, or to fill in a field.
var inert = strings.NewReplacer("[sound:", "&#91;sound:", "[anki:", "&#91;anki:", "[latex]", "&#91;latex]",
	"[$", "&#91;$", "{{", "&#123;&#123;")

// clean removes what no field can hold: control characters, one of which divides fields, and bytes that are no text.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// tooHard reports whether goldmark might take seconds for a text, as it is quadratic in nesting, in the size of a table
// and in the number of inline marks. No real card is like that, so such text is written as it is.
func tooHard(s string) bool {
	const size, nesting, columns, marks = 16 << 10, 40, 60, 2000
	n := 0
	for i := range len(s) {
		if strings.IndexByte("[<`*_~$\\", s[i]) >= 0 {
			n++
		}
	}
	if len(s) > size || n > marks {
		return true
	}
	for l := range strings.SplitSeq(s, "\n") {
		starts := 0
		for _, word := range strings.Fields(l[:len(l)-len(strings.TrimLeft(l, " \t>-+*.)0123456789"))]) {
			starts += max(1, strings.Count(word, ">"))
		}
		if starts > nesting || strings.Count(l, "|") > columns {
			return true
		}
	}
	return false
}

// wideLines joins lines between two wide characters, as Chinese needs no blank there. The option of goldmark for this also
// joins "so" and "**what**".
type wideLines struct{}

func (wideLines) Transform(doc *ast.Document, reader goldtext.Reader, _ parser.Context) {
	source := reader.Source()
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // it never fails
		t, ok := n.(*ast.Text)
		if !ok || !entering || !t.SoftLineBreak() {
			return ast.WalkContinue, nil
		}
		if next, ok := t.NextSibling().(*ast.Text); ok {
			before, _ := utf8.DecodeLastRune(t.Segment.Value(source))
			after, _ := utf8.DecodeRune(next.Segment.Value(source))
			t.SetSoftLineBreak(!text.IsWide(before) || !text.IsWide(after))
		}
		return ast.WalkContinue, nil
	})
}

// ownRenderer writes what goldmark would write otherwise, or not at all.
type ownRenderer struct{}

func (ownRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			segments := n.(*ast.RawHTML).Segments
			w.WriteString(tag(string(segments.Value(source))))
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(kindMaths, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.WriteString(n.(*maths).html())
		}
		return ast.WalkSkipChildren, nil
	})
}

// tag returns a tag as it goes into a field: without attributes if it only formats text, else as text. A comment is
// nothing.
func tag(source string) string {
	if strings.HasPrefix(source, "<!--") {
		return ""
	}
	name, closing := strings.CutPrefix(strings.Trim(strings.ToLower(source), "<>"), "/")
	name, _, _ = strings.Cut(strings.TrimSuffix(name, "/"), " ")
	switch {
	case !formatting.Has(name):
		return html.EscapeString(source)
	case closing:
		return "</" + name + ">"
	}
	return "<" + name + ">"
}

var formatting = text.SetOf("b|br|code|del|em|i|ins|kbd|mark|s|small|strong|sub|sup|u")
