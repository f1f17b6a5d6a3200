package data

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
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
	{"note", "SELECT * FROM note WHERE deck IN {decks}"},
	{"card", "SELECT * FROM card WHERE note IN (SELECT id FROM note WHERE deck IN {decks})"},
	{"schedule", "SELECT * FROM schedule WHERE deck IN {decks}"},
	{"setting", "SELECT * FROM setting WHERE deck IN {decks}"},
	{"log", "SELECT * FROM log WHERE subject IN {subjects} ORDER BY device, seq"},
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
		var c Checked
		if err := s.checkLog(&c); err != nil {
			return err
		}
		if len(c.Faults) > 0 {
			return fmt.Errorf("%s; nothing was written", c.Faults[0])
		}
		d.line(DumpMark, map[string]any{"version": dumpVersion, "schema": len(migrations),
			"written": at.Format(time.RFC3339)}, "version", "schema", "written")
		for _, t := range dumped {
			before := d.rows
			if err := d.table(s, t.table, replace.Replace(t.rows)); err != nil {
				return err
			}
			if t.table == "log" {
				entries = d.rows - before
			}
		}
		d.line(`{`, map[string]any{"end": d.rows}, "end")
		return d.w.Flush()
	})
	return entries, err
}

type dumper struct {
	w    *bufio.Writer
	buf  bytes.Buffer
	rows int
}

func (d *dumper) table(s *Store, table, query string) error {
	rows, err := s.conn.QueryContext(context.Background(), query)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	cells, dest := make([]any, len(names)), make([]any, len(names))
	for i := range cells {
		dest[i] = &cells[i]
	}
	values := map[string]any{}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for i, name := range names {
			values[name] = cells[i]
			if blob, ok := cells[i].([]byte); ok {
				values[name] = hex.EncodeToString(blob)
			}
		}
		d.rows++
		d.line(`{"table":"`+table+`",`, values, names...)
	}
	return rows.Err()
}

// line writes one object: its start, the non-null values in order, and the checksum of all that. Errors stay in the
// writer until Flush.
func (d *dumper) line(start string, values map[string]any, names ...string) {
	d.buf.Reset()
	d.buf.WriteString(start)
	enc := json.NewEncoder(&d.buf)
	enc.SetEscapeHTML(false)
	sep := ""
	for _, name := range names {
		if values[name] == nil {
			continue
		}
		fmt.Fprintf(&d.buf, "%s%q:", sep, name)
		sep = ","
		if err := enc.Encode(values[name]); err != nil { // whole numbers and text can't fail
			panic(err)
		}
		d.buf.Truncate(d.buf.Len() - 1) // drop the newline that Encode adds
	}
	fmt.Fprintf(d.w, "%s%s%08x\"}\n", d.buf.Bytes(), dumpSum, crc32.Checksum(d.buf.Bytes(), castagnoli))
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
	if err := from.readable(); err != nil {
		return m, problems, fmt.Errorf("%s: %w; nothing was taken over", name, err)
	}
	err = s.write(func() error {
		merger := merger{Store: s, from: from, done: &m, at: at}
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
// can't read. What has once been merged stays.
func (s *Store) readable() error {
	found, err := s.Check(false)
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
