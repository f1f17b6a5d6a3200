package quiz

import (
	"slices"
	"strings"
	"testing"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
)

// The line below an answer helps to find the bullet: it names the parent bullets that the front names.
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
		card := &data.Card{Deck: "garden", Chapter: c.chapter, Path: c.path, Text: "depth: 5 cm",
			Card: deck.Card{Context: c.near}}
		path, bullet := source(card)
		got := strings.TrimPrefix(path+" · "+bullet, " · ")
		if got != c.want {
			t.Errorf("under %q, asked in %q: %q, want %q", c.path, c.near, got, c.want)
		}
	}
}

// Tags at the end of a bullet don't make it say more than its card.
func TestSourceHasNoTags(t *testing.T) {
	if _, bullet := source(&data.Card{Text: "depth: 5 cm #spring #beds/raised"}); bullet != "depth: 5 cm" {
		t.Errorf("it is %q", bullet)
	}
}

// An interval reads and sounds the same.
func TestIntervals(t *testing.T) {
	for days, want := range map[int]draw.Interval{
		1: {Short: "1d", Long: "1 day"}, 15: {Short: "15d", Long: "15 days"},
		135: {Short: "4.4mo", Long: "4.4 months"},
		365: {Short: "1.0y", Long: "1.0 years"}, 767: {Short: "2.1y", Long: "2.1 years"},
	} {
		if got := interval(days); got != want {
			t.Errorf("%d days: %+v, want %+v", days, got, want)
		}
	}
}

// Every grade key has the colour of its grade, even if the card comes back and the keys have other names.
func TestGradesKeepTheirColours(t *testing.T) {
	ui, _, _ := play(t, store(t), 0, Options{Limit: 1}, "space 2 space")
	for i, want := range map[int][]string{
		1: {"Again 31", "Hard 33", "Good 32", "Easy 36"},
		3: {"again 31", "again 31", "done 32", "done 32"},
	} {
		var got []string
		for _, b := range ui.shown[i].Buttons {
			got = append(got, b.Name+" "+string(b.Ink))
		}
		if !slices.Equal(got, want) {
			t.Errorf("screen %d has the grades %q, want %q", i, got, want)
		}
	}
}
