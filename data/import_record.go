package data

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The record of an import is what it takes to take the import back: the rows that it changed or deleted, as they were,
// and the range of ids that it made. Triggers that exist only while the import runs copy the rows. Only the newest
// import has a record.

// recordTables are the tables that hold the record.
var recordTables = []string{"import", "import_file", "before_deck", "before_source", "before_note", "before_line",
	"before_card", "before_schedule"}

// marks are what a learner can change of a row after an import: rename or delete a deck, edit or move a note.
const (
	deckMark = "gone || ' ' || name"
	noteMark = "deck || ' ' || sum || ' ' || origin"
)

// recorded runs an import and keeps a record of it, in place of the last import's. The caller holds a transaction.
func (s *Store) recorded(plans []*Plan, at Moment, f func() error) error {
	if err := s.overwriting(s.forgetImport); err != nil {
		return err
	}
	_, zone := at.Time.Zone()
	_, err := s.exec(`INSERT INTO import (id, device, wall, zone, first_seq, last_seq, first_note, last_note, first_subject, last_subject)
		SELECT 1, ?1, ?2, ?3, seq, seq, note, note, subject, subject FROM (SELECT
			(SELECT coalesce(max(seq), 0) FROM log WHERE device = ?1) AS seq,
			(SELECT coalesce(max(id), 0) FROM note) AS note, (SELECT coalesce(max(id), 0) FROM subject) AS subject)`,
		s.own.id, at.Time.UnixMilli(), zone/60)
	if err != nil {
		return err
	}
	var source int64
	if err := s.get([]any{&source}, "SELECT coalesce(max(id), 0) FROM source"); err != nil {
		return err
	}
	drop, err := s.watch()
	if err != nil {
		return err
	}
	s.recording = true
	defer func() { s.recording = false }()
	if err := f(); err != nil {
		return err
	}
	if _, err := s.execScript(drop); err != nil {
		return err
	}
	for _, p := range plans {
		for _, file := range p.Files {
			_, err := s.exec(`INSERT OR IGNORE INTO import_file SELECT id, deck, id > ? OR id IN (SELECT id FROM before_source)
				FROM source WHERE path = ?`, source, file.Path)
			if err != nil {
				return err
			}
		}
	}
	_, err = s.execScript(named(`
		UPDATE import SET last_seq = (SELECT coalesce(max(seq), 0) FROM log WHERE device = import.device),
			last_note = (SELECT coalesce(max(id), 0) FROM note), last_subject = (SELECT coalesce(max(id), 0) FROM subject);
		-- what a purge had left of a note, before the import brought its text back
		UPDATE before_card SET note = NULL WHERE note IN
			(SELECT b.id FROM before_note b JOIN source o ON o.id = b.source WHERE o.purged = 1);
		DELETE FROM before_note WHERE source IN (SELECT id FROM source WHERE purged = 1);
		UPDATE before_deck SET since = (SELECT ` + deckMark + ` FROM deck WHERE deck.id = before_deck.id);
		UPDATE before_note SET since = (SELECT ` + noteMark + ` FROM note WHERE note.id = before_note.id)`))
	if err != nil {
		return err
	}
	return s.sumRecord()
}

// sumRecord makes the checksum of the record.
func (s *Store) sumRecord() error {
	sum, err := s.sumOfRecord()
	if err == nil {
		_, err = s.exec("UPDATE import SET crc = ?", sum)
	}
	return err
}

// sumOfRecord returns the checksum of the whole record.
func (s *Store) sumOfRecord() (int64, error) {
	var sum int64
	for _, t := range recordTables {
		columns, err := s.columnsIn(t)
		if err != nil {
			return 0, err
		}
		columns = slices.DeleteFunc(columns, func(c string) bool { return c == rowCRC })
		err = s.bulk(func(row []driver.Value) error {
			sum = rowSum(append([]driver.Value{sum}, row...))
			return nil
		}, `SELECT bulk(?, "`+strings.Join(columns, `", "`)+`") FROM (SELECT * FROM `+t+" ORDER BY 1)")
		if err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// checkRecord checks the record of the newest import.
func (s *Store) checkRecord(c *Checked) error {
	var sum, want sql.NullInt64
	err := s.get([]any{&sum}, "SELECT crc FROM import")
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		want.Valid = true
		want.Int64, err = s.sumOfRecord()
	}
	if err == nil && sum != want {
		c.record = true
		c.fault("the record by which the newest import can be taken back is not as it was written")
	}
	return err
}

// watch makes the triggers that copy rows before they change, and returns the statements that drop them. A bullet that
// only stands in another line, as most do below a new one, is not copied whole. The ranks of its cards follow from the
// line, except where a card was left behind, as parked ones are.
func (s *Store) watch() (drop string, err error) {
	var script strings.Builder
	for _, t := range []struct{ table, key, newest string }{
		{"deck", "id", "subject"}, {"source", "id", "source"}, {"note", "id", "note"}, {"card", "id", "subject"},
		{"schedule", "card", "subject"},
	} {
		columns, err := s.columnsIn("before_" + t.table)
		if err != nil {
			return "", err
		}
		columns = slices.DeleteFunc(columns, func(c string) bool { return c == "since" })
		var newest int64 // what the import makes needs no copy
		if err := s.get([]any{&newest}, "SELECT coalesce(max(id), 0) FROM "+t.newest); err != nil {
			return "", err
		}
		was := "old." + strings.Join(columns, ", old.")
		if t.table == "schedule" {
			was = strings.Replace(was, "old.rank", rankBefore, 1)
		}
		of := slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return c == "line" || c == "rank" })
		for _, event := range []string{"UPDATE OF " + strings.Join(of, ", "), "DELETE"} {
			name := fmt.Sprintf("before_%s_%s", t.table, strings.ToLower(event[:6]))
			fmt.Fprintf(&script, `CREATE TEMP TRIGGER %s BEFORE %s ON main.%s WHEN old.%s <= %d BEGIN
				INSERT OR IGNORE INTO before_%[3]s (%[6]s) VALUES (%[7]s); END;`,
				name, event, t.table, t.key, newest, strings.Join(columns, ", "), was)
			drop += "DROP TRIGGER temp." + name + ";"
		}
		if t.table == "note" {
			fmt.Fprintf(&script, `CREATE TEMP TRIGGER before_line BEFORE UPDATE OF line ON main.note WHEN old.id <= %d BEGIN
				INSERT OR IGNORE INTO before_line (note, line) VALUES (old.id, old.line);
				INSERT OR IGNORE INTO before_schedule SELECT card, deck, note, rank, follower FROM schedule
					WHERE note = old.id AND rank - (rank & 255) <> (old.source << 40) + (min(old.line, 2147483647) << 8);
				END;`, newest)
			drop += "DROP TRIGGER temp.before_line;"
		}
	}
	_, err = s.execScript(script.String())
	return drop, err
}

// rankBefore is the rank of a card before the import. Where its bullet has another line by now, the card may have followed
// there already, which is not copied.
const rankBefore = `coalesce((SELECT (coalesce(b.source, n.source) << 40) + (min(l.line, 2147483647) << 8) + (old.rank & 255)
	FROM note n JOIN before_line l ON l.note = n.id LEFT JOIN before_note b ON b.id = n.id
	WHERE n.id = old.note AND old.rank - (old.rank & 255) = (n.source << 40) + (min(n.line, 2147483647) << 8)), old.rank)`

// columnsIn returns the names of a table's columns.
func (s *Store) columnsIn(table string) (list []string, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		list = append(list, name)
		return err
	}, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table)
	return list, err
}

// madeAgain records a new card whose id the log already knew. The range of ids that the import made does not have it.
func (s *Store) madeAgain(card int64) error {
	if !s.recording {
		return nil
	}
	_, err := s.exec("INSERT OR IGNORE INTO before_card (id) VALUES (?)", card)
	return err
}

// forgetImport deletes the record.
func (s *Store) forgetImport() error {
	var some bool
	err := s.get([]any{&some}, "SELECT EXISTS (SELECT 1 FROM import)")
	if err != nil || !some {
		return err
	}
	script := ""
	for _, t := range recordTables {
		script += "DELETE FROM " + t + ";"
	}
	_, err = s.execScript(script)
	return err
}

// overwriting runs f while SQLite overwrites what is deleted.
func (s *Store) overwriting(f func() error) (err error) {
	if _, err := s.execScript("PRAGMA secure_delete = 1"); err != nil {
		return err
	}
	defer func() {
		_, off := s.execScript("PRAGMA secure_delete = 0")
		err = errors.Join(err, off)
	}()
	return f()
}

// forgetImportOf deletes the record if it is about a deck.
func (s *Store) forgetImportOf(deck int64) error {
	var about bool
	err := s.get([]any{&about}, `SELECT EXISTS (SELECT 1 FROM import_file WHERE deck = ?1)
		OR EXISTS (SELECT 1 FROM before_note WHERE deck = ?1) OR EXISTS (SELECT 1 FROM before_deck WHERE id = ?1)`, deck)
	if err != nil || !about {
		return err
	}
	return s.forgetImport()
}
