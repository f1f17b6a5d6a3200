package match

import "recall/deck"

// swapped reports whether the sides of a bullet changed places.
func swapped(a, b *traits) bool {
	a.cutTerm()
	b.cutTerm()
	return a.term != "" && b.term != "" && a.term == b.rest && a.rest == b.term
}

// NoteCards pairs the cards of a matched note. If the sides of its bullet changed places, what was the reverse card asks
// forward now, so the answer tells which card is which. If fewer are left, the forward card keeps its history.
func NoteCards(o *Stored, n *deck.Note) []CardPair {
	if len(n.Cards) < len(o.Cards) || !SidesSwapped(o, n) {
		return MatchCards(o.Cards, n.Cards)
	}
	turned := make([]deck.Card, len(n.Cards))
	for i, c := range n.Cards {
		turned[i] = deck.Card{Slot: "\x00", Answer: c.Answer}
	}
	m := cardsBySlot(o.Cards, turned)
	m.new = n.Cards
	m.forwards()
	return m.pairs()
}

// SidesSwapped reports whether the bullet of a note says the same as before with its sides exchanged.
func SidesSwapped(o *Stored, n *deck.Note) bool {
	return o.Text != n.Text && swapped(&traits{raw: o.Text, rule: o.Rule}, &traits{raw: n.Text, rule: n.Rule})
}
