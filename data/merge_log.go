package data

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
)

// writer is the device that receives another's entries: the same device or, after a fork, one made for the fork.
type writer struct {
	device
	forked bool
}

// maxTick is the end of the year 9999. Every later entry gets a higher tick than all before it, so an entry at the end
// of the number range would be the last one possible.
const maxTick = 253402300799999

// takeLog adds the log entries that are not here. Two histories of one device, such as a file copied back by hand
// leaves behind, part at the first entry that differs. From there on the other's entries get a device id of their own,
// derived from that entry, so that merging twice has the same result as merging once. An undo after the fork no longer
// reaches an entry before it. What it undid counts again, because losing a review would be worse.
func (m *merger) takeLog() error {
	writers := map[int64]*writer{}
	return m.from.readLog(m.lost, func(read *entry) error {
		e := *read
		bad := e.checksum() != e.sum || e.tick > maxTick
		if bad && m.lost != nil {
			*m.lost++
			return nil
		}
		if e.checksum() != e.sum {
			return fmt.Errorf("log entry %d-%d of the backup is not as it was written; nothing was taken over",
				e.device.id, e.seq)
		}
		if e.tick > maxTick {
			return fmt.Errorf("log entry %d-%d of the backup comes from after the year 9999; nothing was taken over",
				e.device.id, e.seq)
		}
		there := e.device.id
		w := writers[there]
		if w == nil {
			id, err := m.deviceOf(e.device.uid)
			if err != nil {
				return err
			}
			w = &writer{device: device{id, e.device.uid}}
			writers[there] = w
		}
		known, same, err := m.knows(w, &e)
		if err != nil {
			return err
		}
		if known && !same {
			if w.forked {
				return fmt.Errorf("log entry %d-%d of the backup differs from the one that is here; nothing was taken over", e.device.id, e.seq)
			}
			w.uid, w.forked = forkUID(&e), true
			if w.id, err = m.deviceOf(w.uid); err != nil {
				return err
			}
			if known, _, err = m.knows(w, &e); err != nil {
				return err
			}
		}
		if known {
			return m.takeTagging(w, there, &e)
		}
		if err := m.takeEntry(w, there, e); err != nil {
			return err
		}
		return m.takeTagging(w, there, &e)
	})
}

// readLog calls f for the entries of a log by device and sequence number. With lost, an entry that can't be read is
// counted there, and if a part of the log can't be read, f is called for the entries before it and then for those behind
// it, newest first.
func (s *Store) readLog(lost *int, f func(*entry) error) error {
	if lost == nil {
		return s.each(func(rows *sql.Rows) error {
			var e entry
			if err := scanEntry(rows, &e); err != nil {
				return err
			}
			return f(&e)
		}, allEntries+" ORDER BY l.device, l.seq")
	}
	devices, err := s.devices()
	if err != nil {
		return err
	}
	for _, dev := range devices {
		var failed error // of f
		last := int64(0)
		read := func(order string) error {
			return s.each(func(rows *sql.Rows) error {
				var e entry
				if err := scanEntry(rows, &e); err != nil {
					*lost++
					return nil
				}
				last = e.seq
				failed = f(&e)
				return failed
			}, allEntries+" WHERE l.device = ? AND l.seq > ? ORDER BY l.seq"+order, dev, last)
		}
		if err := read(""); err != nil && failed == nil {
			read(" DESC") // as far as it goes
		}
		if failed != nil {
			return failed
		}
	}
	return nil
}

// knows reports whether an entry is here, and whether its content is the same.
func (m *merger) knows(w *writer, e *entry) (known, same bool, err error) {
	e.device = w.device
	var sum int64
	err = m.get([]any{&sum}, "SELECT sum FROM log WHERE device = ? AND seq = ?", w.id, e.seq)
	if errors.Is(err, sql.ErrNoRows) {
		return false, false, nil
	}
	return err == nil, sum == e.checksum(), err
}

// forkUID returns the id of the device that continues with e where the log here has a different entry.
func forkUID(e *entry) (uid [16]byte) {
	h := sha256.New()
	h.Write([]byte("recall fork 1"))
	h.Write(e.device.uid[:])
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(e.seq)))
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(e.sum)))
	copy(uid[:], h.Sum(nil))
	return uid
}

// takeEntry adds an entry under the device that writes it here, and what an import found when it wrote the entry.
func (m *merger) takeEntry(w *writer, there int64, e entry) (err error) {
	if e.subject, err = m.subjectOf(e.subject); err != nil {
		return err
	}
	e.device = w.device
	e.sum = e.checksum()
	m.done.Entries++
	if err := m.insert(&e); err != nil {
		return err
	}
	return m.takeEdit(there, &e)
}

// deviceOf returns the number here of a device's id, and adds the device if it is unknown.
func (s *Store) deviceOf(uid [16]byte) (id int64, err error) {
	err = s.get([]any{&id}, "SELECT id FROM device WHERE uid = ?", uid[:])
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (?, '', '', 0)", uid[:])
	if err != nil {
		return 0, err
	}
	return made.LastInsertId()
}
