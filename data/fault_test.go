package data

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A query that reads outside of a transaction says in a sentence why it can't, as one within does.
func TestAReadThatFails(t *testing.T) {
	s := fresh(t)
	journal := s.Path() + "-journal"
	if err := os.Remove(journal); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.Mkdir(journal, 0o700); err != nil { // SQLite looks for a journal before it reads
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(journal, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.Settings()
	var fault *FileError
	if !errors.As(err, &fault) {
		t.Fatalf("settings: %v", err)
	}
}
