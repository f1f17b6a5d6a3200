package data

import (
	"bufio"
	"bytes"
	"context"
	"database/sql/driver"
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
	"time"
	"unicode/utf8"
)

// A dump contains everything stored about some decks as lines of JSON. Each line is a row of a table, with the names
// used in data/schema and ids in hexadecimal. The first line says what the file is, the last one how many rows it has,
// and every line carries a checksum. Reading a dump makes a database of it, which is checked and merged like a backup.

// DumpMark is how a dump begins.
const DumpMark = `{"recall":"log",`

const dumpVersion = 1

// dumped are the tables of a dump, ordered so that each row comes after the rows it refers to. Of a device, only its id
// leaves the machine.
var dumped = []struct{ table, rows string }{
	{"device", "SELECT id, uid, '' AS machine, '' AS path, 0 AS own FROM device WHERE id IN (SELECT device FROM log WHERE subject IN {subjects})"},
	{"subject", "SELECT * FROM subject WHERE id IN {subjects}"},
	{"deck", "SELECT * FROM deck WHERE id IN {decks}"},
	{"source", "SELECT * FROM source WHERE deck IN {decks}"},
	{"section", "SELECT * FROM section WHERE deck IN {decks}"},
	{"anki_type", "SELECT * FROM anki_type WHERE key IN (SELECT " + keptType + " FROM note WHERE deck IN {decks} AND anki <> '')"},
	{"note", "SELECT * FROM note WHERE deck IN {decks}"},
	{"card", "SELECT * FROM card WHERE note IN (SELECT id FROM note WHERE deck IN {decks})"},
	{"schedule", "SELECT * FROM schedule WHERE deck IN {decks}"},
	{"setting", "SELECT * FROM setting WHERE deck IN {decks}"},
	{"log", "SELECT * FROM log WHERE +subject IN {subjects} ORDER BY device, seq"}, // the plus: read in order, by no index
	{"tagging", "SELECT * FROM tagging WHERE card IN {subjects}"},
}

// Dump writes everything stored about decks, including their history, and returns the number of log entries.
func (s *Store) Dump(w io.Writer, decks []int64, at time.Time) (entries int, err error) {
	d := dumper{w: bufio.NewWriter(w)}
	list := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(decks)), ","), "[]")
	replace := strings.NewReplacer("{decks}", "("+list+")",
		"{subjects}", "(SELECT id FROM deck WHERE id IN ("+list+") UNION ALL SELECT card FROM schedule WHERE deck IN ("+
			list+"))")
	err = s.read(func() error {
		err := s.eachEntry(func(e *entry) error {
			if e.unread || e.checksum() != e.sum {
				return &badEntryError{e.device.id, e.seq, "is not as it was written"}
			}
			return nil
		})
		if errors.As(err, new(*badEntryError)) {
			return fmt.Errorf("%w; nothing was written", err)
		}
		if err != nil {
			return err
		}
		entries, err = d.all(s, at, func(table, rows string) string { return replace.Replace(rows) })
		return err
	})
	return entries, err
}

// all writes a whole dump: the rows of each table that a query selects, which is made of the query in dumped.
func (d *dumper) all(s *Store, at time.Time, query func(table, rows string) string) (entries int, err error) {
	d.head(len(migrations), at.Format(time.RFC3339))
	for _, t := range dumped {
		before := d.rows
		if err := d.table(s, t.table, query(t.table, t.rows)); err != nil {
			return 0, err
		}
		if t.table == "log" {
			entries = d.rows - before
		}
	}
	return entries, d.end()
}

func (d *dumper) head(schema int, written string) {
	d.line(DumpMark, []string{"version", "schema", "written"}, []driver.Value{int64(dumpVersion), int64(schema), written})
}

func (d *dumper) end() error {
	d.line("{", []string{"end"}, []driver.Value{int64(d.rows)})
	return d.w.Flush()
}

type dumper struct {
	w    *bufio.Writer
	buf  []byte
	rows int
}

func (d *dumper) table(s *Store, table, query string) error {
	names, err := s.resultColumns(query)
	if err != nil {
		return err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == rowCRC }) // a line has its own
	start := `{"table":"` + table + `",`
	return s.bulk(func(row []driver.Value) error {
		d.rows++
		return d.line(start, names, row)
	}, "SELECT bulk(?, "+strings.Join(names, ", ")+") FROM ("+query+")")
}

// resultColumns returns the names of a query's columns.
func (s *Store) resultColumns(query string) ([]string, error) {
	rows, err := s.query(query + " LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return rows.Columns()
}

// line writes one object: its start, the values that are not NULL, and the checksum of all that. An error stays in the
// writer until Flush.
func (d *dumper) line(start string, names []string, values []driver.Value) error {
	b := append(d.buf[:0], start...)
	sep := ""
	for i, v := range values {
		if v == nil {
			continue
		}
		b = append(b, sep...)
		sep = ","
		b = append(append(append(b, '"'), names[i]...), `":`...)
		switch v := v.(type) {
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case string:
			b = appendJSON(b, v)
		case []byte:
			b = append(hex.AppendEncode(append(b, '"'), v), '"')
		default:
			return fmt.Errorf("%s is neither number nor text", names[i])
		}
	}
	sum := crc32.Checksum(b, castagnoli)
	b = append(b, dumpSum...)
	b = hex.AppendEncode(b, []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	d.buf = append(b, "\"}\n"...)
	_, err := d.w.Write(d.buf)
	return err
}

// appendJSON appends a text as JSON.
func appendJSON(b []byte, s string) []byte {
	plain := utf8.ValidString(s) && !strings.ContainsAny(s, "\"\\\u2028\u2029\ufffd")
	for i := 0; plain && i < len(s); i++ {
		plain = s[i] >= ' ' && s[i] != 0x7f
	}
	if plain {
		return append(append(append(b, '"'), s...), '"')
	}
	var quoted bytes.Buffer
	enc := json.NewEncoder(&quoted)
	enc.SetEscapeHTML(false)
	enc.Encode(s) // text can always be encoded
	return append(b, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...)
}

// dumpSum precedes a line's checksum, the CRC-32C of the bytes before it.
const dumpSum = `,"crc":"`

// ReadDump merges a dump into the database, as Restore does with a backup. Lines that can't be read are returned as
// problems under the dump's name. If there are any, nothing is merged unless skip is set. With dry, everything is done
// and then rolled back.
func (s *Store) ReadDump(ctx context.Context, name string, r io.Reader, skip, dry bool, at Moment) (m Merged,
	problems []DumpProblem, err error) {
	work, err := os.MkdirTemp(filepath.Dir(s.path), s.stem()+"-*"+backupTemp)
	if err != nil {
		return m, nil, err
	}
	defer os.RemoveAll(work)
	from, problems, err := undump(ctx, work, name, r)
	if err != nil || len(problems) > 0 && !skip {
		return m, problems, err
	}
	defer from.Close()
	if err := errors.Join(from.readable(), from.acceptable(at)); err != nil {
		return m, problems, fmt.Errorf("%s: %w; nothing was taken over", name, err)
	}
	err = s.write(func() error {
		merger := merger{Store: s, from: from, done: &m, at: at, foreign: true}
		if err := merger.run(); err != nil || !dry {
			return err
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return m, problems, err
}

// errDry rolls back a dry run.
var errDry = errors.New("nothing is kept")

// readable returns an error if a database made from a dump contains anything that was altered or that this version
// can't read. What has once been merged stays. The file was made here, with its foreign keys enforced, so only its rows are
// looked at.
func (s *Store) readable() error {
	var found Checked
	err := s.read(func() error { return s.check(&found, s.checksOfRows(false)) })
	if err == nil && len(found.Faults) > found.Stale {
		err = errors.New(found.Faults[0])
	}
	if err != nil {
		return err
	}
	ids, err := s.deckIDs()
	if err != nil || len(ids) == 0 {
		return err
	}
	all := Filter{Decks: ids}
	if err := s.Cards(all, func(*Card) error { return nil }); err != nil {
		return err
	}
	return s.Export(all, func(*ExportedNote) error { return nil })
}
