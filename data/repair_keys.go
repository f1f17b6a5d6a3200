package data

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"recall/deck"
)

// Rows that point at rows that are not there.

// findCards gives cards whose number has no 16-byte id their ids again. An id follows from the note's and the slot. It may be
// there under another number, which was hit.
func (p *repairer) findCards() error {
	type lost struct {
		card int64
		uid  [16]byte
	}
	var list []lost
	err := p.each(func(rows *sql.Rows) error {
		var c lost
		var note []byte
		var slot string
		if err := rows.Scan(&c.card, &note, &slot); err != nil || len(note) != len(c.uid) {
			return err
		}
		c.uid = deck.CardUID([16]byte(note), slot)
		list = append(list, c)
		return nil
	}, `SELECT c.id, n.uid, c.slot FROM card c JOIN note n ON n.id = c.note WHERE c.slot <> '' AND c.id NOT IN (SELECT id FROM subject)`)
	for _, c := range list {
		if err != nil {
			return err
		}
		var taken int64
		err = p.get([]any{&taken}, "SELECT id FROM subject WHERE uid = ?", c.uid[:])
		switch {
		case errors.Is(err, sql.ErrNoRows):
			_, err = p.exec("INSERT INTO subject (id, uid) VALUES (?, ?)", c.card, c.uid[:])
		case err == nil:
			var used bool
			err = p.get([]any{&used}, `SELECT EXISTS (SELECT 1 FROM card WHERE id = ?1) OR EXISTS (SELECT 1 FROM deck WHERE id = ?1)
				OR EXISTS (SELECT 1 FROM log WHERE subject = ?1)`, taken)
			if err != nil || used {
				continue
			}
			_, err = p.exec("UPDATE subject SET id = ? WHERE id = ?", c.card, taken)
		}
		if err == nil {
			p.say("the id of "+p.nameCard(c.card)+" was not there", "it was found again")
		}
	}
	return err
}

// findDecks puts bullets whose deck is not there back into the one in which their cards are scheduled.
func (p *repairer) findDecks() error {
	const shown = `SELECT max(s.deck) FROM schedule s JOIN card c ON c.id = s.card WHERE c.note = note.id AND s.deck IN (SELECT id FROM deck)
		HAVING min(s.deck) = max(s.deck)`
	const where = "deck NOT IN (SELECT id FROM deck) AND (" + shown + ") IS NOT NULL"
	var list []int64
	err := p.each(func(rows *sql.Rows) error {
		var note int64
		err := rows.Scan(&note)
		list = append(list, note)
		return err
	}, "SELECT id FROM note WHERE "+where)
	if err != nil || len(list) == 0 {
		return err
	}
	if _, err := p.exec("UPDATE note SET deck = (" + shown + ") WHERE " + where); err != nil {
		return err
	}
	for _, note := range list {
		p.say("the deck of "+p.nameNote(note)+" is not there", "put back into the deck of its cards")
	}
	return nil
}

// pointer is a column that holds the key of another table's row.
type pointer struct{ table, parent string }

// says words that a number of rows point at nothing.
func (p pointer) says(n int) string {
	if n == 1 {
		return "a row of " + p.table + " points at a row of " + p.parent + " that is not there"
	}
	return fmt.Sprintf("%d rows of %s point at rows of %s that are not there", n, p.table, p.parent)
}

// takeOutDangling moves the rows to quarantine that point at rows that are not there. What was in them is read again from their
// files, and what follows from the log is made anew.
func (p *repairer) takeOutDangling() error {
	for {
		var found []pointer
		err := p.each(func(rows *sql.Rows) error {
			var f pointer
			var row sql.NullInt64
			var key int
			err := rows.Scan(&f.table, &row, &f.parent, &key)
			if !slices.Contains(found, f) {
				found = append(found, f)
			}
			return err
		}, "PRAGMA foreign_key_check")
		if err != nil || len(found) == 0 {
			return err
		}
		for _, f := range found {
			if err := p.takeOut(f); err != nil {
				return err
			}
		}
	}
}

// takeOut moves the rows of a table that point at rows of another that are not there.
func (p *repairer) takeOut(f pointer) error {
	var loose []string
	keys := map[int][2][]string{}
	err := p.each(func(rows *sql.Rows) error {
		var id, seq int
		var parent, from, update, deletes, match string
		var to sql.NullString
		if err := rows.Scan(&id, &seq, &parent, &from, &to, &update, &deletes, &match); err != nil || parent != f.parent {
			return err
		}
		k := keys[id]
		keys[id] = [2][]string{append(k[0], from), append(k[1], to.String)}
		return nil
	}, "PRAGMA foreign_key_list("+f.table+")")
	if err != nil {
		return err
	}
	for _, k := range keys {
		if k[1][0] == "" { // the parent's own key
			if k[1], err = p.keyOf(f.parent); err != nil {
				return err
			}
		}
		var same []string
		for i := range k[0] {
			same = append(same, fmt.Sprintf("o.%s = %s.%s", k[1][i], f.table, k[0][i]))
		}
		loose = append(loose, fmt.Sprintf("NOT EXISTS (SELECT 1 FROM %s o WHERE %s)", f.parent, strings.Join(same, " AND ")))
	}
	where := strings.Join(loose, " OR ")
	if source := map[string]string{"note": "SELECT source FROM note WHERE ", "card": "SELECT n.source FROM card JOIN note n ON n.id = card.note WHERE ",
		"section": "SELECT n.source FROM section JOIN note n ON n.section = section.id WHERE "}[f.table]; source != "" {
		if _, err := p.exec("UPDATE source SET sum = zeroblob(32), mtime = 0, builder = 0 WHERE id IN (" + source + where + ")"); err != nil {
			return err
		}
	}
	var many int
	if err := p.get([]any{&many}, "SELECT count(*) FROM "+f.table+" WHERE "+where); err != nil {
		return err
	}
	fault := f.says(many)
	if err := p.quarantineRows(f.table, p.aside(fault), where); err != nil {
		return err
	}
	p.say(fault, "moved to quarantine")
	return nil
}

// keyOf returns the columns of a table's primary key.
func (s *Store) keyOf(table string) (columns []string, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		columns = append(columns, name)
		return err
	}, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table)
	return columns, err
}
