package data

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// released are the schemas in use by learners. testdata/schema has each as SQL, written by the program of that time.
const released = 4

// older makes a database with a released schema and returns its path.
func older(t testing.TB, version int) string {
	t.Helper()
	script, err := os.ReadFile(fmt.Sprintf("testdata/schema/%d.sql", version))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "recall.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(string(script)); err != nil {
		t.Fatal(err)
	}
	return path
}

// schedulesOf returns all schedules by card id, read without the program's own queries.
func schedulesOf(t testing.TB, path string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT hex(u.uid), reps || ' ' || lapses || ' ' || interval || ' ' || ease || ' ' ||
			due || ' ' || last || ' ' || seen || ' ' || grade || ' ' || buried || ' ' || hold || ' ' || marks || ' ' || follower
		FROM schedule JOIN subject u ON u.id = card`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	list := map[string]string{}
	for rows.Next() {
		var card, state string
		if err := rows.Scan(&card, &state); err != nil {
			t.Fatal(err)
		}
		list[card] = state
	}
	return list
}

// A database of each released schema is migrated with everything in it: no schedule changes, what was undone stays
// undone, and the backup from before can be restored.
func TestMigrate(t *testing.T) {
	for version := 1; version <= released; version++ {
		t.Run(fmt.Sprint("schema ", version), func(t *testing.T) {
			path := older(t, version)
			before := schedulesOf(t, path)
			s := open(t, path)
			sound(t, s)
			if after := schedulesOf(t, path); len(before) == 0 || !maps.Equal(before, after) {
				t.Errorf("the schedules were\n%v\nand are\n%v", before, after)
			}
			keepsUndos(t, s)
			keepsOwnState(t, s, version)

			list, err := s.Backups()
			name := fmt.Sprintf("recall-before-schema-%d.db.zst", version+1)
			if err != nil || len(list) != 1 || filepath.Base(list[0].Path) != name {
				t.Fatalf("the backups are %v, %v", list, err)
			}
			other := fresh(t)
			if _, err := other.Restore(context.Background(), list[0].Path, at(1)); err != nil {
				t.Fatal(err)
			}
			sound(t, other)
			for card, want := range before {
				if got := schedulesOf(t, other.Path())[card]; got != want && !purgedCard(t, s, card) {
					t.Errorf("restored elsewhere, card %s is %q, want %q", card, got, want)
				}
			}
			if m, err := s.Restore(context.Background(), list[0].Path, at(1)); err != nil || m != (Merged{}) {
				t.Errorf("restored where it came from, it brings %+v, %v", m, err)
			}

			record(t, s, card(t, s, "Trade winds").ID, srs.Good, at(1))
			if _, err := s.Undo(at(1)); err != nil {
				t.Fatal(err)
			}
			sound(t, s)
			if after := schedulesOf(t, path); !maps.Equal(before, after) {
				t.Errorf("after a review that was taken back the schedules are\n%v", after)
			}
		})
	}
}

// keepsUndos checks what the learner of testdata/schema undid on two devices: a failed grade of Rudder, the suspension
// of Keel, and two grades of Beaufort 0.
func keepsUndos(t *testing.T, s *Store) {
	t.Helper()
	var undos, acts, live int
	err := s.get([]any{&undos, &acts}, "SELECT total(kind = {undo}), total(kind <> {undo}) FROM log")
	if err == nil {
		err = s.get([]any{&live}, "SELECT count(*) FROM live")
	}
	if err != nil || undos < 4 || live != acts-undos {
		t.Errorf("%d of %d acts hold, %d were taken back, %v", live, acts, undos, err)
	}
	for _, test := range []struct {
		front   string
		reviews int
	}{{"Rudder", 4}, {"Keel", 7}, {"Beaufort 0", 0}} {
		n := 0
		life, err := s.Life(card(t, s, test.front).ID)
		for _, act := range life {
			switch {
			case act.Kind == srs.Review:
				n++
			case act.Kind == srs.Suspend:
				t.Errorf("%s is suspended", test.front)
			}
		}
		if err != nil || n != test.reviews {
			t.Errorf("%s has %d reviews, %v; want %d", test.front, n, err, test.reviews)
		}
	}
}

// keepsOwnState checks that the program still knows what it did, and that the learner's settings contain nothing else.
func keepsOwnState(t *testing.T, s *Store, version int) {
	t.Helper()
	if loaded, err := s.keptIn(meta, 0, metaBuiltin+"en"); err != nil || loaded != "2-0badcafe" {
		t.Errorf("the built-in deck's version is %q, %v", loaded, err)
	}
	err := s.each(func(rows *sql.Rows) error {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		_, err := FindKey(name)
		return err
	}, "SELECT name FROM setting")
	if err != nil {
		t.Error(err)
	}
	set, err := s.Settings()
	if err != nil || set.NewPerDay != 12 {
		t.Errorf("the settings are %+v, %v", set, err)
	}
	if version < 3 {
		return // this version could not delete decks
	}
	if list, err := s.DeletedDecks(); err != nil || len(list) != 1 || list[0].Name != "lake" {
		t.Errorf("%v can be brought back, %v: lake can, what was purged can not", list, err)
	}
	err = s.write(func() error {
		if _, err := s.UndeleteDeck("lake", at(0)); err != nil {
			return err
		}
		if reed := card(t, s, "Reed"); reed.State.Parked || reed.State.Reps != 1 {
			t.Errorf("brought back, Reed is %+v", reed.State)
		}
		return errDry
	})
	if err != errDry {
		t.Error(err)
	}
}

// purgedCard reports whether a card was purged. It has no text then, so a database without the card merges only its
// log.
func purgedCard(t *testing.T, s *Store, uid string) (purged bool) {
	t.Helper()
	err := s.get([]any{&purged}, `SELECT o.purged FROM subject u JOIN card c ON c.id = u.id JOIN note n ON n.id = c.note
		JOIN source o ON o.id = n.source WHERE hex(u.uid) = ?`, uid)
	if err != nil {
		t.Fatal(err)
	}
	return purged
}

// A log exported by a recall of schema 4 is read like a current one.
func TestReadDumpOfOlderSchema(t *testing.T) {
	text, err := os.ReadFile("testdata/schema/4.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	s := fresh(t)
	readDump(t, s, string(text))
	sound(t, s)
	got, want := told(t, s, "test", true), told(t, open(t, older(t, 4)), "test", true)
	if !slices.Equal(got, want) {
		t.Errorf("read, the deck is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
