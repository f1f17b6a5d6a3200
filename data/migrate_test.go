package data

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"modernc.org/sqlite"

	"recall/srs"
)

// released are the schemas in use by learners. testdata/schema has each as SQL, written by the program of that time.
const released = 9

// older makes a database with a released schema and returns its path.
func older(t testing.TB, version int) string {
	t.Helper()
	fresh(t) // the kind of lock is chosen before the process opens its first database
	script, err := os.ReadFile(fmt.Sprintf("testdata/schema/%d.sql", version))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.OFDLocking(true); err != nil && !errors.Is(err, sqlite.ErrOFDLockingUnavailable) &&
		!sqlite.OFDLockingEnabled() { // it can't be chosen once a file has been opened
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

// schedulesOf returns all schedules by card id, read without the program's own queries. It leaves out lapses, which
// earlier schemas counted otherwise.
func schedulesOf(t testing.TB, path string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT hex(u.uid), reps || ' ' || interval || ' ' || ease || ' ' ||
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

// lapsesOf returns the stored lapses by card id, and checks them against the rows of the log.
func lapsesOf(t testing.TB, s *Store) map[string]int {
	t.Helper()
	list := map[string]int{}
	o := newOracle(t, s, Span{})
	for _, c := range o.cards {
		list[hex.EncodeToString(c.UID[:])] = c.State.Lapses
		if want := o.lapses(c.ID); c.State.Lapses != want {
			t.Errorf("%s has %d lapses, want %d", c.Front(), c.State.Lapses, want)
		}
	}
	return list
}

// A database of each released schema is migrated with everything in it: no schedule changes, what was undone stays
// undone, lapses are what the log says, and the backup from before can be restored.
func TestMigrate(t *testing.T) {
	for version := 1; version <= released; version++ {
		t.Run(fmt.Sprint("schema ", version), func(t *testing.T) {
			path := older(t, version)
			before := schedulesOf(t, path)
			for card, state := range before { // a parked bullet's followers have no leader in use: schema 6 unlocks them
				if start, ok := strings.CutSuffix(state, " 2 0 1"); ok {
					before[card] = start + " 2 0 2"
				}
			}
			s := open(t, path)
			sound(t, s)
			if after := schedulesOf(t, path); len(before) == 0 || !maps.Equal(before, after) {
				t.Errorf("the schedules were\n%v\nand are\n%v", before, after)
			}
			lapses := lapsesOf(t, s)
			keepsUndos(t, s)
			keepsOwnState(t, s, version)
			want := ""
			if version >= 4 { // the learner of earlier versions could not edit it
				want = "changed: Keel: stops the boat from drifting sideways -> Keel: keeps the boat on its course"
			}
			if got := newsOf(t, s, card(t, s, "Keel").ID); got != want {
				t.Errorf("Keel shows %q, want %q", got, want)
			}

			backup := backupBefore(t, s, version)
			other := fresh(t)
			if _, err := other.Restore(context.Background(), backup, at(1)); err != nil {
				t.Fatal(err)
			}
			sound(t, other)
			for card, want := range before {
				if got := schedulesOf(t, other.Path())[card]; got != want && !purgedCard(t, s, card) {
					t.Errorf("restored elsewhere, card %s is %q, want %q", card, got, want)
				}
			}
			for card, n := range lapsesOf(t, other) {
				if n != lapses[card] {
					t.Errorf("restored elsewhere, card %s has %d lapses, want %d", card, n, lapses[card])
				}
			}
			if m, err := s.Restore(context.Background(), backup, at(1)); err != nil || m != (Merged{}) {
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

// backupBefore returns the backup that migrating a database from a schema has made. The current schema is not migrated,
// so a backup is made here.
func backupBefore(t *testing.T, s *Store, version int) string {
	t.Helper()
	if version == len(migrations) {
		return backUp(t, s, at(1)).Path
	}
	list, err := s.Backups()
	name := fmt.Sprintf("recall-before-schema-%d.db.zst", version+1)
	if err != nil || len(list) != 1 || filepath.Base(list[0].Path) != name {
		t.Fatalf("the backups are %v, %v", list, err)
	}
	return list[0].Path
}

// A gap that was accepted in an older schema, and waits for a leader that is still a draft, is asked.
func TestMigrateUnlocksWhatWaitsForNothing(t *testing.T) {
	path := older(t, 4)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	const sheets, itsReverse = 8, 9
	_, err = db.Exec("UPDATE card SET draft = 1 WHERE id = ?1; UPDATE schedule SET hold = 4 WHERE card = ?1", sheets)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	sound(t, s)
	if isNew(t, s, sheets) || !isNew(t, s, itsReverse) {
		t.Error("not the reverse card is new, but the draft")
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

// What counts as a lapse changed with schema 6. A card that was forgotten every morning of two weeks is found.
func TestMigrateCountsLapsesAgain(t *testing.T) {
	s := open(t, older(t, 5))
	for _, test := range []struct {
		front  string
		lapses int
	}{{"Frog", 14}, {"Newt", 2}, {"Lily", 2}, {"Duck", 2}, {"Pike", 0}, {"Snail", 2}} {
		if got := card(t, s, test.front).State.Lapses; got != test.lapses {
			t.Errorf("%s has %d lapses, want %d", test.front, got, test.lapses)
		}
	}
	if got := found(t, s, "is:leech", day0); !slices.Equal(got, []string{"Frog"}) {
		t.Errorf("%v are leeches", got)
	}
}

// A damaged entry must not lock the learner out of everything else.
func TestMigrateDespiteADamagedEntry(t *testing.T) {
	path := older(t, 5)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE log SET detail = '{' WHERE device = 3 AND seq = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	record(t, s, card(t, s, "Frog").ID, srs.Good, at(0))
	c, err := s.Check(false)
	if err != nil || !slices.ContainsFunc(c.Faults, func(f string) bool { return strings.Contains(f, "log entry 3-1 sets no rules") }) {
		t.Errorf("check finds %q, %v", c.Faults, err)
	}
	if _, err := s.Stats(Filter{}, Span{Today: day0}); err == nil || !strings.Contains(err.Error(), "log entry 3-1") {
		t.Errorf("statistics say %v", err)
	}
}

// A log exported by an earlier recall is read like a current one.
func TestReadDumpOfOlderSchema(t *testing.T) {
	for version, decks := range map[int][]string{4: {"test"}, 5: {"test", "pond"}, 6: {"test", "pond", "bay"},
		7: {"dock"}, 8: {"yard", "tides"}, 9: {"wharf"}} {
		text, err := os.ReadFile(fmt.Sprintf("testdata/schema/%d.jsonl", version))
		if err != nil {
			t.Fatal(err)
		}
		s, old := fresh(t), open(t, older(t, version))
		readDump(t, s, string(text))
		sound(t, s)
		lapsesOf(t, s)
		for _, deck := range decks {
			got, want := told(t, s, deck, true), told(t, old, deck, true)
			if !slices.Equal(got, want) {
				t.Errorf("read, %s of schema %d is\n%s\nwant\n%s", deck, version, strings.Join(got, "\n"),
					strings.Join(want, "\n"))
			}
		}
	}
}
