package data

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recall/deck"
	"recall/deck/export"
	"recall/deck/match"
	"recall/deck/read"
	"recall/srs"
)

// exportAs returns a deck as a file of the given format.
func exportAs(t testing.TB, s *Store, name, format string) []byte {
	t.Helper()
	d, err := s.FindDeck(name)
	if err != nil {
		t.Fatal(err)
	}
	f := Filter{Decks: []int64{d.ID}}
	if format == "md" {
		var notes []deck.Note
		if err := s.Export(f, func(n *ExportedNote) error { notes = append(notes, n.Note); return nil }); err != nil {
			t.Fatal(err)
		}
		var title string
		if err := s.get([]any{&title}, "SELECT coalesce(max(outline ->> 'title'), '') FROM source WHERE deck = ?", d.ID); err != nil {
			t.Fatal(err)
		}
		text, lost := export.Markdown("out.md", export.Head{Deck: d.Name, Title: title}, notes)
		if len(lost) > 0 {
			t.Fatalf("%d bullets are lost: %q", len(lost), lost[0].Text)
		}
		return text
	}
	write := export.WriteCSV
	if format == "json" {
		write = export.WriteJSON
	}
	var b strings.Builder
	err = write(&b, func(visit func(*export.Exported) error) error {
		return s.Export(f, func(n *ExportedNote) error {
			for i, c := range n.Cards {
				if err := visit(&export.Exported{Deck: d.Name, ID: n.IDs[i], Note: &n.Note, Card: c,
					Tags: n.CardTags[i]}); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}

// importFile imports a file into the deck that it names, or else into the given one.
func importFile(t testing.TB, s *Store, name, into string, text []byte) *Plan {
	t.Helper()
	doc, problems := read.Read(name, text)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	if doc.Deck != "" {
		into = doc.Deck
	}
	p, err := s.Plan(into, []File{{Path: "/" + name, Sum: sha256.Sum256(text), Size: int64(len(text)), Doc: doc}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(p, at(0)); err != nil {
		t.Fatal(err)
	}
	return p
}

// asked returns what a deck asks: each question, its answer and form, the ids of the cards and, with states, when they
// are due.
func asked(t testing.TB, s *Store, name string, states bool) (list []string) {
	t.Helper()
	d, err := s.FindDeck(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Cards(Filter{Decks: []int64{d.ID}}, func(c *Card) error {
		line := fmt.Sprintf("%x %q %q %+v", c.UID, c.Path, c.Text, c.Card)
		if states {
			line += fmt.Sprintf(" %+v", c.State)
		}
		list = append(list, line)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// documents returns a small document and, with long, the built-in roadmaps and the longest case file of each
// convention.
func documents(t testing.TB, long bool) map[string][]byte {
	files := map[string][]byte{"boats.md": []byte(boats)}
	if !long {
		return files
	}
	for _, e := range editions {
		files[e.name+".md"] = e.text
	}
	archives, err := filepath.Glob("../deck/read/testdata/conv/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var longest txtar.File
		for _, f := range a.Files {
			if doc, problems := read.Read(f.Name, f.Data); filepath.Ext(f.Name) != ".want" && len(problems) == 0 &&
				len(doc.Notes) > 0 && len(f.Data) > len(longest.Data) {
				longest = f
			}
		}
		if longest.Name != "" {
			files[filepath.Base(path)+"-"+longest.Name] = longest.Data
		}
	}
	return files
}

// An exported deck is imported as the same cards. In its own database nothing is new or changed. In an empty one all
// cards are the same, and so are their schedules if the log comes along.
func TestExportComesBack(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for name, text := range documents(t, !testing.Short()) {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			importFile(t, s, name, "exported", text)
			list, err := s.Decks()
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			of := list[0].Name
			want := asked(t, s, of, false)
			if len(want) == 0 {
				t.Skip("it has no cards")
			}
			formats := []string{"csv", "json"}
			if strings.HasPrefix(name, "python") || name == "boats.md" {
				formats = append(formats, "md")
			}
			out := map[string][]byte{}
			for _, format := range formats {
				out[format] = exportAs(t, s, of, format)
				p := importFile(t, s, "out."+format, "", out[format])
				if p.New || p.Count[match.New] > 0 || p.Count[match.Changed] > 0 || p.Count[match.Parked] > 0 ||
					p.Count[match.Same] == 0 {
					t.Errorf("%s brings %v into its own database", format, p.Count)
				}
			}
			if got := asked(t, s, of, false); !slices.Equal(got, want) {
				t.Error("the deck is another one")
			}
			for i, c := range cards(t, s) {
				if c.Draft || i > 200 {
					continue
				}
				for day := range chance.IntN(4) {
					record(t, s, c.ID, srs.Grade(chance.IntN(6)), at(1+day*3))
				}
			}
			log, lived := dump(t, s, of), asked(t, s, of, true)
			for _, format := range formats {
				empty := fresh(t)
				importFile(t, empty, "out."+format, "", out[format])
				if got := asked(t, empty, of, false); !slices.Equal(got, want) {
					t.Errorf("%s: %s", format, firstDifference(got, want))
				}
				readDump(t, empty, log)
				if got := asked(t, empty, of, true); !slices.Equal(got, lived) {
					t.Errorf("%s, with the log: %s", format, firstDifference(got, lived))
				}
				sound(t, empty)
			}
		})
	}
}

func firstDifference(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("\n got %s\nwant %s", got[i], want[i])
		}
	}
	return fmt.Sprintf("%d cards, want %d", len(got), len(want))
}
