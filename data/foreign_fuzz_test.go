package data

import (
	"context"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// signed puts the right checksum behind each line of a log: a stranger who forges one can do that, too.
func signed(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if at := strings.LastIndex(line, dumpSum); at >= 0 {
			line = line[:at]
		}
		fmt.Fprintf(&b, "%s%s%08x\"}\n", line, dumpSum, crc32.Checksum([]byte(line), castagnoli))
	}
	return b.String()
}

// ownLog returns the entries that a store wrote itself, as they are stored.
func ownLog(t testing.TB, s *Store) (list []string) {
	t.Helper()
	if err := s.readLog(nil, func(e *entry) error {
		if e.device.uid == s.own.uid {
			list = append(list, fmt.Sprintf("%+v", *e))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// keepsItsOwn does something with foreign bytes in a database that has a history, and checks that none of its own entries
// changed, and that it can still be checked.
func keepsItsOwn(t *testing.T, history []byte, do func(*Store, string)) {
	dir := t.TempDir()
	path := filepath.Join(dir, "recall.db")
	if err := os.WriteFile(path, history, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	before := ownLog(t, s)
	do(s, dir)
	if _, err := s.Check(false); err != nil {
		t.Errorf("the database can't be checked any more: %v", err)
	}
	after := map[string]bool{}
	for _, e := range ownLog(t, s) {
		after[e] = true
	}
	for _, e := range before {
		if !after[e] {
			t.Errorf("an entry of its own is lost: %s", e)
		}
	}
}

// livedHistory returns a database with a history, and the log of its deck.
func livedHistory(f *testing.F) (database []byte, log string) {
	f.Helper()
	s := lived(f)
	log = dump(f, s, "test")
	path := filepath.Join(f.TempDir(), "copy.db")
	if err := s.copyTo(path); err != nil {
		f.Fatal(err)
	}
	database, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	return database, log
}

// FuzzLog reads logs that are not what recall exported. They are refused in sentences, or add to what is there.
func FuzzLog(f *testing.F) {
	database, log := livedHistory(f)
	f.Add(log)
	for version := 4; version <= 7; version++ {
		text, err := os.ReadFile(fmt.Sprintf("testdata/schema/%d.jsonl", version))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		keepsItsOwn(t, database, func(s *Store, _ string) {
			_, _, _ = s.ReadDump(context.Background(), "log", strings.NewReader(signed(text)), true, false, at(99)) // it may refuse
		})
	})
}

// FuzzBackup restores databases in which some bytes are others, as a disk or a stranger leaves them. They are refused in a
// sentence, or add to what is there.
func FuzzBackup(f *testing.F) {
	database, _ := livedHistory(f)
	s := lived(f)
	path := filepath.Join(f.TempDir(), "other.db")
	if err := s.copyTo(path); err != nil {
		f.Fatal(err)
	}
	other, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("\x00\x00\x10\x2a"))
	f.Add([]byte("\x00\x40\x64\xff\x01\x02\x03\x04"))
	f.Fuzz(func(t *testing.T, changes []byte) {
		bad := append([]byte(nil), other...)
		for ; len(changes) >= 4; changes = changes[4:] { // where, and what
			at := (int(changes[0])<<16 | int(changes[1])<<8 | int(changes[2])) % len(bad)
			bad[at] = changes[3]
		}
		keepsItsOwn(t, database, func(s *Store, dir string) {
			file := filepath.Join(dir, "other.db")
			if err := os.WriteFile(file, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			_, _ = checkBackup(s, file)
			_, _ = s.Restore(context.Background(), file, at(99)) // it may refuse
		})
	})
}

// FuzzPacked unpacks files that are not what a backup is.
func FuzzPacked(f *testing.F) {
	s := lived(f)
	b, err := s.Backup(noon)
	if err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(b.Path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(text[:len(text)/2])
	f.Add([]byte("\x28\xb5\x2f\xfd"))
	f.Fuzz(func(t *testing.T, packed []byte) {
		file := filepath.Join(t.TempDir(), "b.db.zst")
		if err := os.WriteFile(file, packed, 0o600); err != nil {
			t.Fatal(err)
		}
		_, _ = checkBackup(s, file) // it may refuse
		labelOf(file)
	})
}
