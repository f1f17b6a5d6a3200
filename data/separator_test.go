package data

import (
	"crypto/sha256"
	"strings"
	"testing"

	"recall/deck/read"
	"recall/srs"
)

// Under another separator, the cards of unchanged bullets follow: what was answered keeps its schedule, what was not is made
// anew, and taking the import back leaves everything as it was.
func TestAnotherSeparator(t *testing.T) {
	const text = "# sea\n\n- keel = stops drift\n- mast = carries the sails = on a ship\n- boom: holds the foot\n"
	as := func(separator string) File {
		how := read.As{Separator: separator}
		doc, problems := how.Read("/a.md", []byte(text))
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		return File{Path: "/a.md", Sum: sha256.Sum256([]byte(text)), As: how, Doc: doc}
	}
	shown := func(s *Store) string {
		var list []string
		for _, c := range cards(t, s) {
			if !c.State.Parked {
				list = append(list, c.Prompt+" → "+c.Answer)
			}
		}
		return strings.Join(list, ", ")
	}
	s := fresh(t)
	importAs(t, s, at(0), as(""))
	keel := card(t, s, "keel")
	want := record(t, s, keel.ID, srs.Good, at(0))
	before := image(t, s)
	if same, err := s.Unchanged("/a.md", sha256.Sum256([]byte(text)), read.As{Separator: "="}); same || err != nil {
		t.Errorf("the file would not be read again: %v", err)
	}

	p := importAs(t, s, at(1), as("="))
	if got := counts(p); got != "same 3 " || len(p.Remade) == 0 {
		t.Errorf("%s, %d remade", got, len(p.Remade))
	}
	for _, part := range []string{"keel → stops drift", "mast → carries the sails = on a ship", "boom → holds the foot"} {
		if got := shown(s); !strings.Contains(got, part) {
			t.Errorf("%s: no %s", got, part)
		}
	}
	if c, err := s.Card(keel.ID); err != nil || c.State != want {
		t.Errorf("%+v, %v; want the state %+v", c.State, err, want)
	}
	if p := importAs(t, s, at(1), as("=")); len(p.Remade) > 0 || p.Changed() {
		t.Errorf("again: %s, %+v", counts(p), p.Remade)
	}
	sound(t, s)

	undoImport(t, s, at(2))
	asBefore(t, s, before)
	sound(t, s)
}

func TestCardSeparator(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", hull, at(0))
	k, err := FindKey("card-separator")
	if err != nil {
		t.Fatal(err)
	}
	for value, fits := range map[string]bool{
		"=": true, " == ": true, "::@::": true, "→": true, "none": true, "": false, "and": false, "a=": false, "= =": false,
		"`": false, "[": false, "=========": false,
	} {
		if _, err := k.Check(value); (err == nil) != fits {
			t.Errorf("%q: %v", value, err)
		}
	}
	decks, err := s.Decks()
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		deck              int64
		value, own, other string
	}{
		{0, "~", "~", "~"}, {decks[0].ID, " = ", "=", "~"}, {0, "", "=", ""}, {decks[0].ID, "none", "", ""}, {0, "|", "", "|"},
	} {
		if err := s.SetValue(k, step.deck, step.value, at(0)); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{decks[0].Name: step.own, "not there yet": step.other} {
			if got, err := s.CardSeparator(name); got != want || err != nil {
				t.Errorf("after %q: %s has %q, %v, want %q", step.value, name, got, err, want)
			}
		}
	}
}
