package data

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// importAmong imports one of a deck's texts, with those that the plan needs beside it.
func importAmong(t *testing.T, s *Store, texts map[string]string, path string, m Moment) *Plan {
	t.Helper()
	b := Batch{Deck: "sea", Files: []File{fileOf(t, path, texts[path])}}
	for range 10 {
		plans, err := s.Plans([]Batch{b})
		if err != nil {
			t.Fatal(err)
		}
		if len(plans[0].Needs) == 0 {
			if _, err := s.Apply(plans[0], m); err != nil {
				t.Fatal(err)
			}
			sound(t, s)
			return plans[0]
		}
		for _, path := range plans[0].Needs {
			beside := fileOf(t, path, texts[path])
			beside.Beside = true
			b.Files = append(b.Files, beside)
		}
	}
	t.Fatal("it needs ever more files")
	return nil
}

func frontsOf(t *testing.T, s *Store) (list []string) {
	t.Helper()
	for _, c := range cards(t, s) {
		if !c.State.Parked {
			list = append(list, fmt.Sprintf("%s = %s (draft %v, reps %d)", c.Front(), c.Answer, c.Draft, c.State.Reps))
		}
	}
	slices.Sort(list)
	return list
}

// Whatever order the files of a deck are imported in, and however often, its cards have the fronts that they have when
// all of them are imported at once.
func TestFrontsAreUniqueInWhateverOrder(t *testing.T) {
	texts := map[string]string{
		"/a.md": "# Ships\n\n## Parts\n\n- Keel: a fin below\n- Bow: the front\n",
		"/b.md": "# Violins\n\n## Parts\n\n- Bow: hair on a stick\n- Neck: carries the strings\n",
		"/c.md": "# Archery\n\n## Parts\n\n- Bow: bends and springs back\n- Neck: 3 cm wide\n",
		"/d.md": "# Ships\n\n## Parts\n\n- Keel: a fin below\n- Neck: none\n",
	}
	paths := slices.Sorted(maps.Keys(texts))
	all := fresh(t)
	var files []File
	for _, path := range paths {
		files = append(files, fileOf(t, path, texts[path]))
	}
	mustImport(t, all, at(0), files)
	want := frontsOf(t, all)
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 2, 0, 1, 1, 3}} {
		s := fresh(t)
		for _, i := range order {
			importAmong(t, s, texts, paths[i], at(0))
		}
		if got := frontsOf(t, s); !slices.Equal(got, want) {
			t.Errorf("in the order %v the fronts are\n%s\nwant\n%s", order, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		for _, path := range paths {
			if p := importAmong(t, s, texts, path, at(0)); p.Changed() || len(p.Fronts) > 0 {
				t.Errorf("%s again: %s, %v", path, counts(p), p.Fronts)
			}
		}
	}
}

// Fronts and cards that a deck has twice, from a time when files were not compared, are told apart by the next import.
// Of two equal cards the one with a history stays.
func TestTwiceIsMended(t *testing.T) {
	texts := map[string]string{
		"/a.md": "# Ships\n\n## Hull\n\n- Keel: a fin below\n- Bow: the front\n",
		"/b.md": "# Violins\n\n## Hull\n\n- Keel: a fin below\n- Bow: hair on a stick\n",
		"/c.md": "- Gaff: a spar on top\n",
	}
	s := fresh(t)
	for _, path := range []string{"/a.md", "/b.md", "/c.md"} { // each as if it were alone
		mustImport(t, s, at(0), []File{fileOf(t, path, texts[path])})
	}
	var learnt int64
	for _, c := range cards(t, s) {
		if c.Prompt == "Keel" && c.Source == "/b.md" {
			learnt = c.ID
		}
	}
	want := record(t, s, learnt, srs.Good, at(0))
	p := importAmong(t, s, texts, "/c.md", at(1))
	if len(p.Fronts) != 2 {
		t.Errorf("it tells of the fronts %v", p.Fronts)
	}
	if got, err := s.Card(learnt); err != nil || got.State != want || got.Source != "/a.md" {
		t.Errorf("the card that was learnt is %+v, %v", got, err)
	}
	seen := map[string]bool{}
	for _, front := range frontsOf(t, s) {
		front, _, _ = strings.Cut(front, " = ")
		if seen[front] {
			t.Errorf("%s is there twice", front)
		}
		seen[front] = true
	}
}
