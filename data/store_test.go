package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"recall/deck/read"
	"recall/srs"
)

// day0 is the day the tests begin, and noon a moment on it.
var (
	day0 = srs.Date(2026, 11, 22)
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
)

// at returns noon, the given number of days later.
func at(days int) Moment { return Moment{Time: noon.AddDate(0, 0, days), Day: day0 + srs.Day(days)} }

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fresh(t testing.TB) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "recall.db")
	if _, ok := t.(*testing.B); ok {
		return open(t, path) // which waits for the disk at each grade, as a learner does
	}
	s, err := begin(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// begin opens an empty database that does not wait for the disk: no test here cuts the power.
func begin(path string) (*Store, error) {
	image, err := emptyDatabase()
	if err != nil {
		return nil, err
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, image, 0o600)); err != nil {
		return nil, err
	}
	s, err := Open(context.Background(), path)
	if err == nil {
		_, err = s.execScript("PRAGMA synchronous = OFF")
	}
	return s, err
}

// emptyDatabase returns the bytes of a database without decks. Making one takes ten times as long as opening it.
var emptyDatabase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "recall")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "recall.db")
	s, err := Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	_, err = s.execScript("DELETE FROM device; VACUUM") // each copy is an installation of its own
	if err := errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// load imports a text as a file with the given name.
func load(t testing.TB, s *Store, name, text string, m Moment) *Plan {
	t.Helper()
	return loadDeck(t, s, "test", name, text, m)
}

// loadInto imports a text into a deck, and returns the deck's cards.
func loadInto(t testing.TB, s *Store, into, name, text string, m Moment) (list []*Card) {
	t.Helper()
	loadDeck(t, s, into, name, text, m)
	d, err := s.FindDeck(into)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cards(t, s) {
		if c.DeckID == d.ID {
			if c, err = s.Card(c.ID); err != nil {
				t.Fatal(err)
			}
			list = append(list, c)
		}
	}
	return list
}

func loadDeck(t testing.TB, s *Store, into, name, text string, m Moment) *Plan {
	t.Helper()
	doc, problems := read.Parse(name, []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	p, err := s.Plan(into, []File{{Path: "/" +
		name, Sum: sha256.Sum256([]byte(text)), Size: int64(len(text)), Doc: doc}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(p, m); err != nil {
		t.Fatal(err)
	}
	return p
}

// cards returns the cards of a store in roadmap order.
func cards(t testing.TB, s *Store) []*Card {
	t.Helper()
	var list []*Card
	if err := s.Cards(Filter{}, func(c *Card) error {
		copied := *c
		list = append(list, &copied)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// card returns the card with the given front.
func card(t testing.TB, s *Store, front string) *Card {
	t.Helper()
	for _, c := range cards(t, s) {
		if c.Prompt == front {
			return c
		}
	}
	t.Fatalf("no card asks %q", front)
	return nil
}

func record(t testing.TB, s *Store, id int64, g srs.Grade, m Moment) srs.State {
	t.Helper()
	_, after, err := s.Record(Answer{Card: id, Grade: g, Took: 3 * time.Second}, m)
	if err != nil {
		t.Fatal(err)
	}
	return after
}

func sound(t testing.TB, s *Store) {
	t.Helper()
	c, err := s.Check(false)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Faults) > 0 {
		t.Fatalf("check finds: %s", strings.Join(c.Faults, "; "))
	}
}

const notes = `# Sea

## 1 Boats

- Keel: stops the boat from drifting sideways
- Rudder: turns the boat
- Boom: the spar along the foot of a sail

## 2 Wind

- Beaufort 0: calm
- Beaufort 12: hurricane
`

func TestOpenMakesAPrivateFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := filepath.Join(t.TempDir(), "new", "recall.db")
	s := open(t, path)
	load(t, s, "sea.md", notes, at(0))
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700, path + "-journal": 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", filepath.Base(name), got, want)
		}
	}
}

func TestOpenTakesAnyName(t *testing.T) {
	for _, name := range []string{"a?mode=memory", "100%.db", "a#b.db", "数据 库.db", "a&b=c.db"} {
		dir := t.TempDir()
		s := open(t, filepath.Join(dir, name))
		load(t, s, "sea.md", notes, at(0))
		var mode string
		if err := s.get([]any{&mode}, "PRAGMA journal_mode"); err != nil || mode != "truncate" {
			t.Errorf("%q: journal mode %q, %v", name, mode, err)
		}
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%q: the file is not there: %v", name, err)
		}
	}
}

func TestConnectionSettings(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "recall.db"))
	for pragma, want := range map[string]string{
		"journal_mode": "truncate", "synchronous": "2", "busy_timeout": "5000", "foreign_keys": "1",
		"trusted_schema": "0", "cell_size_check": "1", "mmap_size": "0",
	} {
		var got string
		if err := s.get([]any{&got}, "PRAGMA "+pragma); err != nil && !errors.Is(err, sql.ErrNoRows) {
			t.Fatal(err)
		}
		if got != want && !(pragma == "mmap_size" && got == "") {
			t.Errorf("%s is %q, want %q", pragma, got, want)
		}
	}
	if _, err := s.exec("CREATE TABLE sqlite_x (a)"); err == nil {
		t.Error("a reserved table name passed")
	}
	if _, err := s.execScript("PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'x'"); err == nil {
		t.Error("the schema can be edited: the connection is not defensive")
	}
}

func TestOpenRefusesWhatIsNotOurs(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (x); INSERT INTO t VALUES (1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	other, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	ours := fresh(t)
	newer, err := os.ReadFile(ours.Path())
	if err != nil {
		t.Fatal(err)
	}
	newer = bytes.Clone(newer)
	newer[63]++ // user_version
	for name, content := range map[string][]byte{
		"text":          []byte("my diary, line after line, much longer than the header of a database: " + strings.Repeat("x", 100)),
		"short text":    []byte("hello"),
		"SQLite's":      other,
		"newer":         newer,
		"half a header": newer[:50],
	} {
		path := filepath.Join(t.TempDir(), "recall.db")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(context.Background(), path)
		var foreign *ForeignError
		var version *NewerError
		if name == "newer" && !errors.As(err, &version) || name != "newer" && !errors.As(err, &foreign) {
			t.Errorf("%s: %v", name, err)
		}
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(after, content) {
			t.Errorf("%s: the file was changed", name)
		}
		if _, err := os.Stat(path + "-journal"); err == nil {
			t.Errorf("%s: a journal was made", name)
		}
	}
}

func TestTruncatedFileIsReported(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	s.Close()
	raw, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "recall.db")
	if err := os.WriteFile(path, raw[:len(raw)/2/4096*4096], 0o600); err != nil {
		t.Fatal(err)
	}
	half, err := Open(context.Background(), path)
	if err == nil {
		defer half.Close()
		_, err = half.Check(false)
	}
	var file *FileError
	if !errors.As(err, &file) || file.Fault != FileDamaged {
		t.Errorf("a truncated database gives %v", err)
	}
}

// On a full disk a grade fails with a sentence, and nothing stored is lost. Once there is room again, it succeeds.
func TestFullDisk(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	id := card(t, s, "Keel").ID
	record(t, s, id, 4, at(0))
	var pages int
	if err := s.get([]any{&pages}, "PRAGMA page_count"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.execScript("PRAGMA max_page_count = 1"); err != nil { // SQLite raises it to the current size
		t.Fatal(err)
	}
	var full error
	for i := range 2000 { // until the last page is full
		if _, _, full = s.Record(Answer{Card: id, Grade: 4}, at(i)); full != nil {
			break
		}
	}
	var file *FileError
	if !errors.As(full, &file) || file.Fault != FileFull {
		t.Fatalf("a full disk says %v", full)
	}
	sound(t, s)
	if _, err := s.execScript("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	record(t, s, id, 4, at(3000))
	sound(t, s)
}

// While another program writes, a write waits and then says so; nothing is left half done.
func TestLockedFile(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	id := card(t, s, "Keel").ID
	other, err := sql.Open("sqlite", dsn(s.Path()))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := s.execScript("PRAGMA busy_timeout = 50"); err != nil {
		t.Fatal(err)
	}
	tx, err := other.Begin() // immediate: it holds the write lock
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Record(Answer{Card: id, Grade: 4}, at(0)); err == nil ||
		!strings.Contains(err.Error(), "another program") {
		t.Errorf("a locked database says %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	record(t, s, id, 4, at(0))
	sound(t, s)
}

// A link to the database is no other place: the same installation writes through it, and finds its backups.
func TestOpenThroughALink(t *testing.T) {
	dir := t.TempDir()
	real := filepath.Join(dir, "real.db")
	s := open(t, real)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	b := backUp(t, s, at(0))
	own := s.own
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	through := open(t, link)
	list, err := through.Backups()
	if through.own != own || err != nil || len(list) != 1 || list[0].Path != b.Path {
		t.Errorf("the device is %v, want %v; the backups are %v, %v", through.own, own, list, err)
	}
	if _, err := through.Undo(at(0)); err != nil {
		t.Error(err)
	}
}

// A file that has the name of the folder for backups is named, with what to do about it.
func TestAFileInThePlaceOfTheBackups(t *testing.T) {
	s := fresh(t)
	dir := filepath.Join(filepath.Dir(s.Path()), backupFolder)
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	want := dir + ": it is a file, where the folder for backups belongs: move it away"
	if _, err := s.Backup(at(0).Time); err == nil || err.Error() != want {
		t.Errorf("a backup: %v", err)
	}
	if _, err := s.Backups(); err == nil || err.Error() != want {
		t.Errorf("their list: %v", err)
	}
}
