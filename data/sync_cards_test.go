package data

import "testing"

// Two machines that each made a card of one bullet that the other lacks have both in the end, also where they had as many
// before.
func TestCardsOfABulletUnite(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	const text = "# Sea\n\n- boom parts: fin, bulb, wing\n"
	loadDeck(t, a, "sea", "sea.md", text, at(0))
	loadDeck(t, b, "sea", "sea.md", text, at(0))
	for i, s := range []*Store{a, b} {
		word := []string{"tail", "nose"}[i]
		loadDeck(t, s, "sea", "sea.md", "# Sea\n\n- boom parts: fin, bulb, wing, "+word+"\n", at(1+i))
	}
	for range 3 {
		exchange(t, b, folder, at(4))
		exchange(t, a, folder, at(4))
	}
	agree(t, a, b)
}
