package data

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"recall/srs"
)

// UndoneImport is what UndoImport took back.
type UndoneImport struct {
	Time     time.Time // of the import
	Files    []string  // the paths of those that were read, or of all if none had changed
	Notes    int       // bullets that are as they were
	Cards    int       // cards of other bullets that are as they were
	Schedule int       // learnt cards that have their schedule again
	Parked   int       // cards that the import made, now parked with their reviews
	Kept     int       // bullets that were edited, moved or deleted since, and stay as they are
}

// ErrNoImport reports that there is no import to take back.
var ErrNoImport = errors.New("there is no import to take back")

// UndoImport takes the newest import of this installation back, whatever came after it. Bullets and cards are as they
// were, and schedules are as if the import had written nothing; reviews since then count. What the import made is
// parked. What the learner edited, moved or deleted since stays as it is. The text of the files counts as seen. With
// dry, everything is done and then rolled back.
func (s *Store) UndoImport(at Moment, dry bool) (done UndoneImport, err error) {
	defer func() { s.takingBack = false }()
	err = s.write(func() error {
		u := importUndoer{Store: s, at: at, done: &done}
		if err := u.run(); err != nil {
			return err
		}
		if dry {
			return errDry
		}
		return s.overwriting(s.forgetImport)
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return done, err
}

type importUndoer struct {
	*Store
	at   Moment
	done *UndoneImport
	rec  importRecord
	tick int64 // the newest in the log before the undo
}

// importRecord is the row of the table import.
type importRecord struct {
	firstSeq, lastSeq, firstNote, lastNote, firstSubject, lastSubject int64
}

func (u *importUndoer) run() error {
	u.changeAt(u.at)
	u.takingBack = true
	if err := u.read(); err != nil {
		return err
	}
	steps := []func() error{u.findKept, u.findCards, u.count, u.undoEntries, u.findRanks, u.countAgain, u.putBackNotes,
		u.putBackCards, u.putBackSchedules, u.replayCards, u.putBackSources, u.putBackDecks}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	_, err := u.execScript("DROP TABLE temp.kept; DROP TABLE temp.touched; DROP TABLE temp.ranked")
	return err
}

// read reads the record, and the paths of the files.
func (u *importUndoer) read() error {
	var wall int64
	var zone int
	r := &u.rec
	err := u.get([]any{&wall, &zone, &r.firstSeq, &r.lastSeq, &r.firstNote, &r.lastNote, &r.firstSubject, &r.lastSubject},
		`SELECT wall, zone, first_seq, last_seq, first_note, last_note, first_subject, last_subject FROM import
			WHERE device = ?`, u.own.id)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNoImport
	}
	if err != nil {
		return err
	}
	u.done.Time = time.UnixMilli(wall).In(time.FixedZone("", zone*60))
	if err := u.get([]any{&u.tick}, "SELECT coalesce(max(tick), 0) FROM log"); err != nil {
		return err
	}
	return u.each(func(rows *sql.Rows) error {
		var path string
		err := rows.Scan(&path)
		u.done.Files = append(u.done.Files, path)
		return err
	}, `SELECT o.path FROM import_file f JOIN source o ON o.id = f.source
		WHERE f.fresh = 1 OR NOT EXISTS (SELECT 1 FROM import_file WHERE fresh = 1) ORDER BY o.id`)
}

// script runs statements in which the fields of the record stand in braces.
func (u *importUndoer) script(script string) error {
	_, err := u.execScript(u.filled(script))
	return err
}

// filled puts the fields of the record in the place of their names in braces.
func (u *importUndoer) filled(script string) string {
	r := u.rec
	return strings.NewReplacer(
		"{made notes}", fmt.Sprintf("BETWEEN %d AND %d", r.firstNote+1, r.lastNote),
		"{made subjects}", fmt.Sprintf("BETWEEN %d AND %d", r.firstSubject+1, r.lastSubject),
		"{entries}", fmt.Sprintf("device = %d AND seq BETWEEN %d AND %d AND kind <> %d", u.own.id,
			r.firstSeq+1, r.lastSeq, srs.Config),
	).Replace(script)
}

// findKept finds the notes that stay as they are: those that the learner edited, moved or deleted since the import.
func (u *importUndoer) findKept() error {
	err := u.script(`
		CREATE TEMP TABLE kept (note INTEGER PRIMARY KEY);
		INSERT INTO kept SELECT b.id FROM before_note b
			JOIN (SELECT id, deck, ` + noteMark + ` AS mark FROM note) n ON n.id = b.id
			WHERE b.since IS NOT n.mark OR NOT EXISTS (SELECT 1 FROM deck d WHERE d.id = n.deck AND d.gone = 0)
				OR NOT EXISTS (SELECT 1 FROM deck d WHERE d.id = b.deck);
		INSERT OR IGNORE INTO kept SELECT n.id FROM note n LEFT JOIN import_file f ON f.source = n.source
			WHERE n.id {made notes} AND (n.origin <> '' OR f.deck IS NOT n.deck
				OR NOT EXISTS (SELECT 1 FROM deck d WHERE d.id = n.deck AND d.gone = 0))`)
	if err != nil {
		return err
	}
	return u.get([]any{&u.done.Kept}, "SELECT count(*) FROM temp.kept")
}

// findCards finds the cards that the import made or changed, and those that came since to notes that it put into another
// deck, except those of kept notes.
func (u *importUndoer) findCards() error {
	return u.script(`
		CREATE TEMP TABLE touched (card INTEGER PRIMARY KEY, made INTEGER NOT NULL DEFAULT 0);
		INSERT INTO touched (card) SELECT id FROM before_card UNION SELECT card FROM before_schedule
			UNION SELECT subject FROM log WHERE {entries}
			UNION SELECT id FROM card WHERE id {made subjects}
			UNION SELECT s.card FROM schedule s JOIN before_note b ON b.id = s.note WHERE s.deck <> b.deck;
		DELETE FROM touched WHERE card IN (SELECT c.id FROM card c JOIN kept k ON k.note = c.note)
			OR card IN (SELECT b.id FROM before_card b JOIN kept k ON k.note = b.note)
			OR card IN (SELECT b.card FROM before_schedule b JOIN kept k ON k.note = b.note);
		UPDATE touched SET made = 1 WHERE card {made subjects}
			OR card IN (SELECT id FROM before_card WHERE note IS NULL)`)
}

// count counts the notes that will be as they were, and the cards of other notes that will. A bullet that only stood in
// another line says what it said.
func (u *importUndoer) count() error {
	const changed = `FROM before_note b LEFT JOIN note n ON n.id = b.id
		WHERE b.id NOT IN (SELECT note FROM temp.kept)
			AND (n.deck, n.source, n.section, n.text, n.explicit, n.reason, n.tags, n.parked, n.origin)
				IS NOT (b.deck, b.source, b.section, b.text, b.explicit, b.reason, b.tags, b.parked, b.origin)`
	return errors.Join(u.get([]any{&u.done.Notes}, "SELECT count(*) "+changed),
		u.get([]any{&u.done.Cards}, u.filled(`SELECT count(*) FROM temp.touched t JOIN card c ON c.id = t.card
			LEFT JOIN before_card o ON o.id = c.id
			WHERE t.made = 0 AND c.note NOT IN (SELECT b.id `+changed+`)
				AND (c.id IN (SELECT subject FROM log WHERE {entries})
					OR o.id > 0 AND (c.context, c.front, c.back, c.draft) IS NOT (o.context, o.front, o.back, o.draft))`)))
}

// undoEntries takes back what the import wrote to the log about the cards.
func (u *importUndoer) undoEntries() error {
	var list []entry
	err := u.each(func(rows *sql.Rows) error {
		var e entry
		err := scanEntry(rows, &e)
		list = append(list, e)
		return err
	}, liveEntries+` WHERE l.device = ? AND l.seq > ? AND l.seq <= ? AND l.kind <> {config}
		AND l.subject IN (SELECT card FROM temp.touched) ORDER BY l.seq DESC`, u.own.id, u.rec.firstSeq, u.rec.lastSeq)
	if err != nil {
		return err
	}
	for _, target := range list {
		if target.kind == srs.Changed {
			u.done.Schedule++
		}
		e := entry{subject: target.subject, uid: target.uid, kind: srs.Undo, detail: strconv.FormatInt(target.seq, 10)}
		if err := u.append(&e, u.at); err != nil {
			return err
		}
	}
	return nil
}

// countAgain notes which bullets and cards come back under their numbers.
func (u *importUndoer) countAgain() error {
	notes, err := u.numbers("SELECT id FROM before_note WHERE id NOT IN (SELECT id FROM note)")
	if err != nil {
		return err
	}
	for _, note := range notes {
		if err := u.Store.countAgain(note); err != nil {
			return err
		}
	}
	type back struct{ note, card int64 }
	var list []back
	err = u.each(func(rows *sql.Rows) error {
		var b back
		err := rows.Scan(&b.note, &b.card)
		list = append(list, b)
		return err
	}, "SELECT note, card FROM before_schedule WHERE card NOT IN (SELECT card FROM schedule)")
	for _, b := range list {
		err = errors.Join(err, u.Store.countAgain(b.note, b.card))
	}
	return err
}

// putBack gives the rows of a table the values that they had. where selects rows b of the table before_….
func (u *importUndoer) putBack(table, key, where string) error {
	columns, err := u.columnsIn(table)
	if err != nil {
		return err
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return c == rowCRC }) // which follows
	all := strings.Join(columns, ", ")
	set := strings.Join(slices.DeleteFunc(columns, func(c string) bool { return c == key || c == "uid" }), ", ")
	return u.script(fmt.Sprintf(`
		UPDATE %[1]s SET (%[2]s) = (SELECT %[2]s FROM before_%[1]s b WHERE b.%[3]s = %[1]s.%[3]s)
			WHERE %[3]s IN (SELECT b.%[3]s FROM before_%[1]s b WHERE %[4]s);
		INSERT INTO %[1]s (%[5]s) SELECT %[5]s FROM before_%[1]s b WHERE %[4]s
			AND NOT EXISTS (SELECT 1 FROM %[1]s n WHERE n.%[3]s = b.%[3]s)`, table, set, key, where, all))
}

// putBackNotes makes the notes what they were, and parks those that the import made.
func (u *importUndoer) putBackNotes() error {
	err := u.putBack("note", "id", `b.id NOT IN (SELECT note FROM kept)
		AND EXISTS (SELECT 1 FROM source o WHERE o.id = b.source) AND EXISTS (SELECT 1 FROM section x WHERE x.id = b.section)
		AND EXISTS (SELECT 1 FROM deck d WHERE d.id = b.deck)`)
	if err != nil {
		return err
	}
	return u.script(`
		UPDATE note SET parked = 1 WHERE id {made notes} AND id NOT IN (SELECT note FROM kept);
		UPDATE note SET line = (SELECT line FROM before_line b WHERE b.note = note.id)
			WHERE id IN (SELECT note FROM before_line) AND id NOT IN (SELECT note FROM kept);
		UPDATE schedule SET rank = (SELECT ` + notesRank + ` FROM note WHERE note.id = schedule.note) + (rank & 255)
			WHERE card IN (SELECT card FROM ranked)`)
}

// notesRank is the rank of the first card of a note: see rank.
const notesRank = "(source << 40) + (min(line, 2147483647) << 8)"

// findRanks finds the cards whose rank follows from the place of their note.
func (u *importUndoer) findRanks() error {
	return u.script(`
		CREATE TEMP TABLE ranked (card INTEGER PRIMARY KEY);
		INSERT INTO ranked SELECT s.card FROM schedule s JOIN (SELECT id, ` + notesRank + ` AS rank FROM note) n ON n.id = s.note
			WHERE s.rank - (s.rank & 255) = n.rank AND n.id NOT IN (SELECT note FROM kept)
				AND n.id IN (SELECT id FROM before_note UNION SELECT note FROM before_line)
				AND s.card NOT IN (SELECT card FROM before_schedule)`)
}

func (u *importUndoer) putBackCards() error {
	return u.putBack("card", "id", `b.id IN (SELECT card FROM touched WHERE made = 0)
		AND EXISTS (SELECT 1 FROM note WHERE note.id = b.note)`)
}

// putBackSchedules puts the cards back under their notes, at their places. Their deck is that of the note: it went back
// with the note, or the note is in another since, as after a merge. What the log says of them is replayed later.
func (u *importUndoer) putBackSchedules() error {
	return u.script(named(fmt.Sprintf(`
		UPDATE schedule SET (note, rank, follower) = (SELECT note, rank, follower FROM before_schedule b WHERE b.card = schedule.card)
			WHERE card IN (SELECT t.card FROM touched t JOIN before_schedule b USING (card)
				JOIN card c ON c.id = t.card AND c.note = b.note WHERE t.made = 0);
		%sSELECT b.card, n.deck, b.note, b.rank, b.follower, 0, 0, 0, 0, %d, 0, 0, 0, 0, 0, 0
			FROM before_schedule b JOIN touched t USING (card) JOIN card c ON c.id = b.card AND c.note = b.note
				JOIN note n ON n.id = b.note
			WHERE t.made = 0 AND b.card NOT IN (SELECT card FROM schedule);
		UPDATE schedule SET deck = (SELECT deck FROM note WHERE note.id = schedule.note)
			WHERE card IN (SELECT card FROM touched)`, scheduleColumns, srs.StartEase)))
}

// replayCards makes the schedules from the log, and parks the cards that the import made.
func (u *importUndoer) replayCards() error {
	type touched struct {
		card, note int64
		made       bool
	}
	var list []touched
	err := u.each(func(rows *sql.Rows) error {
		var t touched
		err := rows.Scan(&t.card, &t.note, &t.made)
		list = append(list, t)
		return err
	}, "SELECT t.card, s.note, t.made FROM temp.touched t JOIN schedule s USING (card) ORDER BY t.card")
	if err != nil {
		return err
	}
	notes := map[int64]bool{}
	for _, t := range list {
		state, err := u.replay(t.card)
		if err != nil {
			return err
		}
		if err := u.writeState(t.card, state); err != nil {
			return err
		}
		if t.made && !state.Parked {
			u.done.Parked++
			if _, _, err := u.act(&entry{subject: t.card, kind: srs.Park}, u.at); err != nil {
				return err
			}
		}
		notes[t.note] = true
	}
	left, err := u.numbers("SELECT DISTINCT note FROM before_schedule")
	if err != nil {
		return err
	}
	for _, note := range left {
		notes[note] = true
	}
	for note := range notes {
		if err := u.unlock(note); err != nil {
			return err
		}
	}
	return nil
}

// putBackSources leaves the bytes of the import's files as seen. Other files, which bullets had left, are as they were.
func (u *importUndoer) putBackSources() error {
	err := u.script(`
		UPDATE source SET undone = 1 WHERE id IN (SELECT f.source FROM import_file f JOIN source o ON o.id = f.source
			JOIN deck d ON d.id = o.deck WHERE f.fresh = 1 AND o.deck = f.deck AND d.gone = 0);
		UPDATE source SET (deck, tags, builder, outline, package, encoding, separator) =
			(SELECT deck, tags, builder, outline, package, encoding, separator FROM before_source b WHERE b.id = source.id)
			WHERE undone = 1 AND id IN (SELECT b.id FROM before_source b JOIN import_file f ON f.source = b.id
				JOIN deck d ON d.id = b.deck);
		UPDATE source SET sum = (SELECT sum FROM before_source b WHERE b.id = source.id)
			WHERE sum = zeroblob(32) AND id IN (SELECT id FROM before_source)
				AND id NOT IN (SELECT source FROM import_file)`)
	if err != nil {
		return err
	}
	return u.sumSources()
}

// sumSources stores the checksums of files that were read in part, which none was stored of. They count as seen too.
func (u *importUndoer) sumSources() error {
	sums := map[string][32]byte{}
	err := u.each(func(rows *sql.Rows) error {
		var path string
		var size, mtime int64
		if err := rows.Scan(&path, &size, &mtime); err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil || info.Size() != size || info.ModTime().UnixNano() != mtime {
			return nil // it is gone or has changed, and will be read again
		}
		if text, err := os.ReadFile(path); err == nil {
			sums[path] = sha256.Sum256(text)
		}
		return nil
	}, "SELECT path, size, mtime FROM source WHERE undone = 1 AND sum = zeroblob(32) AND mtime > 0")
	for path, sum := range sums {
		if _, failed := u.exec("UPDATE source SET sum = ? WHERE path = ?", sum[:], path); failed != nil {
			err = errors.Join(err, failed)
		}
	}
	return err
}

// putBackDecks deletes the decks that the import made, as far as they have nothing else in them, and those that it
// brought back. One that had been purged keeps its new name, which an import of its files will use again.
func (u *importUndoer) putBackDecks() error {
	if err := u.script(`UPDATE deck SET (name, gone) = (SELECT
			iif(EXISTS (SELECT 1 FROM source o WHERE o.deck = deck.id AND o.purged = 1), deck.name, b.name), b.gone
			FROM before_deck b WHERE b.id = deck.id)
		WHERE id IN (SELECT b.id FROM before_deck b
			JOIN (SELECT id, ` + deckMark + ` AS mark FROM deck) d ON d.id = b.id WHERE b.since = d.mark)`); err != nil {
		return err
	}
	made, err := u.numbers(`SELECT id FROM deck WHERE id > ? AND id <= ? AND gone = 0
		AND NOT EXISTS (SELECT 1 FROM note n WHERE n.deck = deck.id AND n.parked = 0)`, u.rec.firstSubject, u.rec.lastSubject)
	if err != nil {
		return err
	}
	for _, deck := range made {
		if err := u.keep(meta, deck, metaDeletedAfter, strconv.FormatInt(u.tick, 10)); err != nil {
			return err
		}
		if err := u.setGone(deck, true, u.at); err != nil {
			return err
		}
	}
	back, err := u.numbers(`SELECT d.id FROM deck d JOIN before_deck b ON b.id = d.id JOIN setting x ON x.deck = d.id AND x.name = ?
		WHERE d.gone = 1 AND x.value = ''`, goneSetting)
	for _, deck := range back { // deleted again, on all machines
		err = errors.Join(err, u.setGone(deck, true, u.at))
	}
	return err
}
