package data

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// What belongs to nothing is named and put in quarantine, and a card without a schedule is asked again. Nothing else changes.
func TestWhatBelongsToNothing(t *testing.T) {
	for _, test := range []struct {
		harm, want string
		aside      int // rows in quarantine
	}{
		{"DELETE FROM schedule WHERE card = KEEL", "the schedule of card ID is missing", 0},
		{"DELETE FROM schedule WHERE note = (SELECT note FROM card WHERE id = KEEL)", "the schedule of card ID is missing", 0},
		{"INSERT INTO setting (deck, name, value) VALUES (99999, 'form', 'type')", "the setting form is of a deck that is not there", 1},
		{"INSERT INTO setting (deck, name, value) VALUES (KEEL, 'form', 'type')", "the setting form is of a deck that is not there", 1},
		{"INSERT INTO meta (deck, name, value) VALUES (99999, 'deleted_after', '7')",
			"what the program stored as deleted_after is of a deck that is not there", 1},
		{"INSERT INTO place_log VALUES (1, 1, 77, 0)", "log entry 1-77 waits for a place, and is not there", 1},
		{"INSERT INTO touched VALUES (99999, 'x')", "the bullet with the number 99999 is said to be changing, and nothing changes it", 1},
		{"UPDATE place SET decks = 'x'", "what is stored about the place /meet can't be read", 1},
		{`UPDATE place SET decks = '["x"]'`, "what is stored about the place /meet can't be read", 1},
	} {
		t.Run(test.harm, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), "recall.db"))
			load(t, s, "sea.md", notes, at(0))
			if _, err := s.RememberPlace("/meet", BothWays, nil); err != nil {
				t.Fatal(err)
			}
			keel := card(t, s, "Keel")
			record(t, s, keel.ID, srs.Good, at(0))
			before, order := cards(t, s), queueOf(t, s)
			harm := strings.ReplaceAll(test.harm, "KEEL", "(SELECT subject FROM log WHERE kind = 1)")
			if _, err := s.execScript("PRAGMA foreign_keys = OFF; " + harm + "; PRAGMA foreign_keys = ON"); err != nil {
				t.Fatal(err)
			}
			want := strings.Replace(test.want, "ID", keel.Short(), 1)
			c, err := s.Check(false)
			if err != nil || !slices.Contains(c.Faults, want) || c.Stale == len(c.Faults) {
				t.Errorf("not %s, but %q, %v", want, c.Faults, err)
			}
			if r, err := s.Repair(at(1)); err != nil || len(r.Left) > 0 || !strings.HasPrefix(strings.Join(r.Done, "\n"), strings.TrimSuffix(want, " is missing")) {
				t.Fatalf("done: %q\nleft: %q, %v", r.Done, r.Left, err)
			}
			sound(t, s)
			var aside int
			if err := s.get([]any{&aside}, "SELECT count(*) FROM quarantine"); err != nil || aside != test.aside {
				t.Errorf("%d rows are in quarantine, not %d, %v", aside, test.aside, err)
			}
			if now := cards(t, s); len(now) != len(before) {
				t.Errorf("%d of %d cards are there", len(now), len(before))
			}
			if got := card(t, s, "Keel").State; got != keel.State && got.Reps != 1 {
				t.Errorf("its schedule is %+v", got)
			}
			if now := queueOf(t, s); !slices.Equal(now, order) {
				t.Errorf("asked are %v, not %v", now, order)
			}
			if places, err := s.Places(); err != nil || len(places) > 0 == strings.Contains(test.harm, "decks") {
				t.Errorf("%d places are there, %v", len(places), err)
			}
		})
	}
}

// queueOf returns the cards of the roadmap's order.
func queueOf(t *testing.T, s *Store) (list []int64) {
	t.Helper()
	list, err := s.numbers("SELECT card FROM schedule ORDER BY rank, card")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A place whose decks can't be read is no reason to stop: an error says what is wrong.
func TestPlaceThatCannotBeRead(t *testing.T) {
	s := fresh(t)
	if _, err := s.RememberPlace("/meet", BothWays, nil); err != nil {
		t.Fatal(err)
	}
	for _, decks := range []string{"x", `["x"]`, `[7]`, `{}`} {
		if _, err := s.exec("UPDATE place SET decks = ?", decks); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Places(); !Damaged(err) {
			t.Errorf("%s: %v", decks, err)
		}
	}
}
