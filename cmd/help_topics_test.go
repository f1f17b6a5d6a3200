package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"recall/quiz/draw"
)

func TestTopicsFitATerminal(t *testing.T) {
	files, err := fs.Glob(topicTexts, "help/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no topics", err)
	}
	for _, file := range files {
		for i, line := range strings.Split(topicText(strings.TrimSuffix(filepath.Base(file), ".txt")), "\n") {
			if draw.Width(line) > 79 || line != strings.TrimRight(line, " \t") || strings.Contains(line, "\t") {
				t.Errorf("%s:%d is wider than 79 columns, or ends in a blank: %q", file, i+1, line)
			}
		}
	}
}

func TestHelpOfCommandsFitsATerminal(t *testing.T) {
	var out strings.Builder
	a := app{Env: Env{Out: &out, Err: io.Discard, Getenv: func(string) string { return "" }}}
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		out.Reset()
		c.SetOut(&out)
		if err := c.Help(); err != nil || out.Len() == 0 {
			t.Error(c.CommandPath(), err)
		}
		text, _, _ := strings.Cut(out.String(), "Flags:\n") // a terminal folds these
		for line := range strings.Lines(text) {
			if line = strings.TrimSuffix(line, "\n"); draw.Width(line) > defaultWidth {
				t.Errorf("%s --help: wider than %d columns: %q", c.CommandPath(), defaultWidth, line)
			}
		}
		for _, m := range c.Commands() {
			look(m)
		}
	}
	look(a.root())
}

// example is a piece of a document in help marks and the cards that it is said to make, as "front → back".
type example struct {
	file, text string
	cards      []string
}

var namesFile = regexp.MustCompile(`^In the file ([a-z]+\.[a-z]+)`)

// examplesOf reads the examples of a text: lines set in by four blanks, "  makes", and the cards set in alike.
func examplesOf(text string) (list []example) {
	e := example{file: "-"}
	made := false
	for line := range strings.Lines(text + "\n\n") {
		own, inset := strings.CutPrefix(line, "    ")
		switch {
		case line == "  makes\n":
			made = true
		case inset && made:
			e.cards = append(e.cards, strings.TrimSuffix(own, "\n"))
		case inset || line == "\n" && e.text != "" && !made:
			e.text += own
		case made:
			list = append(list, e)
			e, made = example{file: "-"}, false
		case line != "\n":
			e = example{file: "-"}
			if m := namesFile.FindStringSubmatch(line); m != nil {
				e.file = m[1]
			}
		}
	}
	return list
}

// Each example of help marks makes the cards that stand below it, and together they show every mark that there is.
func TestMarksMakeTheCardsThatHelpSays(t *testing.T) {
	dir := t.TempDir()
	var rules []string
	for _, e := range examplesOf(topicText("marks")) {
		file := e.file
		if file != "-" {
			file = filepath.Join(dir, file)
			if err := os.WriteFile(file, []byte(e.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var explained struct{ Bullets []bulletRow }
		if err := json.Unmarshal(runWith(t, e.text, "explain", file, "--json"), &explained); err != nil {
			t.Fatal(err)
		}
		var cards []string
		for _, b := range explained.Bullets {
			rules = append(rules, b.Rule)
			for _, c := range b.Cards {
				cards = append(cards, strings.Join(strings.Fields(c.Front+" → "+c.Back), " "))
			}
		}
		if cards == nil {
			cards = []string{"no card"}
		}
		if !slices.Equal(cards, e.cards) {
			t.Errorf("%s\nmakes\n%s\nand help says\n%s", e.text, strings.Join(cards, "\n"), strings.Join(e.cards, "\n"))
		}
	}
	const all = "anki brace cardtag cloze details flashdown hascard inka logseq mark mdanki mochi notewriter qa " +
		"org-drill org-fc question remnote sides"
	for mark := range strings.FieldsSeq(all) {
		if !slices.Contains(rules, "explicit:"+mark) {
			t.Errorf("no example of help marks shows %s", mark)
		}
	}
}

// Each term of help query is one that a query can hold.
func TestTermsOfHelpQuery(t *testing.T) {
	term := regexp.MustCompile(`(?m)^  ((?:-?[a-z]+:\S+|"[^"]+"|keel)(?: -keel)?)(?:   |\n)`)
	terms := term.FindAllStringSubmatch(topicText("query"), -1)
	if len(terms) < 20 {
		t.Fatalf("only %d terms: %q", len(terms), terms)
	}
	db := filepath.Join(t.TempDir(), "recall.db")
	runWith(t, "", "--db", db) // a list makes no database
	for _, m := range terms {
		runWith(t, "", "list", "--db", db, "-q", m[1])
	}
}

// runWith runs a command that must succeed, and returns what it prints.
func runWith(t *testing.T, in string, args ...string) []byte {
	t.Helper()
	var out, complaint strings.Builder
	status := Main(context.Background(), Env{
		Args: args, In: strings.NewReader(in), Out: &out, Err: &complaint, Now: time.Now,
		Getenv: func(string) string { return "" },
	})
	if status != statusDone {
		t.Fatal(fmt.Sprint(args), complaint.String())
	}
	return []byte(out.String())
}
