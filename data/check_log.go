package data

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"recall/srs"
)

// badEntry is an entry of the log that is not as it was written, or that makes no sense.
type badEntry struct {
	entry
	says   string
	intact bool // it is as it was written
}

// checkLog checks the checksum of each entry, and whether it can be used.
func (s *Store) checkLog(c *Checked) error {
	newest := map[int64]int64{} // newest tick by device
	return s.eachEntry(func(e *entry) error {
		c.Entries++
		if says := wrongEntry(e); says != "" {
			c.badEntry(e, says)
		}
		if e.unread {
			return nil
		}
		if e.tick <= newest[e.device.id] {
			c.fault("log entry %d-%d is out of order", e.device.id, e.seq)
		}
		if e.tick <= maxTick { // else what comes after it is right: see topTick
			newest[e.device.id] = e.tick
		}
		return nil
	})
}

func (c *Checked) badEntry(e *entry, says string) {
	says = fmt.Sprintf("log entry %d-%d %s", e.device.id, e.seq, says)
	c.entries = append(c.entries, badEntry{entry: *e, says: says, intact: !e.unread && e.checksum() == e.sum})
	c.fault("%s", says)
}

// farOff is how far the day of an answer may be from its time. A session keeps its day, and may be left open for long.
const farOff = 60 // days

// wrongEntry returns what is wrong with an entry by itself, to follow its name; "" if nothing is.
func wrongEntry(e *entry) string {
	wall := e.wall() / (24 * time.Hour).Milliseconds()
	switch {
	case e.unread:
		return "can't be read"
	case e.checksum() != e.sum:
		return "is not as it was written"
	case e.tick > maxTick:
		return "comes from after the year 9999"
	case e.kind == srs.Review && (e.wall() < 0 || e.day < 0):
		return "is an answer from before 1970"
	case e.kind == srs.Review && (int64(e.day) > wall+farOff || int64(e.day) < wall-farOff):
		return fmt.Sprintf("counts for %s, but was written on %s", e.day, srs.Day(wall))
	}
	what, err := e.schedules()
	var bad *badEntryError
	switch {
	case errors.As(err, &bad):
		return bad.what
	case e.kind == srs.Config && what.Rules.Check() != nil:
		return "sets rules that can't be: " + what.Rules.Check().Error()
	case e.kind == srs.SetState && !possible(what.Set):
		return "sets a schedule that no card can have"
	case e.shift < -mostShift || e.shift > mostShift:
		return fmt.Sprintf("moves a card by %d days", e.shift)
	}
	return ""
}

// mostShift is more days than any interval has.
const mostShift = 1 << 16

// possible reports whether a schedule is one that a replay can hold: see past.
func possible(s srs.State) bool {
	small := func(n int) bool { return n >= 0 && n < mostShift }
	day := func(d srs.Day) bool { return d >= -1<<24 && d <= 1<<24 }
	return small(s.Reps) && small(s.Lapses) && small(s.Interval) && s.Ease >= 100 && s.Ease < 1<<15 && day(s.Due) && day(s.Last)
}

// CheckTimes names the answers that come from after today: the clock was wrong when they were given, and until it is
// that day, their cards wait.
func (s *Store) CheckTimes(at Moment) (faults []string, err error) {
	list, err := s.fromLater(at)
	for _, e := range list {
		faults = append(faults, e.says)
	}
	return faults, err
}

// fromLater returns the answers that come from more than two days after today. No clocks are further apart by themselves.
func (s *Store) fromLater(at Moment) (list []badEntry, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		says := fmt.Sprintf("log entry %d-%d is an answer of %s, which is still to come", e.device.id, e.seq, e.day)
		list = append(list, badEntry{entry: e, says: says, intact: e.checksum() == e.sum})
		return nil
	}, liveEntries+" WHERE l.kind = {review} AND l.day > ? ORDER BY l.device, l.seq", int(at.Day)+2)
	return list, err
}
