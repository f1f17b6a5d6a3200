package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
)

// A separator of the learner's own, set for a deck: "front = back" in a bullet is a card like one with ::. Nothing
// in the file says so, so it is no registered mark. A bullet with :: between blanks is left to that.

// separatedCards makes the cards of the bullets that have the learner's separator in their own text.
func separatedCards(w *blocks.Walker) {
	if w.Separator == "" {
		return
	}
	for i := range w.Notes {
		n := &w.Notes[i]
		if n.Rule != "" || n.Text == "" || len(n.Text) > inline.MaxLength || strings.Contains(n.Text, " :: ") || strings.Contains(n.Text, " ::: ") {
			continue
		}
		if front, back, ok := inline.SplitAt(n.Text, w.Separator); ok {
			n.Rule, n.Cards, n.Reason = "explicit:separator", TwoSided(front, back, false), ""
		}
	}
}

// leaveOwn keeps bullets with a separator or a gap of their author's own from being guessed at, in a file that says
// that it holds cards.
func leaveOwn(w *blocks.Walker) {
	if !w.Declared {
		return
	}
	for i := range w.Notes {
		if n := &w.Notes[i]; n.Rule == "" && n.Reason == "" && len(n.Text) <= inline.MaxLength &&
			(inline.FindOwnSeparator(n.Text) != "" || inline.FindOwnGap(n.Text) != "") {
			n.Reason = deck.ReasonBare
		}
	}
}

// likelySeparators are signs that people put between the sides of their bullets.
var likelySeparators = []string{"=", "|", "~", "//", "==", ">>", ";;"}

const (
	fewBullets = 10 // fewer show nothing
	mostOfTen  = 8  // so many of ten bullets have the separator
)

// HintSeparator notes a sign that plainly parts the sides of a document's bullets: most of them have it exactly once,
// between blanks. Bullets with a mark are left out.
func HintSeparator(r *blocks.File) {
	if r.Separator != "" || r.Doc.Off {
		return
	}
	bullets, having := 0, map[string]int{}
	for i := range r.Doc.Notes {
		n := &r.Doc.Notes[i]
		if n.Explicit() || n.Line > len(r.Lines) || !isListLine(string(r.Text[r.Lines[n.Line-1]:r.LineEnd(n.Line-1)])) {
			continue
		}
		bullets++
		for _, sign := range likelySeparators {
			if _, back, ok := inline.SplitAt(n.Text, sign); ok && !strings.Contains(" "+back+" ", " "+sign+" ") {
				having[sign]++
			}
		}
	}
	for _, sign := range likelySeparators {
		if n := having[sign]; n >= fewBullets && 10*n >= mostOfTen*bullets {
			r.Doc.Separated = deck.Separated{Sign: sign, Bullets: n, Of: bullets}
			return
		}
	}
}
