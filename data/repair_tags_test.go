package data

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// What an entry did to the tags of its card is right again where one byte was wrong, or the card. What can't be put right goes to
// quarantine, and no backup is refused for it.
func TestRepairTags(t *testing.T) {
	for _, test := range []struct {
		harm  string
		tags  []string
		aside int
	}{
		{`UPDATE tagging SET added = '["exal"]'`, []string{"exam"}, 0},
		{"UPDATE tagging SET sum = sum + 1", []string{"exam"}, 0},
		{"UPDATE tagging SET card = (SELECT max(id) FROM card)", []string{"exam"}, 0},
		{`UPDATE tagging SET added = '["other"]'`, nil, 1},
	} {
		t.Run(test.harm, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), "recall.db"))
			load(t, s, "sea.md", notes, at(0))
			keel := card(t, s, "Keel")
			if _, err := s.Tag([]int64{keel.ID}, []string{"exam"}, nil, at(0)); err != nil {
				t.Fatal(err)
			}
			tamper(t, s, test.harm)
			if c, err := s.Check(false); err != nil || len(c.Faults) != 1 || !strings.Contains(c.Faults[0], "the tags of card "+keel.Short()) {
				t.Errorf("check finds %q, %v", c.Faults, err)
			}
			b := backUp(t, s, at(0))
			path := filepath.Join(t.TempDir(), "recall.db")
			if _, err := Rescue(context.Background(), See(path), b.Path, false, at(1)); err != nil {
				t.Fatalf("the backup: %v", err)
			}
			other := open(t, path)
			if r, err := s.Repair(at(1)); err != nil || len(r.Left) > 0 || len(r.Done) == 0 {
				t.Fatalf("done: %q\nleft: %q, %v", r.Done, r.Left, err)
			}
			sound(t, s)
			for _, s := range []*Store{s, other} {
				tags, err := s.tags(card(t, s, "Keel").ID)
				if slices.Sort(tags); err != nil || !reflect.DeepEqual(append([]string{}, tags...), append([]string{}, test.tags...)) {
					t.Errorf("the tags are %q, not %q, %v", tags, test.tags, err)
				}
			}
			var aside int
			if err := s.get([]any{&aside}, "SELECT count(*) FROM quarantine"); err != nil || aside != test.aside {
				t.Errorf("%d rows are in quarantine, not %d, %v", aside, test.aside, err)
			}
		})
	}
}
