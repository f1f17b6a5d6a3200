package data

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"recall/srs"
)

// Two copies of one database write under one id until they meet, and so does one that went back to an old backup. Where the
// clock is behind the log, both may give one number to two entries. One that had not left this machine is then written under
// its new id. Else one entry keeps the number, and the other goes on under an id that follows from the first one, or, as an
// undo, under another number: every machine that has both decides alike.

// entryAt reads an entry of the log, if it is there.
func (s *Store) entryAt(device, seq int64) (e entry, found bool, err error) {
	err = s.each(func(rows *sql.Rows) error {
		found = true
		e.unread = scanEntry(rows, &e) != nil
		return nil
	}, allEntries+" WHERE l.device = ? AND l.seq = ?", device, seq)
	return e, found, err
}

// renumber writes an entry of this log under another device, unless it is there already. It was read as it was written.
func (m *merger) renumber(e *entry, to device) error {
	moved := *e
	moved.device = to
	return m.rewriteEntry(e, moved)
}

// rewriteEntry writes an entry of this log under another device or number.
func (m *merger) rewriteEntry(e *entry, moved entry) error {
	if err := m.takeOut(e.subject); err != nil { // an undo may reach it no longer
		return err
	}
	m.sync.touch(e)
	moved.sum = moved.checksum()
	if err := errors.Join(m.meetUndone(e), m.meetUndone(&moved)); err != nil {
		return err
	}
	there, found, err := m.entryAt(moved.device.id, moved.seq)
	if err != nil {
		return err
	}
	if found && there.sum == moved.sum {
		return m.dropEntry(e)
	}
	if found && there.keeps(&moved) {
		next, err := m.makeWay(moved)
		if err != nil {
			return err
		}
		return m.rewriteEntry(e, next)
	}
	if found {
		next, err := m.makeWay(there)
		if err == nil {
			err = m.rewriteEntry(&there, next)
		}
		if err != nil {
			return err
		}
	}
	if err := m.store(&moved); err != nil {
		return err
	}
	for _, table := range []string{"edit", "tagging", "place_log"} {
		_, err := m.exec("UPDATE OR IGNORE "+table+" SET device = ?, seq = ? WHERE device = ? AND seq = ?", moved.device.id, moved.seq, e.device.id, e.seq)
		if err != nil {
			return err
		}
	}
	return m.dropEntry(e)
}

// dropEntry deletes an entry that stands in the log under another device.
func (s *Store) dropEntry(e *entry) error {
	for _, table := range []string{"edit", "tagging", "place_log", "log"} {
		if _, err := s.exec("DELETE FROM "+table+" WHERE device = ? AND seq = ?", e.device.id, e.seq); err != nil {
			return err
		}
	}
	return nil
}

// keeps reports whether an entry keeps its number, and not another one that has it, too.
func (e *entry) keeps(other *entry) bool {
	if (e.kind == srs.Undo) != (other.kind == srs.Undo) {
		return other.kind == srs.Undo
	}
	return e.sum < other.sum
}

// undoSlots are numbers below all that a clock gives.
const undoSlots = 1 << 39

// makeWay returns an entry as it goes on where another one has its number: under a device that follows from its own. An undo
// takes back an entry of its device, and so it stays there, under a number that follows from what it says.
func (s *Store) makeWay(e entry) (entry, error) {
	if e.kind == srs.Undo {
		sum := sha256.Sum256(fmt.Appendf([]byte("recall undone 1"), "%x %d %d %s", e.device.uid, e.seq, e.sum, e.detail))
		e.seq = 1 + int64(binary.BigEndian.Uint64(sum[:])%undoSlots)
		e.tick, e.lag = e.seq, 0 // its day says when it was
		e.sum = e.checksum()
		return e, nil
	}
	sum := sha256.Sum256(append([]byte("recall parted 1"), e.device.uid[:]...))
	e.device = device{uid: [16]byte(sum[:16])}
	id, err := s.deviceOf(e.device.uid)
	e.device.id = id
	e.sum = e.checksum()
	return e, err
}

// unsent returns what this installation recorded as far as it knows that nobody else has it, the oldest first. One that went
// back to an old copy may have sent it since.
func (s *Store) unsent() (list []*entry, err error) {
	err = s.each(func(rows *sql.Rows) error {
		e := &entry{}
		err := scanEntry(rows, e)
		if err == nil && e.checksum() == e.sum { // else check names it
			list = append(list, e)
		}
		return err
	}, allEntries+` WHERE l.device = ? AND NOT EXISTS (SELECT 1 FROM place p WHERE p.direction <> 'pull'
			AND NOT EXISTS (SELECT 1 FROM place_log w WHERE w.place = p.id AND w.device = l.device AND w.seq = l.seq AND w.push = 0))
		ORDER BY l.seq`, s.own.id)
	return list, err
}

// clashing returns those of some entries whose number another entry has in the place, where the place does not have them
// too; and the undos of these.
func (f *fetched) clashing(list []*entry) (clash []*entry, err error) {
	moved := map[string]bool{} // by number
	for _, e := range list {
		var same, other bool
		for _, b := range f.batches {
			var sum int64
			err := b.get([]any{&sum}, "SELECT l.sum FROM log l JOIN device d ON d.id = l.device WHERE d.uid = ? AND l.seq = ?", e.device.uid[:], e.seq)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return nil, err
			}
			same, other = same || sum == e.sum, other || sum != e.sum
		}
		if e.kind == srs.Undo {
			other = moved[e.detail]
		}
		if other && !same {
			moved[strconv.FormatInt(e.seq, 10)] = true
			clash = append(clash, e)
		}
	}
	return clash, nil
}

// renumberUnsent writes what has not left this machine, and clashes with what comes, under the id that it has now. An undo
// follows what it took back.
func (m *merger) renumberUnsent() error {
	for _, e := range m.sync.unsent {
		if err := m.renumber(e, m.own); err != nil {
			return err
		}
	}
	return nil
}

// part adds an entry whose number has another one here, both as they were written.
func (m *merger) part(w *writer, there int64, theirs *entry) error {
	m.ours = m.ours || w.id == m.own.id
	e := *theirs
	e.device = w.device
	e.sum = e.checksum()
	for {
		ours, found, err := m.entryAt(e.device.id, e.seq)
		if err != nil || found && ours.sum == e.sum {
			return err
		}
		if found && ours.keeps(&e) {
			if e, err = m.makeWay(e); err != nil {
				return err
			}
			continue
		}
		if found {
			next, err := m.makeWay(ours)
			if err == nil {
				err = m.rewriteEntry(&ours, next)
			}
			if err != nil {
				return err
			}
		}
		to := &writer{device: e.device}
		return errors.Join(m.takeEntry(to, there, e), m.takeTagging(to, there, &e))
	}
}
