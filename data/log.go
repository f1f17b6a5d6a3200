package data

import (
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"strconv"
	"time"

	"recall/srs"
)

// Form is how a card was asked. The numbers are stored in the log.
type Form int

// The forms in which a session asks.
const (
	Revealed Form = iota
	Typed
	Chosen
	Ordered
	Listed
)

var formNames = [...]string{"reveal", "type", "choice", "order", "set"}

// String returns the form in one word.
func (f Form) String() string {
	if f < 0 || int(f) >= len(formNames) {
		return "form " + strconv.Itoa(int(f))
	}
	return formNames[f]
}

// entry is a row of the log.
type entry struct {
	device         device
	seq            int64
	tick           int64 // ms
	subject        int64
	uid            [16]byte // the subject's id
	kind           srs.Kind
	lag            int64 // ms
	day            srs.Day
	zone           int // minutes east of UTC
	grade          srs.Grade
	form           Form
	took           int64 // ms
	intervalBefore int   // days
	easeBefore     int   // hundredths
	intervalAfter  int
	easeAfter      int
	shift          int // days
	detail         string
	sum            int64
	unread         bool    // only its number can be read
	set            [7]bool // which of grade, form, took and the four figures are there; asked only of kinds that are not known
}

// wall returns the wall-clock time at which the entry was written, in ms.
func (e *entry) wall() int64 { return e.tick - e.lag }

// detailCram is the detail of a practice review.
const detailCram = "cram"

// detailDeck is the detail of a card that was parked because its whole deck was deleted, or revived because that was restored.
const detailDeck = "deck"

// repeats reports whether the entry repeats what another program did.
func (e *entry) repeats() bool {
	return e.detail != "" && e.kind != srs.Review && e.kind != srs.Move && e.kind != srs.Pause && e.kind != srs.Park && e.kind != srs.Revive
}

// counts reports whether the entry is an answer that is not just practice.
func (e *entry) counts() bool { return e.kind == srs.Review && e.detail != detailCram }

// schedules returns what the replay needs of the entry.
func (e *entry) schedules() (srs.Entry, error) {
	out := srs.Entry{
		Tick: e.tick, Device: e.device.uid, Seq: e.seq, Kind: e.kind, Day: e.day, Grade: e.grade, Shift: e.shift,
		Cram: e.kind == srs.Review && e.detail == detailCram,
	}
	if e.kind == srs.Config {
		var d rulesDetail
		if err := json.Unmarshal([]byte(e.detail), &d); err != nil {
			return out, &badEntryError{e.device.id, e.seq, "sets no rules: " + err.Error()}
		}
		out.Rules, out.New = d.rules(), d.New
	}
	if e.kind == srs.Move {
		d, err := e.move()
		if err != nil {
			return out, err
		}
		out.From, out.To = srs.Day(d.From), srs.Day(d.To)
		if away := d.To - int(e.day); away < -mostDays || away > mostDays { // which no command writes
			out.To = out.From
		}
	}
	if e.kind == srs.SetState {
		var d plannedDetail
		if err := json.Unmarshal([]byte(e.detail), &d); err != nil {
			return out, &badEntryError{e.device.id, e.seq, "sets no schedule: " + err.Error()}
		}
		out.Set = d.state()
	}
	return out, nil
}

// badEntryError reports an entry of the log that can't be replayed.
type badEntryError struct {
	device, seq int64
	what        string
}

// Error names the entry.
func (e *badEntryError) Error() string {
	return fmt.Sprintf("log entry %d-%d %s", e.device, e.seq, e.what)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// numbers returns the numbers of an entry that mean the same on every machine.
func (e *entry) numbers() [14]int64 {
	return [...]int64{
		e.seq, e.tick, int64(e.kind), e.lag, int64(e.day), int64(e.zone), int64(e.grade), int64(e.form), e.took,
		int64(e.intervalBefore), int64(e.easeBefore), int64(e.intervalAfter), int64(e.easeAfter), int64(e.shift),
	}
}

// setNumbers is the reverse of numbers.
func (e *entry) setNumbers(n [14]int64) {
	e.seq, e.tick, e.kind, e.lag, e.day, e.zone = n[0], n[1], srs.Kind(n[2]), n[3], srs.Day(n[4]), int(n[5])
	e.grade, e.form, e.took = srs.Grade(n[6]), Form(n[7]), n[8]
	e.intervalBefore, e.easeBefore, e.intervalAfter, e.easeAfter, e.shift = int(n[9]), int(n[10]), int(n[11]), int(n[12]), int(n[13])
}

// checksum returns the CRC-32C of the entry's canonical form, version 1: the version, the ids that are the same on
// every machine, every number as 8 big-endian bytes, and the detail. Row numbers of this database are left out.
func (e *entry) checksum() int64 {
	buf := make([]byte, 0, 192)
	buf = append(buf, 1)
	buf = append(buf, e.device.uid[:]...)
	buf = append(buf, e.uid[:]...)
	for _, n := range e.numbers() {
		buf = binary.BigEndian.AppendUint64(buf, uint64(n))
	}
	buf = append(buf, e.detail...)
	return int64(int32(crc32.Checksum(buf, castagnoli)))
}

func textSum(s string) int64 { return int64(int32(crc32.Checksum([]byte(s), castagnoli))) }

// Moment is a point in time for a learner: the clock, and the day it counts for. A session keeps the day on which it
// began.
type Moment struct {
	Time time.Time
	Day  srs.Day
}

// next fills in what orders an entry: a tick above all others in the log, whatever the clock says, and a sequence number
// above all others of this installation. The number is the tick: a database that went back to an old backup, or that
// someone copied whole, then hardly gives a number that the other history gave, and the two unite.
func (s *Store) next(e *entry, at Moment) error {
	e.device = s.own
	var last sql.NullInt64
	if err := s.get([]any{&last}, "SELECT max(seq) FROM log WHERE device = ?", s.own.id); err != nil {
		return err
	}
	top, err := s.topTick()
	if err != nil {
		return err
	}
	wall := at.Time.UnixMilli()
	e.tick = max(wall, top+1)
	e.seq = max(e.tick, last.Int64+1)
	s.pending = numbered{s.own, e.seq}
	e.lag = e.tick - wall
	_, seconds := at.Time.Zone()
	e.day, e.zone = at.Day, seconds/60
	return nil
}

// topTick returns the highest tick in the log. Within a device, ticks rise with seq, so the newest entry of each device is
// enough. An entry from the end of time does not count: none could come after it.
func (s *Store) topTick() (int64, error) {
	top := sql.NullInt64{Int64: math.MinInt64}
	err := s.get([]any{&top}, `SELECT max((SELECT l.tick FROM log l WHERE l.device = d.id AND l.tick <= ?
		ORDER BY l.seq DESC LIMIT 1)) FROM device d`, int64(maxTick))
	if !top.Valid {
		return math.MinInt64 + 1, err
	}
	return top.Int64, err
}

// append writes e as the newest entry of the log. The caller holds a transaction, and counts e if it is an answer.
func (s *Store) append(e *entry, at Moment) error {
	if err := s.next(e, at); err != nil {
		return err
	}
	e.sum = e.checksum()
	if e.kind == srs.Undo {
		if err := s.takeOut(e.subject); err != nil {
			return err
		}
	}
	return s.store(e)
}

// insert writes an entry unchanged, wherever in the log its tick puts it.
func (s *Store) insert(e *entry) error {
	if err := s.takeOut(e.subject); err != nil {
		return err
	}
	return s.store(e)
}

func (s *Store) store(e *entry) error {
	var grade, form, took, ib, eb, ia, ea, detail any
	if e.kind == srs.Review {
		grade, form, took = int(e.grade), int(e.form), e.took
		ib, eb, ia, ea = e.intervalBefore, e.easeBefore, e.intervalAfter, e.easeAfter
	} else if !e.kind.Known() { // a newer recall wrote it, and knows what the fields are for
		for i, to := range []*any{&grade, &form, &took, &ib, &eb, &ia, &ea} {
			if e.set[i] {
				*to = [...]int64{int64(e.grade), int64(e.form), e.took, int64(e.intervalBefore), int64(e.easeBefore),
					int64(e.intervalAfter), int64(e.easeAfter)}[i]
			}
		}
	}
	if e.detail != "" {
		detail = e.detail
	}
	_, err := s.exec(`INSERT INTO log (device, seq, tick, subject, kind, lag, day, zone, grade, form, took,
			interval_before, ease_before, interval_after, ease_after, shift, detail, sum)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.device.id, e.seq, e.tick, e.subject, int(e.kind), e.lag, int(e.day), e.zone, grade, form, took,
		ib, eb, ia, ea, e.shift, detail, e.sum)
	return err
}

const entryColumns = `l.device, d.uid, l.seq, l.tick, l.subject, u.uid, l.kind, l.lag, l.day, l.zone, l.grade, l.form, l.took,
	l.interval_before, l.ease_before, l.interval_after, l.ease_after, l.shift, l.detail, l.sum`

// allEntries selects the entries of the whole log; liveEntries only those in force, without undos and undone acts.
const (
	allEntries  = "SELECT " + entryColumns + " FROM log l" + entryIDs
	liveEntries = "SELECT " + entryColumns + " FROM live l" + entryIDs

	entryIDs = " JOIN device d ON d.id = l.device JOIN subject u ON u.id = l.subject"
)

func scanEntry(rows interface{ Scan(...any) error }, e *entry) error {
	var device, uid sql.RawBytes
	var grade, form, took, ib, eb, ia, ea sql.NullInt64
	var detail sql.NullString
	err := rows.Scan(&e.device.id, &device, &e.seq, &e.tick, &e.subject, &uid, &e.kind, &e.lag, &e.day, &e.zone, &grade,
		&form, &took,
		&ib, &eb, &ia, &ea, &e.shift, &detail, &e.sum)
	copy(e.device.uid[:], device)
	copy(e.uid[:], uid)
	e.set = [...]bool{grade.Valid, form.Valid, took.Valid, ib.Valid, eb.Valid, ia.Valid, ea.Valid}
	e.grade, e.form, e.took = srs.Grade(grade.Int64), Form(form.Int64), took.Int64
	e.intervalBefore, e.easeBefore, e.intervalAfter, e.easeAfter = int(ib.Int64), int(eb.Int64), int(ia.Int64),
		int(ea.Int64)
	e.detail = detail.String
	return err
}

// dayMargin is how long before a day's midnight UTC its entries may begin. No time zone is more than 14 hours off UTC.
const dayMargin = 24 * time.Hour

// backward calls f for the entries of a device that are in force, newest first, until f returns false. The tick of an
// entry is never below the wall clock, so no entry below the floor of a day was written on that day.
func (s *Store) backward(dev int64, f func(*entry) (more bool, err error)) error {
	rows, err := s.query(liveEntries+" WHERE l.device = ? ORDER BY l.seq DESC", dev)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		if more, err := f(&e); err != nil || !more {
			return err
		}
	}
	return rows.Err()
}

// floor returns a tick that no entry written on the day is below.
func floor(day srs.Day) int64 { return day.Time().Add(-dayMargin).UnixMilli() }
