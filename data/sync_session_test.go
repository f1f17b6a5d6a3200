package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"recall/data/place"
	"recall/srs"
)

// sitDown begins a session's exchange.
func sitDown(t *testing.T, s *Store, at Moment) *Courier {
	t.Helper()
	c, err := s.Courier(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// later returns a moment of the same day.
func later(m Moment, d time.Duration) Moment { return Moment{Time: m.Time.Add(d), Day: m.Day} }

// until meets until something is true.
func until(t *testing.T, c *Courier, at Moment, what string, true func(Arrival) bool) {
	t.Helper()
	for range 12_000 { // two minutes
		if true(c.Meet(at)) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s: never", what)
}

// A session pulls at its start, pushes while it goes on, pulls again in a while, and pushes the rest at its end, also when
// another run of the same database was at the place meanwhile.
func TestSessionExchanges(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	load(t, a, "boats.md", boats, at(0))
	exchange(t, a, folder, at(0))
	exchange(t, b, folder, at(0))
	record(t, b, card(t, b, "Rudder").ID, srs.Good, at(1))
	exchange(t, b, folder, at(1))

	now := at(1)
	c := sitDown(t, a, now)
	if got := c.Await(time.Minute, now); !got.Cards[card(t, a, "Rudder").ID] || card(t, a, "Rudder").State.Reps != 1 {
		t.Fatalf("the review of b did not come before the first card: %+v", got)
	}
	record(t, a, card(t, a, "Keel").ID, srs.Good, now)
	until(t, c, now, "the review of a is pushed", func(Arrival) bool {
		places, err := a.Places()
		return err == nil && places[0].Due == (place.Contents{})
	})
	exchange(t, b, folder, at(1))
	if card(t, b, "Keel").State.Reps != 1 {
		t.Error("it is not at b")
	}

	record(t, b, card(t, b, "Beaufort 0").ID, srs.Good, now)
	exchange(t, b, folder, now)
	now = later(now, 3*time.Minute)
	until(t, c, now, "the second review of b comes", func(got Arrival) bool { return got.Cards[card(t, a, "Beaufort 0").ID] })

	other := open(t, a.path)
	record(t, other, card(t, other, "Beaufort 12").ID, srs.Good, now)
	exchange(t, other, folder, now)
	record(t, a, card(t, a, "Keel").ID, srs.Again, now)
	c.Leave(now)
	if _, left := c.End(time.Minute, now); len(left) > 0 {
		t.Errorf("something is left: %+v", left)
	}
	exchange(t, b, folder, now)
	exchange(t, a, folder, now)
	agree(t, a, b)
	if n, err := filepath.Glob(filepath.Join(filepath.Dir(a.path), "*"+backupTemp)); err != nil || len(n) > 0 {
		t.Errorf("files are left: %q", n)
	}
}

// A copy of a database may be there to play with: its reviews reach nobody's memory before it is synced on purpose. And a
// place that is gone is no error of the session.
func TestSessionOfACopy(t *testing.T) {
	folder := t.TempDir()
	a := fresh(t)
	load(t, a, "boats.md", boats, at(0))
	exchange(t, a, folder, at(0))
	path := filepath.Join(t.TempDir(), "toy.db")
	a.Close()
	copyFile(t, a.path, path)
	before := files(t, folder)

	toy := open(t, path)
	c := sitDown(t, toy, at(1))
	c.Await(time.Minute, at(1))
	record(t, toy, card(t, toy, "Keel").ID, srs.Good, at(1))
	c.Meet(at(1))
	c.Leave(at(1))
	if _, left := c.End(time.Minute, at(1)); len(left) != 1 || !errors.Is(left[0].Err, ErrMoved) {
		t.Errorf("it is not told: %+v", left)
	}
	if after := files(t, folder); len(after) != len(before) {
		t.Error("the copy was at the place")
	}
	exchange(t, toy, folder, at(1))
	c = sitDown(t, toy, at(2))
	c.Await(time.Minute, at(2))
	if _, left := c.End(time.Minute, at(2)); len(left) > 0 {
		t.Errorf("after a sync on purpose: %+v", left)
	}

	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	c = sitDown(t, toy, at(3))
	c.Await(time.Minute, at(3))
	record(t, toy, card(t, toy, "Keel").ID, srs.Good, at(3))
	c.Leave(at(3))
	if _, left := c.End(time.Minute, at(3)); len(left) != 1 || left[0].Err == nil || left[0].Place.Due.Entries != 1 {
		t.Errorf("a place that is gone: %+v", left)
	}
}
