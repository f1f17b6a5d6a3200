package deck

import (
	"recall/deck/text"
	"strings"
)

// pair is the text of a note with two sides.
func pair(front, back string) string { return text.OneLine(front) + " :: " + text.OneLine(back) }

// twoSided makes the card of a front and back, and the one the other way where both is set; none where a side is only an id.
func twoSided(front, back string, both bool) []Card {
	front, back = side(front), side(back)
	if front == "" || back == "" {
		return nil
	}
	var cards []Card
	if both {
		cards = []Card{forward(front, back), reverse(back, front, nil)}
	} else {
		cards = []Card{forward(front, back)}
	}
	for i := range cards {
		if strings.Contains(cards[i].Answer, "\n") {
			cards[i].Forms = Reveal
		}
	}
	return cards
}

// side is one side of a card: without id, and in one line if it is one paragraph.
func side(s string) string {
	s, _ = cutID(strings.TrimSpace(s))
	return text.Flow(s)
}
