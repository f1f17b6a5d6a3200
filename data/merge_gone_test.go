package data

import (
	"slices"
	"testing"

	"recall/srs"
)

// A backup that has a deck merged into one that is deleted here brings that back, with what came into it, and what was deleted
// with it stays away. One in which it was deleted since brings nothing back, and one with the words of a purged deck brings these.
func TestRestoreOfAMergeIntoADeckThatIsGone(t *testing.T) {
	for name, c := range map[string]struct {
		there, here func(s *Store, deck int64, m Moment) error // what becomes of Latin after the merge, and of the one here
		parked      map[string]bool                            // of what is listed afterwards
	}{
		"deleted here":           {nil, (*Store).DeleteDeck, map[string]bool{"Alpha": false, "Amo": true}},
		"purged here":            {nil, (*Store).PurgeDeck, map[string]bool{"Alpha": false, "Amo": false}},
		"deleted there, as here": {(*Store).DeleteDeck, (*Store).DeleteDeck, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			loadDeck(t, s, "Greek", "g.md", greek, at(0))
			loadDeck(t, s, "Latin", "l.md", latin, at(0))
			record(t, s, card(t, s, "Alpha").ID, srs.Good, at(0))
			before, err := s.Backup(at(0).Time)
			if err != nil {
				t.Fatal(err)
			}
			merge(t, s, "Greek", "Latin", at(1))
			if c.there != nil {
				if err := c.there(s, deckOf(t, s, "Latin").ID, at(2)); err != nil {
					t.Fatal(err)
				}
			}
			merged, err := s.Backup(at(2).Time)
			if err == nil {
				err = s.Unpack(t.Context(), before.Path, func(u *Unpacked) error { return u.Replace(t.Context()) })
			}
			if err == nil {
				err = c.here(s, deckOf(t, s, "Latin").ID, at(3))
			}
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if _, err := s.Restore(t.Context(), merged.Path, at(4)); err != nil {
					t.Fatal(err)
				}
				sound(t, s)
				if names := deckNames(t, s); slices.Contains(names, "Latin") != (c.parked != nil) || slices.Contains(names, "Greek") {
					t.Errorf("the decks are %q", names)
				}
				for front, parked := range c.parked {
					if got := card(t, s, front); got.Deck != "Latin" || got.State.Parked != parked {
						t.Errorf("%s is in %s, parked %t", front, got.Deck, got.State.Parked)
					}
				}
			}
			if c.parked == nil {
				if _, err := s.UndeleteDeck("Latin", at(5)); err != nil {
					t.Fatal(err)
				}
			}
			if got := card(t, s, "Alpha"); got.State.Parked || got.State.Reps != 1 {
				t.Errorf("Alpha is %+v", got.State)
			}
			sound(t, s)
		})
	}
}
