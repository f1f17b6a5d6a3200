package blocks

import (
	"fmt"

	"recall/deck"
)

// Claimed is a note that a convention made of lines.
type Claimed struct {
	deck.Note
	Level int // of the heading that it starts with, or 0; the heading ends sections, and Markdown sees it no more
	Item  int // line of the item that is its question and stays an item, or 0
}

// Merge inserts the notes of conventions among those of Markdown, by line. Each is under the headings above it.
func (w *Walker) Merge(list []Claimed) {
	if len(list) == 0 {
		return
	}
	all := make([]deck.Note, 0, len(w.Notes)+len(list))
	moved := make([]int, len(w.Notes))
	next, mark := 0, 0
	for i := range list {
		n := list[i].Note
		for next < len(w.Notes) && w.Notes[next].Line < n.Line {
			if w.Notes[next].Line == list[i].Item && w.Notes[next].Rule == "" {
				w.Notes[next].Reason = deck.Reason(fmt.Sprintf("%s %d", deck.ReasonPart, n.Line))
			}
			moved[next] = len(all)
			all = append(all, w.Notes[next])
			next++
		}
		for mark < len(w.titles) && w.titles[mark].line <= n.Line {
			mark++
		}
		var headings []string
		if mark > 0 {
			m := w.titles[mark-1]
			keep := len(m.headings)
			for keep > 0 && (m.line == n.Line && keep == len(m.headings) ||
				list[i].Level > 0 && m.levels[keep-1] >= list[i].Level) {
				keep-- // the heading is the note, or its section has ended
			}
			headings = m.headings[:keep:keep]
		}
		n.Place = deck.PlaceAfter(all, headings, "", "")
		w.LastList++
		n.List = w.LastList
		all = append(all, n)
	}
	for ; next < len(w.Notes); next++ {
		moved[next] = len(all)
		all = append(all, w.Notes[next])
	}
	for i := range all {
		if p := all[i].Parent; p >= 0 {
			all[i].Parent = moved[p]
		}
	}
	w.Notes = all
}

// titleMark is a heading of the file.
type titleMark struct {
	line     int
	headings []string // those that are open, itself included
	levels   []int    // of these headings
}
