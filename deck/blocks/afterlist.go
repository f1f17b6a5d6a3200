package blocks

import (
	"github.com/yuin/goldmark/ast"

	"recall/deck"
	"recall/deck/text"
)

// codeAfterList adds code that follows a list to what stands below the list's last item, where it belongs there: the
// item leads to it by a colon or a question, or is the whole list.
//
//   - List an archive:
//
//     `tar tf a.tar`
func (w *Walker) codeAfterList(n ast.Node) {
	last := len(w.Notes) - 1
	if n.Parent().Kind() != ast.KindDocument || !w.followsList(n) || last < 0 ||
		w.Notes[last].List != w.topList || len(w.Notes[last].Below) > 0 {
		return
	}
	item := &w.Notes[last]
	if !IsGroupLine(item.Text) && !text.HasAnySuffix(item.Text, "?", "？") && !w.onlyItem(last) {
		return
	}
	if below := w.blockBelow(n); below.Kind == deck.Code {
		item.Below = []deck.Block{below}
	}
}

// followsList reports whether the block right above is a list, be it in the piece before.
func (w *Walker) followsList(n ast.Node) bool {
	above := n.PreviousSibling()
	if above == nil {
		return w.marker != 0 && w.marker != ':'
	}
	return above.Kind() == ast.KindList
}

// onlyItem reports whether a note, the last one so far, is all of its list.
func (w *Walker) onlyItem(last int) bool {
	above := last - 1
	for above >= 0 && w.Notes[above].Parent >= 0 {
		above = w.Notes[above].Parent
	}
	return above < 0 || w.Notes[above].List != w.Notes[last].List
}
