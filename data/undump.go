package data

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"recall/deck"
)

// maxDumpLine is the longest allowed line of a dump, in bytes.
const maxDumpLine = 16 << 20

// maxDumpProblems is how many bad lines are reported individually.
const maxDumpProblems = 100

// DumpFault is what is wrong with a line of a dump.
type DumpFault int

// A line's content can't be stored, a line does not match its checksum, or the last line is missing.
const (
	DumpRefused DumpFault = iota
	DumpChanged
	DumpCut
)

// DumpProblem is a line of a dump that can't be read.
type DumpProblem struct {
	deck.Problem
	Fault DumpFault
}

// undump makes a database from a dump, in a folder that the caller removes. It starts with the dump's schema and is
// then migrated to the current one.
func undump(ctx context.Context, dir, name string, r io.Reader) (*Store, []DumpProblem, error) {
	u := undumper{name: name, columns: map[string][]column{}}
	lines, schema, err := u.begin(r)
	if err != nil {
		return nil, nil, err
	}
	if u.Store, err = newUndump(ctx, dir, schema); err != nil {
		return nil, nil, err
	}
	if err = u.write(func() error { return u.rest(lines) }); err == nil {
		err = u.migrate(len(migrations))
	}
	if err == nil {
		err = u.write(func() error { return u.sumAll("crc IS NULL") })
	}
	if err != nil {
		return nil, nil, errors.Join(err, u.Close())
	}
	return u.Store, u.problems, nil
}

// withoutRows holds the bytes of a database without rows, by its schema. A session needs one with each visit to a place,
// and making one takes longer than all else that is done for a few answers.
var withoutRows sync.Map

// newUndump makes a temporary database of a schema, without rows.
func newUndump(ctx context.Context, dir string, schema int) (*Store, error) {
	kept, _ := withoutRows.Load(schema)
	image, _ := kept.([]byte)
	path := filepath.Join(dir, "dump.db")
	if err := create(path); err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, image, 0o600); err != nil {
		return nil, err
	}
	s, err := connect(ctx, path)
	if err != nil {
		return nil, err
	}
	_, err = s.execScript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
	if err == nil && image == nil {
		if err = s.migrate(schema); err == nil {
			image, err = os.ReadFile(path)
		}
		if err == nil {
			withoutRows.Store(schema, image)
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

type undumper struct {
	*Store
	name     string
	line     int
	rows     int // rows stored
	bad      int // rows not stored
	ended    bool
	problems []DumpProblem
	columns  map[string][]column // by table
	join     *joiner             // gives rows other numbers, where other dumps are in the database; or nil
}

func (u *undumper) problem(line int, fault DumpFault, what string) {
	if len(u.problems) < maxDumpProblems {
		u.problems = append(u.problems, DumpProblem{deck.Problem{File: u.name, Line: line, Msg: what}, fault})
	}
}

// begin reads the first line and returns the others, with the schema of their rows.
func (u *undumper) begin(r io.Reader) (lines *bufio.Scanner, schema int, err error) {
	lines = bufio.NewScanner(r)
	lines.Buffer(nil, maxDumpLine)
	if !lines.Scan() && lines.Err() != nil {
		return nil, 0, fmt.Errorf("read %s: %w", u.name, lines.Err())
	}
	u.line++
	schema, err = u.head(bytes.TrimSpace(lines.Bytes()))
	return lines, schema, err
}

// dumpLine is a line of a dump, decoded.
type dumpLine struct {
	number  int
	row     map[string]any
	changed bool // it does not match its checksum
	passed  bool // an answer where these are not wanted
}

// Lines are decoded by a goroutine of its own, while those before are stored. It hands over this many at once, or fewer where
// they are long.
const (
	linesAtOnce = 256
	bytesAtOnce = 1 << 20
)

// decode decodes lines until it is stopped. What is no JSON has no row.
func (u *undumper) decode(lines *bufio.Scanner, stop <-chan struct{}) <-chan []dumpLine {
	decoded := make(chan []dumpLine, 2)
	pass := u.join != nil && u.join.passes
	number := u.line
	go func() {
		defer close(decoded)
		for more := true; more; {
			var list []dumpLine
			for size := 0; len(list) < linesAtOnce && size < bytesAtOnce; {
				if more = lines.Scan(); !more {
					break
				}
				number++
				text := bytes.TrimSpace(lines.Bytes())
				if len(text) == 0 {
					continue
				}
				size += len(text)
				l := dumpLine{number: number, changed: !intact(text)}
				if l.passed = !l.changed && pass && answerLine().Match(text); !l.changed && !l.passed {
					l.row = decodeRow(text)
				}
				list = append(list, l)
			}
			select {
			case decoded <- list:
			case <-stop:
				return
			}
		}
	}()
	return decoded
}

// decodeRow returns nil for what is no JSON object.
func decodeRow(text []byte) (row map[string]any) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if d.Decode(&row) != nil {
		return nil
	}
	return row
}

func (u *undumper) rest(lines *bufio.Scanner) error {
	stop := make(chan struct{})
	decoded := u.decode(lines, stop)
	defer func() { // until it has ended, the lines are the goroutine's
		close(stop)
		for range decoded {
		}
	}()
	for list := range decoded {
		for _, l := range list {
			u.line = l.number
			switch {
			case l.changed:
				u.bad++
				u.problem(u.line, DumpChanged, changedLine)
			case l.passed:
				u.rows++
			default:
				what, err := u.take(l.row)
				if err != nil {
					return err
				}
				if what != "" {
					u.bad++
					u.problem(u.line, DumpRefused, what)
				}
			}
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		u.problem(u.line+1, DumpRefused,
			fmt.Sprintf("a line of more than %d MiB; export the deck again", maxDumpLine>>20))
	case err != nil:
		return fmt.Errorf("read %s: %w", u.name, err)
	case !u.ended:
		u.problem(max(1, u.line), DumpCut, "the file ends too early; export the deck again")
	}
	return nil
}

// dumpHead is the first line of a dump.
type dumpHead struct{ Version, Schema int }

func readDumpHead(text []byte) (h dumpHead, err error) {
	if !bytes.HasPrefix(text, []byte(DumpMark)) || json.Unmarshal(text, &h) != nil || h.Schema < 1 {
		return h, errors.New("it is no log that recall exported")
	}
	return h, nil
}

// head reads the first line and returns the schema of the rows. A dump from a newer recall is refused altogether.
func (u *undumper) head(text []byte) (schema int, err error) {
	h, err := readDumpHead(text)
	if err != nil {
		return 0, fmt.Errorf("%s is no log that recall exported", u.name)
	}
	if h.Version > dumpVersion || h.Schema > len(migrations) {
		return 0, &NewerError{u.name, h.Schema}
	}
	if !intact(text) {
		u.problem(1, DumpChanged, changedLine)
	}
	return h.Schema, nil
}

const changedLine = "the line is not as it was written; export the deck again"

// intact reports whether a line matches its checksum.
func intact(line []byte) bool {
	at := bytes.LastIndex(line, []byte(dumpSum))
	return at >= 0 && string(line[at+len(dumpSum):]) == fmt.Sprintf("%08x\"}", crc32.Checksum(line[:at], castagnoli))
}

// take stores one intact line, or returns what is wrong with it. An error is not the line's: the disk may be full.
func (u *undumper) take(row map[string]any) (fault string, err error) {
	if row == nil {
		return "this is no JSON; export the deck again", nil
	}
	delete(row, "crc")
	if rows, ok := row["end"].(json.Number); ok {
		u.ended = true
		if rows.String() != strconv.Itoa(u.rows+u.bad) {
			return fmt.Sprintf("the file has %d rows of %s; export the deck again", u.rows, rows), nil
		}
		return "", nil
	}
	table, _ := row["table"].(string)
	delete(row, "table")
	if !slices.ContainsFunc(dumped, func(d struct{ table, rows string }) bool { return d.table == table }) {
		return fmt.Sprintf("there is no table %q; a newer recall may know it", table), nil
	}
	insert := u.insertRow
	if u.join != nil {
		insert = u.join.row
	}
	err = insert(table, row)
	var failed *sqlite.Error
	if errors.As(err, &failed) {
		switch failed.Code() & 0xff {
		case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
			return "", err
		}
		if failed.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY {
			return "it belongs to a line that is not there, or could not be read", nil
		}
	}
	if err != nil {
		return fmt.Sprintf("this is no row of %s: %v; export the deck again", table, err), nil
	}
	u.rows++
	return "", nil
}

// insertRow stores a row.
func (u *undumper) insertRow(table string, row map[string]any) error {
	_, err := u.insertNumbered(table, row)
	return err
}

// insertNumbered stores a row and returns its number.
func (u *undumper) insertNumbered(table string, row map[string]any) (int64, error) {
	names, values, err := u.values(table, row)
	if err != nil {
		return 0, err
	}
	done, err := u.exec("INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES (?"+
		strings.Repeat(", ?", len(names)-1)+")", values...)
	if err != nil {
		return 0, err
	}
	return done.LastInsertId()
}

// updateRow gives the row with a number the values of another.
func (u *undumper) updateRow(table, key string, id int64, row map[string]any) error {
	columns, err := u.columnsOf(table)
	if err != nil {
		return err
	}
	for _, c := range columns {
		if _, set := row[c.name]; !set && c.nullable {
			row[c.name] = nil // a dump leaves out what is null
		}
	}
	names, values, err := u.values(table, row)
	if err != nil {
		return err
	}
	_, err = u.exec("UPDATE "+table+" SET "+strings.Join(names, " = ?, ")+" = ? WHERE "+key+" = ?", append(values, id)...)
	return err
}

// values returns the columns of a row by name, and what is stored in them.
func (u *undumper) values(table string, row map[string]any) (names []string, values []any, err error) {
	columns, err := u.columnsOf(table)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range columns {
		in, set := row[c.name]
		if !set {
			continue
		}
		value, err := c.value(in)
		if err != nil {
			return nil, nil, err
		}
		names, values = append(names, c.name), append(values, value)
	}
	if len(names) == len(row) {
		return names, values, nil
	}
	for name := range row {
		if !slices.Contains(names, name) {
			return nil, nil, fmt.Errorf("it has no %q", name)
		}
	}
	return names, values, nil
}

// column is a column of a table: whether it holds bytes, and whether it may be null.
type column struct {
	name            string
	bytes, nullable bool
}

// value returns what is stored in the column of what a dump has there.
func (c column) value(in any) (any, error) {
	switch v := in.(type) {
	case nil:
		return nil, nil
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			return nil, fmt.Errorf("%s is no whole number", c.name)
		}
		return n, nil
	case string:
		if !c.bytes {
			return v, nil
		}
		b, err := hex.DecodeString(v)
		if err != nil {
			return nil, fmt.Errorf("%s is not hexadecimal", c.name)
		}
		return b, nil
	}
	return nil, fmt.Errorf("%s is neither number nor text", c.name)
}

// columnsOf returns the columns of a table. A column that is missing from the dump gets its default.
func (u *undumper) columnsOf(table string) (list []column, err error) {
	if u.columns[table] == nil {
		err := u.each(func(rows *sql.Rows) error {
			var c column
			var kind string
			err := rows.Scan(&c.name, &kind, &c.nullable)
			c.bytes = kind == "BLOB"
			list = append(list, c)
			return err
		}, "SELECT name, type, \"notnull\" = 0 AND pk = 0 FROM pragma_table_info(?)", table)
		if err != nil {
			return nil, err
		}
		u.columns[table] = list
	}
	return u.columns[table], nil
}
