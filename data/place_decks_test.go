package data

import (
	"strings"
	"testing"

	"recall/srs"
)

// A place that gets one deck gets what was learnt of a bullet that moves into its file.
func TestPlaceOfADeckIntoWhichABulletMoves(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
	loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
	record(t, a, card(t, a, "Alpha").ID, srs.Good, at(0))
	if _, err := a.RememberPlace(folder, BothWays, []int64{deckOf(t, a, "Latin").ID}); err != nil {
		t.Fatal(err)
	}
	exchange(t, a, folder, at(0))
	exchange(t, b, folder, at(0))
	const alpha = "- Alpha: the first letter\n"
	plans, err := a.Plans([]Batch{{Deck: "Greek", Files: []File{fileOf(t, "/a/g.md", strings.Replace(greek, alpha, "", 1))}},
		{Deck: "Latin", Files: []File{fileOf(t, "/a/l.md", latin+alpha)}}})
	if err == nil {
		_, err = a.Import(plans, at(1))
	}
	if err != nil {
		t.Fatal(err)
	}
	exchange(t, a, folder, at(1))
	exchange(t, b, folder, at(1))
	if c, there := card(t, b, "Alpha"), card(t, a, "Alpha"); c.Deck != "Latin" || c.State != there.State || c.State.Reps != 1 {
		t.Errorf("Alpha is in %s with %+v, and on the other machine with %+v", c.Deck, c.State, there.State)
	}
	for _, s := range []*Store{a, b} {
		if done := exchange(t, s, folder, at(2)); done.Bytes+done.Read > 0 {
			t.Errorf("with nothing new, %d bytes are sent and %d read", done.Bytes, done.Read)
		}
		sound(t, s)
	}
}
