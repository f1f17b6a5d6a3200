package cmd

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// shown is a command in a document, up to the blanks in front of what is said about it.
var shown = regexp.MustCompile("(?m)^    (recall(?: .*?)?)(?: {2,}.*)?$|`(recall [a-z][^`]*)`")

// Each command that README shows exists, with its flags.
func TestReadmeShowsCommandsThatExist(t *testing.T) {
	found := shown.FindAllStringSubmatch(readme(t), -1)
	if len(found) < 25 {
		t.Fatalf("README shows only %d commands", len(found))
	}
	for _, m := range found {
		line := m[1] + m[2]
		args := strings.Fields(strings.ReplaceAll(line, "'", ""))[1:]
		if strings.Contains(line, "COMMAND") {
			continue
		}
		if len(args) > 1 && args[0] == "help" {
			args = args[1:]
		}
		a := &app{}
		c, rest, err := a.root().Find(args)
		if err == nil {
			err = c.ParseFlags(rest)
		}
		if err == nil && len(args) > 0 && !c.HasParent() {
			err = a.noCommand(c, args)
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// The notes in README make the cards of the table below them, and no other that is asked.
func TestReadmeShowsTheCardsOfItsNotes(t *testing.T) {
	_, after, _ := strings.Cut(readme(t), "```markdown\n")
	notes, after, _ := strings.Cut(after, "```\n")
	rows := regexp.MustCompile(`(?m)^\| (.+) \| (.+) \|$`).FindAllStringSubmatch(after, -1)
	var explained struct{ Bullets []bulletRow }
	if err := json.Unmarshal(runWith(t, notes, "explain", "-", "--json"), &explained); err != nil {
		t.Fatal(err)
	}
	if len(rows) > 0 {
		rows = rows[1:] // its head
	}
	for _, b := range explained.Bullets {
		for _, c := range b.Cards {
			if c.Tier != "A" {
				continue
			}
			front, _, _ := strings.Cut(c.Front, ": ") // the steps of an order follow
			if len(rows) == 0 || rows[0][1] != front || rows[0][2] != c.Back {
				t.Fatalf("README has not this card in its place: | %s | %s |", front, c.Back)
			}
			rows = rows[1:]
		}
	}
	if len(rows) > 0 {
		t.Errorf("README has a card that its notes do not make: %s", rows[0][0])
	}
}

// The screen in README is one that the program shows.
func TestReadmeShowsAScreen(t *testing.T) {
	story, err := txtar.ParseFile("testdata/screens/readme.txtar")
	if err != nil || len(story.Files) != 1 {
		t.Fatal("the story has not one screen", err)
	}
	if screen := "```\n" + string(story.Files[0].Data) + "```\n"; !strings.Contains(readme(t), screen) {
		t.Errorf("README does not show\n%s", screen)
	}
}

var sourceFile = regexp.MustCompile("`((?:cmd|data|deck|quiz|srs)/[a-z0-9_/.]+\\.(?:go|json|txt))`")

// A reader who follows a document finds the file, and the test that keeps a promise.
func TestDocumentsNameWhatExists(t *testing.T) {
	tests := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(text), -1) {
			tests[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	documents, err := filepath.Glob("../.github/*.md")
	if err != nil || len(documents) < 3 {
		t.Fatal("no documents", err)
	}
	for _, document := range append(documents, "../README.md") {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range sourceFile.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat("../" + m[1]); err != nil {
				t.Errorf("%s names %s: %v", document, m[1], err)
			}
		}
		for _, m := range regexp.MustCompile("`(Test[A-Z]\\w+)`").FindAllStringSubmatch(string(text), -1) {
			if !tests[m[1]] {
				t.Errorf("%s names %s, and there is no such test", document, m[1])
			}
		}
		links := regexp.MustCompile("`[^`\n]*`").ReplaceAllString(string(text), "") // a link in code is an example
		for _, m := range regexp.MustCompile(`\]\(([^):#]+)\)`).FindAllStringSubmatch(links, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(document), m[1])); err != nil {
				t.Errorf("%s links to %s: %v", document, m[1], err)
			}
		}
	}
}
