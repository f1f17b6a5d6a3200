package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"maps"
	"slices"

	"recall/srs"
)

// Machines that first see different editions of a bullet give it two ids, and what was learnt under both counts. An entry of
// kind alias says that the note, card or deck it is about is another one, by that one's id. Of two ids the lower stays, so no
// two machines decide otherwise and no aliases lead in a circle. All that was done under the other id is in the log once
// more, under the id that stays and by a device that is made from the two: each machine makes the same entries, in whatever
// order it learns of them, and so the replay of a card needs to know of nothing but its own log.

// alias says that one note, card or deck is another.
type alias struct{ gone, stays [16]byte }

// alias returns what an entry says; ok is false if it can't be meant.
func (e *entry) alias() (a alias, ok bool) {
	stays, err := hex.DecodeString(e.detail)
	if err != nil || len(stays) != len(a.stays) || bytes.Compare(stays, e.uid[:]) >= 0 {
		return a, false
	}
	return alias{e.uid, [16]byte(stays)}, true
}

// oneness says which ids are one: each that is gone leads to a lower one.
type oneness map[[16]byte][16]byte

// of returns the id that stays: the lowest of all that are one.
func (o oneness) of(id [16]byte) [16]byte {
	for next, gone := o[id]; gone; next, gone = o[id] {
		id = next
	}
	return id
}

// join makes two ids one, and reports whether they were not.
func (o oneness) join(one, two [16]byte) bool {
	low, high := sorted(o.of(one), o.of(two))
	if low == high {
		return false
	}
	o[high] = low
	return true
}

// joined returns which ids the log says are one, and its merges of decks.
func (s *Store) joined() (ones oneness, merges []entry, err error) {
	ones = oneness{}
	return ones, merges, s.each(func(rows *sql.Rows) error {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		if e.kind == srs.Merge {
			merges = append(merges, e)
		} else if a, ok := e.alias(); ok {
			ones.join(a.gone, a.stays)
		}
		return nil
	}, allEntries+" WHERE l.kind IN ({alias}, {merge})")
}

func sorted(one, two [16]byte) (low, high [16]byte) {
	if bytes.Compare(one[:], two[:]) > 0 {
		return two, one
	}
	return one, two
}

// sayAlias adds an entry that says that two ids are one.
func (s *Store) sayAlias(one, two [16]byte, at Moment) error {
	low, high := sorted(one, two)
	id, _, err := s.subject(high)
	if err != nil {
		return err
	}
	return s.append(&entry{subject: id, uid: high, kind: srs.Alias, detail: hex.EncodeToString(low[:])}, at)
}

// united is what became one.
type united struct {
	subjects []int64 // cards and decks that may have other schedules now
	notes    []int64 // that may have other cards
	parts    string  // a sentence a line for each deck that is a part of another now
}

// unite makes one of the notes, cards and decks here that the log says are one, and brings the log of each to the id that
// stays. Then it moves what is in decks that were merged.
func (s *Store) unite() (done united, err error) {
	list, merges, err := s.joined()
	if err != nil {
		return done, err
	}
	order := slices.SortedFunc(maps.Keys(list), func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
	for _, gone := range order {
		var there int64
		err := s.get([]any{&there}, "SELECT id FROM subject WHERE uid = ?", gone[:])
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return done, err
		}
		stays := list.of(gone)
		here, _, err := s.subject(stays)
		if err != nil {
			return done, err
		}
		var row bool
		err = s.get([]any{&row}, "SELECT EXISTS (SELECT 1 FROM card WHERE id = ?1) OR EXISTS (SELECT 1 FROM deck WHERE id = ?1)", there)
		if err != nil {
			return done, err
		}
		added, err := s.repeatLog(there, here, stays)
		if err := errors.Join(err, s.uniteCards(there, here), s.uniteDecks(there, here)); err != nil {
			return done, err
		}
		if row || added {
			done.subjects = append(done.subjects, here)
		}
	}
	for _, gone := range order {
		note, err := s.uniteNotes(gone, list.of(gone))
		if err != nil {
			return done, err
		}
		if note != 0 {
			done.notes = append(done.notes, note)
		}
	}
	err = s.uniteMerged(homesOf(list, merges), &done)
	return done, err
}

// uniteAll makes one of what the log says is one, and then every schedule from the log.
func (s *Store) uniteAll() error {
	if _, err := s.unite(); err != nil {
		return err
	}
	_, err := s.rebuild()
	return err
}

// repeater begins the id of a device that only repeats entries. What such a one wrote is not repeated in its turn: the
// original is.
var repeater = []byte("\xff\xff\xffalias")

// repeatedBy returns the device that repeats what another did to an id that is gone, for the one that stays.
func repeatedBy(device, stays [16]byte) (uid [16]byte) {
	h := sha256.New()
	h.Write([]byte("recall alias 2"))
	h.Write(device[:])
	h.Write(stays[:])
	copy(uid[copy(uid[:], repeater):], h.Sum(nil))
	return uid
}

// repeatLog adds the log of an id that is gone to that of the one that stays, as far as it is not there, and reports
// whether there was any.
func (s *Store) repeatLog(there, here int64, stays [16]byte) (added bool, err error) {
	var list []entry
	err = s.each(func(rows *sql.Rows) error {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		if e.kind != srs.Alias && !bytes.HasPrefix(e.device.uid[:], repeater) {
			list = append(list, e)
		}
		return nil
	}, allEntries+" WHERE l.subject = ?", there)
	if err != nil {
		return false, err
	}
	for _, e := range list {
		from := e.device.id
		e.device.uid = repeatedBy(e.device.uid, stays)
		if e.device.id, err = s.deviceOf(e.device.uid); err != nil {
			return added, err
		}
		var known bool
		err := s.get([]any{&known}, "SELECT EXISTS (SELECT 1 FROM log WHERE device = ? AND seq = ?)", e.device.id, e.seq)
		if err != nil {
			return added, err
		}
		if known {
			continue
		}
		e.subject, e.uid = here, stays
		e.sum, added = e.checksum(), true
		if err := errors.Join(s.insert(&e), s.repeatTagging(from, &e)); err != nil {
			return added, err
		}
		// it travels nowhere, as everybody makes it
		if _, err := s.exec("DELETE FROM place_log WHERE device = ? AND seq = ?", e.device.id, e.seq); err != nil {
			return added, err
		}
	}
	return added, nil
}

// repeatTagging adds the tags of an entry that repeats one of another device.
func (s *Store) repeatTagging(device int64, e *entry) error {
	if e.kind != srs.Tag {
		return nil
	}
	_, err := s.exec(`INSERT OR IGNORE INTO tagging (device, seq, card, added, removed, sum)
		SELECT ?, seq, ?, added, removed, sum FROM tagging WHERE device = ? AND seq = ?`, e.device.id, e.subject, device, e.seq)
	return err
}
