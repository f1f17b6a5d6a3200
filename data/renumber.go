package data

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"strconv"

	"recall/srs"
)

// Two copies of one database write under one id until they meet, and so does one that went back to an old backup. Where the
// clock is behind the log, both may give one number to two entries. What had not left this machine is then written under
// its new id. Of what had, one entry keeps the number, and the other goes on under an id that follows from the first one:
// every machine that has both decides alike.

// entryAt reads an entry of the log, if it is there.
func (s *Store) entryAt(device, seq int64) (e entry, found bool, err error) {
	err = s.each(func(rows *sql.Rows) error {
		found = true
		return scanEntry(rows, &e)
	}, allEntries+" WHERE l.device = ? AND l.seq = ?", device, seq)
	return e, found, err
}

// renumber writes an entry of this log under another device, unless it is there already. It was read as it was written.
func (m *merger) renumber(e *entry, to device) error {
	if err := m.takeOut(e.subject); err != nil { // an undo may reach it no longer
		return err
	}
	m.sync.touch(e)
	moved := *e
	moved.device = to
	moved.sum = moved.checksum()
	there, found, err := m.entryAt(to.id, e.seq)
	if err != nil {
		return err
	}
	if found && there.sum == moved.sum {
		return m.dropEntry(e)
	}
	if found {
		next, err := m.parted(to)
		if err != nil {
			return err
		}
		if there.sum < moved.sum {
			return m.renumber(e, next)
		}
		if err := m.renumber(&there, next); err != nil {
			return err
		}
	}
	if err := m.store(&moved); err != nil {
		return err
	}
	for _, table := range []string{"edit", "tagging", "place_log"} {
		_, err := m.exec("UPDATE OR IGNORE "+table+" SET device = ? WHERE device = ? AND seq = ?", to.id, e.device.id, e.seq)
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

// parted returns the device under which the second of two entries goes on that have one number of a device.
func (s *Store) parted(from device) (device, error) {
	sum := sha256.Sum256(append([]byte("recall parted 1"), from.uid[:]...))
	to := device{uid: [16]byte(sum[:16])}
	id, err := s.deviceOf(to.uid)
	to.id = id
	return to, err
}

// unsent returns what this installation recorded and has sent nowhere yet, the oldest first, but for an undo of what it
// has sent.
func (s *Store) unsent() (list []*entry, err error) {
	moves := map[string]bool{} // by number
	err = s.each(func(rows *sql.Rows) error {
		e := &entry{}
		if err := scanEntry(rows, e); err != nil {
			return err
		}
		if e.checksum() != e.sum || e.kind == srs.Undo && !moves[e.detail] { // check names what is not as it was written
			return nil
		}
		moves[strconv.FormatInt(e.seq, 10)] = true
		list = append(list, e)
		return nil
	}, allEntries+` WHERE l.device = ? AND NOT EXISTS (SELECT 1 FROM place p WHERE p.direction <> 'pull'
			AND NOT EXISTS (SELECT 1 FROM place_log w WHERE w.place = p.id AND w.device = l.device AND w.seq = l.seq AND w.push = 0))
		ORDER BY l.seq`, s.own.id)
	return list, err
}

// renumberUnsent writes what has not left this machine under the id that it has now. An undo follows what it took back.
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
	e, at := *theirs, w.device
	for {
		next, err := m.parted(at)
		if err != nil {
			return err
		}
		e.device = at
		e.sum = e.checksum()
		ours, found, err := m.entryAt(at.id, e.seq)
		if err != nil || found && ours.sum == e.sum {
			return err
		}
		if found && ours.sum < e.sum {
			at = next
			continue
		}
		to := &writer{device: at}
		if found {
			err = m.renumber(&ours, next)
		}
		return errors.Join(err, m.takeEntry(to, there, e), m.takeTagging(to, there, &e))
	}
}
