package apkg

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recall/deck/anki"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestPackages reads a package of each age, with notes of all kinds, and compares all that is found in it.
func TestPackages(t *testing.T) {
	for _, name := range []string{"legacy1.apkg", "legacy2.colpkg", "latest.apkg"} {
		t.Run(name, func(t *testing.T) {
			p, err := Open(context.Background(), filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			got := describe(t, p, name)
			golden := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// describe writes down what a package holds: its settings, its notes as cards, how those stand, the log and the media.
func describe(t *testing.T, p *Package, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	c := p.Collection
	fmt.Fprintf(&b, "first day %s, rollover %d\n", c.FirstDay(time.UTC).Format(time.DateOnly), c.Rollover)
	for _, id := range slices.Sorted(maps.Keys(c.Decks)) {
		fmt.Fprintf(&b, "deck %q filtered %v\n", c.Decks[id].Name, c.Decks[id].Filtered)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Types)) {
		fmt.Fprintf(&b, "type %s\n", c.Types[id])
	}
	for _, im := range c.Imports(name) {
		fmt.Fprintf(&b, "document deck %q language %q\n", im.Document.Deck, im.Document.Language)
		for _, n := range im.Document.Notes {
			fmt.Fprintf(&b, "\n%s %q tags %q\n  %s\n", strings.Join(n.Headings, " › "), n.Rule, n.Tags, n.Text)
			for _, card := range n.Cards {
				is := &c.Cards[im.Cards[anki.Key{Note: n.ID, Slot: card.Slot}]]
				fmt.Fprintf(&b, "  %s %v\n    %q\n    %q\n", card.Slot, card.Forms.Names(), card.Prompt, card.Answer)
				if card.Extra != "" {
					fmt.Fprintf(&b, "    extra %q\n", card.Extra)
				}
				fmt.Fprintf(&b, "    %+v\n", is.Standing())
			}
		}
		fmt.Fprintln(&b)
		for _, h := range im.Document.Hints {
			fmt.Fprintln(&b, h.Error())
		}
	}
	for i := range c.Reviews {
		r := &c.Reviews[i]
		grade, ok := r.Grade()
		fmt.Fprintf(&b, "review grade %d %v cram %v interval %d after %d ease %d took %d ms\n", grade, ok, r.Cram(),
			anki.Days(r.Interval), anki.Days(r.Before), anki.Ease(r.Ease), r.Took)
	}
	for i := range p.Files {
		r, err := p.Files[i].Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		fmt.Fprintf(&b, "file %q %d bytes %q\n", p.Files[i].Name, len(text), text[:4])
	}
	return b.Bytes()
}
