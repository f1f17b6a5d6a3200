package data

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// answersAt returns who gave how many answers to which card in the logs of a place, by the digits of the learner's id.
func answersAt(t *testing.T, folder string, only ...string) (found map[string]int, l *Learners) {
	t.Helper()
	ctx := context.Background()
	l, err := LearnersAt(ctx, folder, at(100).Time)
	if err == nil {
		err = l.Only(only)
	}
	if err != nil {
		t.Fatal(err)
	}
	columns := LearnersTable.Columns
	id := slices.IndexFunc(columns, func(c Column) bool { return c.Name == "learner_id" })
	uid := slices.IndexFunc(columns, func(c Column) bool { return c.Name == "card" })
	found = map[string]int{}
	err = l.Each(ctx, func(one Learner, s *Store) error {
		return one.Rows(s, Filter{}, Span{Today: at(100).Day}, false, func(c []Cell) error {
			found[c[id].Text+" "+c[uid].Text]++
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, l
}

// The logs of a class are one table. A learner with two machines, whose logs overlap, is one learner, and each answer is
// there once; what is damaged or a stranger's is named, and the others are read.
func TestLearners(t *testing.T) {
	class, home, logs := t.TempDir(), t.TempDir(), t.TempDir()
	teacher := fresh(t)
	loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
	exchange(t, teacher, class, at(0))
	push := func(s *Store, m Moment) { exchangeAs(t, s, logs, PushOnly, m) }
	one, two, second := fresh(t), fresh(t), fresh(t)
	pull(t, one, class, at(1))
	pull(t, two, class, at(1))
	keel := card(t, one, "Keel")
	for day := range 3 {
		record(t, one, card(t, one, "Keel").ID, srs.Good, at(1+day*7))
		record(t, two, card(t, two, "Luff").ID, srs.Good, at(1+day*7))
		push(one, at(1+day*7))
		push(two, at(1+day*7))
	}
	exchange(t, one, home, at(20))
	exchange(t, second, home, at(20))
	record(t, second, card(t, second, "Keel").ID, srs.Good, at(21))
	push(second, at(21)) // all that it has: what it got from one, too
	first := one.own.uid
	if bytes.Compare(second.own.uid[:], first[:]) < 0 {
		first = second.own.uid
	}
	luff := card(t, two, "Luff")
	of := func(device [16]byte, c *Card) string { return fmt.Sprintf("%x %x", device, c.UID) }
	want := map[string]int{of(first, keel): 4, of(two.own.uid, luff): 3}
	found, l := answersAt(t, logs)
	if fmt.Sprint(found) != fmt.Sprint(want) || len(l.Ignored) > 0 {
		t.Fatalf("%v, not %v; left out: %v", found, want, l.Ignored)
	}
	found, _ = answersAt(t, logs, hex.EncodeToString(second.own.uid[:4]))
	if want := map[string]int{of(first, keel): 4}; fmt.Sprint(found) != fmt.Sprint(want) {
		t.Errorf("one learner: %v, not %v", found, want)
	}
	if err := l.Only([]string{"nobody"}); err == nil {
		t.Error("a learner who is not there is found")
	}

	list, err := filepath.Glob(filepath.Join(logs, hex.EncodeToString(two.own.uid[:])+".*.zst"))
	if err != nil || len(list) < 2 {
		t.Fatal(list, err)
	}
	if err := os.WriteFile(list[0], []byte("no parcel"), 0o600); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(logs, "list of pupils.ods"), []byte("a stranger's"), 0o600)
	found, l = answersAt(t, logs)
	if found[of(first, keel)] != 4 || len(l.Ignored) != 2 {
		t.Errorf("%v, left out: %v", found, l.Ignored)
	}
	for _, i := range l.Ignored {
		if i.Name != "list of pupils.ods" && !strings.HasPrefix(list[0], filepath.Join(logs, i.Name)) {
			t.Errorf("left out: %v", i)
		}
	}
}

// A home that was copied goes on under an id of its own, with entries under the old one that contradict those of the
// other. Both histories are read, and what they have in common once.
func TestLearnersWithACopiedHome(t *testing.T) {
	logs, path, copied := t.TempDir(), filepath.Join(t.TempDir(), "recall.db"), filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	load(t, s, "boats.md", boats, at(0))
	keel := card(t, s, "Keel")
	record(t, s, keel.ID, srs.Good, at(0))
	s.Close()
	copyFile(t, path, copied)
	for i, grade := range []srs.Grade{srs.Good, srs.Easy} {
		if i == 1 {
			copyFile(t, copied, path) // at the same path it is the same device
		}
		s := open(t, path)
		record(t, s, keel.ID, grade, at(1))
		exchangeAs(t, s, logs, PushOnly, at(2))
		s.Close()
	}
	found, l := answersAt(t, logs)
	if len(found) != 1 || len(l.Ignored) > 0 {
		t.Fatalf("%v, left out: %v", found, l.Ignored)
	}
	for of, n := range found {
		if n != 3 || !strings.HasSuffix(of, fmt.Sprintf(" %x", keel.UID)) {
			t.Errorf("%s: %d answers, not 3", of, n)
		}
	}
}
