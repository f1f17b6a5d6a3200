package data

import (
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// A bullet that moves into the file of another deck on one machine is there on all, also where the old file is imported again.
func TestBulletsThatMoveBetweenDecks(t *testing.T) {
	const other = "- Omega: the last of all letters\n"
	edit := func(on int) func(t *testing.T, machines ...*Store) {
		return func(t *testing.T, machines ...*Store) {
			t.Helper()
			if _, err := machines[on].EditText(card(t, machines[on], "Omega").ID, "Omega: the very last letter", at(1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	nothing := func(*testing.T, ...*Store) {}
	for name, c := range map[string]struct {
		first string
		edit  func(t *testing.T, machines ...*Store)
	}{
		"as it was at first":               {"- Omega: the last letter\n", nothing},
		"edited in its file":               {other, nothing},
		"edited where it moves":            {"- Omega: the last letter\n", edit(0)},
		"edited elsewhere":                 {"- Omega: the last letter\n", edit(1)},
		"edited in its file, and by hand":  {other, edit(0)},
		"edited in its file, and far away": {other, edit(1)},
	} {
		t.Run(name, func(t *testing.T) { moveBetweenDecks(t, c.first, c.edit) })
	}
}

func moveBetweenDecks(t *testing.T, first string, edit func(t *testing.T, machines ...*Store)) {
	const omega = "- Omega: the last letter\n"
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	files := func(s *Store, where, g, l string, m Moment) {
		t.Helper()
		plans, err := s.Plans([]Batch{{Deck: "Greek", Files: []File{fileOf(t, where+"/g.md", g)}},
			{Deck: "Latin", Files: []File{fileOf(t, where+"/l.md", l)}}})
		if err == nil {
			_, err = s.Import(plans, m)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	files(a, "/a", greek+first, latin, at(0))
	files(b, "/b", greek+first, latin, at(0))
	meetAll(t, folder, at(0), a, b)
	files(a, "/a", greek+omega, latin, at(0))
	meetAll(t, folder, at(0), a, b)
	files(b, "/b", greek+omega, latin, at(0))
	record(t, a, card(t, a, "Omega").ID, srs.Good, at(0))
	edit(t, a, b)
	meetAll(t, folder, at(1), a, b)
	files(a, "/a", greek, latin+omega, at(2))
	meetAll(t, folder, at(3), a, b)
	for i, s := range []*Store{a, b} {
		if c := card(t, s, "Omega"); c.Deck != "Latin" || c.State.Reps != 1 {
			t.Errorf("machine %d: Omega is in %s with %+v", i, c.Deck, c.State)
		}
	}
	p := loadDeck(t, b, "Greek", "b/g.md", strings.Replace(greek+omega, "second", "second good", 1), at(4))
	if p.Count["new"] != 0 {
		t.Errorf("an old copy of the file makes %v", p.Count)
	}
	meetAll(t, folder, at(5), a, b)
	files(b, "/b", strings.Replace(greek, "second", "second good", 1), latin+omega, at(6))
	meetAll(t, folder, at(7), a, b)
	var omegas []string
	for _, c := range cards(t, a) {
		if strings.HasPrefix(c.Text, "Omega") && !slices.Contains(omegas, c.Text+c.Deck) {
			omegas = append(omegas, c.Text+c.Deck)
		}
	}
	if len(omegas) != 1 {
		t.Errorf("there are %q", omegas)
	}
}

// What a deck remembers of bullets that moved elsewhere goes with its files into the deck that it becomes a part of, and ends
// with a purge.
func TestMovedBulletOfADeckThatWasMerged(t *testing.T) {
	const omega, third = "- Omega: the last letter\n", "# Third\n\n- Gaff: a spar on top\n"
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	files := func(s *Store, where, g, l string, m Moment) {
		t.Helper()
		plans, err := s.Plans([]Batch{{Deck: "Greek", Files: []File{fileOf(t, where+"/g.md", g)}},
			{Deck: "Latin", Files: []File{fileOf(t, where+"/l.md", l)}}, {Deck: "Third", Files: []File{fileOf(t, where+"/t.md", third)}}})
		if err == nil {
			_, err = s.Import(plans, m)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	files(a, "/a", greek+omega, latin, at(0))
	files(b, "/b", greek+omega, latin, at(0))
	meetAll(t, folder, at(0), a, b)
	files(a, "/a", greek, latin+omega, at(2))
	meetAll(t, folder, at(3), a, b)
	merge(t, b, "Greek", "Third", at(4))
	plans, err := b.Plans([]Batch{{Deck: "Third", Files: []File{fileOf(t, "/b/g.md", strings.Replace(greek+omega, "second", "second good", 1))}}})
	if err == nil {
		_, err = b.Import(plans, at(5))
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range meetAll(t, folder, at(6), a, b) {
		if n := len(slices.DeleteFunc(cards(t, s), func(c *Card) bool { return c.Prompt != "Omega" })); n != 1 {
			t.Errorf("machine %d has the bullet %d times", i, n)
		}
	}
	if err := b.PurgeDeck(deckOf(t, b, "Third").ID, at(7)); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := b.get([]any{&left}, "SELECT count(*) FROM meta WHERE name GLOB 'moved_*'"); err != nil || left > 0 {
		t.Errorf("%d digests of purged text are left, %v", left, err)
	}
}

// A bullet that moved to the file of another deck keeps its id. Where its old file brings it back, that is another bullet.
func TestBulletThatMovedAndCameBackIsTwo(t *testing.T) {
	const omega = "- Omega: the last letter\n"
	s := fresh(t)
	files := func(g, l string, m Moment) {
		t.Helper()
		plans, err := s.Plans([]Batch{{Deck: "Greek", Files: []File{fileOf(t, "/g.md", g)}}, {Deck: "Latin", Files: []File{fileOf(t, "/l.md", l)}}})
		if err == nil {
			_, err = s.Import(plans, m)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	files(greek+omega, latin, at(0))
	files(greek, latin+omega, at(1))
	loadDeck(t, s, "Greek", "g.md", greek+omega, at(2))
	var notes, ids int
	if err := s.get([]any{&notes, &ids}, "SELECT count(*), count(DISTINCT uid) FROM note WHERE text LIKE 'Omega%'"); err != nil || notes != 2 || ids != 2 {
		t.Errorf("%d bullets have %d ids, %v", notes, ids, err)
	}
}
