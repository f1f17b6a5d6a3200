package data

import (
	"context"
	"slices"
	"testing"
)

func rename(t *testing.T, s *Store, deck, name string, m Moment) {
	t.Helper()
	if err := s.RenameDeck(deckOf(t, s, deck).ID, name, m); err != nil {
		t.Fatal(err)
	}
}

// The newest name of a deck counts on all machines, also where it was another deck's before, or two decks want it.
func TestNamesOfDecksTravel(t *testing.T) {
	const sky, moon = "# Sky\n\n- Cirrus: ice at ten kilometres\n", "# Moon\n\n- Mare: a dark plain of basalt\n"
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	loadDeck(t, a, "sea", "a/sea.md", boats, at(0))
	loadDeck(t, a, "sky", "a/sky.md", sky, at(0))
	exchange(t, a, folder, at(0))
	exchange(t, b, folder, at(0))
	meet := func(day int, names ...string) {
		t.Helper()
		for range 2 {
			exchange(t, a, folder, at(day))
			exchange(t, b, folder, at(day))
		}
		agree(t, a, b)
		late := fresh(t)
		exchange(t, late, folder, at(day))
		for i, s := range []*Store{a, b, late} {
			got := deckNames(t, s)
			if slices.Sort(got); !slices.Equal(got, names) {
				t.Errorf("day %d, machine %d: the decks are %q, not %q", day, i, got, names)
			}
		}
		for _, s := range []*Store{a, b} {
			if done := exchange(t, s, folder, at(day)); done.Bytes+done.Read != 0 {
				t.Errorf("day %d: with nothing new, %d bytes are sent and %d read", day, done.Bytes, done.Read)
			}
		}
	}

	rename(t, a, "sea", "ocean", at(1))
	exchange(t, a, folder, at(1))
	p, err := b.placeAt(folder)
	if err != nil {
		t.Fatal(err)
	}
	would, err := b.Exchange(context.Background(), p, at(1), true, nil)
	if err != nil || would.Renamed != 1 || would.Merged.Settings != 0 {
		t.Errorf("%+v would come, %v", would.Merged, err)
	}
	meet(1, "ocean", "sky")

	rename(t, a, "ocean", "water", at(2))
	rename(t, b, "ocean", "lake", at(3))
	meet(3, "lake", "sky")

	rename(t, a, "lake", "sea", at(4)) // and a new deck takes the name that is free now
	loadDeck(t, a, "lake", "a/moon.md", moon, at(4))
	meet(4, "lake", "sea", "sky")

	rename(t, a, "sky", "blue", at(5))
	rename(t, b, "sea", "blue", at(6))
	meet(6, "blue", "blue (2)", "lake")
	if c := card(t, a, "Keel"); c.Deck != "blue" {
		t.Errorf("the newer rename is of the sea, and it is called %s", c.Deck)
	}

	if err := a.PurgeDeck(deckOf(t, a, "blue").ID, at(7)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		exchange(t, a, folder, at(8))
		exchange(t, b, folder, at(8))
	}
	var left int
	if err := a.get([]any{&left}, "SELECT count(*) FROM setting WHERE value = 'blue' AND deck = (SELECT deck FROM source WHERE purged = 1)"); err != nil || left > 0 {
		t.Errorf("the name of a deck that was purged is kept, %v", err)
	}
	sound(t, a)
	sound(t, b)
}

// A learner has the name that a class's deck has now, unless it was renamed here.
func TestNamesInAClass(t *testing.T) {
	folder := t.TempDir()
	teacher, learner, own := fresh(t), fresh(t), fresh(t)
	loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
	exchange(t, teacher, folder, at(0))
	pull(t, learner, folder, at(1))
	pull(t, own, folder, at(1))
	rename(t, own, "sea", "mine", at(3))
	rename(t, teacher, "sea", "ocean", at(2))
	exchange(t, teacher, folder, at(2))
	if done := pull(t, learner, folder, at(4)); len(done.Pulled.Renamed) != 1 {
		t.Errorf("%+v", done.Pulled)
	}
	pull(t, own, folder, at(4))
	for want, s := range map[string]*Store{"ocean": learner, "mine": own} {
		if got := deckNames(t, s); !slices.Equal(got, []string{want}) {
			t.Errorf("the decks are %q, not %q", got, want)
		}
		sound(t, s)
	}
	rename(t, teacher, "ocean", "lake", at(5))
	loadDeck(t, teacher, "lake", "teacher/sea.md", class2, at(5))
	exchange(t, teacher, folder, at(5))
	pull(t, learner, folder, at(6))
	if say := difference(1, content(t, teacher, "lake"), content(t, learner, "lake")); say != "" {
		t.Errorf("renamed with a new edition:\n%s", say)
	}
}
