//go:build unix

package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// An act is a command that changes files, and the scene in which it does.
type act struct {
	name  string
	args  []string
	in    string
	scene func(t testing.TB, h home)
	files []string // files beside the database that it writes: each is as before or as after, and nothing between
	asks  bool     // a session: each question but the first acknowledges a grade
	db    string   // another database than that of the home
	steps bool     // it says what it did before all of it is done
	now   string   // another time than that morning
	stale bool     // check finds fault with the scene, and the act mends it
	again bool     // whatever happened, doing it once more makes all as it is after the act
	peer  string   // the database of another machine: whatever happened, both have the same log once they have met
}

const notes = `# Ship

## Hull

- Keel: stops drift
- Rudder: turns the boat
- Stem: foremost timber of a hull
- Transom: flat end of a stern

## Rig

- Boom: holds the foot of a sail
- Gooseneck: joins the boom to the mast
- Halyard: hoists a sail
- Shroud: holds the mast from the side
- Painter: ties up a dinghy
- Fender: keeps hulls apart
`

// keel is the card of the first bullet.
const keel = "a39b6645"

// editor is what an editor does to the file that it is given.
const editor = `for file; do :; done; sed -i 's/stops drift/stops all drift/' "$file"` + "\n"

// lake is another deck, large enough that its import does not fit into one page.
var lake = func() string {
	var b strings.Builder
	b.WriteString("# Lake\n")
	for i := range 60 {
		if i%20 == 0 {
			fmt.Fprintf(&b, "\n## Shore %d\n\n", i/20)
		}
		fmt.Fprintf(&b, "- Buoy %d: lies %d m from the pier #lake\n", i, 37*i+11)
	}
	return b.String()
}()

const fourGrades = "\n3\n\n1\n\n4\n\n3\n"

// acts are what is killed, refused and cut off. Each begins in a home with the notes above, some of them reviewed, and
// with the built-in roadmap purged: that leaves a small database, in which each call is a large part of what happens.
var acts = []act{
	{name: "first session", db: "data/recall/recall.db", args: []string{"review"}, in: fourGrades, asks: true},
	{name: "session", args: []string{"review"}, in: fourGrades, asks: true},
	{name: "import", args: []string{"import", "lake.md"}},
	{name: "import of an edit", args: []string{"import", "--yes"}, scene: func(t testing.TB, h home) {
		text := strings.Replace(notes, "stops drift", "carries the ballast", 1)
		text = strings.Replace(text, "- Stem: foremost timber of a hull\n", "", 1)
		h.write(t, "ship.md", text+"- Cleat: holds a line\n")
	}},
	{name: "import of pictures", args: []string{"import", "shore.apkg"}},
	{name: "import of a log", args: []string{"import", "other.jsonl"}, scene: func(t testing.TB, h home) {
		h.do(t, "", "import", "lake.md")
		h.do(t, fourGrades, "review", "Lake")
		h.do(t, "", "export", "Lake", "--log", "-o", "other.jsonl")
		h.do(t, "", "deck", "delete", "Lake", "--purge", "--yes")
	}},
	{name: "undo of an import", args: []string{"undo", "--import", "--yes"}, scene: func(t testing.TB, h home) {
		h.do(t, "", "import", "lake.md")
		h.do(t, fourGrades, "review", "Lake")
	}},
	{name: "add", args: []string{"add", "Harbour", "quay", "where ships are unloaded", "--yes"},
		files: []string{"added/Harbour.md"}},
	{name: "add to a file", args: []string{"add", "--to", "ship.md", "Jib", "sail before the mast"}, files: []string{"ship.md"}},
	{name: "tag", args: []string{"tag", "deck:Ship", "exam", "--yes"}},
	{name: "undo", args: []string{"undo"}},
	{name: "suspend", args: []string{"suspend", "deck:Ship", "--yes"}},
	{name: "setting", args: []string{"config", "ease_on_lapse", "formula"}},
	{name: "pin", args: []string{"deck", "pin", "ship.md"}, files: []string{"ship.md"}, steps: true},
	{name: "merge of decks", args: []string{"deck", "merge", "Lake", "Ship", "--yes"}, scene: func(t testing.TB, h home) {
		h.do(t, "", "import", "lake.md")
	}},
	{name: "purge", args: []string{"deck", "delete", "Ship", "--purge", "--yes"}},
	{name: "backup", args: []string{"backup"}},
	{name: "restore", args: []string{"restore", "old.db", "--yes"}, scene: another},
	{name: "restore --replace", args: []string{"restore", "old.db", "--replace", "--yes"}, scene: another},
	{name: "migration", args: []string{"due"}, now: "2027-01-15T09:00:00Z", scene: func(t testing.TB, h home) {
		script, err := os.ReadFile("../../data/testdata/schema/7.sql")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(h.database()); err != nil {
			t.Fatal(err)
		}
		h.sql(t, string(script))
		if err := os.Chmod(h.database(), 0o600); err != nil {
			t.Fatal(err)
		}
	}},
	{name: "check --rebuild", args: []string{"check", "--rebuild"}, stale: true, scene: func(t testing.TB, h home) {
		h.sql(t, "UPDATE schedule SET due = due + 3 WHERE due > 0")
	}},
	{name: "restore of a damaged file", args: []string{"restore", "old.db", "--yes"}, stale: true, again: true,
		scene: func(t testing.TB, h home) {
			another(t, h)
			h.damage(t)
			h.flip(t, freePages)
		}},
	{name: "check --repair", args: []string{"check", "--repair"}, stale: true, scene: func(t testing.TB, h home) { h.damage(t) }},
	{name: "edit of a file", args: []string{"edit", keel}}, // the editor writes the file
	{name: "edit of a text", args: []string{"edit", keel}, scene: func(t testing.TB, h home) {
		if err := os.Remove(h.path("ship.md")); err != nil {
			t.Fatal(err)
		}
	}},
	{name: "sync", args: []string{"sync"}, steps: true, again: true, scene: apart, peer: desk},
	{name: "session with a place", args: []string{"review", "Ship"}, in: fourGrades, asks: true, scene: apart, peer: desk},
	{name: "export over a file", args: []string{"export", "Ship", "-o", "out.csv", "--yes"}, files: []string{"out.csv"},
		scene: func(t testing.TB, h home) { h.write(t, "out.csv", "#separator:Comma\nold\n") }},
	{name: "export to a folder", args: []string{"export", "Ship", "-o", "out/"}, files: []string{"out/ship.md"}},
	{name: "export of a log", args: []string{"export", "Ship", "--log", "-o", "out.jsonl"}, files: []string{"out.jsonl"}},
	{name: "export of a package", args: []string{"export", "Ship", "--log", "-o", "out.apkg"}, files: []string{"out.apkg"}},
	{name: "report", args: []string{"report", "-o", "out.html"}},
}

// freePages is where a database says how many of its pages are free. Only a check finds out that it is wrong.
const freePages = 39

// damage alters an answer and a bullet in a way that their checksums do not explain.
func (h home) damage(t testing.TB) {
	t.Helper()
	h.sql(t, `UPDATE log SET grade = grade % 2 + 1, tick = tick + 1000 WHERE kind = 1 AND seq = (SELECT max(seq) FROM log WHERE kind = 1);
		UPDATE note SET text = 'Rudder: ' || text WHERE text LIKE 'Rudder%'`)
}

// flip changes a byte of the database.
func (h home) flip(t testing.TB, at int) {
	t.Helper()
	text, err := os.ReadFile(h.database())
	if err != nil {
		t.Fatal(err)
	}
	text[at] ^= 1
	h.write(t, h.db, string(text))
}

// another makes the home of another machine, with a copy of all that is here.
func (h home) another(t testing.TB) home {
	t.Helper()
	o := h
	o.dir = filepath.Join(t.TempDir(), "another")
	here, err := readTree(h.dir)
	if err == nil {
		err = here.put(o.dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// another makes a database of another machine, old.db, with reviews that this one lacks.
func another(t testing.TB, h home) {
	t.Helper()
	o := h.another(t)
	o.do(t, "", "import", "lake.md")
	o.do(t, fourGrades, "review", "Lake")
	text, err := os.ReadFile(o.database())
	if err != nil {
		t.Fatal(err)
	}
	h.write(t, "old.db", string(text))
}

// desk is the database of a second machine that is in the same home, with media and backups of its own.
const desk = "desk/recall.db"

// apart makes a second machine that has put reviews and pictures into a place, while this one has something for it.
func apart(t testing.TB, h home) {
	t.Helper()
	for _, name := range []string{"place", "desk"} {
		if err := os.Mkdir(h.path(name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(h.database())
	if err != nil {
		t.Fatal(err)
	}
	h.write(t, desk, string(text))
	o := h
	o.db = desk
	h.do(t, "", "sync", "place")
	o.do(t, "", "import", "shore.apkg") // with pictures
	o.do(t, fourGrades, "review", "Ship")
	o.do(t, "", "sync", "place")
	h.do(t, "", "tag", "deck:Ship", "exam", "--yes")
}

// small makes a database from which the built-in roadmap was purged. It is made once: its file is read by all.
var small = sync.OnceValues(func() ([]byte, error) {
	dir := filepath.Join(shared, "small")
	if err := os.MkdirAll(filepath.Join(dir, "tmp"), 0o700); err != nil {
		return nil, err
	}
	h := home{dir, "recall.db", morning, "UTC"}
	for _, args := range [][]string{
		{"due"}, {"deck", "delete", "Python roadmap", "--purge", "--yes"}, {"deck", "delete", "Python 学习路线", "--purge", "--yes"},
	} {
		if o, err := h.start("", args...); err != nil || o.status != 0 {
			return nil, fmt.Errorf("recall %s: %s %v", strings.Join(args, " "), o, err)
		}
	}
	if err := h.exec("VACUUM"); err != nil {
		return nil, err
	}
	return os.ReadFile(h.database())
})

// settled makes a home with a database and with notes that were not imported yet.
func settled(t testing.TB) home {
	t.Helper()
	h := newHome(t)
	text, err := small()
	if err != nil {
		t.Fatal(err)
	}
	shore, err := os.ReadFile("../../data/apkg/testdata/shore.apkg")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"recall.db": string(text), "ship.md": notes, "lake.md": lake, "shore.apkg": string(shore), "editor": editor,
	} {
		h.write(t, name, text)
	}
	return h
}

// lived makes a home that has been used: notes, some of them reviewed.
func lived(t testing.TB) home {
	t.Helper()
	h := settled(t)
	h.do(t, "", "import", "ship.md")
	h.do(t, fourGrades, "review", "Ship", "--new", "4")
	if err := os.RemoveAll(h.path("backups")); err != nil {
		t.Fatal(err)
	}
	return h
}

// set prepares an act and returns its scene.
func (a act) set(t testing.TB) (home, tree) {
	t.Helper()
	h := lived(t)
	if a.db != "" {
		h.db = a.db
	}
	if a.now != "" {
		h.now = a.now
	}
	if a.scene != nil {
		a.scene(t, h)
	}
	all, err := readTree(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	return h, all
}
