package data

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"

	"recall/data/place"
)

// A place may get another path, as a stick that is mounted elsewhere, or be copied. The files of this machine there are
// exactly those that it wrote at a place which it remembers under the old path.

// Followed is a place that is remembered under another path.
type Followed struct {
	From string
	Both bool // it is still there, so there are two from now on
}

// FollowPlace remembers a new path as the place where the files of this machine there were written, and returns nil if it
// remembers none. What others have there is read anew: if one of the two is a copy, they may have pushed other things to it
// under the same number.
func (s *Store) FollowPlace(ctx context.Context, at string, now Moment) (found *Followed, err error) {
	return found, s.exchanging(ctx, func() error {
		if _, err := s.placeAt(at); !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		list, err := s.writtenTo()
		for i := 0; i < len(list) && found == nil && err == nil; i++ {
			found, err = s.follow(ctx, list[i], at, now)
		}
		return err
	})
}

// writtenTo returns the places that have files of this machine, also those that were forgotten.
func (s *Store) writtenTo() (list []Place, err error) {
	return list, s.each(func(rows *sql.Rows) error {
		p, err := scanPlace(rows)
		list = append(list, p)
		return err
	}, "SELECT "+placeColumns+" WHERE p.direction <> 'pull' AND (p.pushed > 0 OR p.parcel <> '') ORDER BY p.id")
}

func (s *Store) follow(ctx context.Context, p Place, at string, now Moment) (*Followed, error) {
	k, err := s.visits(p, now)
	if err != nil {
		return nil, err
	}
	here, err := k.wrote(ctx, at)
	if here == nil {
		return nil, err
	}
	found := &Followed{From: p.At}
	if !p.forgotten && !sameFolder(p.At, at) {
		there, err := k.wrote(ctx, p.At)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		found.Both = there != nil || err != nil && !errors.Is(err, fs.ErrNotExist) // one that can't be read now is no other
	}
	return found, s.write(func() error {
		if found.Both {
			return s.copyPlace(p, at)
		}
		if _, err := s.exec("DELETE FROM place_read WHERE place = ?", p.id); err != nil {
			return err
		}
		if _, err := s.exec("UPDATE place SET at = ? WHERE id = ?", at, p.id); err != nil {
			return err
		}
		if p.forgotten || here.hasAll(k.read) {
			return nil
		}
		return s.allDue(p) // an older copy, which lacks what others brought since
	})
}

// wrote looks at a place, and returns nil if the files of this machine there are not those that it knows of.
func (k *visitor) wrote(ctx context.Context, at string) (*fetched, error) {
	f, err := k.look(ctx, place.Open(at))
	if err != nil {
		return nil, err
	}
	if _, there := f.survey.Files[k.index]; there || f.finished != nil {
		return f, nil
	}
	return nil, nil
}

// hasAll reports whether a place has all pushes that were read.
func (f *fetched) hasAll(read map[[16]byte][]span) bool {
	newest := map[[16]byte]int{}
	for name := range f.survey.Files {
		if device, push, ok := place.ParseIndex(name); ok {
			newest[device] = max(newest[device], push)
		}
	}
	for device, list := range read {
		if list[len(list)-1].last > newest[device] {
			return false
		}
	}
	return true
}

// sameFolder reports whether two paths lead to one folder.
func sameFolder(one, two string) bool {
	a, err := os.Stat(one)
	if err != nil || place.IsRemote(one) || place.IsRemote(two) {
		return false
	}
	b, err := os.Stat(two)
	return err == nil && os.SameFile(a, b)
}

// copyPlace remembers a copy of a place, with the same files of this machine.
func (s *Store) copyPlace(p Place, at string) error {
	_, err := s.exec(`INSERT INTO place (at, direction, decks, forgotten, device, pushed, own, parcel, met, sent, taking)
		SELECT ?, direction, decks, forgotten, device, pushed, own, parcel, 0, 0, 0 FROM place WHERE id = ?`, at, p.id)
	if err != nil {
		return err
	}
	if p, err = s.placeAt(at); err != nil {
		return err
	}
	return s.allDue(p)
}
