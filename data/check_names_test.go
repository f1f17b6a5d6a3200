package data

import (
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tamper changes a database as another program would: no trigger keeps the checksums, and no reference is looked at.
func tamper(t *testing.T, s *Store, script string) {
	t.Helper()
	db, err := sql.Open("sqlite", s.Path())
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec("PRAGMA foreign_keys = OFF; " + script)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// A fault names a bullet by its words, its file and its line, and a card by the id that lists print, where they can be read.
func TestFaultsNameWhatTheLearnerKnows(t *testing.T) {
	const keel = "(SELECT id FROM note WHERE text LIKE 'Keel%')"
	for _, test := range []struct{ harm, want string }{
		{"UPDATE note SET line = 70 WHERE id = " + keel, `what is stored of the bullet "Keel: the lowest beam of a hull" (/sea.md:70) is not as it was written`},
		{"UPDATE note SET text = char(27) || '[31m' || char(10) || text || hex(zeroblob(40)) WHERE id = " + keel,
			`the text of the bullet "[31m Keel: the lowest beam of a…" (/sea.md:3) is not as it was written`},
		{"UPDATE note SET tags = 'x' WHERE id = " + keel,
			`what is stored beside the text of the bullet "Keel: the lowest beam of a hull" (/sea.md:3) can't be read`},
		{"UPDATE note SET source = 99 WHERE id = " + keel, `the file of the bullet "Keel: the lowest beam of a hull" is not there`},
		{"UPDATE note SET deck = 99 WHERE id = " + keel, `the deck of the bullet "Keel: the lowest beam of a hull" (/sea.md:3) is not there`},
		{"UPDATE card SET members = 'x' WHERE note = " + keel, "card ID can't be read"},
		{"DELETE FROM subject WHERE id IN (SELECT id FROM card WHERE note = " + keel + ")",
			`the id of a card of the bullet "Keel: the lowest beam of a hull" (/sea.md:3) is not there`},
		{"DELETE FROM note WHERE id = " + keel, "the bullet of card ID is not there"},
		{"UPDATE note SET anki = 'x' WHERE id = " + keel,
			`what Anki keeps of the bullet "Keel: the lowest beam of a hull" (/sea.md:3) is not as it was written`},
	} {
		s := open(t, filepath.Join(t.TempDir(), "recall.db"))
		load(t, s, "sea.md", "# Sea\n\n- Keel: the lowest beam of a hull\n- Boom: a spar below a sail\n", at(0))
		id := card(t, s, "Keel").Short()
		tamper(t, s, test.harm)
		c, err := s.Check(false)
		if want := strings.Replace(test.want, "ID", id, 1); err != nil || !slices.Contains(c.Faults, want) {
			t.Errorf("%s:\nnot %s\nbut %q, %v", test.harm, want, c.Faults, err)
		}
	}
}
