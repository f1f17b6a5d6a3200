package data

import (
	"context"
	"errors"
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recall/srs"
)

var flips = flag.Int("flips", 60, "TestRescue damages the database in so many ways")

// reviewsOf returns the reviews in a database by device, sequence number and checksum.
func reviewsOf(t testing.TB, s *Store) map[entryKey]bool {
	t.Helper()
	list := map[entryKey]bool{}
	err := s.readLog(nil, func(e *entry) error {
		if e.kind == srs.Review {
			list[entryKey{e.device.uid, e.seq, e.sum}] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

type entryKey struct {
	device   [16]byte
	seq, sum int64
}

// heal does what recall restore does.
func heal(path, backup string, m Moment) (r Rescued, err error) {
	s, err := Open(context.Background(), path)
	if err == nil {
		if err = s.Sound(); err == nil {
			_, err = s.Restore(context.Background(), backup, m)
		}
		err = errors.Join(err, s.Close())
	}
	if !Damaged(err) {
		return r, err
	}
	return Rescue(context.Background(), See(path), backup, true, m)
}

// One flipped bit anywhere in the file: after a restore every review of the backup is there, none twice, and of those
// since then all but the ones whose page was hit. Longer: go test ./data -run Rescue -flips 2000
func TestRescue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	load(t, s, "sea.md", notes, at(0))
	list := cards(t, s)
	review := func(from, to int) {
		for day := from; day < to; day++ {
			for _, c := range list {
				record(t, s, c.ID, srs.Good, at(day))
			}
		}
	}
	review(0, 40)
	b, err := s.Backup(noon)
	if err != nil {
		t.Fatal(err)
	}
	old := reviewsOf(t, s)
	loadDeck(t, s, "lake", "lake.md", "- Reed: grows at the shore\n", at(40))
	review(40, 43)
	all := reviewsOf(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() { // with the race detector each file takes a second
		*flips = min(*flips, 10)
	}
	chance := rand.New(rand.NewPCG(1, 2))
	rescued, lost := 0, 0
	for range *flips {
		bit := chance.IntN(8 * len(whole))
		torn := append([]byte{}, whole...)
		torn[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := heal(path, b.Path, at(50))
		var newer *NewerError
		if errors.As(err, &newer) { // the bit made it a file of a later version, which is left alone
			continue
		}
		if err != nil {
			t.Errorf("bit %d: %v", bit, err)
			continue
		}
		healed, err := Open(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, healed)
		got := reviewsOf(t, healed)
		if err := healed.Close(); err != nil {
			t.Fatal(err)
		}
		for e := range old {
			if !got[e] {
				t.Errorf("bit %d: review %d of the backup is lost", bit, e.seq)
			}
		}
		for e := range got {
			if !all[e] {
				t.Errorf("bit %d: review %d was never given", bit, e.seq)
			}
		}
		lost += len(all) - len(got)
		if len(all) > len(got) {
			t.Logf("bit %d: lost %d, %d entries left out, unread: %v", bit, len(all)-len(got), r.Lost, r.Unread)
		}
		if r.Aside == "" {
			continue
		}
		rescued++
		if kept, err := os.ReadFile(r.Aside); err != nil || string(kept) != string(torn) {
			t.Errorf("bit %d: the damaged file is not as it was: %v", bit, err)
		}
	}
	t.Logf("%d of %d files were damaged; %d of %d reviews since the backup were lost", rescued, *flips, lost,
		*flips*(len(all)-len(old)))
	if lost*20 > *flips*(len(all)-len(old)) {
		t.Errorf("%d reviews since the backup were lost", lost)
	}
}

// An entry about a card that does not exist, as one flipped bit makes it, is named. Nothing waits for ever.
func TestEntryAboutNothing(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	if _, err := s.execScript("PRAGMA foreign_keys = OFF; UPDATE log SET subject = subject + (1 << 40) WHERE kind = 1"); err != nil {
		t.Fatal(err)
	}
	c, err := s.Check(false)
	if err != nil || !slices.ContainsFunc(c.Faults, func(f string) bool { return strings.Contains(f, "no card that is known here") }) {
		t.Errorf("check finds %q, %v", c.Faults, err)
	}
	if _, err := s.Stats(s.Studied(), Span{Today: day0, Back: 10}); !Damaged(err) {
		t.Errorf("the statistics say %v", err)
	}
}

// What a repair says that there is, is there after it: of a log with such an entry, no card can be counted before.
func TestRepairCountsAfterwards(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	if _, err := s.execScript("PRAGMA foreign_keys = OFF; UPDATE log SET subject = 99999 WHERE kind = 1"); err != nil {
		t.Fatal(err)
	}
	r, err := s.Repair(at(1))
	if err != nil || len(r.Left) > 0 {
		t.Fatalf("left: %q, %v", r.Left, err)
	}
	c, err := s.Check(false)
	if err != nil || c.Cards == 0 || r.Entries != c.Entries || r.Cards != c.Cards || r.Notes != c.Notes {
		t.Errorf("it says %d entries, %d cards and %d bullets; there are %d, %d and %d, %v", r.Entries, r.Cards, r.Notes,
			c.Entries, c.Cards, c.Notes, err)
	}
}

// If only the log of a damaged file can be read, every review in it is taken over.
func TestRescueOfTheLogAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	load(t, s, "sea.md", notes, at(0))
	b, err := s.Backup(noon)
	if err != nil {
		t.Fatal(err)
	}
	loadDeck(t, s, "lake", "lake.md", "- Reed: grows at the shore\n", at(0))
	for day := range 3 {
		record(t, s, card(t, s, "Keel").ID, srs.Good, at(day))
		record(t, s, card(t, s, "Reed").ID, srs.Good, at(day))
	}
	all := reviewsOf(t, s)
	if _, err := s.execScript("PRAGMA foreign_keys = OFF; DROP TABLE source"); err != nil { // so no bullet can be placed
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Rescue(context.Background(), See(path), b.Path, true, at(9))
	if err != nil || r.Unread == nil {
		t.Fatalf("%+v, %v", r, err)
	}
	healed := open(t, path)
	sound(t, healed)
	if got := reviewsOf(t, healed); !maps.Equal(got, all) {
		t.Errorf("%d of %d reviews were taken over, unread: %v", len(got), len(all), r.Unread)
	}
}

// An entry that sets a schedule which can't be read is a fault that check names, and no other card suffers from it.
func TestEntryThatSetsNoSchedule(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel := card(t, s, "Keel")
	if err := s.write(func() error {
		_, _, err := s.act(&entry{subject: keel.ID, kind: srs.SetState, detail: "?" + plannedOf(srs.Fresh).json()}, at(0))
		return err
	}); err == nil {
		t.Fatal("such an entry can be written")
	}
	if err := s.write(func() error {
		return s.append(&entry{subject: keel.ID, uid: keel.UID, kind: srs.SetState, detail: "?"}, at(0))
	}); err != nil {
		t.Fatal(err)
	}
	c, err := s.Check(false)
	if err != nil || !slices.ContainsFunc(c.Faults, func(f string) bool { return strings.Contains(f, "sets no schedule") }) {
		t.Errorf("check finds %q, %v", c.Faults, err)
	}
	if _, err := s.Stats(s.Studied(), Span{Today: day0, Back: 10}); !Damaged(err) {
		t.Errorf("the statistics say %v", err)
	}
	for _, other := range cards(t, s) {
		if other.ID != keel.ID {
			record(t, s, other.ID, srs.Good, at(0))
		}
	}
}

// Reviews counted in an hour that no day has are a fault that statistics name, and that check mends.
func TestHourThatNoDayHas(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	for _, hour := range []string{"24", "-1"} {
		if _, err := s.execScript("UPDATE hour_count SET hour = " + hour); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Stats(s.Studied(), Span{Today: day0}); !Damaged(err) {
			t.Errorf("hour %s: the statistics say %v", hour, err)
		}
		if _, err := s.Check(true); err != nil {
			t.Fatal(err)
		}
		sound(t, s)
		if st, err := s.Stats(s.Studied(), Span{Today: day0}); err != nil || st.Hours[12] != 1 {
			t.Errorf("hour %s: after check the statistics say %v, %v", hour, st.Hours, err)
		}
	}
}

// A bullet that was damaged since the backup is left out of the new database, which would else be damaged itself. The next
// import of its file brings it back, with what was learnt.
func TestRescueLeavesADamagedBulletOut(t *testing.T) {
	for _, damaged := range []string{
		"UPDATE note SET text = 'x' || text WHERE text GLOB 'Reed*'",
		"UPDATE note SET tags = '[' WHERE text GLOB 'Reed*'",
		"UPDATE note SET tags = '{}' WHERE text GLOB 'Reed*'",
		"UPDATE note SET media = '{' WHERE text GLOB 'Reed*'",
		"UPDATE card SET accept = '[' WHERE front = 'Reed'",
		"UPDATE section SET headings = '[' WHERE id = (SELECT section FROM note WHERE text GLOB 'Reed*')",
		"UPDATE source SET tags = '[' WHERE path GLOB '*lake.md'",
		"UPDATE source SET outline = '[]' WHERE path GLOB '*lake.md'",
		`UPDATE tagging SET added = '["other"]'`,
		"UPDATE tagging SET removed = '['",
		"DELETE FROM counted",
	} {
		path := filepath.Join(t.TempDir(), "recall.db")
		s := open(t, path)
		importAs(t, s, at(0), fileOf(t, "/sea.md", "# Sea\n\n- Keel: stops all drift\n"))
		tag(t, s, at(0), "Keel", []string{"exam"}, nil)
		b, err := s.Backup(noon)
		if err != nil {
			t.Fatal(err)
		}
		lake := fileOf(t, "/lake.md", "---\ntags: [fresh]\n---\n# Lake\n\n## Plants\n\n- Reed: grows at the shore #plant\n\n## Animals\n\n- Frog: lives there\n")
		importAs(t, s, at(0), lake)
		want := map[string]srs.State{}
		for _, front := range []string{"Keel", "Reed", "Frog"} {
			want[front] = record(t, s, card(t, s, front).ID, srs.Good, at(0))
		}
		if _, err := s.execScript(damaged); err != nil {
			t.Fatal(err)
		}
		if c, err := s.Check(false); err != nil || len(c.Faults) == 0 {
			t.Errorf("%s: check finds %q, %v", damaged, c.Faults, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := heal(path, b.Path, at(9))
		if err != nil || r.Aside == "" || r.Unread != nil {
			t.Errorf("%s: %+v, %v", damaged, r, err)
			continue
		}
		healed := open(t, path)
		sound(t, healed)
		importAs(t, healed, at(9), lake)
		for front, state := range want {
			if got := card(t, healed, front); got.State != state {
				t.Errorf("%s: %s is %+v, was %+v", damaged, front, got.State, state)
			}
		}
		wantTags(t, healed, map[string]string{"Keel": "exam", "Reed": "fresh plant", "Frog": "fresh"})
		sound(t, healed)
	}
}

// SQLite has one code for what is damaged and for what is only wrong. A healthy database is not put aside for the latter.
func TestCause(t *testing.T) {
	wrong := func(s *Store) error { return s.get([]any{new(int)}, "SELECT count(*) FROM nothing") }
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	if err := s.Cause(wrong(s)); err == nil || Damaged(err) {
		t.Errorf("a wrong query: %v", err)
	}
	deep := "SELECT 1" + strings.Repeat(" + (1", 2000) + strings.Repeat(")", 2000)
	if err := s.Cause(s.get([]any{new(int)}, deep)); err == nil || Damaged(err) {
		t.Errorf("a query that is too deep: %v", err)
	}
	for _, script := range []string{
		"DROP TABLE tagging", "ALTER TABLE note RENAME COLUMN media TO other", "UPDATE note SET tags = '['",
	} {
		s := fresh(t)
		load(t, s, "sea.md", notes, at(0))
		if err := connected(s.Path(), script); err != nil {
			t.Fatal(err)
		}
		if err := s.Cause(wrong(s)); !Damaged(err) {
			t.Errorf("%s: %v", script, err)
		}
	}
	path := older(t, 7)
	if err := connected(path, "DROP TABLE log"); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(context.Background(), path); !Damaged(err) {
		t.Errorf("an older database without a table: %v, %v", s, err)
	}
}

// connected runs a script on a database of any schema.
func connected(path, script string) error {
	s, err := connect(context.Background(), path)
	if err != nil {
		return err
	}
	_, err = s.execScript("PRAGMA foreign_keys = OFF; " + script)
	return errors.Join(err, s.Close())
}

// One entry of the log that is wrong in a backup goes to quarantine, and all else comes back, however it is restored.
func TestABackupWithABadEntry(t *testing.T) {
	ctx := context.Background()
	for name, harm := range map[string]func(t *testing.T, s *Store){
		"other than it was written": func(t *testing.T, s *Store) {
			if _, err := s.exec("UPDATE log SET took = took + 70000 WHERE kind = {review} AND seq = (SELECT min(seq) FROM log WHERE kind = {review})"); err != nil {
				t.Fatal(err)
			}
		},
		"from before 1970": func(t *testing.T, s *Store) {
			early := at(0)
			early.Time, early.Day = time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC), -1
			record(t, s, card(t, s, "Rudder").ID, srs.Good, early)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			load(t, s, "sea.md", notes, at(0))
			for day := range 4 {
				record(t, s, card(t, s, "Keel").ID, srs.Good, at(day))
			}
			harm(t, s)
			record(t, s, card(t, s, "Boom").ID, srs.Good, at(5))
			var all int
			if err := s.get([]any{&all}, "SELECT count(*) FROM log WHERE kind = {review}"); err != nil {
				t.Fatal(err)
			}
			b := backUp(t, s, at(5))
			if found, _, ok := UsableBackup(ctx, s.Path(), at(6).Time); !ok || found.Path != b.Path {
				t.Errorf("the backup is not said to be one that can be restored")
			}
			path := filepath.Join(t.TempDir(), "recall.db")
			r, err := Rescue(ctx, See(path), b.Path, false, at(6))
			if err != nil || len(r.Mended) == 0 {
				t.Fatalf("where there is no database: %+v, %v", r, err)
			}
			for how, bring := range map[string]func(u *Unpacked) error{
				"merged":   func(u *Unpacked) error { _, err := u.Restore(at(6)); return err },
				"replaced": func(u *Unpacked) error { return u.Replace(ctx) },
				"anew":     nil,
			} {
				to := fresh(t)
				if bring == nil {
					to = open(t, path)
				} else if err := to.Unpack(ctx, b.Path, func(u *Unpacked) error {
					did, left, err := u.Mend(at(6))
					if err != nil || len(did) == 0 || len(left) > 0 {
						t.Errorf("%s: %q is done, %q is left, %v", how, did, left, err)
					}
					return bring(u)
				}); err != nil {
					t.Fatalf("%s: %v", how, err)
				}
				sound(t, to)
				if n := len(reviewsOf(t, to)); n != all-1 {
					t.Errorf("%s: %d of %d reviews came back", how, n, all-1)
				}
			}
		})
	}
}

// A setting whose deck's number was hit belongs to nothing. It is left out, and all else comes back.
func TestASettingOfNoDeck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	loadDeck(t, s, "Greek", "g.md", greek, at(0))
	setValue(t, s, "new_per_day", deckOf(t, s, "Greek").ID, "3", at(1))
	before := backUp(t, s, at(1))
	loadDeck(t, s, "Latin", "l.md", latin, at(2))
	if _, err := s.execScript("UPDATE setting SET deck = deck + 65536 WHERE name = 'new_per_day'"); err != nil {
		t.Fatal(err)
	}
	after := backUp(t, s, at(2))
	s.Close()
	if r, err := Rescue(context.Background(), See(path), before.Path, true, at(3)); err != nil || r.Unread != nil {
		t.Errorf("what is newer than the backup is lost: %v, %v", r.Unread, err)
	}
	if _, err := fresh(t).Restore(context.Background(), after.Path, at(3)); err != nil {
		t.Error(err)
	}
}

// What stands in quarantine has no checksum. A row of it that can't be read, here or in a backup, keeps no restore from its work.
func TestQuarantineThatCannotBeRead(t *testing.T) {
	for _, row := range []string{"no json", "[]", `{"device":"x","seq":1,"sum":1}`, `{"device":1,"seq":null,"sum":1}`} {
		for _, table := range []string{"log", "note"} {
			s := fresh(t)
			load(t, s, "sea.md", notes, at(0))
			record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
			if _, err := s.exec(`INSERT INTO quarantine (at, "table", why, intact, row) VALUES (1, ?, 'why', 1, ?)`, table, row); err != nil {
				t.Fatal(err)
			}
			b := backUp(t, s, at(0)).Path
			other := fresh(t)
			for _, to := range []*Store{s, other} {
				if _, err := to.Restore(context.Background(), b, at(1)); err != nil {
					t.Errorf("%s of %s: %v", row, table, err)
				}
				sound(t, to)
				if n := len(reviewsOf(t, to)); n != 1 {
					t.Errorf("%s of %s: %d reviews", row, table, n)
				}
			}
		}
	}
}
