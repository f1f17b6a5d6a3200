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
