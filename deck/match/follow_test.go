package match_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/match"
	"recall/deck/read"
)

func storedNote(n *deck.Note, source string) match.Stored {
	o := match.Stored{Source: source, ID: n.ID, Headings: n.Headings, Label: n.Label, Group: n.Group, Text: n.Text,
		Rule: n.Rule}
	for i, c := range n.Cards {
		o.Cards = append(o.Cards, match.StoredCard{ID: int64(i), Slot: c.Slot, Prompt: c.Prompt, Answer: c.Answer})
	}
	return o
}

// cardOf is a card of a bullet, both by their index.
type cardOf struct{ note, card int }

// followCards returns what became of the stored cards, as an import does it.
func followCards(old []match.Stored, new []match.Found, pairs []match.Pair) map[cardOf]cardOf {
	became := map[cardOf]cardOf{}
	gained := map[cardOf]bool{}
	for i, n := range new {
		for k := range n.Cards {
			gained[cardOf{i, k}] = true
		}
	}
	pair := func(o, n cardOf) {
		became[o] = n
		delete(gained, n)
	}
	groups, carriers := match.Groups(old, new, pairs), map[int]bool{}
	for o, n := range groups {
		pair(cardOf{o, 0}, cardOf{n, 0})
		carriers[n] = true
	}
	for _, p := range pairs {
		if _, gone := groups[p.Old]; gone || p.Old < 0 || p.New < 0 || carriers[p.New] {
			continue
		}
		for _, c := range match.NoteCards(&old[p.Old], new[p.New].Note) {
			if c.Old >= 0 && c.New >= 0 {
				pair(cardOf{p.Old, c.Old}, cardOf{p.New, c.New})
			}
		}
	}
	var lost []match.StoredCard
	var lostAt, gainedAt []cardOf
	var lostTerms, gainedTerms []string
	for o := range old {
		for k, c := range old[o].Cards {
			at := cardOf{o, k}
			if _, ok := became[at]; !ok {
				lost, lostAt = append(lost, c), append(lostAt, at)
				lostTerms = append(lostTerms, match.TermOf(old[o].Text))
			}
		}
	}
	var fresh []*deck.Card
	for n := range new {
		for k := range new[n].Cards {
			if gained[cardOf{n, k}] {
				fresh, gainedAt = append(fresh, &new[n].Cards[k]), append(gainedAt, cardOf{n, k})
				gainedTerms = append(gainedTerms, match.TermOf(new[n].Text))
			}
		}
	}
	for _, c := range match.Strays(lost, lostTerms, fresh, gainedTerms) {
		pair(lostAt[c.Old], gainedAt[c.New])
	}
	return became
}

// follow tells what becomes of the bullets and cards of a document's first version in the second.
func follow(t *testing.T, before, after []byte) string {
	t.Helper()
	docs := [2]*deck.Document{}
	for i, src := range [][]byte{before, after} {
		doc, problems := read.Read("notes.md", src)
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		build.Build([]*deck.Document{doc})
		docs[i] = doc
	}
	var old []match.Stored
	var new []match.Found
	for i := range docs[0].Notes {
		old = append(old, storedNote(&docs[0].Notes[i], "notes.md"))
	}
	for i := range docs[1].Notes {
		new = append(new, match.Found{Note: &docs[1].Notes[i], Source: "notes.md"})
	}
	pairs := match.Match(old, new)
	slices.SortStableFunc(pairs, func(a, b match.Pair) int {
		return cmp.Or(cmp.Compare(uint(a.Old), uint(b.Old)), cmp.Compare(a.New, b.New))
	})
	var out strings.Builder
	for _, p := range pairs {
		switch {
		case p.Old < 0:
			fmt.Fprintf(&out, "%d new\n", new[p.New].Line)
		case p.New < 0:
			fmt.Fprintf(&out, "%d parked\n", docs[0].Notes[p.Old].Line)
		default:
			fmt.Fprintf(&out, "%d -> %d %s\n", docs[0].Notes[p.Old].Line, new[p.New].Line, p.Fate)
		}
	}
	became := followCards(old, new, pairs)
	for _, p := range pairs {
		if p.Old < 0 {
			continue
		}
		for k, c := range old[p.Old].Cards {
			line := docs[0].Notes[p.Old].Line
			switch to, ok := became[cardOf{p.Old, k}]; {
			case !ok:
				fmt.Fprintf(&out, "card %d %s parked\n", line, c.Slot)
			case to.note != p.New || new[to.note].Cards[to.card].Slot != c.Slot:
				fmt.Fprintf(&out, "card %d %s -> %d %s\n", line, c.Slot, new[to.note].Line,
					new[to.note].Cards[to.card].Slot)
			}
		}
	}
	return out.String()
}

// Each archive in testdata/follow holds edits of one kind: a file X.1.md, what it became, X.2.md, and X.want, which
// bullet is which afterwards and what became of the cards that did not simply stay with theirs.
func TestFollow(t *testing.T) {
	archives, err := filepath.Glob("testdata/follow/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i++ {
			name, first := strings.CutSuffix(a.Files[i].Name, ".1.md")
			if !first {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+name, func(t *testing.T) {
				if a.Files[i+1].Name != name+".2.md" {
					t.Fatalf("%s is not followed by its second version", a.Files[i].Name)
				}
				got := follow(t, a.Files[i].Data, a.Files[i+1].Data)
				if i+2 == len(a.Files) || a.Files[i+2].Name != name+".want" {
					a.Files = slices.Insert(a.Files, i+2, txtar.File{Name: name + ".want"})
				}
				switch want := string(a.Files[i+2].Data); {
				case *update:
					a.Files[i+2].Data = []byte(got)
				case got != want:
					t.Errorf("-- got --\n%s-- want --\n%s", got, want)
				}
			})
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
