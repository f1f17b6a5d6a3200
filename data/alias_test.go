package data

import (
	"context"
	"slices"
	"strings"
	"testing"

	"recall/data/place"
	"recall/srs"
)

// Machines that first saw different editions of a bullet, and learnt it under two ids, make it one with the history of both,
// in whatever order they meet; what a third does under the other id later counts, too.
func TestTwoIDsBecomeOne(t *testing.T) {
	const first = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n"
	const second = "# Sea\n\n- Keel: stops the drift of 4 boats\n- Rudder: turns the boat\n"
	for _, order := range []string{"abab", "baba", "acbcab", "bacbca", "cabcab"} {
		t.Run(order, func(t *testing.T) {
			folder, machines := t.TempDir(), map[rune]*Store{}
			for name, editions := range map[rune][]string{'a': {first, second}, 'b': {second}, 'c': {second}} {
				s := fresh(t)
				for day, text := range editions {
					load(t, s, string(name)+"/sea.md", text, at(day))
				}
				machines[name] = s
			}
			a, b, c := machines['a'], machines['b'], machines['c']
			if card(t, a, "Keel").UID == card(t, b, "Keel").UID {
				t.Fatal("both made one id: the test shows nothing")
			}
			record(t, a, card(t, a, "Keel").ID, srs.Good, at(2))
			record(t, b, card(t, b, "Keel").ID, srs.Good, at(3))
			if _, err := b.Tag([]int64{card(t, b, "Keel").ID}, []string{"hull"}, nil, at(3)); err != nil {
				t.Fatal(err)
			}
			record(t, c, card(t, c, "Keel").ID, srs.Again, at(4))
			if _, err := c.Undo(at(4)); err != nil {
				t.Fatal(err)
			}
			before, err := b.Backup(at(4).Time)
			if err != nil {
				t.Fatal(err)
			}
			all := []*Store{a, b}
			if strings.Contains(order, "c") {
				all = append(all, c)
			}
			for i, name := range order {
				if i == len(order)/2 && name != 'c' {
					record(t, c, card(t, c, "Keel").ID, srs.Good, at(12)) // under the id that it has
				}
				exchange(t, machines[name], folder, at(13))
			}
			for range 2 {
				for _, s := range all {
					exchange(t, s, folder, at(14))
				}
			}
			agree(t, all...)
			for i, s := range all {
				if n := len(cards(t, s)); n != len(cards(t, all[0])) || card(t, s, "Keel").State.Reps < 2 || card(t, s, "Keel").Tags[0] != "hull" {
					t.Errorf("machine %d: %d cards, %+v", i, n, card(t, s, "Keel").State)
				}
				load(t, s, string("abc"[i])+"/sea.md", second, at(15))
				sound(t, s)
				if done := exchange(t, s, folder, at(15)); done.Sent != (place.Contents{}) || done.Entries > 0 {
					t.Errorf("machine %d: with nothing new, %+v sent, %d taken", i, done.Sent, done.Entries)
				}
			}
			agree(t, all...)
			if _, err := b.Restore(context.Background(), before.Path, at(16)); err != nil { // that knows two
				t.Fatal(err)
			}
			agree(t, all...)
		})
	}
}

// newTwins returns two machines that learnt one bullet of a deck under two ids, and met at a folder.
func newTwins(t *testing.T, folder string) (a, b *Store) {
	const first = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n"
	const second = "# Sea\n\n- Keel: stops the drift of 4 boats\n- Rudder: turns the boat\n"
	a, b = fresh(t), fresh(t)
	for day, text := range []string{first, second} {
		loadDeck(t, a, "sea", "a/sea.md", text, at(day))
	}
	loadDeck(t, b, "sea", "b/sea.md", second, at(1))
	for i, s := range []*Store{a, b} {
		record(t, s, card(t, s, "Keel").ID, srs.Good, at(2+i))
		exchange(t, s, folder, at(4))
	}
	exchange(t, a, folder, at(4))
	agree(t, a, b)
	return a, b
}

// A place for one deck gets all of a bullet that was learnt under two ids.
func TestTwoIDsAtAPlaceForADeck(t *testing.T) {
	a, b := newTwins(t, t.TempDir())
	load(t, a, "other.md", boats, at(4))
	folder, late := t.TempDir(), fresh(t)
	sea, err := a.FindDeck("sea")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.RememberPlace(folder, BothWays, []int64{sea.ID}); err != nil {
		t.Fatal(err)
	}
	exchange(t, a, folder, at(5))
	exchange(t, late, folder, at(5))
	agree(t, b, late)
}

// Who only pulls gets one bullet, and the table of a class has each answer once.
func TestTwoIDsInAClass(t *testing.T) {
	folder := t.TempDir()
	a, _ := newTwins(t, folder)
	learner := fresh(t)
	pull(t, learner, folder, at(5), "sea")
	if got, want := content(t, learner, "sea"), content(t, a, "sea"); !slices.Equal(got, want) {
		t.Errorf("the learner gets\n%s\nand not\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	found, _ := answersAt(t, folder)
	answers := 0
	for _, n := range found {
		answers += n
	}
	if answers != 2 {
		t.Errorf("two answers, and the table has %v", found)
	}
}

// Two machines that made one deck under two ids, as it had another name at first, and set rules of their own, go on with one
// deck and the newer rules.
func TestTwoIDsOfADeck(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	loadDeck(t, a, "sea", "a/sea.md", boats, at(0))
	loadDeck(t, b, "ocean", "b/sea.md", boats, at(0))
	if err := b.RenameDeck(deckOf(t, b, "ocean").ID, "sea", at(0)); err != nil {
		t.Fatal(err)
	}
	setValue(t, a, "max_interval", deckOf(t, a, "sea").ID, "20", at(1))
	setValue(t, b, "max_interval", deckOf(t, b, "sea").ID, "30", at(2))
	for day := range 5 {
		record(t, a, card(t, a, "Keel").ID, srs.Easy, at(3+40*day))
		record(t, b, card(t, b, "Rudder").ID, srs.Easy, at(3+40*day))
	}
	for range 3 {
		exchange(t, a, folder, at(300))
		exchange(t, b, folder, at(300))
	}
	agree(t, a, b)
	for _, s := range []*Store{a, b} {
		if days := card(t, s, "Keel").State.Interval; days != 30 {
			t.Errorf("the interval is %d days, and not the longest by the newer rules", days)
		}
		if done := exchange(t, s, folder, at(301)); done.Bytes+done.Read != 0 {
			t.Errorf("with nothing new, %d bytes are sent and %d read", done.Bytes, done.Read)
		}
	}
}
