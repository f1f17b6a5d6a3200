package data

import (
	"errors"
	"slices"
	"testing"
)

// A deck is found by its name, in any case and width, or by a prefix that no other active deck has.
func TestFindDeck(t *testing.T) {
	s := fresh(t)
	for _, name := range []string{"Python roadmap", "Pytest", "Go", "Golang", "ＳＱＬ basics", "Off"} {
		loadInto(t, s, name, name+".md", "- Keel: of "+name+"\n", at(0))
	}
	if _, err := s.exec("UPDATE deck SET active = 0 WHERE name = 'Off'"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"python": "Python roadmap", "PYTHON ROADMAP": "Python roadmap", "pyte": "Pytest", "go": "Go", "gol": "Golang", "sql": "ＳＱＬ basics",
		"off": "Off", "of": "", "": "", " ": "", "roadmap": "", "rust": "",
	} {
		d, err := s.FindDeck(name)
		if d.Name != want || (want == "") != errors.As(err, new(*NoDeckError)) {
			t.Errorf("%q means %q, %v; want %q", name, d.Name, err, want)
		}
	}
	var many *ManyDecksError
	_, err := s.FindDeck("py")
	if !errors.As(err, &many) || !slices.Equal(many.Decks, []string{"Python roadmap", "Pytest"}) {
		t.Errorf("py: %v, %+v", err, many)
	}
	for _, name := range []string{"Python roadmap", "Pytest"} {
		if err := s.DeleteDeck(deckOf(t, s, name).ID, at(1)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.UndeleteDeck("py", at(2)); !errors.As(err, &many) {
		t.Errorf("of two deleted decks py brings back one: %v", err)
	}
	if d, err := s.UndeleteDeck("pyt", at(2)); !errors.As(err, &many) {
		t.Errorf("of two deleted decks pyt brings back %s: %v", d.Name, err)
	}
	if d, err := s.UndeleteDeck("pytest", at(2)); err != nil || d.Name != "Pytest" {
		t.Errorf("%q is back, %v", d.Name, err)
	}
}
