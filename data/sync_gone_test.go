package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// A deck that is deleted on one machine is deleted on all, and comes back on all of them where it is restored or its file
// imported again, with the newest text of each bullet.
func TestDeckIsDeletedOnAllMachines(t *testing.T) {
	const old = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n"
	const new = "# Sea\n\n- Keel: stops the drift of 4 boats\n- Rudder: turns the boat\n"
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	meet := func(day int) {
		for _, s := range []*Store{a, b, a, b} {
			exchange(t, s, folder, at(day))
		}
		agree(t, a, b)
	}
	listed := func() (on []bool) {
		for _, s := range []*Store{a, b} {
			_, err := s.FindDeck("test")
			on = append(on, err == nil)
		}
		return on
	}
	load(t, a, "a/sea.md", old, at(0))
	load(t, b, "b/sea.md", old, at(0))
	meet(0)
	load(t, a, "a/sea.md", new, at(1))
	meet(1)
	for day, back := range []func(at Moment) error{
		func(at Moment) error { load(t, b, "b/sea.md", old, at); return nil },
		func(at Moment) error { _, err := a.UndeleteDeck("test", at); return err },
		func(at Moment) error { _, err := b.UndeleteDeck("test", at); return err },
	} {
		deck := card(t, a, "Keel").DeckID
		if err := a.DeleteDeck(deck, at(2+4*day)); err != nil {
			t.Fatal(err)
		}
		exchange(t, a, folder, at(2+4*day))
		if done := exchange(t, b, folder, at(2+4*day)); done.Merged.Deleted != "test\n" {
			t.Errorf("the machine is told that these were deleted: %q", done.Merged.Deleted)
		}
		meet(3 + 4*day)
		if on := listed(); slices.Contains(on, true) {
			t.Fatalf("deleted, and listed: %v", on)
		}
		if err := back(at(4 + 4*day)); err != nil {
			t.Fatal(err)
		}
		meet(5 + 4*day)
		if on := listed(); slices.Contains(on, false) {
			t.Fatalf("way %d: back, and listed: %v", day, on)
		}
		for _, s := range []*Store{a, b} {
			keel := card(t, s, "Keel")
			if keel.State.Parked || keel.Answer != "stops the drift of 4 boats" || card(t, s, "Rudder").State.Parked {
				t.Errorf("way %d: keel %q, %+v", day, keel.Answer, keel.State)
			}
			record(t, s, keel.ID, srs.Good, at(5+4*day))
		}
	}
}

// Two machines delete one deck before they meet, one of them with a card that the other never had and without one that its file
// lost. Wherever the deck is restored, the same cards come back: those that were deleted with it.
func TestDeckThatTwoMachinesDeleted(t *testing.T) {
	const sea = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n- Boom: the spar along the foot\n"
	for name, days := range map[string][2]int{"the other one first": {9, 5}, "the other one last": {3, 5}} {
		for restorer := range 2 {
			t.Run(fmt.Sprint(name, ", restored on ", restorer), func(t *testing.T) {
				folder := t.TempDir()
				a, b := fresh(t), fresh(t)
				load(t, a, "a/sea.md", sea, at(0))
				load(t, b, "b/sea.md", sea, at(0))
				for range 2 {
					exchange(t, a, folder, at(0))
					exchange(t, b, folder, at(0))
				}
				load(t, b, "b/sea.md", strings.Replace(sea, "- Boom: the spar along the foot", "- Mast: carries all sails", 1), at(4))
				for i, s := range []*Store{a, b} {
					if err := s.DeleteDeck(deckOf(t, s, "test").ID, at(days[i])); err != nil {
						t.Fatal(err)
					}
				}
				for range 2 {
					exchange(t, a, folder, at(10))
					exchange(t, b, folder, at(10))
				}
				if _, err := []*Store{a, b}[restorer].UndeleteDeck("test", at(11)); err != nil {
					t.Fatal(err)
				}
				for i, s := range meetAll(t, folder, at(12), a, b) {
					for front, parked := range map[string]bool{"Keel": false, "Rudder": false, "Mast": false, "Boom": true} {
						if c := card(t, s, front); c.State.Parked != parked {
							t.Errorf("machine %d: %s is parked: %t", i, front, c.State.Parked)
						}
					}
				}
			})
		}
	}
}
