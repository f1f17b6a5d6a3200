package data

import (
	"bytes"
	"context"
	"os"
	"testing"

	"recall/srs"
)

const lists = "## Lists\n\n- list: random access O(1), insertion O(n)\n"

// newsOf returns what a session shows with the answer of a card: "" for nothing.
func newsOf(t testing.TB, s *Store, card int64) string {
	t.Helper()
	e, err := s.News(card)
	if err != nil {
		t.Fatal(err)
	}
	if e == nil {
		return ""
	}
	return e.Kind.String() + ": " + e.Old + " -> " + e.New
}

// A changed fact is shown with the next answer of the cards that ask it, once, and not with those of other cards of the
// bullet. An answer that is taken back was none.
func TestNewsIsToldOnce(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md", lists)})
	learn(t, s, at(0))
	mustImport(t, s, at(1), []File{fileOf(t, "/a.md", "## Lists\n\n- list: random access O(2), insertion O(n)\n")})
	mustImport(t, s, at(2), []File{fileOf(t, "/a.md", "## Lists\n\n- list: random access O(3), insertion O(n)\n")})
	c := card(t, s, "list · random access")
	const want = "changed: list: random access O(2), insertion O(n) -> list: random access O(3), insertion O(n)"
	if got := newsOf(t, s, c.ID); got != want {
		t.Errorf("it shows %q, want %q", got, want)
	}
	if got := newsOf(t, s, card(t, s, "list · insertion").ID); got != "" {
		t.Errorf("its neighbour shows %q", got)
	}
	record(t, s, c.ID, srs.Good, at(2))
	if got := newsOf(t, s, c.ID); got != "" {
		t.Errorf("answered, it shows %q", got)
	}
	if _, err := s.Undo(at(2)); err != nil {
		t.Fatal(err)
	}
	if got := newsOf(t, s, c.ID); got != want {
		t.Errorf("with the answer taken back it shows %q", got)
	}
	life, err := s.Life(c.ID)
	if err != nil || len(life) != 3 || life[0].Edit != nil || life[2].Edit == nil || life[2].Edit.Why != WhyAnswer ||
		life[2].Edit.Path != "/a.md" || life[2].Edit.Line != 3 {
		t.Errorf("its life is %+v, %v", life, err)
	}
}

// An edit in doubt leaves the schedule as it is, and is told.
func TestEditedKeepsTheSchedule(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull)})
	keel := card(t, s, "Keel")
	want := record(t, s, keel.ID, srs.Good, at(0))
	told := Fallout{Kind: CardEdited, Path: "/a.md", Line: 3, Why: WhyAnswer, Old: "old", New: "new"}
	err := s.write(func() error {
		a := applier{Store: s, at: at(1), plan: &Plan{told: map[int64]Fallout{keel.ID: told}}}
		return a.actTold(keel.ID, srs.Edited)
	})
	if err != nil {
		t.Fatal(err)
	}
	if st, err := s.State(keel.ID); err != nil || st != want {
		t.Errorf("its schedule is %+v, %v; want %+v", st, err, want)
	}
	if got := newsOf(t, s, keel.ID); got != "edited: old -> new" {
		t.Errorf("it shows %q", got)
	}
	sound(t, s)
}

// What an import wrote about a card comes along with a backup, and is erased with the deck.
func TestNewsComesAlongAndGoes(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull)})
	learn(t, s, at(0))
	after := "## Hull\n\n- Keel: stops 90 % of the drift\n- Rudder: gives a course\n"
	mustImport(t, s, at(1), []File{fileOf(t, "/a.md", after)})
	keel := card(t, s, "Keel")
	want := newsOf(t, s, keel.ID)
	b := backUp(t, s, at(1))
	other := fresh(t)
	for range 2 {
		if _, err := other.Restore(context.Background(), b.Path, at(2)); err != nil {
			t.Fatal(err)
		}
		if got := newsOf(t, other, card(t, other, "Keel").ID); got != want || want == "" {
			t.Errorf("merged, it shows %q, want %q", got, want)
		}
	}
	sound(t, other)
	if err := s.PurgeDeck(keel.DeckID, at(2)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	lacks(t, s, "drift", "front of a boat", "a.md")
}

// lacks checks that words are nowhere in the database's file.
func lacks(t testing.TB, s *Store, words ...string) {
	t.Helper()
	file, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words {
		if bytes.Contains(file, []byte(word)) {
			t.Errorf("%q is still in the file", word)
		}
	}
}
