package card

import (
	"slices"
	"strconv"
	"strings"

	"recall/deck"
)

// Below writes blocks that stand below a bullet as one answer in Markdown, in the order of the document. clean takes off
// the text of a nested bullet what is no part of an answer.
func Below(list []deck.Block, notes []deck.Note, clean func(string) string) string {
	list = slices.DeleteFunc(slices.Clone(list), func(b deck.Block) bool {
		return b.Kind == deck.List || b.Kind == deck.Break
	})
	slices.SortStableFunc(list, func(a, b deck.Block) int { return a.Line - b.Line })
	var a answerWriter
	a.alone = len(list) > 0 && list[0].Kind == deck.Nested &&
		!slices.ContainsFunc(list[1:], func(b deck.Block) bool { return b.Depth == 0 })
	for _, b := range list {
		a.add(b, notes, clean)
	}
	return strings.TrimSpace(a.text.String())
}

// answerWriter joins blocks to one text.
type answerWriter struct {
	text     strings.Builder
	blocks   int
	alone    bool           // the first bullet holds all the others, and needs no marker
	item     bool           // the last block is a bullet
	open     []int          // depths of the open bullets without a marker: what is in them moves out
	tableEnd int            // last line of the last table, whose rows are bullets too
	numbers  map[int][2]int // list and number of the last numbered bullet at a depth
}

func (a *answerWriter) add(b deck.Block, notes []deck.Note, clean func(string) string) {
	for len(a.open) > 0 && b.Depth <= a.open[len(a.open)-1] {
		a.open = a.open[:len(a.open)-1]
	}
	indent := strings.Repeat("  ", b.Depth-len(a.open))
	switch b.Kind {
	case deck.Nested:
		t := clean(b.Text)
		if b.Line <= a.tableEnd {
			return
		}
		if t == "" || a.alone && b.Depth == 0 {
			a.open = append(a.open, b.Depth)
			a.put(t, false)
			return
		}
		a.put(indent+a.marker(b.Depth, &notes[b.Note])+t, true)
	case deck.Code:
		a.put(inset(CodeBlock(b.Text), indent), false)
	case deck.Quote:
		a.put(inset("> "+strings.ReplaceAll(b.Text, "\n", "\n> "), indent), false)
	case deck.Table:
		a.tableEnd = b.Line + strings.Count(b.Text, "\n")
		a.put(inset(b.Text, indent), false)
	default:
		a.put(inset(b.Text, indent), false)
	}
}

// put adds a block. Bullets follow each other without a blank line between them.
func (a *answerWriter) put(s string, item bool) {
	if strings.TrimSpace(s) == "" {
		return
	}
	switch {
	case a.blocks == 0:
	case item && a.item:
		a.text.WriteByte('\n')
	default:
		a.text.WriteString("\n\n")
	}
	a.text.WriteString(s)
	a.item = item
	a.blocks++
}

// marker is what stands before a bullet of an answer.
func (a *answerWriter) marker(depth int, n *deck.Note) string {
	if !n.Ordered {
		return "- "
	}
	if a.numbers == nil {
		a.numbers = map[int][2]int{}
	}
	last := a.numbers[depth]
	if last[0] != n.List {
		last = [2]int{n.List, 0}
	}
	last[1]++
	a.numbers[depth] = last
	return strconv.Itoa(last[1]) + ". "
}

// inset indents all lines of a block.
func inset(s, indent string) string {
	if indent == "" {
		return s
	}
	return indent + strings.ReplaceAll(s, "\n", "\n"+indent)
}
