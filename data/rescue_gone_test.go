package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// killedWriting returns a database with a backup of which a program was killed while it wrote: a journal is beside it, and
// much of what that would roll back is on disk already.
func killedWriting(t *testing.T) (path, backup string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	load(t, s, "sea.md", notes, at(0))
	backup = backUp(t, s, at(0)).Path
	loadDeck(t, s, "lake", "lake.md", "- Reed: grows at the shore\n- Frog: lives there\n", at(0)) // the new file has other pages
	half := `PRAGMA cache_size = 5; BEGIN IMMEDIATE; UPDATE card SET front = front || 'x'; UPDATE note SET text = text || 'x';
		UPDATE card SET front = front || hex(zeroblob(9000))`
	if _, err := s.execScript(half); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-journal"} {
		if err := copyRegular(path+end, path+".killed"+end); err != nil {
			t.Fatal(err)
		}
	}
	s.exec("ROLLBACK")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-journal"} {
		if err := os.Rename(path+".killed"+end, path+end); err != nil {
			t.Fatal(err)
		}
	}
	if mark, err := firstBytes(path+"-journal", len(journalMark)); err != nil || string(mark) != journalMark {
		t.Fatalf("no journal is beside it: %q, %v", mark, err)
	}
	return path, backup
}

// A database goes missing after a program was killed while it wrote. The journal that is left is not rolled back into the
// one that comes from a backup, but kept.
func TestRestoreBesideAJournal(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"missing": os.Remove,
		"empty":   func(path string) error { return os.Truncate(path, 0) },
	} {
		path, backup := killedWriting(t)
		if err := lose(path); err != nil {
			t.Fatal(err)
		}
		if _, err := Rescue(context.Background(), See(path), backup, false, at(1)); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if kept := filesIn(filepath.Dir(path), "recall.db"+brokenMark, "-journal"); len(kept) != 1 {
			t.Errorf("%s: kept are %q", name, kept)
		}
		sound(t, open(t, path))
	}
}

// On a new machine, the first thing that anyone does may be a restore.
func TestRestoreWhereNoFolderIs(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	path := filepath.Join(t.TempDir(), "share", "recall", "recall.db")
	if _, err := Rescue(context.Background(), See(path), backUp(t, s, at(0)).Path, false, at(1)); err != nil {
		t.Fatal(err)
	}
	sound(t, open(t, path))
}

// While a restore is asked about or at work, another program puts a healthy database in the place. It stays there.
func TestRestoreBesideAnother(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	backup := backUp(t, s, at(0)).Path
	healthy, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	damaged := append([]byte{}, healthy...)
	copy(damaged[4096:], make([]byte, 4096))
	over := func(path string) error { return os.WriteFile(path, healthy, 0o600) }
	renamed := func(path string) error { return errors.Join(over(path+".sync"), os.Rename(path+".sync", path)) }
	for name, test := range map[string]struct {
		before []byte // nil: there is no file
		comes  func(path string) error
	}{
		"where none was":            {nil, renamed},
		"over an empty file":        {[]byte{}, over},
		"in the place of a damaged": {damaged, renamed},
		"over a damaged one":        {damaged[:len(damaged)-4096], over},
	} {
		path := filepath.Join(t.TempDir(), "recall.db")
		if test.before != nil {
			if err := os.WriteFile(path, test.before, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		seen := See(path)
		if err := test.comes(path); err != nil {
			t.Fatal(err)
		}
		var arrived *ArrivedError
		if r, err := Rescue(context.Background(), seen, backup, true, at(1)); !errors.As(err, &arrived) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != string(healthy) {
			t.Errorf("%s: it is another file now, %v", name, err)
		}
		if left := filesIn(filepath.Dir(path), "recall.db.", ""); len(left) > 0 {
			t.Errorf("%s: left are %q", name, left)
		}
	}
}

// A copy of a database of which a program was killed while it wrote belongs together with its journal. One that names
// another file is not rolled back: that could remove the file.
func TestRestoreOfACopyWithItsJournal(t *testing.T) {
	copied, _ := killedWriting(t)
	s := fresh(t)
	m, err := s.Restore(context.Background(), copied, at(1))
	if err != nil || m.Notes == 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	if got := card(t, s, "Reed").Front(); !strings.HasSuffix(got, "Reed") {
		t.Errorf("what was never committed came along: a front of %d bytes", len(got))
	}
	sound(t, s)
	f, err := os.OpenFile(copied+"-journal", os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(journalMark)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	if m, err := s.Restore(context.Background(), copied, at(1)); err == nil {
		t.Errorf("a journal of many files: %+v", m)
	}
}

// A link leads to the database and its backups, also while the database is missing. While the folder is missing to which
// it leads, nothing is made in its place.
func TestLinkToAMissingDatabase(t *testing.T) {
	for name, link := range map[string]func(home string) (path string, err error){
		"a link": func(home string) (string, error) {
			return filepath.Join(home, "recall.db"), os.Symlink(filepath.Join("disk", "recall.db"), filepath.Join(home, "recall.db"))
		},
		"a link to a link": func(home string) (string, error) {
			return filepath.Join(home, "a.db"), errors.Join(os.Symlink("b.db", filepath.Join(home, "a.db")),
				os.Symlink(filepath.Join(home, "disk", "recall.db"), filepath.Join(home, "b.db")))
		},
		"a folder that is a link": func(home string) (string, error) {
			return filepath.Join(home, "data", "recall.db"), os.Symlink("disk", filepath.Join(home, "data"))
		},
	} {
		home := t.TempDir()
		disk := filepath.Join(home, "disk")
		path, err := link(home)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(disk, 0o700); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		load(t, s, "sea.md", notes, at(0))
		backup := backUp(t, s, at(0))
		if err := errors.Join(s.Close(), os.Remove(filepath.Join(disk, "recall.db"))); err != nil {
			t.Fatal(err)
		}
		list, err := BackupsOf(path, noon)
		if err != nil || len(list) != 1 || filepath.Base(list[0].Path) != filepath.Base(backup.Path) {
			t.Errorf("%s: the backups are %v, %v", name, list, err)
		}
		if _, err := Rescue(context.Background(), See(path), backup.Path, false, at(1)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if info, err := os.Lstat(filepath.Join(disk, "recall.db")); err != nil || !info.Mode().IsRegular() {
			t.Errorf("%s: the database is not where it leads: %v", name, err)
		}
		if err := os.Rename(disk, disk+" that is not mounted"); err != nil {
			t.Fatal(err)
		}
		away := func(doing string, err error) {
			t.Helper()
			var unlinked *UnlinkedError
			if !errors.As(err, &unlinked) {
				t.Errorf("%s, %s: %v", name, doing, err)
			}
		}
		_, err = Open(context.Background(), path)
		away("open", err)
		_, err = BackupsOf(path, noon)
		away("list the backups", err)
		_, err = Rescue(context.Background(), See(path), filepath.Join(disk+" that is not mounted", "backups", filepath.Base(backup.Path)), false, at(1))
		away("restore", err)
		away("finish a swap", FinishSwap(path))
		if _, err := os.Lstat(disk); err == nil {
			t.Errorf("%s: the folder was made", name)
		}
	}
}

// What was recorded in a file that was taken away is offered once: not again after the database was made anew from it.
func TestRestoreOfWhatWasRescued(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	backup := backUp(t, s, at(0)).Path
	rescued := filepath.Join(filepath.Dir(backup), "recall-"+rescuedMark+"20261122-120000.000"+backupEnd)
	path := filepath.Join(filepath.Dir(filepath.Dir(backup)), "recall.db")
	if err := errors.Join(s.Close(), os.Rename(backup, rescued), os.Remove(s.Path())); err != nil {
		t.Fatal(err)
	}
	if _, err := Rescue(context.Background(), See(path), rescued, false, at(1)); err != nil {
		t.Fatal(err)
	}
	if list, err := open(t, path).RescuedBackups(); err != nil || len(list) > 0 {
		t.Errorf("it is offered again: %v, %v", list, err)
	}
}

// A folder that is yet to be made in one to which a link leads is no missing disk.
func TestFolderToBeMadeBehindALink(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "real"), 0o700), os.Symlink("real", filepath.Join(dir, "link"))); err != nil {
		t.Fatal(err)
	}
	s := open(t, filepath.Join(dir, "link", "new", "recall.db"))
	load(t, s, "sea.md", notes, at(0))
	sound(t, s)
}
