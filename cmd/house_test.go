package cmd

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// floor says which packages of ours stand under one, and why no others: a package imports what is listed here and
// nothing else of ours.
type floor struct {
	of    string // a package, below recall/
	under string // packages, below recall/; "deck/…" is deck and all its rooms
	why   string
}

// The house, from the ground up.
var house = []floor{
	{"srs", "", "the schedule is pure: the standard library is enough"},
	{"quiz/draw", "", "drawing takes plain values"},
	{"deck", "", "the model is what all others speak of"},
	{"deck/text", "", "what a string is hangs on nothing else"},
	{"deck/inline", "deck/text", "one line of Markdown knows no document"},
	{"deck/card", "deck deck/text", "how a card is worded hangs on its two sides alone"},
	{"deck/genre", "deck deck/text deck/inline", "what a place is for hangs on its titles and texts, not on how they became cards"},
	{"deck/blocks", "deck deck/text deck/inline", "a file becomes bullets before anyone asks what they mean"},
	{"deck/marks", "deck deck/text deck/inline deck/card deck/genre deck/blocks", "what authors marked is not also guessed at: marks know no recogniser"},
	{"deck/recog", "deck deck/text deck/inline deck/card deck/genre deck/blocks", "recognisers see bullets, whatever marks made of others"},
	{"deck/answer", "deck deck/text deck/inline", "a typed answer is compared with a card, not with its deck"},
	{"deck/choice", "deck deck/text deck/inline deck/answer", "wrong options are found among cards, and must not be right answers"},
	{"deck/match", "deck deck/text deck/inline", "which bullet is which hangs on their words, not on how they became cards"},
	{"deck/org", "deck deck/text", "Org becomes Markdown before anyone reads that"},
	{"deck/build", "deck deck/text deck/inline deck/card deck/choice", "fronts are finished over all documents of a deck, whatever read them"},
	{"deck/read", "deck deck/text deck/inline deck/card deck/blocks deck/marks deck/recog deck/org", "a file becomes a document; what a deck makes of it comes after"},
	{"deck/export", "deck deck/text deck/inline deck/blocks deck/marks deck/build deck/read", "what is written is read again to see that nothing is lost"},
	{"deck/anki", "deck deck/text deck/inline deck/card deck/marks deck/read", "what Anki keeps becomes cards as any record does"},
	{"data/apkg", "deck/anki", "a package is a file: what its rows mean is said elsewhere"},
	{"data/place", "", "the files of a place are bytes: what they say is read elsewhere"},
	{"data", "data/apkg data/place deck/… srs", "what is kept knows no screen and no command"},
	{"quiz", "data deck/… srs quiz/draw", "a session asks through quiz.UI and knows no terminal"},
	{"quiz/term", "quiz quiz/draw", "a terminal knows no store, no deck and no schedule"},
	{"cmd", "quiz quiz/term quiz/draw data data/place deck/… srs", "all words about flags and commands live here, and nothing stands on them"},
	{"cmd/recall", "cmd", "main hands the system over and nothing else"},
	{"cmd/faults", "", "harm is done to the program from outside: it is run, not imported"},
}

// homes are the only packages that may import a library, and why.
var homes = []struct {
	library string
	in      []string
	why     string
}{
	{"github.com/spf13/…", []string{"recall/cmd"}, "the command line is one package's"},
	{"github.com/manifoldco/promptui", []string{"recall/quiz/term"}, "menus go through one adapter"},
	{"modernc.org/…", []string{"recall/data", "recall/data/apkg"}, "SQLite is the store's; Anki's packages are SQLite files"},
	{"database/sql", []string{"recall/data", "recall/data/apkg"}, "SQL is the store's; Anki's packages are SQLite files"},
	{"github.com/yuin/goldmark…", []string{"recall/deck/anki", "recall/deck/blocks", "recall/deck/marks", "recall/quiz/draw"}, "blocks are found in blocks, definition lists read in marks, Markdown drawn by draw and made HTML for Anki"},
	{"golang.org/x/net/html…", []string{"recall/deck/read"}, "HTML comes in fields of files of cards, and becomes Markdown there"},
	{"golang.org/x/text/encoding…", []string{"recall/deck/blocks"}, "bytes become text where a file becomes bullets"},
	{"net", nil, "recall never talks to a network"},
	{"net/http", nil, "recall never talks to a network"},
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T, args ...string) []pkg {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports"}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

func matches(path, pattern string) bool {
	if start, ok := strings.CutSuffix(pattern, "…"); ok {
		return strings.HasPrefix(path, start)
	}
	return path == pattern
}

// holds reports whether a package of ours stands under f's.
func (f floor) holds(ours string) bool {
	return slices.ContainsFunc(strings.Fields(f.under), func(under string) bool {
		rooms, all := strings.CutSuffix(under, "/…")
		return ours == under || all && (ours == rooms || strings.HasPrefix(ours, rooms+"/"))
	})
}

func TestHouse(t *testing.T) {
	list := packages(t, "recall/...")
	if len(list) < len(house) {
		t.Fatalf("only %d packages", len(list))
	}
	floors := map[string]floor{}
	for _, f := range house {
		floors["recall/"+f.of] = f
	}
	for _, p := range list {
		if strings.HasSuffix(p.ImportPath, "/ptytest") || strings.HasSuffix(p.ImportPath, "/lawtest") {
			continue // serves tests only
		}
		f, known := floors[p.ImportPath]
		if !known {
			t.Errorf("%s has no place in the house: give it one", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if ours, ok := strings.CutPrefix(imported, "recall/"); ok && !f.holds(ours) {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, f.why)
			}
			for _, h := range homes {
				if matches(imported, h.library) && !slices.Contains(h.in, p.ImportPath) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, h.why)
				}
			}
		}
		for _, bad := range []string{"util", "utils", "common", "types", "models", "helpers", "consts", "errors"} {
			if name := p.ImportPath[strings.LastIndex(p.ImportPath, "/")+1:]; name == bad {
				t.Errorf("%s: a package is named after what it is for", p.ImportPath)
			}
		}
	}
}

func TestNoNetworkCodeIsLinked(t *testing.T) {
	for _, p := range packages(t, "-deps", "recall/cmd/recall") {
		if p.ImportPath == "net/http" || p.ImportPath == "crypto/tls" {
			t.Errorf("%s is part of the program", p.ImportPath)
		}
	}
}

// The clock, chance, the environment and the standard streams enter through main alone: then a test can set them.
func TestOnlyMainAsksTheSystem(t *testing.T) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		t.Fatal(err)
	}
	promptui := 0
	err = filepath.WalkDir(strings.TrimSpace(string(root)), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		if slash := filepath.ToSlash(path); strings.Contains(slash, "/cmd/recall/") ||
			strings.Contains(slash, "/ptytest/") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, bad := range []string{"time.Now(", "os.Stdin", "os.Stdout", "os.Stderr", "os.Getenv(", "os.Args",
			"os.Exit(", "rand.Int", "rand.Shuffle(", "rand.Perm("} {
			if strings.Contains(string(text), bad) {
				t.Errorf("%s uses %s", path, bad)
			}
		}
		if strings.Contains(string(text), "debug.Set") && filepath.Base(path) != "memory.go" {
			t.Errorf("%s turns a knob of the whole process, which a command does where it starts: cmd/memory.go", path)
		}
		if strings.Contains(string(text), `"github.com/manifoldco/promptui"`) {
			promptui++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if promptui != 1 {
		t.Errorf("%d files import promptui, want 1", promptui)
	}
}
