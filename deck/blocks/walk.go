package blocks

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	goldtext "github.com/yuin/goldmark/text"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Walker turns the blocks of a file into notes.
type Walker struct {
	*File
	base        int    // offset in the file of the piece at hand
	src         []byte // the piece
	text        string // the same; bullets share it
	top         Scope  // at the end of the last piece
	marker      byte   // of the list in which the last piece ended, or 0
	topList     int    // number of that list
	resumed     int    // topList where this piece goes on with that list, until its items are walked
	Notes       []deck.Note
	levels      []int       // levels of the headings that stand open
	headings    []string    // their texts; never changed in place, as notes share the list
	TopHeadings []string    // all headings of level 1
	LastList    int         // number of the current list
	Marks       Marks       // what conventions make of blocks
	HasClaims   bool        // conventions made notes, so Merge needs the titles
	titles      []titleMark // all headings, in order
	lines       []string    // memory of SourceLines
	raw         []Line      // memory of rawLines
}

// Marks are the conventions that read blocks of Markdown. Each makes notes of a block of its kind that holds cards.
type Marks struct {
	Table       func(w *Walker, lines []Line, s Scope) bool
	Text        func(w *Walker, lines []Line, s Scope) bool // a paragraph that is no list
	Definitions func(w *Walker, list *east.DefinitionList, s Scope)
}

// Scope is what a block takes over from the blocks around and above it.
type Scope struct {
	label, Group string
	Parent       int // index of the note of the bullet around it, or -1
	List         int
	Ordered      bool
}

// Heading is the nearest heading above what is read, or "".
func (w *Walker) Heading() string {
	if len(w.headings) == 0 {
		return ""
	}
	return w.headings[len(w.headings)-1]
}

// Walk makes notes of the whole file. It parses pieces of at least so many bytes.
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

// countMarked counts the lines that look like bullets, so that the list of notes need not grow.
func (w *Walker) countMarked() int {
	count := 0
	for _, at := range w.Lines {
		i := at
		for w.Text[i] == ' ' || w.Text[i] == '\t' {
			i++
		}
		switch c := w.Text[i]; {
		case c >= '0' && c <= '9', c == 0xe2, c == 0xef: // first bytes of most bullet signs and of （
			count++
		case (c == '-' || c == '*' || c == '+' || c == ':') && w.Text[i+1] != '\n':
			count++
		}
	}
	return count
}

// piece walks one piece. A list that goes on from the last piece is still the same list.
func (w *Walker) piece(from, to int) {
	w.take(from, to)
	root := BlockParser.Parse(goldtext.NewReader(w.src))
	if m := listMarker(root.FirstChild()); m != 0 && m == w.marker {
		w.resumed = w.topList
	}
	w.top = w.blocks(root, w.top)
	w.marker = listMarker(root.LastChild())
}

// take makes a stretch of the file the piece at hand.
func (w *Walker) take(from, to int) {
	w.base, w.src = from, w.Text[from:to]
	w.text = string(w.src)
}

// listMarker returns the marker of a list, 0 for other blocks.
func listMarker(n ast.Node) byte {
	switch n := n.(type) {
	case *ast.List:
		return n.Marker
	case *east.DefinitionList:
		return ':'
	}
	return 0
}

// StartList returns the number of a list: a new one, or that of the list that goes on from the last piece.
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

// blocks walks the children of a container. A heading ends the label and the group above it, and a label ends the
// group. A group counts for the lists and fences right under it.
func (w *Walker) blocks(container ast.Node, s Scope) Scope {
	for n := container.FirstChild(); n != nil; n = n.NextSibling() {
		s = w.WalkBlock(n, s)
	}
	return s
}

// WalkBlock walks one block and returns the scope of the blocks after it.
func (w *Walker) WalkBlock(n ast.Node, s Scope) Scope {
	switch n := n.(type) {
	case *ast.Heading:
		w.heading(n)
		s.label, s.Group = "", ""
	case *ast.List:
		w.listItems(n, s)
	case *ast.Paragraph, *ast.TextBlock:
		w.codeAfterList(n)
		return w.paragraph(n, s)
	case *ast.FencedCodeBlock:
		w.codeAfterList(n)
		if info := n.Language(w.src); len(info) == 0 || bytes.EqualFold(info, []byte("text")) {
			w.signBullets(w.rawLines(n), s)
		}
	case *ast.CodeBlock:
		w.codeAfterList(n)
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

// heading opens a heading and closes those of its level and below.
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

// listItems walks a list. A heading in an item ends with the item.
func (w *Walker) listItems(list *ast.List, s Scope) {
	s.List, s.Ordered = w.StartList(list), list.IsOrdered()
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		levels, headings := w.levels, w.headings
		w.item(item, s)
		w.levels, w.headings = levels, headings
	}
}

// item makes a note of an item's first block, and walks the rest under it. An item that starts with a list has no text
// of its own and makes no note.
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
		if n := len(w.Notes); first == nil && n > 0 {
			if last := &w.Notes[n-1]; last.Text == "" && !last.Task && last.List == s.List {
				return // a run of empty items is one note
			}
		}
		w.AddBullet(w.LineOf(item), "", s)
	}
	if first == nil {
		return
	}
	rest := first
	if w.Notes[note].Text != "" {
		rest = first.NextSibling()
	}
	if first.Kind() == ast.KindFencedCodeBlock || rest != first {
		w.Notes[note].Below = w.below(rest)
	}
	s.Parent, s.label, s.Group = note, "", ""
	for n := rest; n != nil; n = n.NextSibling() {
		s = w.WalkBlock(n, s)
	}
}

// itemText makes a note of an item's paragraph. A line in it that starts like a bullet has too much indent for
// Markdown. Its author meant a bullet under the item, and so did the author of a field on a line of its own. A line with
// a sign before its marker stands beside the item.
func (w *Walker) itemText(n ast.Node, s Scope) {
	lines, id, tags := withoutProperties(w.SourceLines(n))
	fields, beside := fieldLines(w.Lex, lines)
	start, own := 0, s
	for i := 1; i <= len(lines); i++ {
		if i < len(lines) && !HasListMarker(afterSign(lines[i])) && (fields == nil || !fields[i]) {
			continue
		}
		line := w.LineAt(w.base + n.Lines().At(start).Start)
		if start == 0 {
			w.AddBullet(line, text.JoinLines(lines[:i]), own)
			b := &w.Notes[len(w.Notes)-1]
			if b.ID == "" {
				b.ID = id
			}
			b.Tags = append(b.Tags, tags...)
			if !beside {
				w.LastList++
				s = Scope{label: s.label, Group: s.Group, Parent: len(w.Notes) - 1, List: w.LastList}
			}
		} else {
			in := s
			if after := afterSign(lines[start]); len(after) < len(lines[start]) {
				lines[start], in = after, own
			}
			if HasListMarker(lines[start]) {
				lines[start] = lines[start][1:]
			}
			w.AddBullet(line, text.JoinLines(lines[start:i]), in)
		}
		start = i
	}
}

// afterSign returns a line without the emoji that someone put before the marker of its bullet: "📍 * wok".
func afterSign(line string) string {
	if line == "" || line[0] < utf8.RuneSelf {
		return line
	}
	if sign, bullet, ok := strings.Cut(line, " "); ok && HasListMarker(bullet) && text.DropEmoji(sign) == "" {
		return bullet
	}
	return line
}

// property finds a line of Logseq or Dataview in an item. It says something about the item and is no part of it.
var property = text.Pattern(`^[A-Za-z][A-Za-z0-9_-]*:: `)

// withoutProperties empties the lines of an item that are properties. Those called id and tags are the bullet's.
func withoutProperties(lines []string) (kept []string, id string, tags []string) {
	for i := 1; i < len(lines); i++ {
		if !strings.Contains(lines[i], ":: ") || !property().MatchString(lines[i]) {
			continue
		}
		if value, ok := strings.CutPrefix(lines[i], "id:: "); ok {
			id = strings.TrimSpace(value)
		}
		if value, ok := strings.CutPrefix(lines[i], "tags:: "); ok {
			tags = append(tags, Tags(value)...)
		}
		lines[i] = ""
	}
	return lines, id, tags
}

// idBelow gives the id in a comment to the bullet right above it.
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

// HasListMarker reports whether a line starts with the marker of a bullet list.
func HasListMarker(line string) bool {
	return len(line) > 2 && strings.Contains("-*+", line[:1]) && (line[1] == ' ' || line[1] == '\t')
}

// paragraph reads what Markdown takes for a paragraph: a table, bullets that it does not know, marked text, a label or
// a group.
func (w *Walker) paragraph(n ast.Node, s Scope) Scope {
	lines := w.rawLines(n)
	if title, ok := numberedTitle(w.Lex, lines[0].Text); ok {
		s.label, s.Group = title, ""
		lines = lines[1:]
	}
	if len(lines) > 1 && (w.Marks.Table(w, lines, s) || w.signBullets(lines, s) || w.numberedLines(lines, s)) ||
		w.Marks.Text(w, lines, s) {
		s.Group = ""
		return s
	}
	if len(lines) == 0 {
		return s
	}
	if title, ok := captionOf(w.Lex, lines[0].Text); ok && len(lines) == 1 {
		s.Group = title
		return s
	}
	if s.Group = ""; !mayHead(lines[len(lines)-1].Text) {
		if len(lines) == 1 && w.standsOnList(n) {
			s.Group, _ = asTitle(w.Lex, lines[0].Text)
		}
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

// AddBullet adds the note of a bullet.
func (w *Walker) AddBullet(line int, text string, s Scope) {
	b := deck.Bullet{
		Place: deck.PlaceAfter(w.Notes, w.headings, s.label, s.Group),
		Line:  line, Parent: s.Parent, List: s.List, Ordered: s.Ordered,
	}
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

// SourceLines returns the lines of a block as they stand in the source. The next call uses the same memory.
func (w *Walker) SourceLines(n ast.Node) []string {
	w.lines = w.lines[:0]
	for _, seg := range n.Lines().Sliced(0, n.Lines().Len()) {
		w.lines = append(w.lines, w.segment(seg))
	}
	return w.lines
}

// segment returns the text of a segment of the piece.
func (w *Walker) segment(seg goldtext.Segment) string {
	if seg.Padding > 0 || seg.ForceNewline {
		return string(seg.Value(w.src))
	}
	return w.text[seg.Start:seg.Stop]
}
