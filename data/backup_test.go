package data

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recall/srs"
)

func backUp(t testing.TB, s *Store, m Moment) Backup {
	t.Helper()
	b, err := s.Backup(m.Time)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBackup(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	b := backUp(t, s, at(0))
	if want := filepath.Join(filepath.Dir(s.Path()), "backups", "recall-20261122-120000.000.db.zst"); b.Path != want {
		t.Errorf("it is %s, want %s", b.Path, want)
	}
	folder, err := os.ReadDir(filepath.Dir(b.Path))
	if err != nil || len(folder) != 1 {
		t.Errorf("%d files in the folder, %v", len(folder), err)
	}
	if runtime.GOOS != "windows" {
		for path, mode := range map[string]os.FileMode{b.Path: 0o600, filepath.Dir(b.Path): 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s has mode %v, %v", path, info.Mode().Perm(), err)
			}
		}
	}
	c, err := checkBackup(s, b.Path)
	if err != nil || c.Entries != 2 || c.Notes != 5 || len(c.Faults) > 0 {
		t.Errorf("it holds %+v, %v", c, err)
	}
	list, err := s.Backups()
	if err != nil || len(list) != 1 || list[0] != b {
		t.Errorf("the list is %+v, %v", list, err)
	}
	record(t, s, card(t, s, "Rudder").ID, srs.Good, at(0))
	next := backUp(t, s, at(0)) // the same millisecond, as when the clock was put back
	if list, err = s.Backups(); err != nil || len(list) != 2 || list[0] != next || list[1] != b {
		t.Errorf("the list is %+v, %v", list, err)
	}
}

func TestBackupIfOlder(t *testing.T) {
	s := fresh(t)
	if _, _, err := s.LoadBuiltin("en", at(0)); err != nil {
		t.Fatal(err)
	}
	made := func(minutes int) bool {
		path, err := s.BackupIfOlder(30*time.Minute, noon.Add(time.Duration(minutes)*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		return path != ""
	}
	if made(0) {
		t.Error("a backup of what came along was made")
	}
	load(t, s, "sea.md", notes, at(0))
	for _, step := range []struct {
		minutes int
		writes  bool // something is written before
		made    bool
	}{{0, false, true}, {10, true, false}, {29, true, false}, {31, false, true}, {40, true, false}, {80, true, true},
		{120, false, false}, {200, true, true}, {-600, true, true}, {900, false, true}} {
		if step.writes {
			record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
		}
		if got := made(step.minutes); got != step.made {
			t.Errorf("after %d minutes a backup was made: %v", step.minutes, got)
		}
	}
}

// A truncated backup, or one with a flipped byte, is refused, and the database stays unchanged.
func TestDamagedBackups(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	good, err := os.ReadFile(backUp(t, s, at(0)).Path)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	flip := func(at int) []byte {
		b := slices.Clone(good)
		b[at] ^= 0x10
		return b
	}
	for name, content := range map[string][]byte{
		"empty": {}, "cut": good[:len(good)/2], "text": []byte("# notes\n\n- a: b\n"), "raw cut": before[:5000],
		"flipped early": flip(100), "flipped in the middle": flip(len(good) / 2), "flipped late": flip(len(good) - len(backupLabel{}.bytes()) - 3), // behind it is a label that nothing is restored from
	} {
		path := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Restore(context.Background(), path, at(9)); err == nil {
			t.Errorf("%s: it was merged", name)
		}
		if err := replaceBy(s, path); err == nil {
			t.Errorf("%s: it replaced the database", name)
		}
	}
	if _, err := s.Restore(context.Background(), "/nowhere", at(9)); err == nil {
		t.Error("what is not there was merged")
	}
	if after, err := os.ReadFile(s.Path()); err != nil || string(after) != string(before) {
		t.Errorf("the database was changed: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*.tmp")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	sound(t, s)
}

func TestKept(t *testing.T) {
	now := noon
	var times []time.Time
	for hours := 0; hours < 24*800; hours += 6 { // four a day, for more than two years
		times = append(times, now.Add(-time.Duration(hours)*time.Hour))
	}
	age := func(t time.Time) int { return int(now.Sub(t).Hours() / 24) }
	var ages []int
	for i, keep := range kept(times, now) {
		if keep {
			ages = append(ages, age(times[i]))
		}
	}
	recent := 0
	for _, a := range ages {
		if a < 2 {
			recent++
		}
	}
	if recent != 8 || len(ages) > 9+12+10+9+3 || len(ages) < 9+12+6+6 {
		t.Errorf("%d are kept, %d of the last two days: %v", len(ages), recent, ages)
	}
	for day := 3; day <= 12; day++ {
		if !slices.Contains(ages, day) {
			t.Errorf("none of %d days ago is kept", day)
		}
	}
	if ages[len(ages)-1] < 365 {
		t.Errorf("the oldest is %d days old", ages[len(ages)-1])
	}
}

// However the backups were made: thinning twice removes nothing more, thinning after a newer backup removes none of the
// last two days, and the newest always stays.
func TestThinningIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var times []time.Time
		at := noon
		for range rapid.IntRange(1, 80).Draw(t, "backups") {
			times = append(times, at)
			at = at.Add(-time.Duration(rapid.IntRange(1, 24*60).Draw(t, "hours")) * time.Hour / 4)
		}
		now := noon.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "hours since")) * time.Hour)
		thin := func(times []time.Time) (left []time.Time) {
			for i, keep := range kept(times, now) {
				if keep {
					left = append(left, times[i])
				} else if now.Sub(times[i]) <= 48*time.Hour {
					t.Fatal("one of the last two days is gone")
				}
			}
			return left
		}
		once := thin(times)
		if len(once) == 0 || once[0] != times[0] {
			t.Fatal("the newest is gone")
		}
		if twice := thin(once); !slices.Equal(once, twice) {
			t.Fatalf("%d stay, then %d", len(once), len(twice))
		}
	})
}

// Opening a database with an older schema leaves a backup of its old state.
func TestBackupBeforeMigration(t *testing.T) {
	s := open(t, older(t, 1))
	list, err := s.Backups()
	if err != nil || len(list) != 1 || !strings.HasSuffix(list[0].Path, "recall-before-schema-2.db.zst") {
		t.Fatalf("%v, %v", list, err)
	}
	load(t, s, "sea.md", notes, at(0))
	// it is migrated on the way
	if _, err := s.Restore(context.Background(), list[0].Path, at(9)); err != nil {
		t.Error(err)
	}
	backUp(t, s, at(9000))
	if list, err := s.Backups(); err != nil || len(list) != 2 {
		t.Errorf("%d backups, %v: what was made before a step of the schema stays", len(list), err)
	}
}

// Merging a backup restores what the database lost and keeps what is newer.
func TestRestoreLosesNothing(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel, rudder := card(t, s, "Keel").ID, card(t, s, "Rudder").ID
	record(t, s, keel, srs.Good, at(0))
	b := backUp(t, s, at(0))
	record(t, s, keel, srs.Good, at(1))
	want := record(t, s, rudder, srs.Easy, at(1))
	m, err := s.Restore(context.Background(), b.Path, at(9))
	if err != nil || m != (Merged{}) {
		t.Errorf("an older backup of this very database brings %+v, %v", m, err)
	}
	if st, err := s.State(rudder); err != nil || st != want {
		t.Errorf("a newer review is %+v, %v", st, err)
	}

	// A new machine, the backup, and what was reviewed there before the backup was found.
	s = open(t, filepath.Join(t.TempDir(), "other.db"))
	load(t, s, "lake.md", "- Reed: grows at the shore\n", at(2))
	reed := record(t, s, card(t, s, "Reed").ID, srs.Good, at(2))
	m, err = s.Restore(context.Background(), b.Path, at(9))
	if err != nil || m.Entries != 2 || m.Notes != 5 || m.Decks != 0 {
		t.Errorf("on another machine it brings %+v, %v", m, err)
	}
	if c := card(t, s, "Keel"); c.State.Reps != 1 || c.State.Due != day0+1 {
		t.Errorf("the schedule there is %+v", c.State)
	}
	if c := card(t, s, "Reed"); c.State != reed {
		t.Errorf("its own schedule became %+v", c.State)
	}
	sound(t, s)
	if m, err = s.Restore(context.Background(), b.Path, at(9)); err != nil || m != (Merged{}) {
		t.Errorf("a second time it brings %+v, %v", m, err)
	}
}

// Two histories of one device, as when an old file is copied back, are both kept.
func TestRestoreOfAForkedHistory(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel, rudder, boom := card(t, s, "Keel").ID, card(t, s, "Rudder").ID, card(t, s, "Boom").ID
	record(t, s, keel, srs.Good, at(0))
	old, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	record(t, s, rudder, srs.Good, at(1))
	record(t, s, keel, srs.Good, at(1))
	if _, err := s.Undo(at(1)); err != nil {
		t.Fatal(err)
	}
	b := backUp(t, s, at(1))
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err = Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	record(t, s, boom, srs.Good, at(2))
	for i, want := range []int{3, 0} {
		m, err := s.Restore(context.Background(), b.Path, at(9))
		if err != nil || m.Entries != want {
			t.Fatalf("time %d brings %+v, %v; want %d entries", i+1, m, err, want)
		}
		for id, reps := range map[int64]int{keel: 1, rudder: 1, boom: 1} {
			if st, err := s.State(id); err != nil || st.Reps != reps {
				t.Errorf("card %d has %+v, %v", id, st, err)
			}
		}
		sound(t, s)
	}
	record(t, s, keel, srs.Good, at(3))
	sound(t, s)
}

// Replacing discards what is newer but does not reuse its sequence numbers, so that the backup made before can still be
// merged.
func TestReplace(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel := card(t, s, "Keel").ID
	record(t, s, keel, srs.Good, at(0))
	older := backUp(t, s, at(0))
	record(t, s, keel, srs.Good, at(1))
	newer := backUp(t, s, at(1))
	if err := replaceBy(s, older.Path); err != nil {
		t.Fatal(err)
	}
	if st, err := s.State(keel); err != nil || st.Reps != 1 {
		t.Errorf("the schedule is %+v, %v", st, err)
	}
	sound(t, s)
	record(t, s, card(t, s, "Rudder").ID, srs.Good, at(2))
	m, err := s.Restore(context.Background(), newer.Path, at(9))
	if err != nil || m.Entries != 1 {
		t.Errorf("the backup of before brings %+v, %v", m, err)
	}
	if st, err := s.State(keel); err != nil || st.Reps != 2 {
		t.Errorf("the schedule is %+v, %v", st, err)
	}
	sound(t, s)
}

// Databases that diverge are equal again once each has merged the other's backup, whatever was done in them.
func TestRestoreIsAUnion(t *testing.T) {
	for round := range uint64(12) {
		chance := rand.New(rand.NewPCG(round, 1))
		stores := []*Store{fresh(t), fresh(t)}
		for _, s := range stores {
			load(t, s, "sea.md", notes, at(0))
		}
		fronts := []string{"Keel", "Rudder", "Boom", "Beaufort 0"}
		for i := range chance.IntN(14) {
			s := stores[chance.IntN(2)]
			id := card(t, s, fronts[chance.IntN(len(fronts))]).ID
			var err error
			switch m := at(i / 2); chance.IntN(6) {
			case 0:
				if _, err = s.Undo(m); errors.Is(err, ErrNothingToUndo) {
					err = nil
				}
			case 1:
				_, err = s.Mark(id, []srs.Kind{srs.Suspend, srs.Resume, srs.Flag, srs.Reset}[chance.IntN(4)], m)
			case 2:
				err = s.SetValue(key(t, "max_interval"), 0, []string{"3", "10", "36500"}[chance.IntN(3)], m)
			default:
				record(t, s, id, srs.Grade(chance.IntN(6)), m)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		a, b := backUp(t, stores[0], at(20)), backUp(t, stores[1], at(20))
		for i, file := range []string{b.Path, a.Path} {
			if _, err := stores[i].Restore(context.Background(), file, at(9)); err != nil {
				t.Fatal(err)
			}
			sound(t, stores[i])
		}
		for _, front := range fronts {
			if x, y := card(t, stores[0], front).State, card(t, stores[1], front).State; x != y {
				t.Fatalf("round %d: %s is %+v here and %+v there", round, front, x, y)
			}
		}
	}
}

// Thinning keeps a backup with more reviews than the database has, and the newest of another installation.
func TestThinningKeepsWhatMayBeAllThatIsLeft(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	past := func(hour int) Backup {
		t.Helper()
		b, err := s.Backup(noon.AddDate(-2, 0, 0).Add(time.Duration(hour) * time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	first := past(0)
	mine := s.own
	s.own.uid = [16]byte{1}
	past(1)
	other := past(2)
	s.own = mine
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	more := past(3)
	if err := replaceBy(s, first.Path); err != nil {
		t.Fatal(err)
	}
	past(4)
	last := past(5) // of all of that year, the newest is kept anyway
	now := backUp(t, s, at(0))
	var left []string
	list, err := s.Backups()
	for _, b := range list {
		left = append(left, b.Path)
	}
	if want := []string{now.Path, last.Path, more.Path, other.Path}; err != nil || !slices.Equal(left, want) {
		t.Errorf("left are %q, want %q, %v", left, want, err)
	}
}

// Tags and settings make up for no review: a backup with more reviews stays, however much the log has of other entries. An
// older recall did not count the reviews of a backup, or anything of it.
func TestThinningCountsReviews(t *testing.T) {
	label := len(backupLabel{}.bytes())
	for _, test := range []struct {
		name   string
		edit   func(backup []byte) []byte
		stays  bool // while the database has fewer reviews
		leaves bool // once it has more
	}{
		{"as it is made", func(b []byte) []byte { return b }, true, true},
		{"without its reviews", func(b []byte) []byte {
			return slices.Concat(b[:len(b)-label], b[len(b)-label+len(labelReviews)+8:])
		}, true, true},
		{"without a label", func(b []byte) []byte { return b[:len(b)-label] }, true, false},
	} {
		s := fresh(t)
		load(t, s, "sea.md", notes, at(0))
		keel := card(t, s, "Keel").ID
		past := func(hour int) Backup {
			return backUp(t, s, Moment{Time: noon.AddDate(-2, 0, 0).Add(time.Duration(hour) * time.Hour)})
		}
		first := past(0)
		record(t, s, keel, srs.Good, at(0))
		record(t, s, keel, srs.Good, at(1))
		more := past(1)
		past(2) // the newest of this installation stays anyway, and a replaced database goes on as another
		text, err := os.ReadFile(more.Path)
		if err == nil {
			err = os.WriteFile(more.Path, test.edit(text), 0o600)
		}
		if err == nil {
			_, err = checkBackup(s, more.Path)
		}
		if err == nil {
			err = replaceBy(s, first.Path)
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range 9 {
			if _, err := s.Tag([]int64{keel}, []string{string(rune('a' + i))}, nil, at(1)); err != nil {
				t.Fatal(err)
			}
		}
		past(3) // of all of that year, the newest is kept anyway
		left := func() bool {
			list, err := s.Backups()
			if err != nil {
				t.Fatal(err)
			}
			return slices.ContainsFunc(list, func(b Backup) bool { return b.Path == more.Path })
		}
		backUp(t, s, at(1))
		if left() != test.stays {
			t.Errorf("%s: it stays: %v, want %v", test.name, left(), test.stays)
		}
		for day := range 4 {
			record(t, s, keel, srs.Good, at(2+day))
		}
		backUp(t, s, at(9))
		if left() == test.leaves {
			t.Errorf("%s: it leaves: %v, want %v", test.name, !left(), test.leaves)
		}
	}
}

// checkBackup checks a backup, as recall backup verify does.
func checkBackup(s *Store, file string) (c Checked, err error) {
	err = s.Unpack(context.Background(), file, func(u *Unpacked) error {
		c, err = u.Check()
		return err
	})
	return c, err
}

func replaceBy(s *Store, file string) error {
	return s.Unpack(context.Background(), file, func(u *Unpacked) error { return u.Replace(context.Background()) })
}

// While the clock is wrong, a backup gets a name from the future. It is not the newest from then on, and keeps no other
// from being made. If all are from the future, the clock is wrong now.
func TestBackupsFromTheFuture(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	future := backUp(t, s, at(40000))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	older := backUp(t, s, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(1))
	newer := backUp(t, s, at(1))
	for _, test := range []struct {
		now  Moment
		want []Backup
	}{{at(1), []Backup{newer, older, future}}, {at(-9), []Backup{future, newer, older}}, {at(50000), []Backup{future, newer, older}}} {
		if list, err := BackupsOf(s.Path(), test.now.Time); err != nil || !slices.Equal(list, test.want) {
			t.Errorf("on day %d: %v, %v", test.now.Day, list, err)
		}
	}
	if made, err := s.BackupIfOlder(time.Minute, at(2).Time); err != nil || made != "" {
		t.Errorf("a backup of what has one: %s, %v", made, err)
	}
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(2))
	if made, err := s.BackupIfOlder(time.Minute, at(2).Time); err != nil || made == "" {
		t.Errorf("no backup of what has none, %v", err)
	}
}
