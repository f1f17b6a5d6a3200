package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// statedSteps takes a list of statements under a title with a word for steps, at its first item. Bare items are a
// group already.
//
//	Steps to renew:   1. You fill in the form.  2. You pay the fee.  3. It comes by post.
func statedSteps(b *bullet) ([]deck.Card, bool) {
	n := int(b.doc.lists[b.List].items)
	if n < minMembers || n > maxMembers+1 || b.index+n > len(b.doc.notes) {
		return nil, false
	}
	title := b.nearest()
	unit := orderUnit(b.Lex, title)
	if unit == "" {
		return nil, false
	}
	title = b.ofItsThing(title)
	if !namesMembers(b.Lex, title, text.HasHan(title), false) {
		return nil, false
	}
	var steps []string
	for i := range n {
		k := &b.doc.notes[b.index+i]
		step := b.step(k.Text, i)
		if k.List != b.List || !saysNothingAlone(k) || step == "" || text.Columns(step) > card.MaxAnswer {
			return nil, false
		}
		steps = append(steps, step)
	}
	b.Han = b.Han || text.HasHan(title)
	return b.inOrder(title, steps, unit)
}

// saysNothingAlone reports whether a bullet has no card but gaps.
func saysNothingAlone(n *deck.Note) bool {
	return n.Reason == deck.ReasonBare || n.Reason == deck.ReasonNoAnchor || n.Rule == "anchor"
}

// step is a statement as step i: without the word that says so (first, then, 然后).
func (b *bullet) step(s string, i int) string {
	s = b.trim(inline.Unmarked(inline.Heal(s)))
	class := text.ClassStepNext
	if i == 0 {
		class = text.ClassStepFirst
	}
	low := strings.ToLower(strings.Replace(s, ", ", " ", 1))
	if rest, ok := b.Lex.CutPrefix(class, low); ok && rest != "" && len(rest) < len(s) {
		s = strings.TrimLeft(s[len(s)-len(rest):], " ,，")
	}
	return s
}
