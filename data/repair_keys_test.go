package data

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
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

// A bullet whose deck's number was hit goes back into its deck, with its cards and without an import: its checksum tells which
// that is, or, if more was hit, its cards' schedules.
func TestABulletGoesBackIntoItsDeck(t *testing.T) {
	for name, test := range map[string]struct {
		harm  string
		aside int // copies in quarantine
		did   string
	}{
		"the number alone":          {"deck = 99999", 0, "; its deck was wrong and is right again"},
		"the number of another one": {"deck = (SELECT id FROM deck WHERE name = 'other')", 0, "; its deck was wrong and is right again"},
		"the type of the number":    {"deck = CAST(deck AS BLOB)", 0, "; its deck could not be read and is right again"},
		"the line too":              {"deck = 99999, line = 20000", 1, "; put back into the deck of its cards"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), "recall.db"))
			load(t, s, "sea.md", notes, at(0))
			deck := card(t, s, "Keel").DeckID
			for i := range 300 { // so that the other deck's number differs in two bytes
				if _, err := s.exec("INSERT INTO subject (uid) VALUES (?)", append(make([]byte, 14), byte(i>>8), byte(i))); err != nil {
					t.Fatal(err)
				}
			}
			loadDeck(t, s, "other", "other.md", "# other\n\n- Gaff: a spar on top\n", at(0))
			record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
			many := len(cards(t, s))
			const strict = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = substr(sql, 1, length(sql) - 6) || '%s' WHERE name = 'note'"
			tamper(t, s, fmt.Sprintf(strict, "      "))
			tamper(t, s, "UPDATE note SET "+test.harm+" WHERE id = (SELECT min(id) FROM note)")
			tamper(t, s, fmt.Sprintf(strict, "STRICT"))
			r, err := s.Repair(at(1))
			if err != nil || len(r.Left) > 0 || !slices.ContainsFunc(r.Done, func(d string) bool { return strings.HasSuffix(d, test.did) }) {
				t.Fatalf("done: %q\nleft: %q, %v", r.Done, r.Left, err)
			}
			sound(t, s)
			if got := card(t, s, "Keel"); got.DeckID != deck || got.State.Reps != 1 {
				t.Errorf("it is in deck %d, not %d, and has %+v", got.DeckID, deck, got.State)
			}
			var aside int
			if err := s.get([]any{&aside}, "SELECT count(*) FROM quarantine"); err != nil || aside != test.aside {
				t.Errorf("%d rows are in quarantine, not %d, %v", aside, test.aside, err)
			}
			if n := len(cards(t, s)); n != many {
				t.Errorf("%d of %d cards are there", n, many)
			}
		})
	}
}
