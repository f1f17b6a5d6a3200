package data

import (
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"recall/srs"
)

// Another program puts another file in the place of the database during a session: the grade after that is refused in a
// sentence, those before are saved when the session ends, and can be merged into the file that is there by then.
func TestAFileThatIsTakenAway(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	old, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Rudder").ID, srs.Good, at(1))
	if err := os.WriteFile(s.Path()+".new", old, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(s.Path()+".new", s.Path()); err != nil {
		t.Fatal(err)
	}
	var fault *FileError
	_, _, err = s.Record(Answer{Card: card(t, s, "Boom").ID, Grade: srs.Good}, at(1))
	if !errors.As(err, &fault) || fault.Fault != FileMoved {
		t.Errorf("the next grade says %v", err)
	}
	var moved *MovedError
	if err := s.Close(); !errors.As(err, &moved) || moved.Kept == "" || !strings.Contains(err.Error(), moved.Kept) {
		t.Fatalf("the end says %v", err)
	}
	if !moved.There {
		t.Error("the end knows of no database there")
	}
	now := open(t, s.Path())
	list, err := now.RescuedBackups()
	if err != nil || len(list) != 1 || list[0].Path != moved.Kept || !list[0].Time.Equal(at(1).Time) {
		t.Fatalf("saved are %v, %v", list, err)
	}
	if m, err := now.TakeRescued(context.Background(), list[0], at(2)); err != nil || m.Entries != 1 {
		t.Errorf("it brings %+v, %v", m, err)
	}
	if got := card(t, now, "Rudder"); got.State.Reps != 1 {
		t.Errorf("the schedule is %+v", got.State)
	}
	sound(t, now)
	if list, err := now.RescuedBackups(); err != nil || len(list) > 0 {
		t.Errorf("it is offered again: %v, %v", list, err)
	}
	if list, err := now.Backups(); err != nil || len(list) != 1 {
		t.Errorf("the backups are %v, %v", list, err)
	}
}

// Where no database has come in its place, the end does not say that one is there.
func TestAFileThatIsGone(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"nothing":      func(string) error { return nil },
		"another file": func(path string) error { return os.WriteFile(path, []byte("a list for the market\n"), 0o600) },
	} {
		s := fresh(t)
		load(t, s, "sea.md", notes, at(0))
		if err := errors.Join(os.Remove(s.Path()), put(s.Path())); err != nil {
			t.Fatal(err)
		}
		var moved *MovedError
		if err := s.Close(); !errors.As(err, &moved) || moved.Kept == "" || moved.There {
			t.Errorf("%s: the end says %+v", name, err)
		}
	}
}

// Another program overwrites the file with an older copy during a session. Numbers that were given to other entries are
// not given again.
func TestAFileThatIsOverwritten(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	old, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Rudder").ID, srs.Good, at(1))
	b := backUp(t, s, at(1))
	own := s.own
	if s.Replaced() {
		t.Error("it says that the file was replaced")
	}
	if err := os.WriteFile(s.Path(), old, 0o600); err != nil {
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Boom").ID, srs.Good, at(1))
	if s.own == own || !s.Replaced() {
		t.Errorf("it writes on under the same id: %t, and says that the file was replaced: %t", s.own == own, s.Replaced())
	}
	if m, err := s.Restore(context.Background(), b.Path, at(2)); err != nil || m.Entries != 1 {
		t.Errorf("the backup brings %+v, %v", m, err)
	}
	for _, front := range []string{"Keel", "Rudder", "Boom"} {
		if got := card(t, s, front); got.State.Reps != 1 {
			t.Errorf("%s has %+v", front, got.State)
		}
	}
	sound(t, s)
}

// Another program overwrites the file with a database of another format during a session. Nothing is written to it.
func TestAFileOfAnotherFormat(t *testing.T) {
	for _, version := range []byte{99, 1} {
		s := fresh(t)
		load(t, s, "sea.md", notes, at(0))
		keel := card(t, s, "Keel").ID
		f, err := os.OpenFile(s.Path(), os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.WriteAt([]byte{version}, 63)
		_, changed := f.WriteAt([]byte{0xff, 0xff}, 26) // the counter of changes, as another program leaves it
		if err := errors.Join(err, changed, f.Close()); err != nil {
			t.Fatal(err)
		}
		before, err := os.ReadFile(s.Path())
		if err != nil {
			t.Fatal(err)
		}
		var newer *NewerError
		var fault *FileError
		_, _, err = s.Record(Answer{Card: keel, Grade: srs.Good}, at(1))
		if version == 99 && !errors.As(err, &newer) || version == 1 && (!errors.As(err, &fault) || fault.Fault != FileOverwritten) {
			t.Errorf("version %d: %v", version, err)
		}
		if after, err := os.ReadFile(s.Path()); err != nil || string(after) != string(before) {
			t.Errorf("version %d: it was written to, %v", version, err)
		}
	}
}

// A small file that says that it holds gigabytes, a file of another kind, and a pipe are no backups.
func TestHostileBackups(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	dir := t.TempDir()
	pack := func(name string, head []byte, zeros int) string {
		path := filepath.Join(dir, name)
		out, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		z, err := zstd.NewWriter(out)
		if err != nil {
			t.Fatal(err)
		}
		z.Write(head)
		for range zeros {
			z.Write(make([]byte, 1<<20))
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	head := func(pages uint32) []byte {
		b := append([]byte(sqliteMark), make([]byte, 84)...)
		binary.BigEndian.PutUint16(b[16:], 4096)
		binary.BigEndian.PutUint32(b[28:], pages)
		binary.BigEndian.PutUint32(b[60:], uint32(len(migrations)))
		binary.BigEndian.PutUint32(b[68:], applicationID)
		return b
	}
	sparse := func(name string, head []byte) string {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(path, head, 0o600), os.Truncate(path, 1<<40)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, test := range []struct{ name, path, say string }{
		{"zeros", pack("zeros", nil, 200), "no database of recall"},
		{"a database of 4 TB", pack("huge", head(1<<30), 200), "it would unpack to"},
		{"more than a database", pack("more", head(1), 200), "more in it"},
		{"a terabyte of nothing, not compressed", sparse("hole", nil), "no database of recall"},
		{"a database and a terabyte, not compressed", sparse("tail", head(1)), "more in it"},
		{"a foreign database of a terabyte", sparse("foreign", append([]byte(sqliteMark), make([]byte, 84)...)), "no database of recall"},
		{"a database of 4 TB in one, not compressed", sparse("short", head(1<<30)), "a part of it is missing"},
		{"a device", os.DevNull, "no regular file"},
		{"a folder", dir, "no regular file"},
	} {
		_, err := s.Restore(context.Background(), test.path, at(1))
		if err == nil || !strings.Contains(err.Error(), test.say) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*"+backupTemp)); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// What a killed run left behind goes at a start, unless it may still be in use.
func TestSweep(t *testing.T) {
	s := fresh(t)
	dir := filepath.Dir(s.Path())
	info, err := os.Stat(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	now := info.ModTime()
	var names []string
	for i, name := range []string{"recall-1.tmp", ".recall.db-1.tmp", "backups/recall-1.tmp", "media/1.tmp",
		"recall.db.broken-1.new", "recall-2.tmp", "other-1.tmp", "notes", "recall.db.broken-1"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if name != "recall-2.tmp" {
			if err := os.Chtimes(path, now.Add(-2*time.Hour), now.Add(-2*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		if i >= 5 {
			names = append(names, path)
		}
	}
	t.Setenv("TMPDIR", filepath.Join(dir, "notes"))
	t.Setenv("TMP", filepath.Join(dir, "notes")) // where Windows looks
	temp := map[string]bool{}                    // by path: whether it goes
	for _, made := range []struct {
		by   func() (string, error)
		age  time.Duration
		goes bool
	}{
		{TempFolder, 2 * time.Hour, true}, {TempFolder, 30 * time.Minute, false},
		{TempText, 8 * 24 * time.Hour, true}, {TempText, 2 * time.Hour, false},
		{func() (string, error) { return os.MkdirTemp("", "other-*.tmp") }, 2 * time.Hour, false},
	} {
		path, err := made.by()
		if err == nil {
			err = os.WriteFile(filepath.Join(path, "recall.db"), nil, 0o600)
		}
		if err == nil {
			err = os.Chtimes(path, now.Add(-made.age), now.Add(-made.age))
		}
		if err != nil {
			t.Fatal(err)
		}
		temp[path] = made.goes
	}
	s.Sweep(now)
	for path, goes := range temp {
		if _, err := os.Stat(path); goes != errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s goes: want %v, got %v", path, goes, err)
		}
	}
	for _, path := range names {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s is gone", path)
		}
	}
	for _, pattern := range []string{"recall-1.tmp", ".recall.db-1.tmp", "backups/*", "media/*", "*.new"} {
		if left, _ := filepath.Glob(filepath.Join(dir, pattern)); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	}
}

// A file that was a database when it was opened, and is none now, was overwritten: whatever was being read tells so.
func TestWordsOfAFileThatIsOverwritten(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"emptied":      func(path string) error { return os.Truncate(path, 0) },
		"another file": func(path string) error { return os.WriteFile(path, []byte("a list for the market\n"), 0o600) },
	} {
		s := fresh(t)
		load(t, s, "sea.md", notes, at(0))
		keel := card(t, s, "Keel").ID
		if err := spoil(s.Path()); err != nil {
			t.Fatal(err)
		}
		_, read := s.Card(keel)
		_, _, written := s.Record(Answer{Card: keel, Grade: srs.Good}, at(1))
		for doing, err := range map[string]error{"read": read, "written": written} {
			var fault *FileError
			if err = s.Cause(err); !errors.As(err, &fault) || fault.Fault != FileOverwritten || !Damaged(err) {
				t.Errorf("%s, %s: %v", name, doing, err)
			}
		}
	}
}

// A restore by another recall during a session may have this one write under a new id. Nothing is missing then.
func TestARestoreElsewhereIsNoOlderCopy(t *testing.T) {
	path, kept := filepath.Join(t.TempDir(), "recall.db"), filepath.Join(t.TempDir(), "kept.db")
	s := open(t, path)
	load(t, s, "sea.md", notes, at(0))
	s.Close()
	copyFile(t, path, kept)
	s = open(t, path)
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	b := backUp(t, s, at(1))
	s.Close()
	copyFile(t, kept, path) // the learner went back
	s = open(t, path)
	record(t, s, card(t, s, "Rudder").ID, srs.Good, at(2))
	own := s.own
	if _, err := open(t, path).Restore(context.Background(), b.Path, at(2)); err != nil {
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Boom").ID, srs.Good, at(3))
	if s.own == own || s.Replaced() {
		t.Errorf("it writes under the same id: %t, and says that an older copy was written over it: %t", s.own == own, s.Replaced())
	}
}
