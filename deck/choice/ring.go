package choice

import (
	"recall/deck"
	"recall/deck/text"
)

// Ring is cards that may give a card its wrong options, nearest first. The cards of a document are one, and its pieces
// are the rings around each of them.
type Ring struct {
	cards            []deck.Card
	prompts, answers []uint32 // see text.FoldHash
}

// NewRing makes a ring of cards.
func NewRing(cards []deck.Card) Ring {
	r := Ring{cards, make([]uint32, len(cards)), make([]uint32, len(cards))}
	for i := range cards {
		r.prompts[i], r.answers[i] = text.FoldHash(cards[i].Prompt), text.FoldHash(cards[i].Answer)
	}
	return r
}

// Piece is the ring of the cards from one to before another.
func (r Ring) Piece(from, to int) Ring {
	return Ring{r.cards[from:to], r.prompts[from:to], r.answers[from:to]}
}

// sameSide calls found for each card of a ring that may have a side, whatever its case. All cards of a document look at
// hundreds around them, so these are told apart by numbers.
func sameSide(sides []uint32, side uint32, found func(i int)) {
	for i, s := range sides {
		if s == side {
			found(i)
		}
	}
}
