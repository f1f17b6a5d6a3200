package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/text"
)

// JoinSides returns the text of a note with two sides.
func JoinSides(front, back string) string { return text.OneLine(front) + " :: " + text.OneLine(back) }

// TwoSided makes the card of a front and a back, and with both the reverse card too. It makes none where a side is only
// an id.
func TwoSided(front, back string, both bool) []deck.Card {
	front, back = side(front), side(back)
	if front == "" || back == "" {
		return nil
	}
	var cards []deck.Card
	if both {
		cards = []deck.Card{card.Forward(front, back), card.Reverse(back, front, nil)}
	} else {
		cards = []deck.Card{card.Forward(front, back)}
	}
	for i := range cards {
		if strings.Contains(cards[i].Answer, "\n") {
			cards[i].Forms = deck.Reveal
		}
	}
	return cards
}

// side returns one side of a card: without its id, and in one line if it is one paragraph.
func side(s string) string {
	s, _ = blocks.CutID(strings.TrimSpace(s))
	return text.Flow(s)
}
