package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"

	"recall/srs"
)

// Machines that first see different editions of a bullet give it two ids, and what was learnt under both counts. An entry of
// kind alias says that the note or card it is about is another one, by that one's id. Of two ids the lower stays, so no
// two machines decide otherwise and no aliases lead in a circle. All that was done under the other id is in the log once
// more, under the id that stays and by a device that is made from the two: each machine makes the same entries, in whatever
// order it learns of them, and so the replay of a card needs to know of nothing but its own log.

// alias says that one note or card is another.
type alias struct{ gone, stays [16]byte }

// alias returns what an entry says; ok is false if it can't be meant.
func (e *entry) alias() (a alias, ok bool) {
	stays, err := hex.DecodeString(e.detail)
	if err != nil || len(stays) != len(a.stays) || bytes.Compare(stays, e.uid[:]) >= 0 {
		return a, false
	}
	return alias{e.uid, [16]byte(stays)}, true
}

// aliases returns for each id that is gone the one that stays: the lowest of all that are one.
func (s *Store) aliases() (map[[16]byte][16]byte, error) {
	lower := map[[16]byte][16]byte{}
	lowest := func(id [16]byte) [16]byte {
		for next, more := lower[id]; more; next, more = lower[id] {
			id = next
		}
		return id
	}
	err := s.each(func(rows *sql.Rows) error {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		if a, ok := e.alias(); ok {
			if low, high := sorted(lowest(a.gone), lowest(a.stays)); low != high {
				lower[high] = low
			}
		}
		return nil
	}, allEntries+" WHERE l.kind = {alias}")
	for id := range lower {
		lower[id] = lowest(id)
	}
	return lower, err
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

// unite makes one of the notes and cards here that the log says are one, and brings the log of each to the id that stays. It
// returns the cards that may have another schedule now.
func (s *Store) unite() (cards []int64, err error) {
	list, err := s.aliases()
	if err != nil || len(list) == 0 {
		return nil, err
	}
	derived, err := s.derivedDevices(list)
	if err != nil {
		return nil, err
	}
	order := make([][16]byte, 0, len(list))
	for gone := range list {
		order = append(order, gone)
	}
	slices.SortFunc(order, func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
	for _, gone := range order {
		var there int64
		err := s.get([]any{&there}, "SELECT id FROM subject WHERE uid = ?", gone[:])
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		stays := list[gone]
		here, _, err := s.subject(stays)
		if err != nil {
			return nil, err
		}
		if err := errors.Join(s.repeatLog(there, here, stays, derived), s.uniteCards(there, here)); err != nil {
			return nil, err
		}
		cards = append(cards, here)
	}
	for _, gone := range order {
		stays := list[gone]
		if err := s.uniteNotes(gone, stays); err != nil {
			return nil, err
		}
	}
	return cards, nil
}

// repeatedBy returns the device that repeats what another did to an id that is gone, for the one that stays.
func repeatedBy(device, stays [16]byte) (uid [16]byte) {
	h := sha256.New()
	h.Write([]byte("recall alias 1"))
	h.Write(device[:])
	h.Write(stays[:])
	copy(uid[:], h.Sum(nil))
	return uid
}

// derivedDevices returns the devices here that only repeat entries.
func (s *Store) derivedDevices(list map[[16]byte][16]byte) (map[[16]byte]bool, error) {
	known, err := s.deviceUIDs()
	if err != nil {
		return nil, err
	}
	derived := map[[16]byte]bool{}
	targets := map[[16]byte]bool{}
	for gone, stays := range list {
		targets[gone], targets[stays] = true, true
	}
	for _, device := range known {
		for target := range targets {
			derived[repeatedBy(device, target)] = true
		}
	}
	return derived, nil
}

// repeatLog adds the log of an id that is gone to that of the one that stays, as far as it is not there.
func (s *Store) repeatLog(there, here int64, stays [16]byte, derived map[[16]byte]bool) error {
	var list []entry
	err := s.each(func(rows *sql.Rows) error {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		if e.kind != srs.Alias && !derived[e.device.uid] {
			list = append(list, e)
		}
		return nil
	}, allEntries+" WHERE l.subject = ?", there)
	if err != nil {
		return err
	}
	for _, e := range list {
		from := e.device.id
		e.device.uid = repeatedBy(e.device.uid, stays)
		if e.device.id, err = s.deviceOf(e.device.uid); err != nil {
			return err
		}
		var known bool
		err := s.get([]any{&known}, "SELECT EXISTS (SELECT 1 FROM log WHERE device = ? AND seq = ?)", e.device.id, e.seq)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		e.subject, e.uid = here, stays
		e.sum = e.checksum()
		if err := s.insert(&e); err != nil {
			return err
		}
		if err := s.repeatTagging(from, &e); err != nil {
			return err
		}
	}
	return nil
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
