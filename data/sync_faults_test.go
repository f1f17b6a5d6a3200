package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recall/data/place"
	"recall/srs"
)

// copyFile copies a database that nobody has open.
func copyFile(t testing.TB, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What keeps an exchange from being locked is told in a sentence, and not by SQLite's number.
func TestTheLockOfAnExchangeSaysWhatIsWrong(t *testing.T) {
	s := fresh(t)
	if err := os.Mkdir(s.Path()+"-sync-journal", 0o700); err != nil { // the lock can't be written
		t.Fatal(err)
	}
	unlock, err := lockExchange(context.Background(), s.Path())
	if err == nil {
		t.Fatal("it was locked", unlock())
	}
	var file *FileError
	if !errors.As(err, &file) || !strings.Contains(err.Error(), file.Fault.String()) || strings.Contains(err.Error(), "(") {
		t.Errorf("it says %q", err)
	}
}

// A machine that pushes for years keeps at most forty files in a place, and a new one gets all of it from them.
func TestAtMostFortyFiles(t *testing.T) {
	folder := t.TempDir()
	a, late := fresh(t), fresh(t)
	load(t, a, "boats.md", boats, at(0))
	exchange(t, a, folder, at(0))
	exchange(t, late, folder, at(0))
	keel, rudder := card(t, a, "Keel").ID, card(t, a, "Rudder").ID
	for day := range 80 {
		record(t, a, keel, srs.Good, at(day))
		if day%9 == 0 {
			if _, err := a.EditText(rudder, fmt.Sprintf("Rudder: turns the boat %d times", day), at(day)); err != nil {
				t.Fatal(err)
			}
		}
		exchange(t, a, folder, at(day))
		if n := len(files(t, folder)); n > 40 {
			t.Fatalf("after %d pushes there are %d files", day, n)
		}
	}
	b := fresh(t)
	for _, s := range []*Store{b, late, a} {
		exchange(t, s, folder, at(90))
	}
	agree(t, a, b, late)
}

// A home that was copied whole, and one that went back to an old backup, write on under an id that another has. Both
// take one of their own at the next exchange, and nobody loses anything.
func TestCopiedAndRolledBack(t *testing.T) {
	for _, test := range []string{"copied", "rolled back"} {
		t.Run(test, func(t *testing.T) {
			folder, home := t.TempDir(), t.TempDir()
			path, kept := filepath.Join(home, "recall.db"), filepath.Join(t.TempDir(), "kept.db")
			a, b := open(t, path), fresh(t)
			load(t, a, "boats.md", boats, at(0))
			record(t, a, card(t, a, "Keel").ID, srs.Good, at(0))
			exchange(t, a, folder, at(0))
			a.Close()
			copyFile(t, path, kept)

			a = open(t, path) // what the copy does not have
			record(t, a, card(t, a, "Keel").ID, srs.Good, at(1))
			record(t, a, card(t, a, "Rudder").ID, srs.Again, at(2))
			exchange(t, a, folder, at(2))
			exchange(t, b, folder, at(2))
			was := a.own.uid
			a.Close()

			other := filepath.Join(t.TempDir(), "other.db")
			copyFile(t, path, other)
			copyFile(t, kept, path) // at the same path on what seems to be the same machine
			c := open(t, path)
			if c.own.uid != was {
				t.Fatal("the copy is known by its path: the test shows nothing")
			}
			record(t, c, card(t, c, "Keel").ID, srs.Easy, at(3))
			record(t, c, card(t, c, "Beaufort 0").ID, srs.Good, at(3))
			done := exchange(t, c, folder, at(3))
			if !done.NewID || c.own.uid == was {
				t.Error("the copy goes on under the id of the other")
			}
			machines := []*Store{c, b}
			if test == "copied" {
				c.Close()
				mine := filepath.Join(t.TempDir(), "mine.db")
				copyFile(t, path, mine)
				copyFile(t, other, path)
				a = open(t, path)
				record(t, a, card(t, a, "Beaufort 12").ID, srs.Good, at(4))
				exchange(t, a, folder, at(4))
				a.Close()
				copyFile(t, path, other)
				copyFile(t, mine, path)
				c = open(t, path)
				machines = []*Store{c, b}
			}
			for range 2 {
				for _, s := range machines {
					exchange(t, s, folder, at(5))
				}
			}
			agree(t, machines...)
			want := 5 // reviews
			if test == "copied" {
				want++
			}
			if n := strings.Count(strings.Join(logOf(t, b), "\n"), " review of "); n != want {
				t.Errorf("%d of %d reviews are there", n, want)
			}
		})
	}
}

// The same where the clock of a machine was ahead: two entries get one number then.
func TestRolledBackBehindTheLog(t *testing.T) {
	for _, places := range []int{1, 2} {
		t.Run(fmt.Sprint(places, " places"), func(t *testing.T) {
			var folders []string
			for range places {
				folders = append(folders, t.TempDir())
			}
			meet := func(s *Store, m Moment) {
				for _, folder := range folders {
					exchange(t, s, folder, m)
				}
			}
			path, kept := filepath.Join(t.TempDir(), "recall.db"), filepath.Join(t.TempDir(), "kept.db")
			a, b, ahead := open(t, path), fresh(t), fresh(t)
			load(t, a, "boats.md", boats, at(0))
			meet(a, at(0))
			meet(ahead, at(9))
			record(t, ahead, card(t, ahead, "Beaufort 12").ID, srs.Good, at(9))
			meet(ahead, at(9))
			meet(a, at(0))
			a.Close()
			copyFile(t, path, kept)

			a = open(t, path)
			record(t, a, card(t, a, "Keel").ID, srs.Good, at(1))
			record(t, a, card(t, a, "Rudder").ID, srs.Good, at(1))
			exchange(t, a, folders[0], at(1))
			exchange(t, b, folders[0], at(1))
			a.Close()

			copyFile(t, kept, path)
			a = open(t, path)
			record(t, a, card(t, a, "Keel").ID, srs.Again, at(1))
			record(t, a, card(t, a, "Rudder").ID, srs.Again, at(1))
			if _, err := a.Undo(at(1)); err != nil {
				t.Fatal(err)
			}
			if places > 1 { // where nobody knows of it yet
				exchange(t, a, folders[1], at(1))
			}
			for range 2 {
				for _, s := range []*Store{a, b, ahead} {
					meet(s, at(9))
				}
			}
			agree(t, a, b, ahead)
			if n := strings.Count(strings.Join(logOf(t, b), "\n"), " review of "); n != 5 {
				t.Errorf("%d of 5 reviews are there", n)
			}
			if places > 1 {
				return // an undo does not follow an entry that goes on under another id
			}
			for front, want := range map[string]int{"Keel": 2, "Rudder": 1} {
				life, err := b.Life(card(t, b, front).ID)
				if n := inForce(life); err != nil || n != want {
					t.Errorf("%s: %d of %d reviews are in force, %v", front, n, want, err)
				}
			}
		})
	}
}

func inForce(life []Act) (n int) {
	for _, a := range life {
		if a.Kind == srs.Review && !a.Undone {
			n++
		}
	}
	return n
}

// What was sent after a copy was made is there once, when the machine that went back to the copy meets it again.
func TestRolledBackToBeforeItWasSent(t *testing.T) {
	folder := t.TempDir()
	path, kept := filepath.Join(t.TempDir(), "recall.db"), filepath.Join(t.TempDir(), "kept.db")
	a, b := open(t, path), fresh(t)
	load(t, a, "boats.md", boats, at(0))
	exchange(t, a, folder, at(0))
	for _, front := range []string{"Keel", "Rudder"} {
		record(t, a, card(t, a, front).ID, srs.Good, at(1))
	}
	a.Close()
	copyFile(t, path, kept)

	a = open(t, path)
	exchange(t, a, folder, at(1))
	exchange(t, b, folder, at(1))
	a.Close()
	copyFile(t, kept, path)
	a = open(t, path)
	record(t, a, card(t, a, "Beaufort 12").ID, srs.Good, at(1))
	for range 2 {
		exchange(t, a, folder, at(2))
		exchange(t, b, folder, at(2))
	}
	agree(t, a, b)
	if n := strings.Count(strings.Join(logOf(t, b), "\n"), " review of "); n != 3 {
		t.Errorf("there are %d reviews instead of 3", n)
	}
}

// What is torn, cut off, doubled or a stranger's is ignored and named, and everything else is taken.
func TestWhatIsNotWholeIsIgnored(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	load(t, a, "boats.md", boats, at(0))
	exchange(t, a, folder, at(0))
	record(t, a, card(t, a, "Keel").ID, srs.Good, at(0))
	exchange(t, a, folder, at(0))
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string][]byte{}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		if whole[path], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range whole {
		for what, bad := range map[string][]byte{
			"empty": nil, "cut off": text[:len(text)/2], "with a byte changed": append([]byte{text[0] ^ 1}, text[1:]...),
		} {
			for to, text := range whole {
				os.WriteFile(to, text, 0o600)
			}
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			s := fresh(t)
			p, err := s.RememberPlace(folder, BothWays, nil)
			if err != nil {
				t.Fatal(err)
			}
			done, err := s.Exchange(context.Background(), p, at(1), true, nil)
			if err != nil || len(done.Ignored) != 1 || done.Ignored[0].Name != filepath.Base(path) {
				t.Errorf("%s, %s: %v, %v", filepath.Base(path), what, done.Ignored, err)
			}
		}
	}
	for to, text := range whole {
		os.WriteFile(to, text, 0o600)
		os.WriteFile(strings.TrimSuffix(to, filepath.Ext(to))+" (conflicted copy)"+filepath.Ext(to), text, 0o600)
	}
	os.Symlink("/etc/passwd", filepath.Join(folder, "link.json"))
	os.WriteFile(filepath.Join(folder, "notes.md"), []byte("# mine"), 0o600)
	p, err := b.RememberPlace(folder, BothWays, nil)
	if err != nil {
		t.Fatal(err)
	}
	done, err := b.Exchange(context.Background(), p, at(1), false, func() error { return nil })
	if err != nil || len(done.Ignored) != len(whole)+1 {
		t.Fatalf("%d ignored of %d, %v", len(done.Ignored), len(whole)+1, err)
	}
	if card(t, b, "Keel").State.Reps != 1 {
		t.Error("what is whole was not taken")
	}
}

// moving is a place whose devices replace their files between the listing and the reading of them.
type moving struct {
	place.Carrier
	folder, pattern string
}

func (m moving) List(ctx context.Context, folder string) ([]place.File, error) {
	list, err := m.Carrier.List(ctx, folder)
	gone, _ := filepath.Glob(filepath.Join(m.folder, m.pattern))
	for _, path := range gone {
		os.Remove(path)
	}
	return list, err
}

// What another device replaces while this one looks at the place is left for the next time.
func TestReplacedWhileItIsRead(t *testing.T) {
	for _, test := range []struct {
		pattern string
		waiting int
	}{{"*.json", 0}, {"*.zst", 1}} {
		folder := t.TempDir()
		a, b := fresh(t), fresh(t)
		load(t, a, "boats.md", boats, at(0))
		exchange(t, a, folder, at(0))
		p, err := b.RememberPlace(folder, BothWays, nil)
		if err != nil {
			t.Fatal(err)
		}
		k, err := b.visits(p, at(0))
		if err != nil {
			t.Fatal(err)
		}
		f, err := k.visit(context.Background(), moving{place.Open(folder), folder, test.pattern})
		if err != nil {
			t.Fatalf("%s: %v", test.pattern, err)
		}
		if len(f.waiting) != test.waiting || len(f.ignored)+len(f.batches) > 0 {
			t.Errorf("%s: %d waiting, %d ignored, %d read", test.pattern, len(f.waiting), len(f.ignored), len(f.batches))
		}
		f.close()
	}
}

// A machine that went back to an old copy, also twice, takes back what it means to: what the copy knew, or what it did since
// under a number that the place knows as another entry's.
func TestUndoOfWhoWentBack(t *testing.T) {
	for name, c := range map[string]struct {
		acts  func(a *Store)    // after each return
		force map[string][2]int // reviews in force after two returns to one copy, or to a later one
	}{
		"what it did since": {func(a *Store) {
			record(t, a, card(t, a, "Keel").ID, srs.Again, at(1))
			record(t, a, card(t, a, "Rudder").ID, srs.Again, at(1))
			if _, err := a.Undo(at(1)); err != nil {
				t.Fatal(err)
			}
		}, map[string][2]int{"Beaufort 0": {1, 1}, "Keel": {3, 3}, "Rudder": {1, 1}}},
		"what the copy knew": {func(a *Store) {
			if _, err := a.Undo(at(1)); err != nil {
				t.Fatal(err)
			}
			record(t, a, card(t, a, "Keel").ID, srs.Again, at(1))
		}, map[string][2]int{"Beaufort 0": {0, 0}, "Keel": {3, 2}, "Rudder": {1, 1}}},
	} {
		for _, later := range []bool{false, true} {
			t.Run(fmt.Sprint(name, ", to a later copy: ", later), func(t *testing.T) {
				folder := t.TempDir()
				path, kept := filepath.Join(t.TempDir(), "recall.db"), filepath.Join(t.TempDir(), "kept.db")
				a, b, ahead := open(t, path), fresh(t), fresh(t)
				load(t, a, "boats.md", boats, at(0))
				exchange(t, a, folder, at(0))
				exchange(t, ahead, folder, at(9)) // its clock runs ahead, and the numbers after it
				record(t, ahead, card(t, ahead, "Beaufort 12").ID, srs.Good, at(9))
				exchange(t, ahead, folder, at(9))
				exchange(t, a, folder, at(0))
				record(t, a, card(t, a, "Beaufort 0").ID, srs.Good, at(1))
				exchange(t, a, folder, at(1))
				keep := func() {
					a.Close()
					copyFile(t, path, kept)
					a = open(t, path)
				}
				back := func() {
					a.Close()
					copyFile(t, kept, path)
					a = open(t, path)
				}
				keep()
				record(t, a, card(t, a, "Keel").ID, srs.Good, at(1))
				record(t, a, card(t, a, "Rudder").ID, srs.Good, at(1))
				exchange(t, a, folder, at(1))
				exchange(t, b, folder, at(1))
				for n := range 2 {
					back()
					c.acts(a)
					exchange(t, a, folder, at(1))
					exchange(t, b, folder, at(1))
					if later && n == 0 { // the second return is to here
						keep()
						record(t, a, card(t, a, "Beaufort 12").ID, srs.Good, at(1))
						exchange(t, a, folder, at(1))
					}
				}
				for range 2 {
					for _, s := range []*Store{a, b, ahead} {
						exchange(t, s, folder, at(9))
					}
				}
				agree(t, a, b, ahead)
				for front, want := range c.force {
					life, err := b.Life(card(t, b, front).ID)
					if n := inForce(life); err != nil || n != want[when(later, 1)] {
						t.Errorf("%s: %d reviews are in force, and not %d; %v", front, n, want[when(later, 1)], err)
					}
				}
			})
		}
	}
}
