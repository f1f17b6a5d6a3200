package anki

import (
	"cmp"
	"slices"
	"strings"

	"recall/deck/text"
)

// place is where a note stands: in the deck of its first card.
type place struct {
	note  int   // of Collection.Notes
	cards []int // of Collection.Cards
	path  []string
}

// top is the deck of the highest level, "" where the note is in none.
func (p place) top() string { return strings.Join(p.path[:min(1, len(p.path))], "") }

// places lists the notes that have cards: by deck, and the oldest first, which is an order that learning does not change.
func (m *importer) places() []place {
	of := make(map[int64]int, len(m.Notes))
	list := make([]place, len(m.Notes))
	for i := range m.Notes {
		of[m.Notes[i].ID] = i
		list[i].note = i
	}
	for i := range m.Collection.Cards {
		if at, ok := of[m.Collection.Cards[i].Note]; ok {
			list[at].cards = append(list[at].cards, i)
		}
	}
	list = slices.DeleteFunc(list, func(p place) bool { return len(p.cards) == 0 })
	for i := range list {
		list[i].path = m.path(&m.Collection.Cards[list[i].cards[0]])
	}
	slices.SortStableFunc(list, func(a, b place) int {
		return cmp.Or(slices.Compare(a.path, b.path), cmp.Compare(m.Notes[a.note].ID, m.Notes[b.note].ID))
	})
	return list
}

// deckName is the full name of the deck that a card belongs to, also while a filtered deck has borrowed it.
func (m *importer) deckName(card *Card) string {
	id := card.Home
	if id == 0 {
		id = card.Deck
	}
	if d := m.Decks[id]; d != nil {
		return d.Name
	}
	return ""
}

// path is the deck of a card, level by level.
func (m *importer) path(card *Card) (path []string) {
	for level := range strings.SplitSeq(m.deckName(card), "::") {
		if level = text.OneLine(strings.TrimSpace(level)); level != "" {
			path = append(path, level)
		}
	}
	return path
}
