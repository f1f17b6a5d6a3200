//go:build unix

package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recall/quiz/term/ptytest"
)

// Another program puts an older copy of the database in its place in mid-session, as a sync tool does. The next grade says
// so, the end says where the grades before it are, and the next session offers them.
func TestDatabaseRenamedOverInASession(t *testing.T) {
	home := t.TempDir()
	notes := filepath.Join(home, "ship.md")
	if err := os.WriteFile(notes, []byte("# Ship\n\n- Keel: stops drift\n- Boom: holds a sail\n- Stem: the foremost timber\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	say(t, home, 0, "import", notes)
	text, err := os.ReadFile(filepath.Join(home, "recall.db"))
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(home, "other.db")
	if err := os.WriteFile(other, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s := ptytest.New(t, 100, 30)
	start := func() (wait func() error) {
		c := command(t, home, 0, "review", "Ship", "--form", "reveal")
		s.Start(c)
		return c.Wait
	}
	grade := func() {
		s.Type(" ")
		s.Wait(shown)
		s.LetGo()
		s.Type("3")
	}
	wait := start()
	s.Wait("3 left")
	grade()
	s.Wait("2 left")
	if err := os.Rename(other, filepath.Join(home, "recall.db")); err != nil {
		t.Fatal(err)
	}
	grade()
	s.Wait("Not stored:")
	s.Type("q")
	s.Wait("adds it to the")
	wait() // the next session leads the terminal
	if n := reviews(t, home); n != 0 {
		t.Errorf("the other file has %d reviews", n)
	}
	start()
	s.Wait("Add it? [y/N]")
	s.Type("y\r")
	s.Wait("Added: 1 log entry") // which the first card leaves on the screen
	s.Wait("2 left")
	s.Type("q")
	s.Wait("Stopped")
	if n := reviews(t, home); n != 1 {
		t.Errorf("%d reviews are there", n)
	}
	if left, err := filepath.Glob(filepath.Join(home, "backups", "*rescued*")); err != nil || len(left) > 0 {
		t.Errorf("it would be offered again: %v, %v", left, err)
	}
	if !strings.Contains(say(t, home, 0, "check"), "all is well") {
		t.Error("check finds faults")
	}
}

// aboard returns a home with a deck of two cards.
func aboard(t *testing.T) (home string) {
	t.Helper()
	home = t.TempDir()
	notes := filepath.Join(home, "ship.md")
	if err := os.WriteFile(notes, []byte("# Ship\n\n- Keel: stops drift\n- Boom: holds a sail\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	say(t, home, 0, "import", notes)
	return home
}

// underway starts a session on a terminal of so many columns, and shows the answer of its first card.
func underway(t *testing.T, home string, columns int) (*ptytest.Screen, *exec.Cmd) {
	t.Helper()
	s := ptytest.New(t, columns, 30)
	c := command(t, home, 0, "review", "Ship", "--form", "reveal")
	s.Start(c)
	s.Wait("2 left")
	s.Type(" ")
	s.Wait(shown)
	s.LetGo()
	return s, c
}

// Another program removes the database in mid-session: the end says where the grades are, and how to have a database again.
func TestDatabaseRemovedInASession(t *testing.T) {
	home := aboard(t)
	s, c := underway(t, home, 200)
	s.Type("3")
	s.Wait("1 left")
	if err := os.Remove(filepath.Join(home, "recall.db")); err != nil {
		t.Fatal(err)
	}
	s.Type("q")
	s.Wait("makes the database anew from it")
	c.Wait()
	kept, err := filepath.Glob(filepath.Join(home, "backups", "*rescued*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("saved are %v, %v", kept, err)
	}
	say(t, home, 0, "restore", filepath.Base(kept[0]))
	if n := reviews(t, home); n != 1 {
		t.Errorf("%d reviews are there", n)
	}
}

// Another program writes over the database in mid-session, or cuts it. The next grade says so without calling safe what may
// be lost, and the end says how to restore the backup.
func TestDatabaseOverwrittenInASession(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"emptied":      func(path string) error { return os.Truncate(path, 0) },
		"cut":          func(path string) error { return os.Truncate(path, 300_000) },
		"another file": func(path string) error { return os.WriteFile(path, []byte("a list for the market\n"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			home := aboard(t)
			backup := filepath.Base(strings.Fields(say(t, home, 0, "backup"))[0])
			s, c := underway(t, home, 100)
			if err := spoil(filepath.Join(home, "recall.db")); err != nil {
				t.Fatal(err)
			}
			s.Type("3")
			s.Wait("Not stored:")
			if text := strings.Join(strings.Fields(s.Text()), " "); !strings.Contains(text, "q leaves, and says what to do.") || strings.Contains(text, "All that you did") {
				t.Errorf("the session says\n%s", text)
			}
			s.Type("q")
			s.Wait("hint: recall restore " + backup)
			if c.Wait(); c.ProcessState.ExitCode() != 1 {
				t.Errorf("status %d", c.ProcessState.ExitCode())
			}
			if text := strings.Join(strings.Fields(s.Text()), " "); strings.Contains(text, "everything before it is") || strings.Contains(text, "SQL") {
				t.Errorf("the end says\n%s", text)
			}
		})
	}
}

// Another program writes an older copy over the database in mid-session. The session goes on in that, and its end says so.
func TestOlderCopyOverTheDatabaseInASession(t *testing.T) {
	home := aboard(t)
	db := filepath.Join(home, "recall.db")
	old, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	s, c := underway(t, home, 100)
	s.Type("3")
	s.Wait("1 left")
	s.Type(" ")
	s.Wait(shown)
	s.LetGo()
	if err := os.WriteFile(db, old, 0o600); err != nil {
		t.Fatal(err)
	}
	s.Type("3")
	s.Wait("Space done")
	s.Type(" ")
	s.Wait("wrote an older copy over the database")
	c.Wait()
	if n := reviews(t, home); n != 1 {
		t.Errorf("%d reviews are there", n)
	}
}
