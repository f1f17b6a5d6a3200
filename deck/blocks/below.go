package blocks

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	goldtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recall/deck"
	"recall/deck/text"
)

// Recognisers and marks both ask here what stands below a bullet or a heading.

// Below lists all that stands below note i: its own blocks, and the bullets nested under it to any depth, with theirs.
// last is the last of these notes, or i where there is none.
func Below(notes []deck.Note, i int) (list []deck.Block, last int) {
	depth := map[int]int{i: -1}
	list, last = notes[i].Below, i
	for k := i + 1; k < len(notes); k++ {
		d, inside := depth[notes[k].Parent]
		if !inside {
			break
		}
		depth[k], last = d+1, k
		nested := deck.Block{Kind: deck.Nested, Line: notes[k].Line, Depth: d + 1, Note: k, Text: notes[k].Text}
		list = append(list[:len(list):len(list)], nested)
		for _, b := range notes[k].Below {
			b.Depth = d + 2
			list = append(list, b)
		}
	}
	return list, last
}

// sectionParser reads --- below a text as the end of that text, not as the underline of a heading.
var sectionParser = parser.NewParser(noInline, parser.WithBlockParsers(
	util.Prioritized(parser.NewThematicBreakParser(), 200),
	util.Prioritized(parser.NewListParser(), 300),
	util.Prioritized(parser.NewListItemParser(), 400),
	util.Prioritized(parser.NewCodeBlockParser(), 500),
	util.Prioritized(parser.NewATXHeadingParser(), 600),
	util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
	util.Prioritized(parser.NewBlockquoteParser(), 800),
	util.Prioritized(parser.NewHTMLBlockParser(), 900),
	util.Prioritized(parser.NewParagraphParser(), 1000),
))

// Below lists the blocks on the lines from and up to, but not including, to: a section below its heading.
func (r *File) Below(from, to int) []deck.Block {
	if from >= to {
		return nil
	}
	w := Walker{File: r}
	w.take(r.Lines[from], r.LineEnd(to-1))
	return w.below(sectionParser.Parse(goldtext.NewReader(w.src)).FirstChild())
}

// below makes blocks of the model of a node and its siblings.
func (w *Walker) below(n ast.Node) (list []deck.Block) {
	for ; n != nil; n = n.NextSibling() {
		list = append(list, w.blockBelow(n))
	}
	return list
}

func (w *Walker) blockBelow(n ast.Node) deck.Block {
	b := deck.Block{Kind: deck.Other, Line: w.LineOf(n)}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		b.Kind, b.Text = paragraphKind(w.SourceLines(n))
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		b.Kind, b.Text = codeKind(w.SourceLines(n))
	case *ast.List:
		b.Kind = deck.List
	case *ast.Blockquote:
		b.Kind, b.Text = deck.Quote, w.quoted(n)
	case *ast.ThematicBreak:
		b.Kind = deck.Break
	case *ast.HTMLBlock:
		b.Text = strings.TrimSpace(strings.Join(w.SourceLines(n), ""))
	}
	return b
}

// paragraphKind returns what a paragraph is: text, a table, or nothing but code.
func paragraphKind(lines []string) (deck.BlockKind, string) {
	if len(lines) > 1 && IsDelimiterRow(strings.TrimSpace(lines[1])) {
		return deck.Table, strings.TrimSpace(strings.Join(lines, ""))
	}
	t := text.JoinLines(lines)
	if code, ok := onlyCode(t); ok {
		return deck.Code, code
	}
	return deck.Paragraph, t
}

// codeKind returns what a block of code is: code, or bullets that are drawn in it.
func codeKind(lines []string) (deck.BlockKind, string) {
	if len(lines) > 0 {
		if _, bullet := signText(strings.TrimSpace(lines[0])); bullet {
			return deck.List, ""
		}
	}
	return deck.Code, strings.TrimSuffix(strings.Join(lines, ""), "\n")
}

// quoted returns the text of a quote, one line a paragraph.
func (w *Walker) quoted(quote ast.Node) string {
	var paragraphs []string
	for n := quote.FirstChild(); n != nil; n = n.NextSibling() {
		if t := text.JoinLines(w.SourceLines(n)); t != "" {
			paragraphs = append(paragraphs, t)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// IsDelimiterRow reports whether a line is the one under a table's head: | --- | :-: |.
func IsDelimiterRow(l string) bool {
	return strings.Contains(l, "-") && strings.Contains(l, "|") && strings.Trim(l, "|:- \t") == "" &&
		!strings.Contains(strings.Join(strings.Fields(l), ""), "||")
}

// onlyCode returns the code of a text that is one code span.
func onlyCode(s string) (code string, ok bool) {
	inner := strings.Trim(s, "`")
	marks := len(s) - len(inner)
	if inner == "" || marks == 0 || marks%2 == 1 || !strings.HasSuffix(s, s[:marks/2]) ||
		strings.Contains(inner, s[:marks/2]) {
		return "", false
	}
	return strings.TrimSpace(inner), s[:marks/2] == strings.Repeat("`", marks/2)
}
