package data

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// trip is the exchange with one place.
type trip struct {
	p     Place
	begun time.Time // the visit

	out     errand // what its goroutine does
	fetched *fetched
	job     *job
	err     error // why the latest errand failed

	ready bool // what others pushed is taken, and what is due here may leave
	newID bool
}

// errand is what a goroutine is out for.
type errand int

const (
	atHome errand = iota
	visiting
	sending
)

// visit lets a goroutine fetch what others pushed.
func (c *Courier) visit(t *trip, at Moment) {
	t.begun, t.ready = at.Time, false
	var k visitor
	if t.err = c.s.stillDecks(t.p); t.err == nil {
		k, t.err = c.s.visits(t.p, at)
	}
	if t.err == nil {
		carrier := t.p.carrier()
		c.goOut(t, visiting, func() (err error) {
			if err := c.lock.hold(c.ctx, c.s.path); err != nil {
				return err
			}
			t.fetched, err = k.visit(c.ctx, carrier)
			return errors.Join(err, c.lock.release())
		})
	}
}

// goOut lets a goroutine do an errand.
func (c *Courier) goOut(t *trip, what errand, do func() error) {
	t.out = what
	go func() {
		t.err = do()
		c.back <- t
	}()
}

// takeFrom takes what a goroutine brought. What it failed at is tried again later.
func (c *Courier) takeFrom(t *trip, at Moment, got *Arrival) {
	was := t.out
	t.out = atHome
	if was == sending {
		c.sent(t, at)
		return
	}
	f := t.fetched
	t.fetched = nil
	if f == nil || t.err != nil {
		return
	}
	t.err = c.take(t, f, at, got)
	f.close()
	t.ready = t.err == nil
}

func (c *Courier) take(t *trip, f *fetched, at Moment, got *Arrival) error {
	same, err := c.unchanged(t)
	if err != nil || !same { // another run was there since: what was fetched is old
		return err
	}
	merged, err := c.s.take(&t.p, f, at)
	if err != nil {
		return err
	}
	t.newID = t.newID || f.cloned
	got.add(merged, f.cards)
	return errors.Join(c.s.settlePlace(&t.p), c.s.met(t.p, at))
}

func (a *Arrival) add(m Merged, cards map[int64]bool) {
	a.Renamed += m.Renamed
	a.Deleted += m.Deleted
	a.Parts += m.Parts
	a.Settings += m.Settings
	a.Entries += m.Entries
	a.Decks += m.Decks
	a.Notes += m.Notes
	a.Merged.Cards += m.Cards
	a.Edited += m.Edited
	a.Changed += m.Changed
	a.Aside += m.Aside
	if a.Cards == nil {
		a.Cards = map[int64]bool{}
	}
	maps.Copy(a.Cards, cards)
}

// unchanged reports whether what is known of a place is still so. If another run was there since, what is known is read
// again.
func (c *Courier) unchanged(t *trip) (bool, error) {
	now, err := c.s.placeAt(t.p.At)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	same := err == nil && !now.forgotten && now.device == t.p.device && now.pushed == t.p.pushed && now.own == t.p.own &&
		now.parcel == t.p.parcel
	if err == nil {
		t.p = now
	}
	return same, err
}

// send packs what is due and lets a goroutine bring it there.
func (c *Courier) send(t *trip, at Moment) {
	t.ready = false
	var due bool
	if due, t.err = c.s.anyDue(t.p); t.err != nil || !due {
		return
	}
	if t.err = c.lock.hold(c.ctx, c.s.path); t.err != nil { // from before the packing, so that no other run packs the same
		return
	}
	if _, t.err = c.unchanged(t); t.err == nil {
		t.err = c.pack(t, at)
	}
	if t.err != nil || t.job == nil {
		t.err = errors.Join(t.err, c.lock.release())
		return
	}
	j := t.job
	c.goOut(t, sending, func() error { return errors.Join(j.send(c.ctx), c.lock.release()) })
}

func (c *Courier) pack(t *trip, at Moment) error {
	if t.p.forgotten {
		return nil
	}
	dir, err := os.MkdirTemp(filepath.Dir(c.s.path), c.s.stem()+"-*"+backupTemp)
	if err != nil {
		return err
	}
	if t.job, err = c.s.pack(&t.p, dir, at); err != nil || t.job == nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	return nil
}

// sent stores that a parcel got there.
func (c *Courier) sent(t *trip, at Moment) {
	j := t.job
	t.job = nil
	if t.err == nil {
		var same bool
		if same, t.err = c.unchanged(t); t.err == nil && same {
			t.err = errors.Join(c.s.delivered(&t.p, j, at), c.s.met(t.p, at))
		}
	}
	os.RemoveAll(j.dir)               // or swept later
	t.ready = c.ended && t.err == nil // more was done meanwhile
}

// tripLock keeps other runs of the database away from places while anything of this one is out.
type tripLock struct {
	mu     sync.Mutex
	out    int
	unlock func() error
}

func (l *tripLock) hold(ctx context.Context, path string) (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.out == 0 {
		if l.unlock, err = lockExchange(ctx, path); err != nil {
			return err
		}
	}
	l.out++
	return nil
}

func (l *tripLock) release() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.out--; l.out > 0 {
		return nil
	}
	return l.unlock()
}
