package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"recall/srs"
)

// A copy on a medium that can't be written to can be read, checked and exported; a grade says why it is not stored.
func TestReadOnlyCopy(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	raw, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "copy.db")
	if err := os.WriteFile(path, raw, 0o444); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // who may write anywhere: this thread gives that up
		for at := dir; len(at) > len(os.TempDir()); at = filepath.Dir(at) {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		runtime.LockOSThread() // and ends with the test
		if err := syscall.Setfsuid(65534); err != nil {
			t.Fatal(err)
		}
		defer syscall.Setfsuid(0)
	}
	if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o600); os.Geteuid() == 0 && err == nil {
		t.Skip("this system lets anyone write")
	}
	c, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if !c.ReadOnly() {
		t.Error("it passes for one that can be written to")
	}
	sound(t, c)
	dump(t, c, "test")
	if _, err := c.Stats(c.Studied(), Span{Today: day0, Back: 10}); err != nil {
		t.Error(err)
	}
	var fault *FileError
	_, _, err = c.Record(Answer{Card: card(t, c, "Keel").ID, Grade: srs.Good}, at(1))
	if !errors.As(err, &fault) || fault.Fault != FileReadOnly {
		t.Errorf("a grade says %v", err)
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(raw) {
		t.Errorf("the file changed, %v", err)
	}
}
