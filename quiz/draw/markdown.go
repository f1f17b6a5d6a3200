package draw

import (
	"fmt"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdownParser is created when the first card is drawn, so that commands that draw none don't pay for it.
var markdownParser = sync.OnceValue(func() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(
		parser.WithInlineParsers(util.Prioritized(formulas{}, 150), util.Prioritized(sounds{}, 151)))).Parser() // after code, before links
})

// Markdown draws a document. Without colour, emphasis and code keep their marks. No line is wider than st.Width, and
// none starts with a closing mark.
func Markdown(source string, st Style) []string {
	st.Width = max(st.Width, 8)
	var list []string
	for _, l := range markdown(source, st, nil, "") {
		list = append(list, st.line(l))
	}
	return list
}

// markdown draws source in base. If source starts with a paragraph, lead goes before its first words; otherwise it gets
// a line of its own.
func markdown(source string, st Style, lead []span, base Ink) []line {
	source = Clean(source)
	if tooHard(source) {
		return wrap(append(lead, span{source, base}), st.Width)
	}
	r := renderer{st: st, src: []byte(source), base: base}
	doc := markdownParser().Parse(text.NewReader(r.src))
	if len(lead) == 0 {
		return r.blocks(doc, st.Width)
	}
	if first, ok := doc.FirstChild().(*ast.Paragraph); ok {
		r.lead, r.leadFor = lead, first
		return r.blocks(doc, st.Width)
	}
	return append(wrap(lead, st.Width), r.blocks(doc, st.Width)...)
}

// tooHard reports whether goldmark might take seconds for a text. It is quadratic in nesting, in the size of a table
// and in the number of inline openers. No real card is like that, so such text is shown as it is written.
func tooHard(source string) bool {
	const size, nesting, columns, openers = 16 << 10, 40, 60, 2000
	inline := 0
	for _, opener := range "[<`*_~" {
		inline += strings.Count(source, string(opener))
	}
	if len(source) > size || inline > openers {
		return true
	}
	for l := range strings.SplitSeq(source, "\n") {
		prefix := l[:len(l)-len(strings.TrimLeft(l, " \t>-+*.)0123456789"))]
		marks := strings.Count(prefix, ">")
		for _, mark := range []string{"- ", "+ ", "* ", ". ", ") ", "-\t", "+\t", "*\t", ".\t", ")\t"} {
			marks += strings.Count(prefix, mark)
		}
		if marks > nesting || strings.Count(l, "|") > columns {
			return true
		}
	}
	return false
}

// renderer turns a parsed document into lines.
type renderer struct {
	st      Style
	src     []byte
	base    Ink
	lead    []span
	leadFor ast.Node
}

// least is the width below which nothing is indented.
const least = 8

func (r *renderer) blocks(parent ast.Node, width int) []line {
	var lines []line
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		block := r.block(n, width)
		if len(lines) > 0 && len(block) > 0 && !tight(n) {
			lines = append(lines, line{})
		}
		lines = append(lines, block...)
	}
	return lines
}

// tight reports whether there is no empty line before n.
func tight(n ast.Node) bool {
	if list, ok := n.Parent().(*ast.List); ok {
		return list.IsTight
	}
	_, after := n.PreviousSibling().(*ast.TextBlock)
	_, plain := n.(*ast.TextBlock)
	return after || plain
}

func (r *renderer) block(n ast.Node, width int) []line {
	switch n := n.(type) {
	case *ast.Heading:
		var mark []span
		if !r.st.Color && !r.st.Plain {
			mark = []span{{text: strings.Repeat("#", n.Level) + " "}}
		}
		return wrap(append(mark, r.inline(n, Bold)...), width)
	case *ast.Paragraph, *ast.TextBlock:
		spans := r.inline(n, r.base)
		if ast.Node(n) == r.leadFor {
			spans = append(r.lead, spans...)
		}
		return wrap(spans, width)
	case *ast.Blockquote:
		return r.quote(n, width)
	case *ast.List:
		return r.list(n, width)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return r.code(n, width)
	case *ast.ThematicBreak:
		if r.st.Plain {
			return nil
		}
		return []line{{{strings.Repeat(r.st.Signs("─"), width), Dim}}}
	case *ast.HTMLBlock:
		return wrap([]span{{strings.TrimRight(r.raw(n), "\n"), r.base}}, width)
	case *east.Table:
		return r.table(n, width)
	}
	return r.blocks(n, width)
}

func (r *renderer) list(n *ast.List, width int) []line {
	var lines []line
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := r.st.Signs("• ")
		if r.st.Plain {
			mark = "- "
		}
		if n.IsOrdered() {
			mark = fmt.Sprintf("%d%c ", number, n.Marker)
			number++
		}
		if len(lines) > 0 && !n.IsTight {
			lines = append(lines, line{})
		}
		w := Width(mark)
		if width-w < least { // nested too deeply to indent: the mark gets its own line
			lines = append(lines, wrap([]span{{mark, Dim}}, width)...)
			lines = append(lines, r.blocks(item, width)...)
			continue
		}
		lines = append(lines, indent(r.blocks(item, width-w), span{mark, Dim}, w)...)
	}
	return lines
}

func (r *renderer) quote(n ast.Node, width int) []line {
	bar := span{r.st.Signs("│ "), Dim}
	if width-2 < least || r.st.Plain {
		return r.blocks(n, width)
	}
	lines := r.blocks(n, width-2)
	for i := range lines {
		lines[i] = append(line{bar}, lines[i]...)
	}
	return lines
}

// code keeps lines as they are. A line that is too long is cut and continues after a mark.
func (r *renderer) code(n ast.Node, width int) []line {
	var lines []line
	for source := range strings.SplitSeq(strings.TrimRight(r.raw(n), "\n"), "\n") {
		rest := expandTabs(source)
		margin := span{text: "  "}
		for {
			part, more := cut(rest, width-2)
			lines = append(lines, line{margin, {part, Cyan}})
			if more == "" || part == "" {
				break
			}
			rest, margin = more, span{r.st.Signs("↳ "), Dim}
		}
	}
	return lines
}

func expandTabs(s string) string {
	const stop = 4
	var b strings.Builder
	for column := 0; ; {
		before, after, found := strings.Cut(s, "\t")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		column += Width(before)
		blanks := stop - column%stop
		b.WriteString(strings.Repeat(" ", blanks))
		column += blanks
		s = after
	}
}

func (r *renderer) raw(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(r.src))
	}
	if html, ok := n.(*ast.HTMLBlock); ok && html.HasClosure() {
		b.Write(html.ClosureLine.Value(r.src))
	}
	return b.String()
}

// indent puts mark before the first line, and as many spaces before the others.
func indent(lines []line, mark span, width int) []line {
	blanks := span{text: strings.Repeat(" ", width)}
	if len(lines) == 0 {
		return []line{{mark}}
	}
	for i := range lines {
		switch {
		case i == 0:
			lines[i] = append(line{mark}, lines[i]...)
		case len(lines[i]) > 0:
			lines[i] = append(line{blanks}, lines[i]...)
		}
	}
	return lines
}
