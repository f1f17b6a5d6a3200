package data

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"recall/srs"
)

// Repaired is what Repair did.
type Repaired struct {
	Checked          // what it found; how many entries, cards and notes there are is as after it
	Done    []string // what it did about it, one sentence each
	Left    []string // faults that are still there
}

// Repair puts right what Check finds, and tells what it did. A row or an entry of the log in which one byte is wrong gets
// it back. What can't be put right goes to the table quarantine: an entry of the log, a setting or a folder
// altogether; a bullet or a card as a copy, and its file is read again by the next import. Whatever follows from the rest
// is made anew. Nothing is deleted. The caller makes a backup before.
func (s *Store) Repair(at Moment) (r Repaired, err error) { return s.repair(at, false) }

// repair is Repair. Anytime, answers from days after today stay: whoever restores a backup may have a clock that is behind.
func (s *Store) repair(at Moment, anytime bool) (r Repaired, err error) {
	err = s.write(func() error {
		r = Repaired{}
		p := repairer{Store: s, at: at, done: &r, anytime: anytime}
		return p.run()
	})
	return r, s.Cause(err)
}

type repairer struct {
	*Store
	at      Moment
	anytime bool // answers may come from days after today
	// most answers do: it is the clock that is wrong now, and nothing is taken out
	clockBehind bool
	done        *Repaired
	found       Checked
	left        map[int64]bool // devices that entries were taken from
}

func (p *repairer) aside(fault string) aside { return aside{why: fault, at: p.at} }

func (p *repairer) say(fault, did string) { p.done.Done = append(p.done.Done, fault+"; "+did) }

func (p *repairer) run() error {
	// what is checked in a transaction would be settled first, which needs this row
	if _, err := p.exec("INSERT OR IGNORE INTO counted (id, note, subject, log) VALUES (1, 0, 0, 0)"); err != nil {
		return err
	}
	if _, err := p.execScript("PRAGMA defer_foreign_keys = 1"); err != nil { // until the commit
		return err
	}
	first, err := p.Check(false)
	if err != nil {
		return err
	}
	p.done.Checked, p.found, p.left = first, first, map[int64]bool{}
	if slices.ContainsFunc(first.Faults, broken) { // what is written now may hit what can still be read
		p.done.Left = first.Faults
		return nil
	}
	// An entry is summed with the ids of its installation and its subject, so these come first.
	steps := []func() error{p.mendSchema, p.findCards, p.again, p.mendRows, p.again, p.mendEntries, p.again, p.mendTags, p.mendAnki, p.putAside, p.takeOutLoose,
		p.findDecks, p.takeOutDangling, p.takeOutLater, p.dateAnew, p.mendLoose, p.keepReadable, p.leaveDevice, p.makeAnew}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	last, err := p.Check(false)
	if err != nil {
		return err
	}
	p.done.Left = last.Faults
	if p.clockBehind {
		p.done.Left = append(p.done.Left, "most answers are of days that are still to come, by the clock of this machine: set it")
	}
	p.done.Entries, p.done.Cards, p.done.Notes = last.Entries, last.Cards, last.Notes
	if len(last.Faults) == 0 && len(first.Faults) > 0 && len(p.done.Done) == 0 {
		p.say(first.Faults[0], "it is right again")
	}
	p.done.Rebuilt = max(0, first.Stale-last.Stale)
	return nil
}

// broken reports whether a fault says that the trees are damaged in which SQLite keeps the rows. An index can be made anew,
// and a value that does not belong in its column can be replaced.
func broken(fault string) bool {
	what, ok := strings.CutPrefix(fault, fileDamaged)
	for _, mild := range []string{" index ", "value in ", "constraint failed in ", notCounted, "the definition of the ", "free space corruption",
		"is gone", " is not recall's"} {
		ok = ok && !strings.Contains(what, mild)
	}
	return ok
}

// again checks what is left to be done.
func (p *repairer) again() (err error) {
	p.found, err = p.Check(false)
	return err
}

// mendSchema takes out what does not belong to the database, but for tables, and makes the indexes anew.
func (p *repairer) mendSchema() error {
	for _, d := range p.found.extra {
		fault := "the " + d.kind + " " + d.name + " is not recall's"
		if d.kind == "table" || d.sql == "" {
			continue // with rows in it: whoever made it may know what they are
		}
		if err := p.quarantine("sqlite_schema", []string{"type", "name", "tbl_name", "sql"},
			[]any{d.kind, d.name, d.table, d.sql}, p.aside(fault)); err != nil {
			return err
		}
		if _, err := p.execScript("DROP " + d.kind + ` "` + strings.ReplaceAll(d.name, `"`, `""`) + `"`); err != nil {
			return err
		}
		p.say(fault, "moved to quarantine")
	}
	for _, d := range p.found.altered {
		if _, err := p.execScript("DROP VIEW " + d.name + "; " + d.sql); err != nil {
			return err
		}
		p.say("the definition of the view "+d.name+" was not as it was written", "made anew")
	}
	for _, d := range p.found.missing {
		if d.kind != "index" && d.kind != "view" {
			continue // a table that is gone takes its rows along
		}
		if _, err := p.execScript(d.sql); err != nil {
			return err
		}
		p.say("the "+d.kind+" "+d.name+" was gone", "made anew")
	}
	if !slices.ContainsFunc(p.found.Faults, func(f string) bool {
		return strings.HasPrefix(f, fileDamaged) && strings.Contains(f, "index")
	}) {
		return nil
	}
	_, err := p.execScript("REINDEX")
	if err == nil {
		p.say("an index differed from its table", "all indexes were made anew")
	}
	return err
}

// mendRows puts right the rows in which one byte is wrong.
func (p *repairer) mendRows() error {
	for _, b := range p.found.bad {
		sum, ok := b.sum.(int64)
		condition, args := b.where()
		did := "its deck was wrong and is right again"
		if _, ok := b.value("deck").(int64); !ok {
			did = "its deck could not be read and is right again"
		}
		inDeck, err := p.rightDeck(b)
		switch {
		case err != nil:
			return err
		case inDeck:
			if err := p.setRow(b, condition, args); err != nil {
				return err
			}
			p.say(b.says, did)
			continue
		case b.textAlone(): // the text has a checksum of its own, which may be what is wrong
			text, _ := b.value("text").(string)
			if stored, _ := b.value("sum").(int64); !oneByte(stored, textSum(text)) {
				continue
			}
			if _, err := p.exec("UPDATE note SET sum = ? WHERE "+condition, append([]any{textSum(text)}, args...)...); err != nil {
				return err
			}
		case !ok:
			continue
		case b.fit() && rowSum(b.values) == sum:
			if err := p.setRow(b, condition, args); err != nil {
				return err
			}
		case oneByte(sum, rowSum(b.values)):
			if err := p.sumRows(b.summed, condition, args...); err != nil {
				return err
			}
		case mendByte(b.values, sum):
			if err := p.setRow(b, condition, args); err != nil {
				return err
			}
		default:
			continue
		}
		p.say(b.says, "one byte was wrong and is right again")
	}
	return nil
}

// rightDeck gives a bullet the deck with which its checksum is right, whatever was wrong with the number of it. It reports
// whether there is one.
func (p *repairer) rightDeck(b *badRow) (ok bool, err error) {
	at := slices.Index(b.columns, "deck")
	if b.table != "note" || at < 0 || b.textAlone() {
		return false, nil
	}
	was := b.values[at]
	err = p.each(func(rows *sql.Rows) error {
		var deck int64
		err := rows.Scan(&deck)
		if b.values[at] = deck; !ok && rowSum(b.values) == b.sum {
			ok, was = true, deck
		}
		return err
	}, "SELECT id FROM deck")
	b.values[at] = was
	return ok, err
}

// textAlone reports whether a bullet's text disagrees with its own checksum, and the row does not with its.
func (b *badRow) textAlone() bool { return b.sum == rowSum(b.values) }

// setRow gives a row its values. Its id comes last: that touches the row, and SQLite lets nobody write a row in which a value
// is of the wrong type.
func (p *repairer) setRow(b *badRow, condition string, args []any) error {
	var set []string
	var values []any
	for i, name := range b.columns {
		if name != "uid" || !b.uid {
			set, values = append(set, `"`+name+`" = ?`), append(values, b.values[i])
		}
	}
	_, err := p.exec("UPDATE "+b.table+" SET "+strings.Join(set, ", ")+" WHERE "+condition, append(values, args...)...)
	if err == nil && b.uid {
		_, err = p.exec("UPDATE subject SET uid = ? WHERE id = ?", b.value("uid"), b.value("id"))
	}
	if err != nil {
		return err
	}
	condition, args = b.where() // of the values as they are now
	return p.sumRows(b.summed, condition, args...)
}

// mendEntries puts right the entries of the log in which one byte is wrong.
func (p *repairer) mendEntries() error {
	for _, bad := range p.found.entries {
		if bad.intact || bad.unread {
			continue
		}
		e := bad.entry
		moved, err := p.rightSubject(&e)
		if err != nil {
			return err
		}
		if !moved {
			uid, ok := e.mend()
			if !ok {
				continue
			}
			if uid != nil { // all entries about the subject are right then
				if _, err := p.exec("UPDATE OR IGNORE subject SET uid = ? WHERE id = ?", uid[:], e.subject); err != nil {
					return err
				}
				p.say(bad.says, "one byte was wrong and is right again")
				continue
			}
		}
		if e.seq != bad.seq {
			var taken bool
			if err := p.get([]any{&taken}, "SELECT EXISTS (SELECT 1 FROM log WHERE device = ? AND seq = ?)", e.device.id, e.seq); err != nil {
				return err
			}
			if taken {
				continue
			}
		}
		if gone, err := p.exec("DELETE FROM log WHERE device = ? AND seq = ?", bad.device.id, bad.seq); err != nil {
			return err
		} else if n, err := gone.RowsAffected(); err != nil || n != 1 {
			return err
		}
		if err := p.insert(&e); err != nil {
			return err
		}
		p.say(bad.says, "one byte was wrong and is right again")
	}
	return nil
}

// rightSubject finds the subject that an entry was about if one bit of its number is wrong.
func (p *repairer) rightSubject(e *entry) (ok bool, err error) {
	was := e.uid
	n, ok := turned(e.subject, func(n int64) bool {
		uid, failed := p.uidOf(n)
		if err = errors.Join(err, failed); len(uid) != 16 {
			return false
		}
		e.uid = [16]byte(uid)
		return e.checksum() == e.sum
	})
	if e.subject = n; !ok {
		e.uid = was
	}
	return ok, err
}

// putAside puts what can't be mended in quarantine.
func (p *repairer) putAside() error {
	for _, bad := range p.found.entries {
		if err := p.takeEntryOut(&bad); err != nil {
			return err
		}
	}
	for _, b := range p.found.bad {
		condition, args := b.where()
		switch b.table {
		case "setting", "meta", "folder", "edit":
			if err := p.quarantineRows(b.table, p.aside(b.says), condition, args...); err != nil {
				return err
			}
			p.say(b.says, "moved to quarantine")
			continue
		}
		if err := p.quarantine(b.table, b.columns, anys(b.values), p.aside(b.says)); err != nil {
			return err
		}
		b.fit()
		if err := p.setRow(b, condition, args); err != nil {
			return err
		}
		did := "it stays as it is now; a copy is in quarantine"
		if source := map[string]string{"source": "SELECT ?", "note": "SELECT source FROM note WHERE id = ?",
			"card":    "SELECT n.source FROM card c JOIN note n ON n.id = c.note WHERE c.id = ?",
			"section": "SELECT source FROM note WHERE section = ?"}[b.table]; source != "" {
			_, err := p.exec("UPDATE source SET sum = zeroblob(32), mtime = 0, builder = 0 WHERE id IN ("+source+")", b.value("id"))
			if err != nil {
				return err
			}
			did += ", and the next import reads its file again"
		}
		if b.table == "note" {
			text, _ := b.value("text").(string)
			if _, err := p.exec("UPDATE note SET sum = ? WHERE id = ?", textSum(text), b.value("id")); err != nil {
				return err
			}
		}
		if b.table == "device" && b.value("own") == int64(1) {
			p.left[p.own.id] = true
		}
		p.say(b.says, did)
	}
	return nil
}

// takeEntryOut moves an entry to quarantine, with what is stored about it.
func (p *repairer) takeEntryOut(bad *badEntry) error {
	if err := p.quarantineEntry(bad.device.id, bad.seq, aside{bad.says, bad.intact, p.at}); err != nil {
		return err
	}
	p.counting.all = true
	p.left[bad.device.id] = true
	p.say(bad.says, "moved to quarantine")
	return nil
}

// takeOutLoose moves what is stored about entries of the log to quarantine where there is no such entry: the number that led
// to it was hit.
func (p *repairer) takeOutLoose() error {
	for _, table := range []string{"edit", "tagging"} {
		const loose = "NOT EXISTS (SELECT 1 FROM log l WHERE l.device = %[1]s.device AND l.seq = %[1]s.seq)"
		where := fmt.Sprintf(loose, table)
		var some bool
		if err := p.get([]any{&some}, "SELECT EXISTS (SELECT 1 FROM "+table+" WHERE "+where+")"); err != nil {
			return err
		}
		if !some {
			continue
		}
		fault := "a row of " + table + " belongs to no entry of the log"
		if err := p.quarantineRows(table, p.aside(fault), where); err != nil {
			return err
		}
		p.say(fault, "moved to quarantine")
	}
	return nil
}

// takeOutLater moves answers to quarantine that come from days after today.
func (p *repairer) takeOutLater() error {
	if p.anytime {
		return nil
	}
	var behind bool
	err := p.get([]any{&behind}, "SELECT 2 * total(day > ?) > count(*) FROM log WHERE kind = {review}", int(p.at.Day)+2)
	if err != nil {
		return err
	}
	if p.clockBehind = behind; behind {
		return nil
	}
	list, err := p.fromLater(p.at)
	for _, bad := range list {
		err = errors.Join(err, p.takeEntryOut(&bad))
	}
	return err
}

// keepReadable gives what can't be read as JSON its default.
func (p *repairer) keepReadable() error {
	for _, query := range []string{
		"UPDATE section SET headings = '[]' WHERE NOT " + isJSON("headings", "array"),
		"UPDATE note SET tags = '[]' WHERE NOT " + isJSON("tags", "array"),
		"UPDATE note SET media = '' WHERE media <> '' AND NOT " + isJSON("media", "object"),
		"UPDATE card SET accept = NULL WHERE accept IS NOT NULL AND NOT " + isJSON("accept", "array"),
		"UPDATE card SET members = NULL WHERE members IS NOT NULL AND NOT " + isJSON("members", "array"),
		"UPDATE source SET tags = '[]' WHERE NOT " + isJSON("tags", "array"),
		"UPDATE source SET outline = '{}' WHERE NOT " + isJSON("outline", "object"),
	} {
		if _, err := p.exec(query); err != nil {
			return err
		}
	}
	if !p.found.record {
		return nil
	}
	for _, t := range recordTables {
		if err := p.quarantineRows(t, p.aside("the record of the newest import is not as it was written"), "1"); err != nil {
			return err
		}
	}
	p.say("the record by which the newest import can be taken back is not as it was written", "moved to quarantine")
	return nil
}

// leaveDevice lets this installation write under a new id from now on if entries were taken from it: their numbers are
// known elsewhere, as in backups.
func (p *repairer) leaveDevice() error {
	if !p.left[p.own.id] {
		return nil
	}
	return p.newDevice()
}

// makeAnew makes the schedules and counts, and the places of cards, from what is left.
func (p *repairer) makeAnew() error {
	for _, column := range append(strings.Split(stateColumns, ", "), "follower") {
		value := map[string]int{"ease": srs.StartEase}[column]
		_, err := p.exec("UPDATE schedule SET "+column+" = ? WHERE typeof("+column+") <> 'integer'", value)
		if err != nil {
			return err
		}
	}
	_, err := p.exec(`UPDATE schedule SET (note, deck) = (SELECT c.note, n.deck FROM card c JOIN note n ON n.id = c.note WHERE c.id = schedule.card)
		WHERE EXISTS (SELECT 1 FROM card c JOIN note n ON n.id = c.note
			WHERE c.id = schedule.card AND (c.note, n.deck) IS NOT (schedule.note, schedule.deck))`)
	if err != nil {
		return err
	}
	stale := p.found.Stale
	if _, err := p.rebuild(); err != nil && !errors.As(err, new(*badEntryError)) {
		return err
	}
	if stale > 0 {
		p.say("schedules or counts were not what the log says", "made anew")
	}
	return nil
}
