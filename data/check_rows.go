package data

import (
	"bytes"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// badRow is a row that is not as it was written.
type badRow struct {
	summed
	columns []string // that the checksum covers
	kinds   []string // the types of the columns, in upper case
	values  []driver.Value
	sum     driver.Value // as stored
	says    string
}

// value returns what the row has in a column.
func (b *badRow) value(column string) driver.Value {
	if at := slices.Index(b.columns, column); at >= 0 {
		return b.values[at]
	}
	return nil
}

// where returns a condition that selects the row, with its arguments.
func (b *badRow) where() (condition string, args []any) {
	var list []string
	for _, k := range b.key {
		list, args = append(list, k+" = ?"), append(args, b.value(k))
	}
	return strings.Join(list, " AND "), args
}

// checkRows checks the checksums of the rows that no replay can make again. A table that can't be read is a fault, and the
// others are checked all the same.
func (s *Store) checkRows(c *Checked) error {
	for _, t := range summedTables {
		err := s.badRowsOf(t, func(b *badRow) { c.bad = append(c.bad, b) }, &c.Notes)
		if err != nil && inaccessible(err) {
			return err
		}
		if err != nil {
			c.fault("%s", unreadable(err))
		}
	}
	for _, b := range c.bad {
		s.sayBad(b)
		c.fault("%s", b.says)
	}
	return nil
}

// badRowsOf calls f for the rows of a table that are not as they were written, and counts the notes.
func (s *Store) badRowsOf(t summed, f func(*badRow), notes *int) error {
	names, kinds, _, err := s.summedColumns(t)
	if err != nil {
		return err
	}
	covered, err := s.covered(t, t.table)
	if err != nil {
		return err
	}
	if t.uid {
		names, kinds = append(names, "uid"), append(kinds, "BLOB")
	}
	text, sum := slices.Index(names, "text"), slices.Index(names, "sum")
	return s.bulk(func(row []driver.Value) error {
		values := row[1:]
		good := row[0] == rowSum(values)
		if t.table == "note" {
			*notes++
			said, _ := values[text].(string)
			good = good && values[sum] == textSum(said)
		}
		if !good {
			f(&badRow{summed: t, columns: names, kinds: kinds, values: cloned(values), sum: row[0]})
		}
		return nil
	}, "SELECT bulk(?, crc, "+covered+") FROM "+t.table)
}

// cloned returns values that stay when the row is gone.
func cloned(values []driver.Value) []driver.Value {
	list := slices.Clone(values)
	for i, v := range list {
		switch v := v.(type) {
		case string:
			list[i] = strings.Clone(v)
		case []byte:
			list[i] = bytes.Clone(v)
		}
	}
	return list
}

// fit gives the values the types of their columns, and reports whether some had others. Numbers that are none are 0.
func (b *badRow) fit() (changed bool) {
	for i, v := range b.values {
		switch v := v.(type) {
		case []byte:
			if b.kinds[i] == "TEXT" {
				b.values[i], changed = strings.ToValidUTF8(string(v), "\ufffd"), true
			}
		case string:
			if b.kinds[i] == "BLOB" {
				b.values[i], changed = []byte(v), true
			} else if b.kinds[i] == "TEXT" && !utf8.ValidString(v) {
				b.values[i], changed = strings.ToValidUTF8(v, "\ufffd"), true
			}
		case int64:
			if b.kinds[i] == "TEXT" {
				b.values[i], changed = "", true
			}
		}
		if _, ok := b.values[i].(int64); !ok && b.kinds[i] == "INTEGER" {
			b.values[i], changed = int64(0), true
		}
	}
	return changed
}

// anys returns values for database/sql.
func anys(values []driver.Value) (list []any) {
	for _, v := range values {
		list = append(list, v)
	}
	return list
}

// sayBad words what is wrong with a row.
func (s *Store) sayBad(b *badRow) {
	const as = " is not as it was written"
	switch b.table {
	case "note":
		text, _ := b.value("text").(string)
		what := "what is stored of "
		if b.value("sum") != textSum(text) {
			what = "the text of "
		}
		b.says = what + s.nameNote(b.value("id")) + as
	case "card":
		b.says = s.nameCard(b.value("id")) + as
	case "schedule":
		b.says = "the place of " + s.nameCard(b.value("card")) + as
	case "deck":
		b.says = fmt.Sprintf("what is stored of the deck %v"+as, b.value("name"))
	case "section":
		b.says = fmt.Sprintf("the section %v%v"+as, b.value("headings"), b.value("label"))
	case "source", "folder":
		b.says = fmt.Sprintf("what is stored about %v"+as, b.value("path"))
	case "setting":
		b.says = fmt.Sprintf("the setting %v"+as, b.value("name"))
	case "edit":
		b.says = fmt.Sprintf("what is stored about the edit at log entry %v-%v"+as, b.value("device"), b.value("seq"))
	case "device":
		b.says = fmt.Sprintf("what is stored about installation %v"+as, b.value("id"))
	default:
		b.says = fmt.Sprintf("what the program stored as %v"+as, b.value("name"))
	}
}

// shortID returns how lists name a card.
func shortID(uid []byte) string {
	if len(uid) >= 4 {
		return hex.EncodeToString(uid[:4])
	}
	return "without an id"
}

// uidOf returns the id of a subject; nil if there is none.
func (s *Store) uidOf(subject any) (uid []byte, err error) {
	err = s.get([]any{&uid}, "SELECT (SELECT uid FROM subject WHERE id = ?)", subject)
	return uid, err
}
