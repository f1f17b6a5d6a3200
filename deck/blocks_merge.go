package deck

import (
	"fmt"
)

// claimed is a note made of claimed lines.
type claimed struct {
	Note
	level int // of the heading that it starts with, or 0: that ends the sections above, and Markdown does not see it any more
	item  int // line of the item that is its question and stays one, or 0
}

// merge puts the notes of conventions among those of Markdown, by line. Each stands under the headings above it.
func (w *walker) merge(list []claimed) {
	if len(list) == 0 {
		return
	}
	all := make([]Note, 0, len(w.notes)+len(list))
	moved := make([]int, len(w.notes))
	next, mark := 0, 0
	for i := range list {
		n := list[i].Note
		for next < len(w.notes) && w.notes[next].Line < n.Line {
			if w.notes[next].Line == list[i].item && w.notes[next].Rule == "" {
				w.notes[next].Reason = Reason(fmt.Sprintf("%s %d", ReasonPart, n.Line))
			}
			moved[next] = len(all)
			all = append(all, w.notes[next])
			next++
		}
		for mark < len(w.titles) && w.titles[mark].line <= n.Line {
			mark++
		}
		var headings []string
		if mark > 0 {
			m := w.titles[mark-1]
			keep := len(m.headings)
			for keep > 0 && (m.line == n.Line && keep == len(m.headings) || list[i].level > 0 && m.levels[keep-1] >= list[i].level) {
				keep-- // the heading is the note, or its section has ended
			}
			headings = m.headings[:keep:keep]
		}
		n.Place = PlaceAfter(all, headings, "", "")
		w.list++
		n.List = w.list
		all = append(all, n)
	}
	for ; next < len(w.notes); next++ {
		moved[next] = len(all)
		all = append(all, w.notes[next])
	}
	for i := range all {
		if p := all[i].Parent; p >= 0 {
			all[i].Parent = moved[p]
		}
	}
	w.notes = all
}

// titleMark is a heading in the order of the file.
type titleMark struct {
	line     int
	headings []string // with itself
	levels   []int    // of them
}
