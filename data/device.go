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

// identify finds the device that this installation writes as. A database that is on another machine, or at another
// path, than its device was made for has been copied. Two copies must not continue the same sequence.
func (s *Store) identify() error {
	machine, err := os.Hostname()
	if err != nil {
		machine = "unknown"
	}
	own, err := s.device("WHERE own = 1 AND machine = ? AND path = ?", machine, s.path)
	if !errors.Is(err, sql.ErrNoRows) {
		s.own = own
		return err
	}
	return s.write(func() error {
		// it was here before, or is new
		s.own, err = s.device("WHERE machine = ? AND path = ?", machine, s.path)
		if err == nil {
			_, err = s.exec("UPDATE device SET own = (id = ?)", s.own.id)
			return err
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if _, err := rand.Read(s.own.uid[:]); err != nil {
			return err
		}
		if _, err := s.exec("UPDATE device SET own = 0"); err != nil {
			return err
		}
		made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (?, ?, ?, 1)", s.own.uid[:], machine,
			s.path)
		if err != nil {
			return err
		}
		s.own.id, err = made.LastInsertId()
		return err
	})
}

// moveDevice lets the device that was made for a link write on under the path that the link stands for. Earlier versions
// took a link for another place.
func (s *Store) moveDevice(link string) error {
	machine, err := os.Hostname()
	if err != nil {
		return nil
	}
	_, err = s.device("WHERE own = 1 AND machine = ? AND path = ?", machine, link)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		_, err = s.exec("UPDATE device SET path = ? WHERE own = 1 AND machine = ? AND path = ?", s.path, machine, link)
	}
	return err
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
