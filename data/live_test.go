package data

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/srs"
)

// What two devices undo, in any order, is what every reader leaves out. Only an entry's own device can undo it.
func TestLiveIsTheLogWithoutWhatWasTakenBack(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (randomblob(16), 'elsewhere', '', 1)")
	if err != nil {
		t.Fatal(err)
	}
	id, _ := made.LastInsertId()
	other, err := s.device("WHERE id = ?", id)
	if err != nil {
		t.Fatal(err)
	}
	type key struct{ device, seq int64 }
	own, list, holds := s.own, cards(t, s), map[key]bool{}
	var rules key // the deck's, which nobody undoes
	if err := s.get([]any{&rules.device, &rules.seq}, "SELECT device, seq FROM log"); err != nil {
		t.Fatal(err)
	}
	holds[rules] = true
	stacks := map[int64][]key{} // by device: what it can still undo, newest last
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 20).Draw(rt, "acts") {
			s.own = rapid.SampledFrom([]device{own, other}).Draw(rt, "device")
			stack := stacks[s.own.id]
			if rapid.IntRange(0, 2).Draw(rt, "act") == 0 {
				if _, err := s.Undo(at(0)); err != nil && !errors.Is(err, ErrNothingToUndo) {
					rt.Fatal(err)
				}
				if n := len(stack); n > 0 {
					delete(holds, stack[n-1])
					stacks[s.own.id] = stack[:n-1]
				}
				continue
			}
			record(t, s, rapid.SampledFrom(list).Draw(rt, "card").ID, 4, at(0))
			var k key
			err := s.get([]any{&k.device, &k.seq}, "SELECT device, max(seq) FROM log WHERE device = ?", s.own.id)
			if err != nil {
				rt.Fatal(err)
			}
			holds[k], stacks[s.own.id] = true, append(stack, k)
		}
		n := 0
		err := s.each(func(rows *sql.Rows) error {
			var k key
			err := rows.Scan(&k.device, &k.seq)
			if n++; !holds[k] {
				rt.Fatalf("entry %d-%d was taken back, and is read", k.device, k.seq)
			}
			return err
		}, "SELECT device, seq FROM live")
		if err != nil || n != len(holds) {
			rt.Fatalf("%d entries hold, %v; want %d", n, err, len(holds))
		}
	})
}

// An entry's undo is found through its index. If each entry took a search of the log, the first card of a day would
// wait for years of reviews.
func TestLiveFindsAnUndoByItsIndex(t *testing.T) {
	s := fresh(t)
	for _, query := range []string{
		liveEntries + " WHERE l.device = 1 ORDER BY l.seq DESC",
		liveEntries + " WHERE l.subject = 1",
		"SELECT day, tick FROM live WHERE device = 1 AND kind = {review} ORDER BY seq DESC",
	} {
		var plan []string
		err := s.each(func(rows *sql.Rows) error {
			var id, parent, unused int
			var detail string
			err := rows.Scan(&id, &parent, &unused, &detail)
			plan = append(plan, detail)
			return err
		}, "EXPLAIN QUERY PLAN "+query)
		all := strings.Join(plan, "\n")
		found := strings.Contains(all, "log_undone (device=? AND <expr>=?)")
		if err != nil || !found || strings.Contains(all, "SCAN log") || strings.Contains(all, "TEMP B-TREE") {
			t.Errorf("%s\nis read as\n%s\n%v", query, all, err)
		}
	}
}

// An undo by another device, or one that names no entry, undoes nothing.
func TestUndoReachesItsOwnDeviceAlone(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	c := card(t, s, "Keel")
	want := record(t, s, c.ID, 4, at(0))
	made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (randomblob(16), 'elsewhere', '', 1)")
	if err != nil {
		t.Fatal(err)
	}
	id, _ := made.LastInsertId()
	if s.own, err = s.device("WHERE id = ?", id); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"1", "", "none", "9"} {
		if err := s.append(&entry{subject: c.ID, uid: c.UID, kind: srs.Undo, detail: target}, at(1)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.replay(c.ID); err != nil || got != want {
		t.Errorf("the replay is %+v, %v; want %+v", got, err, want)
	}
	sound(t, s)
}
