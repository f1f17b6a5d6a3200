package data

import (
	"fmt"
	"strings"
	"testing"

	"recall/srs"
)

// One machine deletes a deck and restores it before it hears that another one deleted it, too, with a bullet that only that one
// has. The later of the two acts counts on every machine. If the deck is back, so is all that was deleted with it on either, also
// without a card. If it is not, a restore on any of them brings all of it back.
func TestDeckIsBackBeforeAnotherDeletionIsKnown(t *testing.T) {
	const sea = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n- Boom: the spar along the foot\n"
	for name, c := range map[string]struct {
		deleted, restored, elsewhere int // days
		back                         bool
	}{
		"deleted elsewhere before":              {4, 8, 3, true},
		"deleted elsewhere between":             {4, 8, 6, true},
		"deleted elsewhere after":               {4, 6, 8, false},
		"deleted elsewhere before, in one deck": {4, 8, 4, true},
	} {
		for first := range 3 {
			t.Run(fmt.Sprint(name, ", ", first, " hears first"), func(t *testing.T) {
				folder := t.TempDir()
				a, b, c3 := fresh(t), fresh(t), fresh(t)
				load(t, a, "a/sea.md", sea, at(0))
				load(t, b, "b/sea.md", sea, at(0))
				meetAll(t, folder, at(0), a, b, c3)
				load(t, b, "b/sea.md", strings.Replace(sea, "- Boom: the spar along the foot", "- Mast: carries all sails\n- Jib", 1), at(2))
				record(t, b, card(t, b, "Mast").ID, srs.Good, at(2))
				for day := 1; day < 10; day++ {
					switch day {
					case c.deleted:
						if err := a.DeleteDeck(deckOf(t, a, "test").ID, at(day)); err != nil {
							t.Fatal(err)
						}
					case c.restored:
						if _, err := a.UndeleteDeck("test", at(day)); err != nil {
							t.Fatal(err)
						}
					}
					if day == c.elsewhere {
						if err := b.DeleteDeck(deckOf(t, b, "test").ID, at(day)); err != nil {
							t.Fatal(err)
						}
					}
				}
				order := []*Store{a, b, c3}
				for i := range 3 {
					exchange(t, order[(first+i)%3], folder, at(10))
				}
				all := meetAll(t, folder, at(11), a, b, c3)
				if !c.back {
					for i, s := range all {
						if names := deckNames(t, s); len(names) > 0 {
							t.Errorf("machine %d has the decks %q", i, names)
						}
					}
					if _, err := all[first].UndeleteDeck("test", at(12)); err != nil {
						t.Fatal(err)
					}
					all = meetAll(t, folder, at(13), a, b, c3)
				}
				for i, s := range all {
					for front, parked := range map[string]bool{"Keel": false, "Rudder": false, "Mast": false, "Boom": false} {
						if got := card(t, s, front); got.State.Parked != parked || got.Deck != "test" {
							t.Errorf("machine %d: %s is in %q, parked %t", i, front, got.Deck, got.State.Parked)
						}
					}
					var away int // bullets without a card
					if err := s.get([]any{&away}, "SELECT count(*) FROM note WHERE parked = 1 AND text = 'Jib'"); err != nil || away > 0 {
						t.Errorf("machine %d: the bullet without a card is parked, %v", i, err)
					}
				}
				for i, s := range all {
					if done := exchange(t, s, folder, at(14)); done.Bytes > 0 || i < 3 && done.Read > 0 {
						t.Errorf("machine %d: with nothing new, %d bytes are sent and %d read", i, done.Bytes, done.Read)
					}
				}
			})
		}
	}
}
