package deck

import (
	"bytes"
	"recall/deck/inline"
	"recall/deck/text"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	goldtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// blockParser finds the blocks of Markdown and leaves what is inline alone: a bullet keeps its source. Tables
// and link definitions are read from paragraphs here, as goldmark takes quadratic time for both.
var blockParser = parser.NewParser(parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
	util.Prioritized(extension.NewDefinitionListParser(), 101),
	util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
)...))

// walker turns the blocks of a file into notes.
type walker struct {
	*reading
	base     int    // offset in the file of the piece at hand
	src      []byte // the piece
	top      scope  // at the end of the piece before
	marker   byte   // of the list in which that ended, or 0
	topList  int    // number of that list
	resumed  int    // the same, until its items are walked
	notes    []Note
	levels   []int       // levels of the headings that stand open
	headings []string    // their texts; never changed in place, as notes share it
	tops     []string    // all headings of level 1
	list     int         // number of the list at hand
	marks    marks       // what conventions make of blocks
	claims   bool        // conventions made notes: merge needs the titles
	titles   []titleMark // all headings in their order
}

// marks are the conventions that go by blocks of Markdown: each makes notes of a block of its kind that holds cards.
type marks struct {
	table       func(w *walker, lines []rawLine, s scope) bool
	text        func(w *walker, lines []rawLine, s scope) bool // a paragraph that is no list
	definitions func(w *walker, list *east.DefinitionList, s scope)
}

// scope is what a block inherits from the blocks around and above it.
type scope struct {
	label, group string
	parent       int // index of the enclosing bullet's note, or -1
	list         int
	ordered      bool
}

// file walks the file in pieces of at least so many bytes.
func (w *walker) file(least int) {
	w.top = scope{parent: -1}
	if n := w.countMarked(); n > 0 {
		w.notes = make([]Note, 0, n)
	}
	var c cutter
	start := 0
	for i, at := range w.lines {
		line := w.text[at:w.lineEnd(i)]
		if c.cut(line) && at-start >= least || at-start >= max(least, maxPiece) && c.mayBreak(line) {
			w.piece(start, at)
			start = at
		}
	}
	w.piece(start, len(w.text))
}

// countMarked counts the lines that look like bullets, so that notes need not be moved as they grow.
func (w *walker) countMarked() int {
	count := 0
	for _, at := range w.lines {
		i := at
		for w.text[i] == ' ' || w.text[i] == '\t' {
			i++
		}
		switch c := w.text[i]; {
		case c >= '0' && c <= '9', c == 0xe2, c == 0xef: // which most bullet signs, and （, start with
			count++
		case (c == '-' || c == '*' || c == '+' || c == ':') && w.text[i+1] != '\n':
			count++
		}
	}
	return count
}

// piece walks one piece. A list that goes on from the piece before is still the same list.
func (w *walker) piece(from, to int) {
	w.base, w.src = from, w.text[from:to]
	root := blockParser.Parse(goldtext.NewReader(w.src))
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

// startList numbers a list, or goes on with that of the piece before.
func (w *walker) startList(list ast.Node) int {
	number := w.resumed
	if w.resumed = 0; number == 0 {
		w.list++
		number = w.list
	}
	if list.Parent().Kind() == ast.KindDocument {
		w.topList = number
	}
	return number
}

// blocks walks the children of a container. A heading ends the label and group above it, a label the group,
// and a group holds for the lists and fences right under it.
func (w *walker) blocks(container ast.Node, s scope) scope {
	for n := container.FirstChild(); n != nil; n = n.NextSibling() {
		s = w.block(n, s)
	}
	return s
}

// block walks one block and returns the scope of those after it.
func (w *walker) block(n ast.Node, s scope) scope {
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
		s.label, s.group = "", ""
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
		w.marks.definitions(w, n, s)
		s.group = ""
	case *ast.ThematicBreak:
		s.group = ""
	default:
		w.blocks(n, s)
	}
	return s
}

func (w *walker) heading(n *ast.Heading) {
	title := inline.PlainTitle(text.JoinLines(w.texts(n)))
	keep := 0
	for keep < len(w.levels) && w.levels[keep] < n.Level {
		keep++
	}
	w.levels = append(w.levels[:keep:keep], n.Level)
	w.headings = append(w.headings[:keep:keep], title)
	if w.claims {
		w.titles = append(w.titles, titleMark{w.lineOf(n), w.headings, w.levels})
	}
	if n.Level == 1 {
		w.tops = append(w.tops, title)
	}
}

// listItems walks a list. What an item says in headings or labels ends with the item.
func (w *walker) listItems(list *ast.List, s scope) {
	s.list, s.ordered = w.startList(list), list.IsOrdered()
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		levels, headings := w.levels, w.headings
		w.item(item, s)
		w.levels, w.headings = levels, headings
	}
}

// item makes a note of an item's first block, then walks the rest under it. An item that starts with another
// list has nothing of its own to say.
func (w *walker) item(item ast.Node, s scope) {
	note := len(w.notes)
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
		w.bullet(w.lineOf(first), text.JoinLines(w.texts(first)), s)
	default:
		if n := len(w.notes); first == nil && n > 0 && w.notes[n-1].Text == "" && !w.notes[n-1].Task && w.notes[n-1].List == s.list {
			return // a run of empty items is told once
		}
		w.bullet(w.lineOf(item), "", s)
	}
	if first == nil {
		return
	}
	rest := first
	if w.notes[note].Text != "" {
		rest = first.NextSibling()
		w.under(&w.notes[note].Bullet, rest)
	}
	s.parent, s.label, s.group = note, "", ""
	for n := rest; n != nil; n = n.NextSibling() {
		s = w.block(n, s)
	}
}

// itemText makes a note of an item's paragraph. A line in it that starts like a bullet was set in too far for
// Markdown; its author meant a bullet under the item.
func (w *walker) itemText(n ast.Node, s scope) {
	lines, id := withoutProperties(w.texts(n))
	start, own := 0, s
	for i := 1; i <= len(lines); i++ {
		if i < len(lines) && !isMarked(lines[i]) {
			continue
		}
		line := w.line(w.base + n.Lines().At(start).Start)
		if start == 0 {
			w.bullet(line, text.JoinLines(lines[:i]), own)
			if b := &w.notes[len(w.notes)-1]; b.ID == "" {
				b.ID = id
			}
			w.list++
			s = scope{label: s.label, group: s.group, parent: len(w.notes) - 1, list: w.list}
		} else {
			lines[start] = lines[start][1:]
			w.bullet(line, text.JoinLines(lines[start:i]), s)
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
func (w *walker) idBelow(n *ast.HTMLBlock) {
	above := n.PreviousSibling()
	if len(w.notes) == 0 || above == nil || above.Lines() == nil || above.Lines().Len() == 0 {
		return
	}
	b := &w.notes[len(w.notes)-1].Bullet
	end := w.line(w.base + above.Lines().At(above.Lines().Len()-1).Start)
	if b.ID != "" || end != w.lineOf(n)-1 || b.Line < w.lineOf(above) {
		return
	}
	if rest, id := cutID(text.JoinLines(w.texts(n))); rest == "" {
		b.ID = id
	}
}

// isMarked tells that a line starts with the marker of a bullet list.
func isMarked(line string) bool {
	return len(line) > 2 && strings.Contains("-*+", line[:1]) && (line[1] == ' ' || line[1] == '\t')
}

// under fills in what stands right under a bullet within its item: short code or a paragraph.
func (w *walker) under(b *Bullet, n ast.Node) {
	switch n := n.(type) {
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		lines := w.texts(n)
		if len(lines) == 0 || len(lines) > 2 {
			return
		}
		if _, bullet := signText(strings.TrimSpace(lines[0])); !bullet {
			b.Code = strings.TrimSpace(strings.Join(lines, ""))
		}
	case *ast.Paragraph, *ast.TextBlock:
		t := text.JoinLines(w.texts(n))
		if code, ok := onlyCode(t); ok {
			b.Code = code
		} else {
			b.Below = t
		}
	}
}

// onlyCode returns the code of a text that is one code span.
func onlyCode(s string) (code string, ok bool) {
	inner := strings.Trim(s, "`")
	marks := len(s) - len(inner)
	if inner == "" || marks == 0 || marks%2 == 1 || !strings.HasSuffix(s, s[:marks/2]) || strings.Contains(inner, s[:marks/2]) {
		return "", false
	}
	return strings.TrimSpace(inner), s[:marks/2] == strings.Repeat("`", marks/2)
}

// paragraph looks for bullets that Markdown does not know, then for a label or a group.
func (w *walker) paragraph(n ast.Node, s scope) scope {
	lines := w.rawLines(n)
	if title, ok := numberedTitle(lines[0].text); ok {
		s.label, s.group = title, ""
		lines = lines[1:]
	}
	if len(lines) > 1 && (w.marks.table(w, lines, s) || w.signBullets(lines, s) || w.numberedLines(lines, s)) || w.marks.text(w, lines, s) {
		s.group = ""
		return s
	}
	if len(lines) == 0 {
		return s
	}
	t := text.JoinLines(w.texts(n))
	if label, ok := asLabel(t); ok {
		s.label, s.group = label, ""
		return s
	}
	s.group, _ = asGroup(t)
	return s
}

// bullet adds a note.
func (w *walker) bullet(line int, text string, s scope) {
	b := Bullet{Place: PlaceAfter(w.notes, w.headings, s.label, s.group), Line: line, Parent: s.parent, List: s.list, Ordered: s.ordered}
	setText(&b, text)
	w.notes = append(w.notes, Note{Bullet: b})
}

// lineOf returns the line of the file on which a block starts.
func (w *walker) lineOf(n ast.Node) int {
	at := n.Pos()
	if l := n.Lines(); l != nil && l.Len() > 0 {
		at = l.At(0).Start
	}
	return w.line(w.base + max(at, 0))
}

// texts returns the lines of a block as they stand in the source.
func (w *walker) texts(n ast.Node) []string {
	lines := n.Lines()
	texts := make([]string, lines.Len())
	for i := range texts {
		seg := lines.At(i)
		texts[i] = string(seg.Value(w.src))
	}
	return texts
}
