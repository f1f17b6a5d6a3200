package data

import (
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"recall/srs"
)

// dateAnew gives entries from years ahead times up to now. A clock was wrong once, and as each entry follows all before, those
// that came later were dated after it, although the clock was right again: no other machine would take them for years. Their
// order stays, and what was given on which day. The old ones are in quarantine, so that no backup brings them back. Entries of
// other machines are theirs to date.
func (p *repairer) dateAnew() error {
	if p.anytime || p.clockBehind {
		return nil
	}
	now, limit := p.at.Time.UnixMilli(), p.at.Time.Add(ahead).UnixMilli()
	var list []entry
	err := p.each(func(rows *sql.Rows) error {
		var e entry
		err := scanEntry(rows, &e)
		list = append(list, e)
		return err
	}, allEntries+" WHERE l.tick > ? AND d.machine <> '' ORDER BY l.tick, d.uid, l.seq", limit)
	if err != nil || len(list) == 0 {
		return err
	}
	var top int64
	err = p.get([]any{&top}, "SELECT coalesce(max(tick), 0) FROM log WHERE tick <= ?", limit)
	if err != nil {
		return err
	}
	moved := map[[2]int64]int64{} // the new number by device and number
	for _, e := range list {
		n := e
		if top++; e.wall() > top && e.wall() <= now {
			top = e.wall()
		}
		n.tick, n.seq, n.lag = top, top, 0
		if e.wall() <= now {
			n.lag = top - e.wall()
		}
		if e.wall() > now { // nobody knows when it was
			n.day = min(n.day, srs.Day(top/(24*time.Hour).Milliseconds()))
		}
		moved[[2]int64{e.device.id, e.seq}] = n.seq
		if e.kind == srs.Undo {
			if target, err := strconv.ParseInt(e.detail, 10, 64); err == nil && moved[[2]int64{e.device.id, target}] != 0 {
				n.detail = fmt.Sprint(moved[[2]int64{e.device.id, target}])
			}
		}
		n.sum = n.checksum()
		if err := p.insert(&n); err != nil {
			return err
		}
		for _, table := range []string{"edit", "tagging"} {
			if _, err := p.exec("UPDATE "+table+" SET seq = ? WHERE device = ? AND seq = ?", n.seq, e.device.id, e.seq); err != nil {
				return err
			}
		}
		fault := fmt.Sprintf("log entry %d-%d is dated years ahead", e.device.id, e.seq)
		if err := p.quarantineRows("log", aside{fault, true, p.at}, "device = ? AND seq = ?", e.device.id, e.seq); err != nil {
			return err
		}
		if _, err := p.exec("DELETE FROM place_log WHERE device = ? AND seq = ?", e.device.id, e.seq); err != nil {
			return err
		}
	}
	for _, table := range []string{"note", "setting"} { // of two texts, the newer counts
		if _, err := p.exec("UPDATE "+table+" SET stamp = ? WHERE stamp > ?", top, limit); err != nil {
			return err
		}
	}
	places, err := p.Places()
	if err != nil {
		return err
	}
	for _, at := range places { // nobody took what stands there beside entries from years ahead
		if err := p.allDue(at); err != nil {
			return err
		}
	}
	p.counting.all, p.left[p.own.id] = true, true
	did := "they have times up to now"
	if len(places) > 0 {
		did += fmt.Sprintf("; the next sync sends them, and then the files of the old ones can go, whose names begin with %x",
			p.own.uid[:4])
	}
	p.say(fmt.Sprintf("%d entries of the log were dated years ahead", len(list)), did)
	return nil
}
