package data

import (
	"slices"
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
