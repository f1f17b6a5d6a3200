package data

import (
	"math"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// A clock that was wrong, or someone's hand, leaves entries from times that can't be. Check names each, whatever a later
// answer made of it, a repair takes them out, and the answers from other times stay.
func TestTimesThatCannotBe(t *testing.T) {
	wrong := func(name, say string, change func(*entry)) {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			load(t, s, "sea.md", notes, at(0))
			record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
			record(t, s, card(t, s, "Rudder").ID, srs.Good, at(1))
			var e entry
			if err := s.readLog(nil, func(each *entry) error { e = *each; return nil }); err != nil {
				t.Fatal(err)
			}
			change(&e)
			e.sum = e.checksum()
			if err := s.write(func() error {
				if _, err := s.exec("DELETE FROM log WHERE device = ? AND seq = ?", e.device.id, e.seq); err != nil {
					return err
				}
				return s.insert(&e)
			}); err != nil {
				t.Fatal(err)
			}
			names := func() bool {
				t.Helper()
				c, err := s.Check(false)
				if err != nil {
					t.Fatal(err)
				}
				later, err := s.CheckTimes(at(3))
				if err != nil {
					t.Fatal(err)
				}
				return slices.ContainsFunc(append(c.Faults, later...), func(f string) bool { return strings.Contains(f, say) })
			}
			if !names() {
				t.Error("check does not name it")
			}
			record(t, s, card(t, s, "Boom").ID, srs.Good, at(2)) // which follows it in the log
			if !names() {
				t.Error("check does not name it after another answer")
			}
			r, err := s.Repair(at(3))
			if err != nil || len(r.Left) > 0 {
				t.Fatalf("the repair leaves %q, %v", r.Left, err)
			}
			if names() {
				t.Error("the repair leaves it")
			}
			sound(t, s)
			record(t, s, card(t, s, "Boom").ID, srs.Good, at(4))
			sound(t, s)
			if n := len(reviewsOf(t, s)); n != 3 {
				t.Errorf("%d reviews are left of 3", n)
			}
		})
	}
	day := int64(24 * 60 * 60 * 1000)
	wrong("an answer from before 1970", "before 1970", func(e *entry) { e.day, e.lag = -400, e.tick+400*day })
	wrong("an answer of a day before 1970", "before 1970", func(e *entry) { e.day = -1 })
	wrong("a day in 2106", "still to come", func(e *entry) { e.day, e.tick = 49710, 49710*day })
	wrong("a day in 2106 that was written now", "counts for 2106", func(e *entry) { e.day = 49710 })
	wrong("the day after the year 9999", "the year 9999", func(e *entry) { e.day, e.tick = 2932897, 2932897*day })
	wrong("the end of time", "the year 9999", func(e *entry) { e.tick = math.MaxInt64 })
	wrong("the beginning of time", "before 1970", func(e *entry) { e.tick = math.MinInt64 })
}

// A clock that was years ahead once leaves all that follows dated after it, which no other machine takes. A repair dates it
// anew: each card keeps its answers, what was taken back stays so, and the machines meet.
func TestRepairDatesAnew(t *testing.T) {
	const years = 14 * 365
	folder := t.TempDir()
	s, other := fresh(t), fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	record(t, s, card(t, s, "Boom").ID, srs.Good, at(years))
	if _, err := s.Mark(card(t, s, "Boom").ID, srs.Suspend, at(years)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Tag([]int64{card(t, s, "Keel").ID}, []string{"hull"}, nil, at(1)); err != nil { // the clock is right again
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(1))
	record(t, s, card(t, s, "Rudder").ID, srs.Again, at(1))
	if _, err := s.Undo(at(1)); err != nil {
		t.Fatal(err)
	}
	want, err := s.State(card(t, s, "Keel").ID)
	if err != nil {
		t.Fatal(err)
	}
	old := backUp(t, s, at(1))
	load(t, s, "sea.md", strings.Replace(notes, "Rudder: ", "Rudder: now ", 1), at(1))
	if p, err := s.RememberPlace(folder, BothWays, nil); err != nil {
		t.Fatal(err)
	} else if _, err := s.Exchange(t.Context(), p, at(1), false, nil); err != nil {
		t.Fatal(err)
	}
	r, err := s.Repair(at(2))
	if err != nil || len(r.Left) > 0 || !slices.ContainsFunc(r.Done, func(did string) bool { return strings.Contains(did, "years ahead") }) {
		t.Fatalf("done: %q\nleft: %q, %v", r.Done, r.Left, err)
	}
	sound(t, s)
	if _, err := s.Restore(t.Context(), old.Path, at(2)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if got, err := s.State(card(t, s, "Keel").ID); err != nil || got != want {
		t.Errorf("the schedule is %+v and was %+v, %v", got, want, err)
	}
	if c := card(t, s, "Rudder"); c.State.Reps != 0 || c.State.Lapses != 0 {
		t.Errorf("what was taken back counts again: %+v", c.State)
	}
	if c := card(t, s, "Keel"); !slices.Equal(c.Tags, []string{"hull"}) {
		t.Errorf("the tags are %q", c.Tags)
	}
	if c := card(t, s, "Boom"); !c.State.Suspended {
		t.Error("what was done while the clock was wrong is gone")
	}
	if r, err := s.Repair(at(2)); err != nil || len(r.Done) > 0 {
		t.Errorf("a second repair does %q, %v", r.Done, err)
	}
	// Restored from before, and then from after, each answer is there once.
	kept, before := backUp(t, s, at(2)), fresh(t)
	for _, path := range []string{old.Path, kept.Path} {
		if _, err := before.Restore(t.Context(), path, at(2)); err != nil {
			t.Fatal(err)
		}
	}
	sound(t, before)
	if one, other := len(reviewsOf(t, before)), len(reviewsOf(t, s)); one != other {
		t.Errorf("there are %d reviews, and were %d", one, other)
	}
	for day := 3; day < 5; day++ {
		for _, m := range []*Store{s, other} {
			p, err := m.placeAt(folder)
			if err != nil {
				p, err = m.RememberPlace(folder, BothWays, nil)
			}
			if err == nil {
				_, err = m.Exchange(t.Context(), p, at(day), false, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	agree(t, s, other)
}

// A repair on a machine whose clock is behind takes out nothing: it is the clock that is wrong.
func TestRepairByAClockThatIsBehind(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	for day := range 4 {
		record(t, s, card(t, s, "Keel").ID, srs.Good, at(day))
	}
	before := logOf(t, s)
	for _, behind := range []int{-400, -4000} {
		r, err := s.Repair(at(behind))
		if err != nil || len(r.Left) == 0 || !strings.Contains(r.Left[len(r.Left)-1], "the clock of this machine") {
			t.Errorf("%d days behind: done %q, left %q, %v", behind, r.Done, r.Left, err)
		}
		if !slices.Equal(logOf(t, s), before) {
			t.Errorf("%d days behind: the log has changed", behind)
		}
	}
	if r, err := s.Repair(at(5)); err != nil || len(r.Done)+len(r.Left) > 0 {
		t.Errorf("with a right clock: %+v, %v", r, err)
	}
}
