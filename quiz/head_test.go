package quiz

import (
	"testing"

	"recall/data"
	"recall/deck"
)

// The line under an answer leads to the bullet: it names the bullets above it that the front names.
func TestSourceLeadsToTheBullet(t *testing.T) {
	for _, c := range []struct {
		path          []string
		chapter, near string
		want          string
	}{
		{[]string{"Vegetables"}, "Vegetables", "Beans › Runner beans", "Vegetables › Beans › Runner beans · depth: 5 cm"},
		{[]string{"2. Vegetables", "Spring"}, "2. Vegetables", "Spring", "Spring · depth: 5 cm"},
		{[]string{"2. Vegetables"}, "2. Vegetables", "Vegetables", "2. Vegetables · depth: 5 cm"},
		{nil, "", "garden", "depth: 5 cm"},
		{nil, "", "", "depth: 5 cm"},
	} {
		card := &data.Card{Deck: "garden", Chapter: c.chapter, Path: c.path, Text: "depth: 5 cm", Card: deck.Card{Context: c.near}}
		if got := source(card); got != c.want {
			t.Errorf("under %q, asked in %q: %q, want %q", c.path, c.near, got, c.want)
		}
	}
}
