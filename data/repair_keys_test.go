package data

import (
	"path/filepath"
	"testing"

	"recall/srs"
)

// A row that is gone takes along what points at it, and no more: the rest is right after a repair, and the next import of the
// file brings back what was taken out, with its history.
func TestRowsThatPointAtNothing(t *testing.T) {
	for name, harm := range map[string]string{
		"the number of a card's id":  "UPDATE subject SET id = id + 100000 WHERE id = (SELECT max(id) FROM card)",
		"the id of a card":           "DELETE FROM subject WHERE id = (SELECT max(id) FROM card)",
		"the id of a card with log":  "DELETE FROM subject WHERE id = (SELECT subject FROM log WHERE kind = 1 LIMIT 1)",
		"the number of one with log": "UPDATE subject SET id = id + 100000 WHERE id = (SELECT subject FROM log WHERE kind = 1 LIMIT 1)",
		"a card":                     "DELETE FROM card WHERE id = (SELECT max(id) FROM card)",
		"a bullet":                   "DELETE FROM note WHERE id = (SELECT max(id) FROM note)",
		"a heading":                  "DELETE FROM section WHERE id = (SELECT max(section) FROM note)",
		"a file":                     "DELETE FROM source",
		"a deck's id":                "UPDATE subject SET id = id + 100000 WHERE id = (SELECT id FROM deck)",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "recall.db")
			s := open(t, path)
			load(t, s, "sea.md", notes, at(0))
			record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
			record(t, s, card(t, s, "Boom").ID, srs.Good, at(0))
			many := len(cards(t, s))
			if _, err := s.execScript("PRAGMA foreign_keys = OFF; " + harm + "; PRAGMA foreign_keys = ON"); err != nil {
				t.Fatal(err)
			}
			if c, err := s.Check(false); err != nil || len(c.Faults) == 0 {
				t.Errorf("check finds %q, %v", c.Faults, err)
			}
			if r, err := s.Repair(at(1)); err != nil || len(r.Left) > 0 || len(r.Done) == 0 {
				t.Fatalf("done: %q\nleft: %q, %v", r.Done, r.Left, err)
			}
			sound(t, s)
			load(t, s, "sea.md", notes, at(2))
			sound(t, s)
			if n := len(reviewsOf(t, s)); n != 2 && name != "the id of a card with log" {
				t.Errorf("%d of 2 reviews are there", n)
			}
			if n := len(cards(t, s)); n != many {
				t.Errorf("%d of %d cards are there", n, many)
			}
		})
	}
}
