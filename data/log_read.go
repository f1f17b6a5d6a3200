package data

import (
	"database/sql/driver"
	"math"
	"strings"

	"recall/srs"
)

// batch is how many entries are read at once: too few for anyone to wait for, enough to cost little each.
const batch = 4096

// eachEntry calls f for every entry of the log, by device and number. f must not keep the entry, which may be
// overwritten, but may query the store. Of one that can't be read it gets the number alone, with unread set.
func (s *Store) eachEntry(f func(*entry) error) error {
	devices, err := s.deviceUIDs()
	if err != nil {
		return err
	}
	subjects, err := s.subjectUIDs()
	if err != nil {
		return err
	}
	list := make([]entry, 0, batch)
	take := func(row []driver.Value) error {
		list = list[:len(list)+1]
		list[len(list)-1].take(row)
		return nil
	}
	device, seq := int64(math.MinInt64), int64(0)
	for {
		list = list[:0]
		err := s.bulk(take, "SELECT bulk(?, "+ownColumns+") FROM (SELECT "+ownColumns+` FROM log
			WHERE (device, seq) > (?, ?) ORDER BY device, seq LIMIT ?)`, device, seq, batch)
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			e := &list[i]
			e.device.uid, e.uid = devices[e.device.id], [16]byte{} // an id that is missing gives a wrong checksum
			if e.subject > 0 && e.subject < int64(len(subjects)) {
				e.uid = subjects[e.subject]
			}
			if err := f(e); err != nil {
				return err
			}
		}
		last := list[len(list)-1]
		if last.device.id < device || last.device.id == device && last.seq <= seq { // or it would never end
			return &damage{"the log is not in order"}
		}
		device, seq = last.device.id, last.seq
	}
}

// ownColumns are the columns of the log, in the order of take.
const ownColumns = `device, seq, tick, subject, kind, lag, day, zone, shift, sum, grade, form, took,
	interval_before, ease_before, interval_after, ease_after, detail`

// neverNull is how many of them always have a value.
const neverNull = 10

// take reads a row of ownColumns. The ids of the device and the subject stay as they are.
func (e *entry) take(row []driver.Value) {
	e.device.id, e.seq, e.unread = integer(row[0]), integer(row[1]), false
	for _, v := range row[:neverNull] {
		if _, ok := v.(int64); !ok {
			e.unread = true
			return
		}
	}
	e.tick, e.subject = integer(row[2]), integer(row[3])
	e.kind, e.lag = srs.Kind(integer(row[4])), integer(row[5])
	e.day, e.zone = srs.Day(integer(row[6])), int(integer(row[7]))
	e.shift, e.sum = int(integer(row[8])), integer(row[9])
	e.grade, e.form, e.took = srs.Grade(integer(row[10])), Form(integer(row[11])), integer(row[12])
	e.intervalBefore, e.easeBefore = int(integer(row[13])), int(integer(row[14]))
	e.intervalAfter, e.easeAfter = int(integer(row[15])), int(integer(row[16]))
	switch detail, _ := row[17].(string); detail {
	case "":
		e.detail = ""
	case detailCram:
		e.detail = detailCram
	default:
		e.detail = strings.Clone(detail)
	}
	for i := range e.set {
		e.set[i] = row[neverNull+i] != nil
	}
}

// deviceUIDs returns the id of each device by its number.
func (s *Store) deviceUIDs() (map[int64][16]byte, error) {
	list := map[int64][16]byte{}
	err := s.bulk(func(row []driver.Value) error {
		var uid [16]byte
		stored, _ := row[1].([]byte)
		copy(uid[:], stored)
		list[integer(row[0])] = uid
		return nil
	}, "SELECT bulk(?, id, uid) FROM device")
	return list, err
}

// subjectUIDs returns the ids of all subjects, indexed by their numbers: with ten entries a card, that is faster than a
// join.
func (s *Store) subjectUIDs() ([][16]byte, error) {
	last, err := s.topSubject()
	if err != nil {
		return nil, err
	}
	list := make([][16]byte, last+1)
	err = s.bulk(func(row []driver.Value) error {
		stored, _ := row[1].([]byte)
		if id := integer(row[0]); id > 0 && id <= last {
			copy(list[id][:], stored)
		}
		return nil
	}, "SELECT bulk(?, id, uid) FROM subject")
	return list, err
}
