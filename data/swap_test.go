package data

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A program is killed while a new database takes the place of a damaged one. The next start goes on with the new one, and
// leaves the damaged one as it was, with its journal.
func TestFinishSwap(t *testing.T) {
	const aside = "recall.db.broken-20261201-090000"
	for _, test := range []struct {
		name         string
		before, want map[string]string
	}{
		{"before the damaged file goes", map[string]string{"recall.db": "old", "recall.db-journal": "j", aside + ".new": "new"},
			map[string]string{"recall.db": "old", "recall.db-journal": "j", aside + ".new": "new"}},
		{"before its journal goes", map[string]string{aside: "old", "recall.db-journal": "j", aside + ".new": "new"},
			map[string]string{aside: "old", aside + "-journal": "j", "recall.db": "new"}},
		{"before the new one comes", map[string]string{aside: "old", aside + "-journal": "j", aside + ".new": "new"},
			map[string]string{aside: "old", aside + "-journal": "j", "recall.db": "new"}},
		{"an earlier restore had not begun", map[string]string{"recall.db.broken-20261130-090000.new": "older", aside: "old", aside + ".new": "new"},
			map[string]string{"recall.db.broken-20261130-090000.new": "older", aside: "old", "recall.db": "new"}},
		{"the database is gone for another reason", map[string]string{aside: "old", "recall.db.broken-20261202-090000.new": "new"},
			map[string]string{aside: "old", "recall.db.broken-20261202-090000.new": "new"}},
		{"another database has begun", map[string]string{aside: "old", aside + ".new": "new", "recall.db": "other"},
			map[string]string{aside: "old", aside + ".new": "new", "recall.db": "other"}},
	} {
		dir := t.TempDir()
		for name, text := range test.before {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := FinishSwap(filepath.Join(dir, "recall.db")); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != len(test.want) {
			t.Errorf("%s: there are %v, %v", test.name, entries, err)
		}
		for name, want := range test.want {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
				t.Errorf("%s: %s holds %q, %v", test.name, name, got, err)
			}
		}
	}
}

// What a killed run left beside a file of the learner's goes when the file is written again, unless it may be in use.
func TestTempBeside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out[1].md") // no pattern
	for name, age := range map[string]time.Duration{".out[1].md.1.tmp": 2 * time.Hour, ".out[1].md.2.tmp": time.Minute,
		".other.md.1.tmp": 2 * time.Hour, "out[1].md.1.tmp": 2 * time.Hour} {
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(at, time.Now().Add(-age), time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	f, err := TempBeside(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 4 {
		t.Errorf("there are %v, %v", entries, err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".out[1].md.1.tmp")); err == nil {
		t.Error("what was left is there")
	}
}
