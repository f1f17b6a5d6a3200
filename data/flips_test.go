package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// used makes a database in which everything occurs that is stored, and returns its file.
func used(t testing.TB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	importAs(t, s, at(0), fileOf(t, "/a.md", hull), fileOf(t, "/b.md", "# Rig #sailing\n\n- Boom: holds the foot of a sail\n- Mast: carries the sails\n"))
	loadDeck(t, s, "lake", "lake.md", "---\ntags: [water]\n---\n# Lake\n\n## Shore\n\n- Reed: grows at the shore\n- phases: ebb → flood → slack\n", at(0))
	list := cards(t, s)
	for day := range 12 {
		for i, c := range list {
			record(t, s, c.ID, srs.Grade(2+(day+i)%4), at(day))
		}
	}
	importAs(t, s, at(12), fileOf(t, "/a.md", strings.Replace(hull, "stops", "never stops", 1)+"- Stern: the back of a boat\n"),
		fileOf(t, "/b.md", "# Rig #sailing\n\n- Boom: holds the lower edge of a sail\n"))
	_, err := s.Mark(list[0].ID, srs.Suspend, at(13))
	must(err)
	_, err = s.Tag([]int64{list[1].ID}, []string{"parts"}, nil, at(13))
	must(err)
	_, err = s.Undo(at(13))
	must(err)
	_, err = s.Tag([]int64{list[1].ID}, []string{"parts"}, nil, at(13))
	must(err)
	must(s.write(func() error { return s.keep(settings, 0, "new_per_day", "7") }))
	must(s.write(func() error { return s.keep(meta, 0, metaBuilderTold, "3") }))
	sound(t, s)
	must(s.Close())
	return path
}

// contents returns all rows of a database by table, and its definitions.
func contents(path string) (list map[string][]string, err error) {
	s, err := connect(context.Background(), path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	list = map[string][]string{}
	tables := []string{"sqlite_schema"}
	err = s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	}, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	for _, table := range tables {
		columns, failed := s.columnsIn(table)
		err = errors.Join(err, failed, s.each(func(rows *sql.Rows) error {
			var row string
			err := rows.Scan(&row)
			list[table] = append(list[table], row)
			return err
		}, "SELECT concat_ws(' ', quote(\""+strings.Join(columns, `"), quote("`)+"\")) FROM "+table))
	}
	return list, err
}

func equalContents(a, b map[string][]string) bool { return maps.EqualFunc(a, b, slices.Equal) }

// damages calls f for files that differ from one in a bit or in a byte, with what was done.
func damages(whole []byte, n int, f func(what string, torn []byte)) {
	chance := rand.New(rand.NewPCG(3, 4))
	for i := range n {
		at, what := chance.IntN(len(whole)), "bit"
		for i%4 > 0 && whole[at] == 0 { // mostly not where nothing is stored
			at = chance.IntN(len(whole))
		}
		torn := slices.Clone(whole)
		if i%2 == 0 {
			torn[at] ^= 1 << chance.IntN(8)
		} else {
			torn[at] ^= byte(1 + chance.IntN(255))
			what = "byte"
		}
		f(fmt.Sprintf("%s at %d", what, at), torn)
	}
}

// Wherever one bit or byte of the file is another, check finds it, or every row is as it was. A repair then leaves nothing
// that check finds, but for damage to the structure of the file, says what it did, and costs at most one review.
// Longer: go test ./data -run TestFlips -flips 600
func TestFlips(t *testing.T) {
	path := used(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := contents(path)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	reviews := len(reviewsOf(t, s))
	s.Close()
	n := map[string]int{}
	damages(whole, *flips, func(what string, torn []byte) {
		if err := os.WriteFile(path, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path)
		if err != nil { // refused
			n["refused"]++
			if !Damaged(err) && !errors.As(err, new(*NewerError)) {
				t.Errorf("%s: opening it says %v", what, err)
			}
			return
		}
		defer s.Close()
		c, err := s.Check(false)
		if err != nil {
			t.Errorf("%s: the check names %q, and ends with %v", what, c.Faults, err)
			return
		}
		if len(c.Faults) == 0 {
			if got, err := contents(path); err != nil || !equalContents(got, want) {
				for table := range want {
					if !slices.Equal(got[table], want[table]) {
						t.Errorf("%s: check finds nothing, but %s is\n%s\nand was\n%s", what, table, got[table], want[table])
					}
				}
			}
			n["harmless"]++
			return
		}
		n["found"]++
		r, err := s.Repair(at(20))
		switch {
		case Damaged(err) || slices.ContainsFunc(r.Left, func(f string) bool { return strings.HasPrefix(f, fileDamaged) }):
			n["for a restore"]++
		case err != nil || len(r.Left) > 0:
			t.Errorf("%s: check found %q, %v; left: %q; done: %q", what, c.Faults, err, r.Left, r.Done)
		case len(r.Done) == 0:
			t.Errorf("%s: check found %q, and the repair says nothing", what, c.Faults)
		default:
			n["repaired"]++
			if left := len(reviewsOf(t, s)); left < reviews-1 {
				t.Errorf("%s: %d of %d reviews are left; done: %q", what, left, reviews, r.Done)
			}
			if slices.ContainsFunc(r.Done, func(d string) bool { return strings.Contains(d, "quarantine") }) {
				n["in quarantine"]++
			}
		}
	})
	t.Log(n)
}
