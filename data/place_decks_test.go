package data

import (
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// A learner who pulls one deck gets on with what it has become a part of: its bullets stay where they are with all that was
// learnt, the others come, and it is said once.
func TestClassThatIsAPartOfAnotherDeckNow(t *testing.T) {
	folder := t.TempDir()
	teacher, learner := fresh(t), fresh(t)
	loadDeck(t, teacher, "Greek", "teacher/g.md", greek, at(0))
	loadDeck(t, teacher, "Latin", "teacher/l.md", latin, at(0))
	shares := func(deck string, m Moment) {
		t.Helper()
		p, err := teacher.RememberPlace(folder, PushOnly, []int64{deckOf(t, teacher, deck).ID})
		if err == nil {
			_, err = teacher.Exchange(t.Context(), p, m, false, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	shares("Greek", at(0))
	pull(t, learner, folder, at(1), "Greek")
	record(t, learner, card(t, learner, "Alpha").ID, srs.Good, at(1))
	merge(t, teacher, "Greek", "Latin", at(2))
	loadDeck(t, teacher, "Latin", "teacher/g.md", strings.Replace(greek, "second letter", "second of all letters", 1)+"- Gamma: the third letter\n", at(3))
	shares("Latin", at(3))
	p, err := learner.placeAt(folder)
	if err != nil {
		t.Fatal(err)
	}
	would, err := learner.Exchange(t.Context(), p, at(4), true, nil)
	if err != nil {
		t.Fatal(err)
	}
	for day, done := range []Exchanged{would, pull(t, learner, folder, at(4))} {
		if got := done.Pulled.Merged; len(got) != 1 || got[0].Old != "Greek" || got[0].New != "Latin" {
			t.Errorf("%d: it says %+v", day, got)
		}
	}
	if c := card(t, learner, "Alpha"); c.State.Reps != 1 || c.Deck != "Greek" {
		t.Errorf("Alpha is in %s with %+v", c.Deck, c.State)
	}
	for front, says := range map[string]string{"Beta": "the second of all letters", "Gamma": "the third letter", "Amo": "I love all things"} {
		if c := card(t, learner, front); c.Answer != says || c.State.Parked {
			t.Errorf("%s is %q", front, c.Answer)
		}
	}
	sound(t, learner)
	loadDeck(t, teacher, "Latin", "teacher/l.md", latin+"- Nauta: sailor of the ship\n", at(5))
	exchange(t, teacher, folder, at(5))
	if done := pull(t, learner, folder, at(6)); len(done.Pulled.Merged) > 0 || card(t, learner, "Nauta").Deck != "Latin" {
		t.Errorf("it says once more %+v", done.Pulled.Merged)
	}
	if places, err := learner.Places(); err != nil || !slices.Equal(places[0].Decks, []string{"Latin"}) {
		t.Errorf("the place is for %+v, %v", places, err)
	}
	sound(t, learner)
}

// A learner's deck of a class may become one with a deck of another machine, under that one's id. The class goes on.
func TestClassWhoseDeckHasAnotherIDNow(t *testing.T) {
	both := func(a, b *Store) []*Store { return []*Store{a, b} }
	other := func(a, b *Store) []*Store { return []*Store{b, a} }
	for _, machines := range []func(a, b *Store) []*Store{both, other} {
		for _, names := range [][2]string{{"Greek", "Hellas"}, {"Hellas", "Greek"}} {
			class, home := t.TempDir(), t.TempDir()
			teacher, a, b := fresh(t), fresh(t), fresh(t)
			loadDeck(t, teacher, names[0], "teacher/g.md", greek, at(0))
			exchange(t, teacher, class, at(0))
			pull(t, a, class, at(0), names[0])
			loadDeck(t, b, names[1], "b/l.md", latin, at(0))
			rename(t, b, names[1], names[0], at(1))
			for range 3 {
				for _, s := range machines(a, b) {
					exchange(t, s, home, at(2))
				}
			}
			loadDeck(t, teacher, names[0], "teacher/g.md", greek+"- Gamma: the third letter\n", at(3))
			exchange(t, teacher, class, at(3))
			if done := pull(t, a, class, at(4)); len(done.Pulled.Plans) != 1 || len(done.Pulled.Merged) > 0 || card(t, a, "Gamma").Deck != names[0] {
				t.Errorf("%q: %+v came", names, done.Pulled)
			}
			if places, err := a.Places(); err != nil || places[0].Decks[0] != names[0] {
				t.Errorf("the place is for %+v, %v", places[0].Decks, err)
			}
			sound(t, a)
		}
	}
}

// A place that gets one deck gets what is merged into it, also under another name.
func TestPlaceOfADeckIntoWhichOthersAreMerged(t *testing.T) {
	for _, direction := range []Direction{BothWays, PushOnly} {
		folder := t.TempDir()
		a, b := fresh(t), fresh(t)
		loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
		loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
		record(t, a, card(t, a, "Alpha").ID, srs.Good, at(0))
		if _, err := a.RememberPlace(folder, direction, []int64{deckOf(t, a, "Latin").ID}); err != nil {
			t.Fatal(err)
		}
		exchange(t, a, folder, at(0))
		exchange(t, b, folder, at(0))
		rename(t, a, "Latin", "Old tongues", at(1))
		merge(t, a, "Greek", "Old tongues", at(2))
		exchange(t, a, folder, at(3))
		exchange(t, b, folder, at(3))
		if c := card(t, b, "Alpha"); c.Deck != "Old tongues" || c.State.Reps != 1 {
			t.Errorf("%s: Alpha is in %s with %+v", direction, c.Deck, c.State)
		}
		sound(t, b)
	}
}

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
