package data

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"recall/data/place"
)

// An exchange with a place has four steps, and only the second and third use the database: fetch what others pushed,
// take it, pack what is due there, send it.

// Exchanged is what an exchange with a place did, or would do.
type Exchanged struct {
	Merged
	Place   Place
	Sent    place.Contents // what was pushed
	Bytes   int64
	Read    int64 // bytes
	Media   int   // pictures and sounds that came
	NewID   bool  // another database wrote as this device, so this one writes under a new id
	Ignored []place.Ignored
	Waiting []string  // files that are announced and not there yet
	Ahead   time.Time // of the newest entry here, if others refuse it
}

// Device is one of the installations that meet at a place.
type Device struct {
	ID      [16]byte
	Machine string
	Own     bool
	Seen    time.Time      // when it pushed last
	Entries int            // of the log that it has there
	Unread  int            // parcels that this machine will read
	New     place.Contents // at most, what is new in these
}

// Exchange pulls from a place and then pushes to it. It calls before, if there is anything to take, while that is fetched.
// With dry, it says what it would do, and writes nothing anywhere.
func (s *Store) Exchange(ctx context.Context, p Place, at Moment, dry bool, before func() error) (
	done Exchanged, err error) {
	err = s.exchanging(ctx, func() error {
		done, err = s.exchange(ctx, p, at, dry, before)
		return err
	})
	return done, err
}

func (s *Store) exchange(ctx context.Context, p Place, at Moment, dry bool, before func() error) (
	done Exchanged, err error) {
	done.Place = p
	if !dry {
		if err := s.settlePlace(&p); err != nil {
			return done, err
		}
	}
	if err := s.stillDecks(p); err != nil {
		return done, err
	}
	k, err := s.visits(p, at)
	if err != nil {
		return done, err
	}
	if !dry {
		k.meanwhile = before
	}
	f, err := k.visit(ctx, p.carrier())
	if err != nil {
		return done, err
	}
	defer f.close()
	done.seen(f)
	if p.Direction != PullOnly {
		if done.Ahead, err = s.newestAhead(at.Time); err != nil {
			return done, err
		}
	}
	if dry {
		return done, s.wouldExchange(&p, f, at, &done)
	}
	if done.Merged, err = s.take(&p, f, at); err != nil {
		return done, err
	}
	if err := s.settlePlace(&p); err != nil { // what came may have been written under the id of this machine
		return done, err
	}
	job, err := s.pack(&p, f.dir, at)
	if err != nil || job == nil {
		return done, errors.Join(err, s.met(p, at))
	}
	if err := job.send(ctx); err != nil {
		return done, err
	}
	done.Sent, done.Bytes = job.out.Contents, job.out.Bytes
	return done, errors.Join(s.delivered(&p, job, at), s.met(p, at))
}

// seen adds what was found in a place.
func (e *Exchanged) seen(f *fetched) {
	e.Ignored, e.Waiting, e.NewID, e.Media = f.ignored, f.waiting, f.cloned, len(f.media)
	for _, b := range f.batches {
		for _, in := range b.parcels {
			e.Read += in.Bytes
		}
	}
}

// met stores when a place was reached.
func (s *Store) met(p Place, at Moment) error {
	return s.write(func() error {
		_, err := s.exec(`UPDATE place SET met = ?1,
				sent = iif(EXISTS (SELECT 1 FROM place_log WHERE place = ?2), sent, ?1)
			WHERE id = ?2`, at.Time.UnixMilli(), p.id)
		return err
	})
}

// newestAhead returns the time of the newest entry, if others refuse it. Of each device only the last is looked at.
func (s *Store) newestAhead(now time.Time) (time.Time, error) {
	var tick int64
	err := s.get([]any{&tick}, `SELECT coalesce(max((SELECT tick FROM log WHERE device = d.id ORDER BY seq DESC LIMIT 1)), 0)
		FROM device d`)
	if tick <= now.Add(ahead).UnixMilli() {
		return time.Time{}, err
	}
	return time.UnixMilli(tick).In(now.Location()), err
}

// visits returns what a fetch has to know.
func (s *Store) visits(p Place, at Moment) (visitor, error) {
	read, err := s.wasRead(p.id)
	if err != nil {
		return visitor{}, err
	}
	x, err := place.Restore(p.device, p.pushed, p.own)
	if err != nil {
		return visitor{}, err
	}
	index, _, err := x.Encode()
	if err != nil {
		return visitor{}, err
	}
	wanted, err := s.wantedMedia(p.id)
	if p.Direction == PullOnly { // a whole has no entries of this machine's to find
		return visitor{own: p.device, read: read, media: s.MediaFolder(), wanted: wanted, refuse: at.Time.Add(ahead),
			near: filepath.Dir(s.path), stem: s.stem(), pull: true, notes: p.ofDecks("note.deck")}, err
	}
	return visitor{own: p.device, pushed: p.pushed, index: index, parcel: p.parcel, read: read, media: s.MediaFolder(),
		wanted: wanted, refuse: at.Time.Add(ahead), near: filepath.Dir(s.path), stem: s.stem(),
		push: p.Direction == PushOnly, notes: "1"}, err
}

// visit fetches what others pushed.
func (k *visitor) visit(ctx context.Context, c place.Carrier) (*fetched, error) {
	f, err := k.look(ctx, c)
	if err != nil {
		return nil, err
	}
	list := f.news(k)
	if k.pull && len(list) > 0 { // what is gone shows in the whole alone
		all := *k
		all.read = nil
		if f, err = all.look(ctx, c); err != nil {
			return nil, err
		}
		list = f.news(&all)
	}
	if f.dir, err = os.MkdirTemp(k.near, k.stem+"-*"+backupTemp); err != nil {
		return nil, err
	}
	if len(list) > 0 {
		err = k.both(func() error { return k.fetch(ctx, c, f, list) })
	}
	if err == nil && !k.push {
		err = k.fetchMedia(ctx, c, f)
	}
	if err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

// both does something, and meanwhile what is to be done before anything is taken.
func (k *visitor) both(do func() error) error {
	if k.meanwhile == nil {
		return do()
	}
	other := make(chan error, 1)
	go func() { other <- k.meanwhile() }()
	err := do()
	return errors.Join(err, <-other)
}

// take merges what was fetched, all in one transaction.
func (s *Store) take(p *Place, f *fetched, at Moment) (done Merged, err error) {
	if p.Direction == PullOnly {
		return s.takePulled(p, f, at)
	}
	if f.finished != nil {
		if err := s.delivered(p, &job{x: *f.finished}, at); err != nil {
			return done, err
		}
	}
	if err := s.keepFetched(f); err != nil {
		return done, err
	}
	if len(f.batches) == 0 && !f.cloned && slices.Equal(f.missing, f.wanted) {
		return done, nil
	}
	err = s.write(func() error {
		if f.cloned {
			list, err := s.unsent()
			if err != nil {
				return err
			}
			if f.unsent, err = f.clashing(list); err != nil {
				return err
			}
			if err := s.newDevice(); err != nil {
				return err
			}
			if err := errors.Join(s.leaveDevice(p, 0), s.allDue(*p)); err != nil {
				return err // what of it the other overwrote there is not known
			}
		}
		if err := errors.Join(s.merge(p, f, at, &done), s.wantMedia(p.id, f.missing)); err != nil {
			return err
		}
		return s.noteRead(p, f)
	})
	return done, err
}

// noteRead stores which pushes of others were fetched.
func (s *Store) noteRead(p *Place, f *fetched) error {
	for device, spans := range f.read {
		for _, x := range spans {
			if err := s.haveRead(p.id, device, x.first, x.last); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) merge(p *Place, f *fetched, at Moment, done *Merged) error {
	left, err := s.left()
	if err != nil {
		return err
	}
	for i, b := range f.batches {
		m := merger{Store: s, from: b.Store, done: done, at: at, foreign: true,
			sync: &meeting{place: p.id, holders: b.holders, unmet: !left && i == 0}}
		if i == 0 {
			m.sync.unsent = f.unsent
		}
		if err := m.run(); err != nil {
			return err
		}
		for card := range m.sync.cards {
			f.cards[card] = true
		}
	}
	return nil
}

// wouldExchange does all that needs no writing to the place, and rolls it back.
func (s *Store) wouldExchange(p *Place, f *fetched, at Moment, done *Exchanged) (err error) {
	if p.Direction == PullOnly {
		done.Pulled, err = s.planPulled(p, f)
		return err
	}
	err = s.write(func() error {
		if err := s.merge(p, f, at, &done.Merged); err != nil {
			return err
		}
		out, err := s.packAll(p, f.dir, at)
		if err != nil {
			return err
		}
		if out != nil {
			done.Sent, done.Bytes = out.Contents, out.Bytes
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}

// Devices returns who meets at a place, the newest first, and what is left alone there.
func (s *Store) Devices(ctx context.Context, p Place, at Moment) (list []Device, ignored []place.Ignored, err error) {
	k, err := s.visits(p, at)
	if err != nil {
		return nil, nil, err
	}
	survey, err := place.Look(ctx, p.carrier(), func(string, [16]byte, int) bool { return false })
	if err != nil {
		return nil, nil, err
	}
	for id, x := range survey.Indexes {
		d := Device{ID: id, Machine: x.Machine, Own: id == p.device, Seen: x.Time}
		for _, parcel := range x.Parcels {
			d.Entries += parcel.Entries
			if !d.Own && !k.push && !covers(k.read[id], parcel.First, parcel.Last) {
				d.Unread++
				d.New.Add(parcel.Contents)
			}
		}
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b Device) int {
		return cmp.Or(b.Seen.Compare(a.Seen), slices.Compare(a.ID[:], b.ID[:]))
	})
	return list, survey.Ignored, nil
}

// job is a push on its way. It uses no database.
type job struct {
	c          place.Carrier
	device     [16]byte
	x          place.Index // before; afterwards what is there
	out        *parcel
	media, dir string
	machine    string
	at         time.Time
}

// pack prepares a push; nil if nothing is due. The folder is the caller's.
func (s *Store) pack(p *Place, dir string, at Moment) (*job, error) {
	x, err := place.Restore(p.device, p.pushed, p.own)
	if err != nil {
		return nil, err
	}
	var out *parcel
	err = s.write(func() error {
		out, err = s.packAll(p, dir, at)
		return err
	})
	if err != nil || out == nil {
		return nil, err
	}
	return &job{p.carrier(), p.device, x, out, s.MediaFolder(), dir, s.machine, at.Time}, nil
}

func (j *job) send(ctx context.Context) (err error) {
	j.x, err = send(ctx, j.c, j.device, j.x, j.out, j.media, j.dir, j.machine, j.at)
	return err
}
