package data

import (
	"context"
	"errors"
	"time"

	"recall/data/place"
)

// A session exchanges with the places that are remembered, and no key waits for one. The session's goroutine owns the
// database. For each place one other goroutine at most is out. It has nothing of the database: it reads what others pushed
// into temporary files, or writes a parcel that is ready. Between two cards the session takes what has come, and packs what
// is due. What did not get there is due the next time, as after a run that was stopped.

// Courier exchanges with places while a session goes on.
type Courier struct {
	s     *Store
	ctx   context.Context
	stop  context.CancelFunc
	trips []*trip
	back  chan *trip // those whose goroutine has ended
	lock  tripLock
	ended bool // the session is over: all that is due leaves now
}

// again is how long a place is left alone, in a session, before it is visited again.
const again = 2 * time.Minute

// Arrival is what came from other machines.
type Arrival struct {
	Merged
	Cards map[int64]bool // that may have another schedule or other words now; empty: nothing came
}

// Left is what a session did not get done at a place.
type Left struct {
	Place Place // as it is now
	Err   error // why; nil: there was no time
	Late  bool  // the place had not answered when the session ended
	NewID bool  // another database wrote as this device, so this one writes under a new id
}

// ErrMoved reports that a database has come to another path or machine since it was synced with a place.
var ErrMoved = errors.New("this database was synced from another path or machine, and may be a copy")

// Courier sets out to all places but those that are only pulled from: a new edition of their decks may cost progress, and
// what it changes has to be told. Its context ends whatever is out.
func (s *Store) Courier(ctx context.Context, at Moment) (*Courier, error) {
	places, err := s.Places()
	if err != nil {
		return nil, err
	}
	c := &Courier{s: s, back: make(chan *trip, len(places))}
	c.ctx, c.stop = context.WithCancel(ctx)
	for _, p := range places {
		if p.Direction == PullOnly {
			continue
		}
		t := &trip{p: p}
		c.trips = append(c.trips, t)
		if t.err = s.stillAt(p); t.err == nil {
			c.visit(t, at)
		}
	}
	return c, nil
}

// stillAt returns ErrMoved if a place knows this database by another path or machine. It may be a copy that somebody plays
// with, whose reviews are nobody's memory, so it takes a sync on purpose.
func (s *Store) stillAt(p Place) error {
	if p.device == s.own.uid {
		return nil
	}
	var machine, path string
	err := s.get([]any{&machine, &path}, "SELECT machine, path FROM device WHERE uid = ?", p.device[:])
	if err == nil && path != "" && (machine != s.machine || path != s.path && path != s.link) {
		err = ErrMoved
	}
	return err
}

// Await waits until the folders are read, and takes what is there. It waits so long at most. A remote is never waited for:
// it is hardly ever so fast.
func (c *Courier) Await(most time.Duration, at Moment) Arrival {
	var got Arrival
	deadline := time.NewTimer(most)
	defer deadline.Stop()
	for c.folderOut() {
		select {
		case t := <-c.back:
			c.takeFrom(t, at, &got)
		case <-deadline.C:
			return got
		case <-c.ctx.Done():
			return got
		}
	}
	return got
}

func (c *Courier) folderOut() bool {
	for _, t := range c.trips {
		if t.out == visiting && !place.IsRemote(t.p.At) {
			return true
		}
	}
	return false
}

// Meet takes what has come since, and sends what is due. It waits for nothing.
func (c *Courier) Meet(at Moment) Arrival {
	var got Arrival
	for len(c.back) > 0 {
		c.takeFrom(<-c.back, at, &got)
	}
	for _, t := range c.trips {
		switch {
		case t.out != atHome || errors.Is(t.err, ErrMoved):
		case t.ready:
			c.send(t, at)
		case at.Time.Sub(t.begun) >= again:
			c.visit(t, at)
		}
	}
	return got
}

// Leave sends all that is due, and waits for nothing.
func (c *Courier) Leave(at Moment) {
	c.ended = true
	for _, t := range c.trips {
		if t.out == atHome && t.err == nil {
			c.send(t, at)
		}
	}
}

// End waits until what is out is back, so long at most, and ends whatever is not. It returns what still came, and the places
// where something is left.
func (c *Courier) End(most time.Duration, at Moment) (got Arrival, left []Left) {
	deadline := time.NewTimer(most)
	defer deadline.Stop()
	for waiting := true; waiting && c.out(); {
		select {
		case t := <-c.back:
			c.takeFrom(t, at, &got)
			if t.ready && c.ended {
				c.send(t, at)
			}
		case <-deadline.C:
			waiting = false
		case <-c.ctx.Done():
			waiting = false
		}
	}
	late := map[*trip]bool{}
	for _, t := range c.trips {
		late[t] = t.out != atHome
	}
	c.stop()
	c.gather(at)
	for _, t := range c.trips {
		if now, err := c.s.placeAt(t.p.At); err == nil {
			t.p = now
		}
		if late[t] || t.newID || t.err != nil && !errors.Is(t.err, ErrSyncing) {
			l := Left{Place: t.p, Late: late[t], NewID: t.newID}
			if !l.Late {
				l.Err = t.err
			}
			l.Err = errors.Join(l.Err, c.s.countDue(&l.Place))
			left = append(left, l)
		}
	}
	return got, left
}

// ending is how long what is out may take to end once it is told to.
const ending = 500 * time.Millisecond

// gather waits for what is out after it was told to end, and stores what got there all the same.
func (c *Courier) gather(at Moment) {
	deadline := time.NewTimer(ending)
	defer deadline.Stop()
	for c.out() {
		select {
		case t := <-c.back:
			was := t.out
			t.out = atHome
			if was == sending {
				c.sent(t, at)
			} else if t.fetched != nil {
				t.fetched.close()
			}
		case <-deadline.C: // it hangs in the system, and ends with the program
			return
		}
	}
}

func (c *Courier) out() bool {
	for _, t := range c.trips {
		if t.out != atHome {
			return true
		}
	}
	return false
}
