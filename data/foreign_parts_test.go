package data

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recall/srs"
)

// What somebody added to a database, and so to its backups, stands in the way of no restore: a trigger never fires, and
// neither it nor a view or a table comes along. A backup of an older recall is another matter, as it is migrated.
func TestRestoreLeavesForeignPartsBehind(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	record(t, s, card(t, s, "Rudder").ID, srs.Good, at(0))
	var script strings.Builder
	for _, table := range []string{"log", "device", "subject", "note", "card", "schedule", "counted", "hour_count"} {
		for _, when := range []string{"INSERT", "UPDATE", "DELETE"} {
			script.WriteString("CREATE TRIGGER evil_" + table + when + " AFTER " + when + " ON " + table +
				" BEGIN DELETE FROM log WHERE kind = 1; END;")
		}
	}
	script.WriteString("CREATE TABLE mine (name TEXT UNIQUE); INSERT INTO mine VALUES ('x'); CREATE VIEW seen AS SELECT * FROM log;")
	if _, err := s.execScript(script.String()); err != nil {
		t.Fatal(err)
	}
	raw := filepath.Join(t.TempDir(), "raw.db")
	if err := copyRegular(s.Path(), raw); err != nil {
		t.Fatal(err)
	}
	want := len(reviewsOf(t, s))
	if want != 2 {
		t.Fatalf("%d reviews", want)
	}
	restored := func(how string, s *Store) {
		t.Helper()
		sound(t, s)
		if n := len(reviewsOf(t, s)); n != want {
			t.Errorf("%s: %d of %d reviews are there", how, n, want)
		}
	}
	for how, bring := range map[string]func(*Unpacked) error{
		"merge": func(u *Unpacked) error {
			_, err := u.Restore(at(1))
			return err
		},
		"replace": func(u *Unpacked) error { return u.Replace(context.Background()) },
	} {
		to := fresh(t)
		load(t, to, "lake.md", "- Reed: grows at the shore\n", at(0))
		err := to.Unpack(context.Background(), raw, func(u *Unpacked) error {
			if did, faults, err := u.Mend(at(1)); err != nil || len(did)+len(faults) > 0 {
				t.Errorf("%s: %q, %v", how, faults, err)
			}
			return bring(u)
		})
		if err != nil {
			t.Fatalf("%s: %v", how, err)
		}
		restored(how, to)
	}
	path := filepath.Join(t.TempDir(), "recall.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("x", 5000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Rescue(context.Background(), See(path), raw, true, at(1)); err != nil {
		t.Fatal(err)
	}
	restored("rescue", open(t, path))

	old := older(t, 3)
	from, err := connect(context.Background(), old)
	if err == nil {
		_, err = from.execScript("CREATE VIEW seen AS SELECT * FROM log")
		from.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	err = fresh(t).Unpack(context.Background(), old, func(u *Unpacked) error {
		if _, faults, err := u.Mend(at(1)); err != nil || len(faults) != 1 {
			t.Errorf("of an older recall: %q, %v", faults, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The backup to restore is the newest that a restore takes.
func TestUsableBackup(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	usable := func(want string, all int) {
		t.Helper()
		b, n, found := UsableBackup(context.Background(), s.Path(), noon)
		if b.Path != want || n != all || found != (want != "") {
			t.Errorf("it is %q of %d, %v; want %q of %d", b.Path, n, found, want, all)
		}
	}
	usable("", 0)
	good := backUp(t, s, at(0))
	usable(good.Path, 1)
	if _, err := s.execScript("CREATE TABLE mine (name TEXT)"); err != nil {
		t.Fatal(err)
	}
	foreign := backUp(t, s, at(1))
	usable(foreign.Path, 2)
	if _, err := s.execScript("UPDATE log SET sum = sum + 1"); err != nil {
		t.Fatal(err)
	}
	altered := backUp(t, s, at(2))
	usable(foreign.Path, 3)
	if err := os.Truncate(foreign.Path, 100); err != nil {
		t.Fatal(err)
	}
	usable(good.Path, 3)
	if err := os.Rename(altered.Path, good.Path); err != nil {
		t.Fatal(err)
	}
	usable("", 2)
}
