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

// rule is one arrow that the house does not have, and why.
type rule struct {
	from, to string // packages, or the start of their paths with a trailing …
	why      string
}

// The walls of the house. What is not forbidden here is allowed.
var rules = []rule{
	{"recall/srs", "recall/…", "the schedule is pure: nothing of ours stands under it"},
	{"recall/deck…", "recall/data", "the deck builder is pure: it knows no store"},
	{"recall/deck…", "recall/srs", "the deck builder is pure: it knows no schedule"},
	{"recall/deck…", "recall/quiz…", "the deck builder is pure: it knows no session"},
	{"recall/deck…", "recall/cmd…", "the deck builder is pure: it knows no command line"},
	{"recall/quiz/draw", "recall/…", "drawing takes plain values"},
	{"recall/data", "recall/quiz…", "what is kept knows no screen"},
	{"recall/quiz", "recall/quiz/term", "a session knows no terminal: it asks through quiz.UI"},
	{"recall/quiz/term", "recall/data", "a terminal knows no store"},
	{"recall/quiz/term", "recall/deck", "a terminal knows no deck"},
	{"recall/quiz/term", "recall/srs", "a terminal knows no schedule"},
	{"recall/data", "recall/cmd…", "nothing stands on the command line"},
	{"recall/quiz…", "recall/cmd…", "nothing stands on the command line"},
}

// homes are the only packages that may import a library, and why.
var homes = []struct {
	library string
	in      []string
	why     string
}{
	{"github.com/spf13/…", []string{"recall/cmd"}, "the command line is one package's"},
	{"github.com/manifoldco/promptui", []string{"recall/quiz/term"}, "menus go through one adapter"},
	{"modernc.org/…", []string{"recall/data"}, "SQLite is the store's"},
	{"database/sql", []string{"recall/data"}, "SQL is the store's"},
	{"github.com/yuin/goldmark…", []string{"recall/deck", "recall/deck/blocks", "recall/deck/marks", "recall/quiz/draw"}, "Markdown is read by the builder and drawn by draw"},
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

func TestHouse(t *testing.T) {
	list := packages(t, "recall/...")
	if len(list) < 7 {
		t.Fatalf("only %d packages", len(list))
	}
	for _, p := range list {
		if strings.HasSuffix(p.ImportPath, "/ptytest") {
			continue // serves tests only
		}
		for _, imported := range p.Imports {
			for _, r := range rules {
				if matches(p.ImportPath, r.from) && matches(imported, r.to) && p.ImportPath != imported {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, r.why)
				}
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
		if slash := filepath.ToSlash(path); strings.Contains(slash, "/cmd/recall/") || strings.Contains(slash, "/ptytest/") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, bad := range []string{"time.Now(", "os.Stdin", "os.Stdout", "os.Stderr", "os.Getenv(", "os.Args", "os.Exit(", "rand.Int", "rand.Shuffle(", "rand.Perm("} {
			if strings.Contains(string(text), bad) {
				t.Errorf("%s uses %s", path, bad)
			}
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
