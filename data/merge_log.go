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

// writer is the device that receives another's entries: the same device or, after a fork, one made for the fork.
type writer struct {
	device
	forked bool

	here     *sql.Rows // the entries of this device that are here, by number
	seq, sum int64     // of the one that was read last
}

// find reads on to an entry of the device and returns its checksum, if the entry is here. Entries are asked for in the
// order of their numbers.
func (w *writer) find(s *Store, seq int64) (sum int64, known bool, err error) {
	if w.here == nil {
		w.here, err = s.query("SELECT seq, sum FROM log WHERE device = ? AND seq >= ? ORDER BY seq", w.id, seq)
		if err != nil {
			return 0, false, err
		}
	}
	for w.seq < seq && w.here.Next() {
		if err := w.here.Scan(&w.seq, &w.sum); err != nil {
			return 0, false, err
		}
	}
	return w.sum, w.seq == seq, w.here.Err()
}

func (w *writer) close() {
	if w.here != nil {
		w.here.Close()
		w.here = nil
	}
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
	out, err := m.leftOut()
	if err != nil {
		return err
	}
	w := &writer{}               // of the entry before
	defer func() { w.close() }() // not w.close: w changes
	return m.from.readLog(m.lost, func(read *entry) error {
		e := *read
		bad := e.unread || e.checksum() != e.sum || e.tick > maxTick
		if bad && m.lost != nil {
			*m.lost++
			return nil
		}
		if e.unread || e.checksum() != e.sum {
			return fmt.Errorf("log entry %d-%d of the backup is not as it was written; nothing was taken over",
				e.device.id, e.seq)
		}
		if e.tick > maxTick {
			return fmt.Errorf("log entry %d-%d of the backup comes from after the year 9999; nothing was taken over",
				e.device.id, e.seq)
		}
		there := e.device.id
		if writers[there] == nil {
			id, err := m.deviceOf(e.device.uid)
			if err != nil {
				return err
			}
			writers[there] = &writer{device: device{id: id, uid: e.device.uid}}
		}
		if w != writers[there] {
			w.close() // one at a time: they share a statement
			w = writers[there]
		}
		known, same, err := m.knows(w, &e)
		if err != nil {
			return err
		}
		if known && !same {
			w.close() // it may change the row
			settled, err := m.settleEntry(w, there, read)
			if err != nil || settled {
				return err
			}
			if w.forked {
				return fmt.Errorf("log entry %d-%d of the backup differs from the one that is here; nothing was taken over", e.device.id, e.seq)
			}
			w.close()
			w = &writer{device: device{uid: forkUID(&e)}, forked: true}
			if w.id, err = m.deviceOf(w.uid); err != nil {
				return err
			}
			writers[there] = w
			if known, _, err = m.knows(w, &e); err != nil {
				return err
			}
		}
		if m.sync != nil && known { // else it is not due anywhere yet
			if _, err := m.exec("DELETE FROM place_log WHERE place = ? AND device = ? AND seq = ?", m.sync.place, w.id, e.seq); err != nil {
				return err
			}
		}
		if known {
			return m.takeTagging(w, there, &e)
		}
		if out[entryID{w.id, e.seq, e.sum}] {
			return nil
		}
		m.ours = m.ours || w.id == m.own.id
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
		return s.eachEntry(f)
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
	if m.lost == nil {
		sum, known, err = w.find(m.Store, e.seq)
	} else { // of a damaged log, entries come in any order
		err = m.get([]any{&sum}, "SELECT sum FROM log WHERE device = ? AND seq = ?", w.id, e.seq)
		if known = err == nil; errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
	}
	return known, known && sum == e.checksum(), err
}

// settleEntry decides about an entry whose number has other content here. If ours is not as it was written, the other one
// takes its place. If it is, both are kept where machines meet, and an entry of a log that anyone may have written is put
// aside. It reports whether it decided.
func (m *merger) settleEntry(w *writer, there int64, theirs *entry) (settled bool, err error) {
	ours, found, err := m.entryAt(w.id, theirs.seq)
	if err != nil {
		return false, err
	}
	intact := found && !ours.unread && ours.checksum() == ours.sum
	switch {
	case !intact:
		why := fmt.Sprintf("log entry %d-%d was not as it was written, and another has its place", w.id, theirs.seq)
		if err := m.quarantineEntry(w.id, theirs.seq, aside{why: why, at: m.at}); err != nil {
			return false, err
		}
		m.done.Aside += why + "\n"
		e := *theirs
		if err := m.takeEntry(w, there, e); err != nil {
			return false, err
		}
		if m.sync != nil { // its schedule was made with ours
			m.sync.replays(m.subjects[e.subject])
		}
		return true, m.takeTagging(w, there, &e)
	case m.sync != nil:
		return true, m.part(w, there, theirs)
	case m.foreign:
		why := fmt.Sprintf("log entry %d-%d is here with other content, which stays; the other is in quarantine", w.id, theirs.seq)
		m.done.Aside += why + "\n"
		return true, m.from.quarantineInto(m.Store, there, theirs.seq, aside{why: why, at: m.at})
	}
	return false, nil
}

// quarantineInto puts an entry of this log into the quarantine of another database.
func (s *Store) quarantineInto(to *Store, device, seq int64, a aside) error {
	return s.each(func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		return to.quarantine("log", columns, values, a)
	}, `SELECT l.*, d.uid AS device_uid, u.uid AS subject_uid FROM log l JOIN device d ON d.id = l.device
		JOIN subject u ON u.id = l.subject WHERE l.device = ? AND l.seq = ?`, device, seq)
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
	if e.subject, err = m.subjectWith(e.subject, e.uid); err != nil {
		return err
	}
	e.device = w.device
	e.sum = e.checksum()
	m.done.Entries++
	if err := m.meetUndone(&e); err != nil {
		return err
	}
	if err := m.insert(&e); err != nil {
		return err
	}
	if m.sync != nil {
		m.sync.add(&e)
	}
	return m.takeEdit(there, &e)
}

// meetUndone says that an undo changes what it takes back here, which is not the same card's where two histories of a device
// met.
func (m *merger) meetUndone(e *entry) error {
	if e.kind != srs.Undo || m.sync == nil {
		return nil
	}
	target, err := strconv.ParseInt(e.detail, 10, 64)
	if err != nil {
		return nil // it takes nothing back
	}
	undone, found, err := m.entryAt(e.device.id, target)
	if err != nil || !found || undone.unread || undone.subject == e.subject {
		return err
	}
	m.sync.touch(&undone)
	return m.takeOut(undone.subject)
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
