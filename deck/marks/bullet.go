package marks

import (
	"fmt"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
)

// Bullets makes the cards of bullets with marks: first of those whose answer stands below them, then of those that have
// it in their own text.
func Bullets(w *blocks.Walker) {
	for i := range w.Notes {
		if w.Notes[i].Rule == "" {
			parentCards(w, i)
		}
	}
	for i := range w.Notes {
		n := &w.Notes[i]
		if n.Rule != "" || n.Text == "" {
			continue
		}
		if rule, cards := cardsIn(n.Text, w.Declared, inBullets); len(cards) > 0 {
			n.Rule, n.Cards, n.Reason = rule, cards, "" // even if it is part of another bullet's answer
		}
	}
}

// parentCards makes the cards of a bullet whose answer is what stands below it. The bullets there are part of the
// answer.
func parentCards(w *blocks.Walker, i int) {
	n := &w.Notes[i]
	front, back, both, ok := splitParent(n.Text, w.Declared, i+1 < len(w.Notes) && w.Notes[i+1].Parent == i)
	if !ok {
		return
	}
	if rule, cards := cardsIn(front, true, inBullets); len(cards) > 0 {
		n.Rule, n.Cards, n.Reason = rule, cards, ""
		return
	}
	last := i
	if back == "" {
		back, last = answerBelow(w.Notes, i)
	}
	cards := TwoSided(front, back, both)
	if len(cards) == 0 {
		return
	}
	n.Rule, n.Cards, n.Reason = "explicit:cardtag", cards, "" // even if it is part of the answer to a bullet above
	for k := i + 1; k <= last; k++ {
		if part := &w.Notes[k]; part.Rule == "" {
			part.Reason = deck.Reason(fmt.Sprintf("%s %d", deck.ReasonPart, n.Line))
		}
	}
}

// splitParent cuts the mark off a bullet whose answer stands below it. back is an answer that its own text holds after
// all.
func splitParent(s string, declared, nests bool) (front, back string, both, ok bool) {
	for i := range registered {
		m := &registered[i]
		if m.parent == nil || !m.bullets.holds(declared) || !m.triggered(s) {
			continue
		}
		if front, back, both, ok = m.parent(s, nests); ok {
			return front, back, both, true
		}
	}
	return "", "", false, false
}

// answerBelow returns what stands below a bullet as one answer: the list of the bullets nested under it, else the text
// or the code right under it. last is the last note that is part of it.
func answerBelow(notes []deck.Note, i int) (answer string, last int) {
	below, last := blocks.Below(notes, i)
	var list strings.Builder
	for _, b := range below {
		if b.Kind == deck.Nested {
			item, _, _ := cutCardTag(b.Text)
			list.WriteString(strings.Repeat("  ", b.Depth) + "- " + item + "\n")
		}
	}
	answer = strings.TrimSpace(list.String())
	switch n := &notes[i]; {
	case last == i+1:
		return strings.TrimPrefix(answer, "- "), last // one bullet is the answer itself
	case last > i:
		return answer, last
	case n.TextBelow() != "":
		return n.TextBelow(), i
	case n.CodeBelow() != "":
		return "`" + n.CodeBelow() + "`", i
	}
	return "", i
}
