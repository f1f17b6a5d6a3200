package export

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/build"
	"recall/deck/read"
	_ "recall/srs/lawtest" // the same histories in every run
)

// fixtures returns the built-in roadmaps and every document in the test cases, by name.
func fixtures(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, pattern := range []string{"../read/testdata/conv/*.txtar", "../read/testdata/cards/*.txtar",
		"../read/testdata/blocks/*.txtar"} {
		archives, err := filepath.Glob(pattern)
		if err != nil || len(archives) == 0 {
			t.Fatalf("no cases in %s: %v", pattern, err)
		}
		for _, path := range archives {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range a.Files {
				if filepath.Ext(f.Name) != ".want" {
					files[path+"/"+f.Name] = f.Data
				}
			}
		}
	}
	roadmaps, err := filepath.Glob("../../data/roadmap/*.md")
	if err != nil || len(roadmaps) != 2 {
		t.Fatalf("roadmaps: %q, %v", roadmaps, err)
	}
	for _, path := range roadmaps {
		if files[path], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// withCards returns the notes of a document that have cards. Schedules that stand in the document are no part of what a
// deck keeps: they go into the log.
func withCards(doc *deck.Document) []deck.Note {
	for i := range doc.Notes {
		for k := range doc.Notes[i].Cards {
			doc.Notes[i].Cards[k].Schedule = nil
		}
	}
	return slices.DeleteFunc(slices.Clone(doc.Notes), func(n deck.Note) bool { return len(n.Cards) == 0 })
}

// visiting visits the cards of notes as an export does.
func visiting(deckName string, notes []deck.Note) func(func(*Exported) error) error {
	return func(visit func(*Exported) error) error {
		for i := range notes {
			for k := range notes[i].Cards {
				if err := visit(&Exported{Deck: deckName, ID: fmt.Sprintf("%032x", i*100+k), Note: &notes[i],
					Card: notes[i].Cards[k], Tags: notes[i].Tags}); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// described returns everything about a note that its deck keeps.
func described(n *deck.Note) string {
	return fmt.Sprintf("%q %q %q %q %q %q %q %+v", n.Headings, n.Label, n.Group, n.Text, n.ID, n.Rule, deck.Tags(n.Tags), n.Cards)
}

// exports are the formats that preserve every card exactly.
var exports = map[string]func(*strings.Builder, func(func(*Exported) error) error) error{
	"deck.json": func(b *strings.Builder, cards func(func(*Exported) error) error) error { return WriteJSON(b, cards) },
	"deck.csv":  func(b *strings.Builder, cards func(func(*Exported) error) error) error { return WriteCSV(b, cards) },
}

func comeBack(t interface {
	Helper()
	Fatalf(string, ...any)
}, name, deckName string, notes []deck.Note) {
	t.Helper()
	var b strings.Builder
	if err := exports[name](&b, visiting(deckName, notes)); err != nil {
		t.Fatalf("%v", err)
	}
	doc, problems := read.Read(name, []byte(b.String()))
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems[0], b.String())
	}
	build.Build([]*deck.Document{doc})
	if len(notes) > 0 && (doc.Deck != deckName || !doc.Copy) {
		t.Fatalf("the deck is %q, a copy: %t; want %q", doc.Deck, doc.Copy, deckName)
	}
	if len(doc.Notes) != len(notes) {
		t.Fatalf("%s: %d bullets come back of %d", name, len(doc.Notes), len(notes))
	}
	for i := range notes {
		if got, want := described(&doc.Notes[i]), described(&notes[i]); got != want {
			t.Fatalf("%s:\n got %s\nwant %s\n%s", name, got, want, b.String())
		}
	}
}

// The cards of every document, whatever its convention, survive a round trip through JSON and CSV unchanged.
func TestExportedCardsComeBack(t *testing.T) {
	cards := 0
	for path, text := range fixtures(t) {
		doc, _ := read.Read(path, text)
		build.Build([]*deck.Document{doc})
		notes := withCards(doc)
		for _, n := range notes {
			cards += len(n.Cards)
		}
		for name := range exports {
			comeBack(t, name, "a deck", notes)
		}
	}
	t.Logf("%d cards", cards)
	if cards < 4000 {
		t.Errorf("only %d cards", cards)
	}
}

// Text with the special characters of CSV or JSON survives the round trip too.
func TestAnyTextComesBack(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "#", "#include", `"`, `""`, ",", "\n", "›", " › ", "[", `["x"]`, ":", "::",
		"=1+1", "'", " ", "\t", "真", "<b>", "&lt;", "\\", "{{c1::x}}", "-->"})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.TrimSpace(strings.Join(rapid.SliceOfN(word, 0, 6).Draw(t, "words"), ""))
	})
	rapid.Check(t, func(t *rapid.T) {
		some := func(label string) string { return "x" + text.Draw(t, label) }
		list := func(label string) (l []string) {
			for range rapid.IntRange(0, 3).Draw(t, label) {
				l = append(l, some(label))
			}
			return l
		}
		var notes []deck.Note
		tags := rapid.SampledFrom([][]string{nil, {"navy"}, {"tall-ships", "A+B", "go/generics"}}).Draw(t, "tags")
		for i := range rapid.IntRange(1, 4).Draw(t, "notes") {
			n := deck.Note{Bullet: deck.Bullet{Text: fmt.Sprint(some("bullet"), i),
				Place: &deck.Place{Headings: list("path"), Label: text.Draw(t, "label"), Group: text.Draw(t, "group")},
				Tags:  tags}, Rule: "definition"}
			for k := range rapid.IntRange(1, 3).Draw(t, "cards") {
				n.Cards = append(n.Cards, deck.Card{
					Slot: fmt.Sprint("member:", text.Draw(t, "slot"), k), Context: text.Draw(t, "context"),
					Prompt: some("prompt"), Answer: some("answer"), Extra: text.Draw(t, "extra"),
					Accept: list("accept"), Members: list("members"),
					Forms: deck.Forms(rapid.IntRange(1, 127).Draw(t, "forms")), Draft: rapid.Bool().Draw(t, "draft"),
					Weakness: text.Draw(t, "weakness"),
				})
			}
			notes = append(notes, n)
		}
		for name := range exports {
			comeBack(t, name, "deck "+strings.ReplaceAll(text.Draw(t, "deck"), "\n", ""), notes)
		}
	})
}

// A deck whose file is gone can be written as Markdown again. The roadmaps come back complete; for other documents,
// Markdown reports what doesn't.
func TestMarkdownComesBack(t *testing.T) {
	kept, lost := 0, 0
	for path, text := range fixtures(t) {
		doc, _ := read.Read(path, text)
		build.Build([]*deck.Document{doc})
		out, gone := Markdown("deck.md", Head{Deck: "a deck", Title: doc.Title}, doc.Notes)
		lost += len(gone)
		kept += len(withCards(doc)) - len(gone)
		if strings.Contains(path, "roadmap") && len(gone) > 0 {
			t.Errorf("%s: %d bullets come back with other cards: %q", path, len(gone), gone[0].Text)
		}
		again, _ := read.Parse("deck.md", out)
		if again.Deck != "a deck" || !again.Copy {
			t.Errorf("%s: the deck is %q, a copy: %t", path, again.Deck, again.Copy)
		}
	}
	t.Logf("%d bullets come back, %d with other cards", kept, lost)
	if kept < 5250 {
		t.Errorf("only %d bullets come back", kept)
	}
}

func TestCopyMark(t *testing.T) {
	for _, name := range []string{"boats", `a "quoted" name`, "--> <script>", "甲板", ""} {
		doc, problems := read.Parse("x.md", []byte("# Title\n\n- Keel: stops drift\n\n"+blocks.CopyLine(name)))
		if len(problems) > 0 || doc.Deck != name || !doc.Copy || len(doc.Notes) != 1 {
			t.Errorf("%q: deck %q, copy %t, %d notes, %v", name, doc.Deck, doc.Copy, len(doc.Notes), problems)
		}
	}
	for _, text := range []string{"- a: b\n<!-- recall: deck x -->\n", "<!-- recall: deck \"x\" -->\n\n- a: b\n",
		"- Keel: stops drift\n"} {
		if doc, _ := read.Parse("x.md", []byte(text)); doc.Copy {
			t.Errorf("%q is taken for an export", text)
		}
	}
}

// Markdown preserves answers of several paragraphs, and the head of a column of figures.
func TestMarkdownKeepsAnswersAndHeads(t *testing.T) {
	doc, problems := read.Parse("soil.md", []byte("Q: What feeds soil?\nA: Compost.\n\n- leaves\n\nAnd time.\n"))
	table, more := read.Parse("soil.md",
		[]byte("# Soil\n\n| pH | plant | depth |\n|---|---|---|\n| 4.5–5.5 | blueberry | shallow |\n| 6–7 | cabbage | deep |\n\n"+
			"| Month | sow | reap |\n|---|---|---|\n| 4 | leek | chard |\n"))
	if len(problems)+len(more) > 0 {
		t.Fatal(problems, more)
	}
	doc.Notes = append(doc.Notes, table.Notes...)
	build.Build([]*deck.Document{doc})
	text, lost := Markdown("soil.md", Head{Deck: "soil"}, doc.Notes)
	if len(lost) > 0 {
		t.Errorf("%d notes come back changed, the first %q, from\n%s", len(lost), lost[0].Text, text)
	}
	for _, want := range []string{"| pH | plant | depth |", "| Month | sow | reap |", "\n\nAnd time."} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// What stands in the fields of a file of cards keeps its structure in Markdown too.
func TestMarkdownKeepsFields(t *testing.T) {
	checked := 0
	for path, text := range fixtures(t) {
		archive, name, _ := strings.Cut(path, ".txtar/")
		if filepath.Base(archive) != "fields" ||
			!slices.Contains([]string{"blocks.txt", "code.txt", "lists.txt", "tables.txt", "maths.txt", "lines.csv"}, name) {
			continue
		}
		checked++
		doc, _ := read.Read(path, text)
		build.Build([]*deck.Document{doc})
		out, lost := Markdown("deck.md", Head{Deck: "a deck", Title: doc.Title}, doc.Notes)
		for _, n := range lost {
			t.Errorf("%s: %q comes back changed from\n%s", name, n.Text, out)
		}
	}
	if checked != 6 {
		t.Errorf("%d files of fields", checked)
	}
}
