package data

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"os"
)

// device is one installation that writes to the log.
type device struct {
	id  int64
	uid [16]byte
}

// numbered is the number of an entry, with its device.
type numbered struct {
	device device
	seq    int64
}

// identify finds the device that this installation writes as, if it has written before. A database that is on another
// machine, or at another path, than its device was made for has been copied. Two copies must not continue the same
// sequence, so a copy gets a device of its own with its first write: see stillOurs.
func (s *Store) identify() (err error) {
	s.own, err = s.device("WHERE own = 1 AND machine = ? AND path IN (?, ?)", s.machine, s.path, s.link)
	if errors.Is(err, sql.ErrNoRows) {
		s.own, err = device{}, nil
	}
	return err
}

// stillOurs makes sure, at the start of each write, that this installation writes as a device of its own. While a session
// is open, another program may overwrite the file, with another database or with an older copy of this one, and another
// recall may replace what is in it.
func (s *Store) stillOurs() error {
	switch version, err := s.schemaVersion(); {
	case err != nil:
		return err
	case version > len(migrations):
		return &NewerError{s.path, version}
	case version < len(migrations):
		return &FileError{s.path, FileOverwritten, nil}
	}
	var uid []byte
	var last int64
	err := s.get([]any{&uid, &last}, `SELECT uid, coalesce((SELECT max(seq) FROM log WHERE device = d.id), 0) FROM device d
		WHERE id = ? AND own = 1`, s.own.id)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && [16]byte(uid) != s.own.uid:
		if err = s.missesAny(); err == nil {
			err = s.makeOurs()
		}
	case err == nil && last < s.wrote[s.own.uid]: // an older copy: these numbers were given to other entries
		s.replaced = true
		err = s.newDevice()
	}
	return err
}

// missesAny notes whether anything that this program recorded is not in the log any more. It may write as another device for
// other causes, such as a restore by another recall.
func (s *Store) missesAny() error {
	for uid, seq := range s.wrote {
		var missing bool
		err := s.get([]any{&missing}, "SELECT NOT EXISTS (SELECT 1 FROM log WHERE device = (SELECT id FROM device WHERE uid = ?) AND seq >= ?)",
			uid[:], seq)
		if err != nil {
			return err
		}
		s.replaced = s.replaced || missing
	}
	return nil
}

// Replaced reports whether something wrote an older copy or another database over this one while it was open, after this
// program had recorded something, which may not be in it any more.
func (s *Store) Replaced() bool { return s.replaced }

// makeOurs finds the device that this installation has written as, or makes one.
func (s *Store) makeOurs() error {
	err := s.identify()
	if err == nil && s.own.id == 0 { // it was here before, or is new
		s.own, err = s.device("WHERE machine = ? AND path IN (?, ?)", s.machine, s.path, s.link)
		if errors.Is(err, sql.ErrNoRows) {
			return s.makeDevice()
		}
	}
	if err != nil {
		return err
	}
	// Earlier versions took a link for another place.
	_, err = s.exec("UPDATE device SET own = (id = ?1), path = iif(id = ?1, ?2, path) WHERE own <> (id = ?1) OR id = ?1 AND path <> ?2",
		s.own.id, s.path)
	return err
}

// makeDevice makes a device that this installation writes as from now on.
func (s *Store) makeDevice() error {
	if _, err := rand.Read(s.own.uid[:]); err != nil {
		return err
	}
	if _, err := s.exec("UPDATE device SET own = 0 WHERE own = 1"); err != nil {
		return err
	}
	made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (?, ?, ?, 1)", s.own.uid[:], s.machine, s.path)
	if err != nil {
		return err
	}
	s.own.id, err = made.LastInsertId()
	return err
}

// newDevice leaves the device that this installation wrote as for a new one: its numbers can't be trusted any more. The
// caller holds a transaction.
func (s *Store) newDevice() error {
	_, err := s.exec("UPDATE device SET own = 0, machine = '', path = '' WHERE id = ?", s.own.id)
	if err != nil {
		return err
	}
	return s.makeDevice()
}

// hostname returns the name of this machine.
func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return name
}

func (s *Store) device(where string, args ...any) (device, error) {
	var d device
	var uid []byte
	err := s.get([]any{&d.id, &uid}, "SELECT id, uid FROM device "+where+" ORDER BY id DESC LIMIT 1", args...)
	copy(d.uid[:], uid)
	return d, err
}

// devices returns the numbers of the installations that the log knows.
func (s *Store) devices() (ids []int64, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, "SELECT id FROM device")
	return ids, err
}
