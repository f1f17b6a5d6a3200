package data

import (
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"
	"sync"
)

// Rows that no replay can make again carry a checksum in the column crc. Who writes them need not know of it: triggers
// of the connection make it anew where a row changes. New notes, cards and schedules come in great numbers, and a trigger
// would make inserting them much slower. They are inserted with their checksum, or get it at the end of the transaction.

// rowCRC is the column that holds the checksum of a row.
const rowCRC = "crc"

// summed is a table with checksums.
type summed struct {
	table string
	key   []string
	only  []string // the columns that the checksum covers; nil: all others
	uid   bool     // it also covers the id of the subject that the row is about
	bulk  bool     // rows may be inserted without it: see settleSums
	fresh bool     // whoever changes a row writes all of it, so it is right again whatever it was before
}

// summedTables are the tables with checksums. The log has its own: see entry.checksum.
var summedTables = []summed{
	{table: "device", key: []string{"id"}},
	{table: "deck", key: []string{"id"}, uid: true},
	{table: "source", key: []string{"id"}},
	{table: "section", key: []string{"id"}},
	{table: "note", key: []string{"id"}, bulk: true},
	{table: "card", key: []string{"id"}, uid: true, bulk: true},
	{table: "schedule", key: []string{"card"}, only: []string{"card", "deck", "note", "rank"}, bulk: true},
	{table: "setting", key: []string{"deck", "name"}, fresh: true},
	{table: "meta", key: []string{"deck", "name"}, fresh: true},
	{table: "folder", key: []string{"path"}, fresh: true},
	{table: "edit", key: []string{"device", "seq"}, fresh: true},
}

// summedBy is the latest schema whose step gave a table a checksum, or changed the columns that one covers. The sums of
// an older database are made at the end of its migration.
const summedBy = 8

// summedOf returns a table with checksums.
func summedOf(table string) summed {
	return summedTables[slices.IndexFunc(summedTables, func(t summed) bool { return t.table == table })]
}

// appendValues appends the canonical form of values: a byte for the kind of each, then 8 big-endian bytes, which hold the
// number or the length, then the bytes of a text or blob.
func appendValues(buf []byte, values []driver.Value) []byte {
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			buf = binary.BigEndian.AppendUint64(append(buf, 0), 0)
		case int64:
			buf = binary.BigEndian.AppendUint64(append(buf, 1), uint64(v))
		case float64:
			buf = binary.BigEndian.AppendUint64(append(buf, 2), math.Float64bits(v))
		case string:
			buf = append(binary.BigEndian.AppendUint64(append(buf, 3), uint64(len(v))), v...)
		case []byte:
			buf = append(binary.BigEndian.AppendUint64(append(buf, 4), uint64(len(v))), v...)
		}
	}
	return buf
}

// rowSum returns the CRC-32C of the canonical form of values.
func rowSum(values []driver.Value) int64 {
	buf := rowBuffers.Get().(*[]byte)
	defer rowBuffers.Put(buf)
	*buf = appendValues((*buf)[:0], values)
	return int64(int32(crc32.Checksum(*buf, castagnoli)))
}

// rowBuffers are used again for the next row.
var rowBuffers = sync.Pool{New: func() any { return new([]byte) }}

func init() {
	register("row_sum", -1, func(args []driver.Value) (driver.Value, error) { return rowSum(args), nil })
}

// summedColumns returns the columns that a checksum covers, in order, each with its type, and its default as SQL.
func (s *Store) summedColumns(t summed) (names, kinds, defaults []string, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var name, kind string
		var value sql.NullString
		if err := rows.Scan(&name, &kind, &value); err != nil {
			return err
		}
		if name == rowCRC || t.only != nil && !slices.Contains(t.only, name) {
			return nil
		}
		if !value.Valid {
			value.String = "NULL"
		}
		names, kinds, defaults = append(names, name), append(kinds, strings.ToUpper(kind)), append(defaults, value.String)
		return nil
	}, "SELECT name, type, dflt_value FROM pragma_table_info(?) ORDER BY cid", t.table)
	return names, kinds, defaults, err
}

// covered returns the values that the checksum of a row covers, as SQL. row is the name of the row, such as new or n.
func (s *Store) covered(t summed, row string) (string, error) {
	return s.coveredWith(t, row, "(SELECT uid FROM subject u WHERE u.id = "+row+".id)")
}

// coveredWith is covered with a subject's id that is known.
func (s *Store) coveredWith(t summed, row, uid string) (string, error) {
	names, _, _, err := s.summedColumns(t)
	for i, name := range names {
		names[i] = row + `."` + name + `"`
	}
	if t.uid {
		names = append(names, uid)
	}
	return strings.Join(names, ", "), err
}

// sumFor returns the checksum of a row that is about to be inserted, as SQL. values are names of columns, each followed
// by its value as SQL, with "uid" for the id of the subject; the other columns get their defaults.
func (s *Store) sumFor(table string, values ...string) (string, error) {
	t := summedOf(table)
	names, _, list, err := s.summedColumns(t)
	if t.uid {
		names, list = append(names, "uid"), append(list, "NULL")
	}
	for i := 0; i < len(values); i += 2 {
		at := slices.Index(names, values[i])
		if at < 0 {
			return "", fmt.Errorf("%s has no %s to be summed", table, values[i])
		}
		list[at] = values[i+1]
	}
	return "row_sum(" + strings.Join(list, ", ") + ")", err
}

// sumRows makes the checksums of the rows of a table that a condition selects.
func (s *Store) sumRows(t summed, where string, args ...any) error {
	covered, err := s.covered(t, t.table)
	if err != nil {
		return err
	}
	_, err = s.exec("UPDATE "+t.table+" SET crc = row_sum("+covered+") WHERE "+where, args...)
	return err
}

// sumAll makes the checksums of all rows that a condition selects.
func (s *Store) sumAll(where string) error {
	for _, t := range summedTables {
		if err := s.sumRows(t, where); err != nil {
			return err
		}
	}
	return nil
}

// settleSums makes the checksums that new rows lack, at the end of a transaction.
func (s *Store) settleSums() error {
	for _, t := range summedTables {
		if !t.bulk {
			continue
		}
		var some bool
		key := t.key[0]
		if err := s.get([]any{&some}, "SELECT EXISTS (SELECT 1 FROM "+t.table+" WHERE crc IS NULL)"); err != nil {
			return err
		}
		if !some {
			continue
		}
		if err := s.sumRows(t, key+" IN (SELECT "+key+" FROM "+t.table+" WHERE crc IS NULL)"); err != nil {
			return err
		}
	}
	return nil
}

// sumTriggers returns the triggers that keep the checksums true. A row that was altered by someone else must not become
// right by a change of something else in it, so its checksum stays wrong in all bits.
func (s *Store) sumTriggers() (string, error) {
	var script, subject strings.Builder
	for _, t := range summedTables {
		names, _, _, err := s.summedColumns(t)
		if err != nil {
			return "", err
		}
		now, err := s.covered(t, "new")
		if err != nil {
			return "", err
		}
		before, err := s.covered(t, "old")
		if err != nil {
			return "", err
		}
		var where []string
		for _, k := range t.key {
			where = append(where, k+" = new."+k)
		}
		sum := "row_sum(" + now + ")"
		if !t.fresh {
			sum = "iif(old.crc IS NULL OR old.crc = row_sum(" + before + "), " + sum + ", ~" + sum + ")"
		}
		set := "UPDATE " + t.table + " SET crc = %s WHERE " + strings.Join(where, " AND ") + ";"
		fmt.Fprintf(&script, "CREATE TEMP TRIGGER sum_%s_update AFTER UPDATE OF %s ON main.%[1]s BEGIN "+fmt.Sprintf(set, sum)+" END;",
			t.table, strings.Join(names, ", "))
		if !t.bulk {
			fmt.Fprintf(&script, "CREATE TEMP TRIGGER sum_%s_insert AFTER INSERT ON main.%[1]s BEGIN %[2]s END;", t.table,
				fmt.Sprintf(set, "row_sum("+now+")"))
		}
		if !t.uid {
			continue
		}
		if now, err = s.coveredWith(t, t.table, "new.uid"); err != nil {
			return "", err
		}
		if before, err = s.coveredWith(t, t.table, "old.uid"); err != nil {
			return "", err
		}
		fmt.Fprintf(&subject, "UPDATE %s SET crc = iif(crc IS NULL OR crc = row_sum(%s), row_sum(%s), ~row_sum(%[3]s)) WHERE id = new.id;",
			t.table, before, now)
	}
	fmt.Fprintf(&script, "CREATE TEMP TRIGGER sum_subject AFTER UPDATE OF uid ON main.subject BEGIN %s END;", subject.String())
	return script.String(), nil
}
