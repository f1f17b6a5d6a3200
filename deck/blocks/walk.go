package blocks

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	goldtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// BlockParser finds the blocks of Markdown and leaves what is inline alone: a bullet keeps its source. Tables
// and link definitions are read from paragraphs here, as goldmark takes quadratic time for both.
var BlockParser = parser.NewParser(parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
	util.Prioritized(extension.NewDefinitionListParser(), 101),
	util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
)...))

// Walker turns the blocks of a file into notes.
type Walker struct {
	*File
	base        int    // offset in the file of the piece at hand
	src         []byte // the piece
	top         Scope  // at the end of the piece before
	marker      byte   // of the list in which that ended, or 0
	topList     int    // number of that list
	resumed     int    // the same, until its items are walked
	Notes       []deck.Note
	levels      []int       // levels of the headings that stand open
	headings    []string    // their texts; never changed in place, as notes share it
	TopHeadings []string    // all headings of level 1
	LastList    int         // number of the list at hand
	Marks       Marks       // what conventions make of blocks
	HasClaims   bool        // conventions made notes: merge needs the titles
	titles      []titleMark // all headings in their order
}

// Marks are the conventions that go by blocks of Markdown: each makes notes of a block of its kind that holds cards.
type Marks struct {
	Table       func(w *Walker, lines []Line, s Scope) bool
	Text        func(w *Walker, lines []Line, s Scope) bool // a paragraph that is no list
	Definitions func(w *Walker, list *east.DefinitionList, s Scope)
}

// Scope is what a block inherits from the blocks around and above it.
type Scope struct {
	label, Group string
	Parent       int // index of the enclosing bullet's note, or -1
	List         int
	Ordered      bool
}

// Walk walks the file in pieces of at least so many bytes.
func (w *Walker) Walk(least int) {
	w.top = Scope{Parent: -1}
	if n := w.countMarked(); n > 0 {
		w.Notes = make([]deck.Note, 0, n)
	}
	var c cutter
	start := 0
	for i, at := range w.Lines {
		line := w.Text[at:w.LineEnd(i)]
		if c.cut(line) && at-start >= least || at-start >= max(least, maxPiece) && c.mayBreak(line) {
			w.piece(start, at)
			start = at
		}
	}
	w.piece(start, len(w.Text))
}

// countMarked counts the lines that look like bullets, so that notes need not be moved as they grow.
func (w *Walker) countMarked() int {
	count := 0
	for _, at := range w.Lines {
		i := at
		for w.Text[i] == ' ' || w.Text[i] == '\t' {
			i++
		}
		switch c := w.Text[i]; {
		case c >= '0' && c <= '9', c == 0xe2, c == 0xef: // which most bullet signs, and （, start with
			count++
		case (c == '-' || c == '*' || c == '+' || c == ':') && w.Text[i+1] != '\n':
			count++
		}
	}
	return count
}

// piece walks one piece. A list that goes on from the piece before is still the same list.
func (w *Walker) piece(from, to int) {
	w.base, w.src = from, w.Text[from:to]
	root := BlockParser.Parse(goldtext.NewReader(w.src))
	if m := listMarker(root.FirstChild()); m != 0 && m == w.marker {
		w.resumed = w.topList
	}
	w.top = w.blocks(root, w.top)
	w.marker = listMarker(root.LastChild())
}

// listMarker is what the items of a list start with; 0 for other blocks.
func listMarker(n ast.Node) byte {
	switch n := n.(type) {
	case *ast.List:
		return n.Marker
	case *east.DefinitionList:
		return ':'
	}
	return 0
}

// StartList numbers a list, or goes on with that of the piece before.
func (w *Walker) StartList(list ast.Node) int {
	number := w.resumed
	if w.resumed = 0; number == 0 {
		w.LastList++
		number = w.LastList
	}
	if list.Parent().Kind() == ast.KindDocument {
		w.topList = number
	}
	return number
}

// blocks walks the children of a container. A heading ends the label and group above it, a label the group,
// and a group holds for the lists and fences right under it.
func (w *Walker) blocks(container ast.Node, s Scope) Scope {
	for n := container.FirstChild(); n != nil; n = n.NextSibling() {
		s = w.WalkBlock(n, s)
	}
	return s
}

// WalkBlock walks one block and returns the scope of those after it.
func (w *Walker) WalkBlock(n ast.Node, s Scope) Scope {
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
		s.label, s.Group = "", ""
	case *ast.List:
		w.listItems(n, s)
	case *ast.Paragraph, *ast.TextBlock:
		return w.paragraph(n, s)
	case *ast.FencedCodeBlock:
		if info := n.Language(w.src); len(info) == 0 || bytes.EqualFold(info, []byte("text")) {
			w.signBullets(w.rawLines(n), s)
		}
	case *ast.CodeBlock:
	case *ast.HTMLBlock:
		w.idBelow(n)
	case *east.DefinitionList:
		w.Marks.Definitions(w, n, s)
		s.Group = ""
	case *ast.ThematicBreak:
		s.Group = ""
	default:
		w.blocks(n, s)
	}
	return s
}

func (w *Walker) heading(n *ast.Heading) {
	title := inline.PlainTitle(text.JoinLines(w.SourceLines(n)))
	keep := 0
	for keep < len(w.levels) && w.levels[keep] < n.Level {
		keep++
	}
	w.levels = append(w.levels[:keep:keep], n.Level)
	w.headings = append(w.headings[:keep:keep], title)
	if w.HasClaims {
		w.titles = append(w.titles, titleMark{w.LineOf(n), w.headings, w.levels})
	}
	if n.Level == 1 {
		w.TopHeadings = append(w.TopHeadings, title)
	}
}

// listItems walks a list. What an item says in headings or labels ends with the item.
func (w *Walker) listItems(list *ast.List, s Scope) {
	s.List, s.Ordered = w.StartList(list), list.IsOrdered()
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		levels, headings := w.levels, w.headings
		w.item(item, s)
		w.levels, w.headings = levels, headings
	}
}

// item makes a note of an item's first block, then walks the rest under it. An item that starts with another
// list has nothing of its own to say.
func (w *Walker) item(item ast.Node, s Scope) {
	note := len(w.Notes)
	first := item.FirstChild()
	for {
		if _, quote := first.(*ast.Blockquote); !quote {
			break
		}
		item, first = first, first.FirstChild()
	}
	switch first.(type) {
	case *ast.List:
		w.blocks(item, s)
		return
	case *ast.Paragraph, *ast.TextBlock:
		w.itemText(first, s)
	case *ast.Heading, *ast.HTMLBlock:
		w.AddBullet(w.LineOf(first), text.JoinLines(w.SourceLines(first)), s)
	default:
		if n := len(w.Notes); first == nil && n > 0 && w.Notes[n-1].Text == "" && !w.Notes[n-1].Task && w.Notes[n-1].List == s.List {
			return // a run of empty items is told once
		}
		w.AddBullet(w.LineOf(item), "", s)
	}
	if first == nil {
		return
	}
	rest := first
	if w.Notes[note].Text != "" {
		rest = first.NextSibling()
		w.Notes[note].Below = w.below(rest)
	}
	s.Parent, s.label, s.Group = note, "", ""
	for n := rest; n != nil; n = n.NextSibling() {
		s = w.WalkBlock(n, s)
	}
}

// itemText makes a note of an item's paragraph. A line in it that starts like a bullet was set in too far for
// Markdown; its author meant a bullet under the item.
func (w *Walker) itemText(n ast.Node, s Scope) {
	lines, id := withoutProperties(w.SourceLines(n))
	start, own := 0, s
	for i := 1; i <= len(lines); i++ {
		if i < len(lines) && !HasListMarker(lines[i]) {
			continue
		}
		line := w.LineAt(w.base + n.Lines().At(start).Start)
		if start == 0 {
			w.AddBullet(line, text.JoinLines(lines[:i]), own)
			if b := &w.Notes[len(w.Notes)-1]; b.ID == "" {
				b.ID = id
			}
			w.LastList++
			s = Scope{label: s.label, Group: s.Group, Parent: len(w.Notes) - 1, List: w.LastList}
		} else {
			lines[start] = lines[start][1:]
			w.AddBullet(line, text.JoinLines(lines[start:i]), s)
		}
		start = i
	}
}

// property is a line of Logseq or Dataview in an item: about it, no part of it.
var property = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*:: `)

// withoutProperties empties the properties among an item's lines. The one called id is the bullet's.
func withoutProperties(lines []string) (kept []string, id string) {
	for i := 1; i < len(lines); i++ {
		if !strings.Contains(lines[i], ":: ") || !property.MatchString(lines[i]) {
			continue
		}
		if value, ok := strings.CutPrefix(lines[i], "id:: "); ok {
			id = strings.TrimSpace(value)
		}
		lines[i] = ""
	}
	return lines, id
}

// idBelow gives the bullet right above a comment the id that the comment holds.
func (w *Walker) idBelow(n *ast.HTMLBlock) {
	above := n.PreviousSibling()
	if len(w.Notes) == 0 || above == nil || above.Lines() == nil || above.Lines().Len() == 0 {
		return
	}
	b := &w.Notes[len(w.Notes)-1].Bullet
	end := w.LineAt(w.base + above.Lines().At(above.Lines().Len()-1).Start)
	if b.ID != "" || end != w.LineOf(n)-1 || b.Line < w.LineOf(above) {
		return
	}
	if rest, id := CutID(text.JoinLines(w.SourceLines(n))); rest == "" {
		b.ID = id
	}
}

// HasListMarker tells that a line starts with the marker of a bullet list.
func HasListMarker(line string) bool {
	return len(line) > 2 && strings.Contains("-*+", line[:1]) && (line[1] == ' ' || line[1] == '\t')
}

// paragraph looks for bullets that Markdown does not know, then for a label or a group.
func (w *Walker) paragraph(n ast.Node, s Scope) Scope {
	lines := w.rawLines(n)
	if title, ok := numberedTitle(w.Lex, lines[0].Text); ok {
		s.label, s.Group = title, ""
		lines = lines[1:]
	}
	if len(lines) > 1 && (w.Marks.Table(w, lines, s) || w.signBullets(lines, s) || w.numberedLines(lines, s)) || w.Marks.Text(w, lines, s) {
		s.Group = ""
		return s
	}
	if len(lines) == 0 {
		return s
	}
	t := text.JoinLines(w.SourceLines(n))
	if label, ok := asLabel(t); ok {
		s.label, s.Group = label, ""
		return s
	}
	s.Group, _ = asGroup(t)
	return s
}

// AddBullet adds a note.
func (w *Walker) AddBullet(line int, text string, s Scope) {
	b := deck.Bullet{Place: deck.PlaceAfter(w.Notes, w.headings, s.label, s.Group), Line: line, Parent: s.Parent, List: s.List, Ordered: s.Ordered}
	SetText(&b, text)
	w.Notes = append(w.Notes, deck.Note{Bullet: b})
}

// LineOf returns the line of the file on which a block starts.
func (w *Walker) LineOf(n ast.Node) int {
	at := n.Pos()
	if l := n.Lines(); l != nil && l.Len() > 0 {
		at = l.At(0).Start
	}
	return w.LineAt(w.base + max(at, 0))
}

// SourceLines returns the lines of a block as they stand in the source.
func (w *Walker) SourceLines(n ast.Node) []string {
	lines := n.Lines()
	texts := make([]string, lines.Len())
	for i := range texts {
		seg := lines.At(i)
		texts[i] = string(seg.Value(w.src))
	}
	return texts
}
