package cmd

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"recall/data"
	"recall/deck/text"
	"recall/srs"
)

// byteOrderMark tells a spreadsheet that the file is UTF-8.
const byteOrderMark = "\ufeff"

// tableWriter writes a table row by row, because a log may not fit in memory.
type tableWriter struct {
	out   *bufio.Writer
	table *data.Table
	raw   bool // don't guard texts that a spreadsheet would run
	clean bool // for a terminal
	rows  int
	buf   []byte
	day   dayCache
	last  string // behind the last row
}

func newTableWriter(w io.Writer, t *data.Table) *tableWriter {
	_, tty := terminal(w)
	return &tableWriter{out: bufio.NewWriterSize(w, 1<<16), table: t, clean: tty}
}

// header writes the names of the columns. As in RFC 4180, lines end in CR LF.
func (t *tableWriter) header() error {
	for i, c := range t.table.Columns {
		if i > 0 {
			t.out.WriteByte(',')
		}
		t.out.WriteString(c.Name)
	}
	_, err := t.out.WriteString("\r\n")
	return err
}

// row writes a line of CSV.
func (t *tableWriter) row(cells []data.Cell) error {
	b := t.buf[:0]
	for i := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		c := &cells[i]
		switch kind := t.table.Columns[i].Kind; {
		case c.Empty:
		case kind == data.Text:
			b = t.quote(b, c.Text)
		default:
			b = t.plain(b, kind, c)
		}
	}
	t.buf = append(b, '\r', '\n')
	_, err := t.out.Write(t.buf)
	return err
}

// end writes what is left.
func (t *tableWriter) end() error {
	t.out.WriteString(t.last)
	return t.out.Flush()
}

// plain writes a cell that is not text. Such cells never need quotes.
func (t *tableWriter) plain(b []byte, kind data.Kind, c *data.Cell) []byte {
	switch kind {
	case data.Tenths:
		return decimal(b, c.Number, 1)
	case data.Hundredths:
		return decimal(b, c.Number, 2)
	case data.Thousandths:
		return decimal(b, c.Number, 3)
	case data.Flag:
		return strconv.AppendBool(b, c.Number != 0)
	case data.Date:
		return t.day.date(b, c.Number)
	case data.Time:
		return t.time(b, c)
	}
	return strconv.AppendInt(b, c.Number, 10)
}

// decimal writes a number of tenths, hundredths or thousandths.
func decimal(b []byte, n int64, places int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	scale := int64(1)
	for range places {
		scale *= 10
	}
	b = append(strconv.AppendInt(b, n/scale, 10), '.')
	for scale /= 10; scale > 0; scale /= 10 {
		b = append(b, byte('0'+n/scale%10))
	}
	return b
}

const dayMs = 24 * 60 * 60 * 1000

// time writes RFC 3339, in the time zone of the moment itself.
func (t *tableWriter) time(b []byte, c *data.Cell) []byte {
	wall := c.Number + int64(c.Zone)*60_000
	day := wall / dayMs
	if wall < day*dayMs {
		day--
	}
	seconds := int((wall - day*dayMs) / 1000)
	b = append(t.day.date(b, day), 'T')
	b = append(two(b, seconds/3600), ':')
	b = append(two(b, seconds/60%60), ':')
	b = two(b, seconds%60)
	if c.Zone == 0 {
		return append(b, 'Z')
	}
	zone, sign := c.Zone, byte('+')
	if zone < 0 {
		zone, sign = -zone, '-'
	}
	b = append(two(append(b, sign), zone/60), ':')
	return two(b, zone%60)
}

func two(b []byte, n int) []byte { return append(b, byte('0'+n/10%10), byte('0'+n%10)) }

// dayCache writes dates. It keeps the last one, since consecutive rows mostly share a day.
type dayCache struct {
	day  int64
	text []byte
}

func (d *dayCache) date(b []byte, day int64) []byte {
	if d.text == nil || d.day != day {
		d.day, d.text = day, srs.Day(day).Time().AppendFormat(d.text[:0], time.DateOnly)
	}
	return append(b, d.text...)
}

// quote writes a text, in quotes if RFC 4180 requires them. Line ends inside it are kept.
func (t *tableWriter) quote(b []byte, s string) []byte {
	s = t.text(s)
	if !t.raw && formula(s) {
		s = "'" + s
	}
	if !strings.ContainsAny(s, ",\"\r\n") && (s == "" || s[0] != ' ' && s[len(s)-1] != ' ') {
		return append(b, s...)
	}
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(s, `"`, `""`)...)
	return append(b, '"')
}

// text returns s as valid UTF-8: a file name can hold any bytes.
func (t *tableWriter) text(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if t.clean {
		s = clean(s)
	}
	return s
}

// formula reports whether a text needs a ' in front: a spreadsheet would run it, or it begins with ' already. Removing
// one ' then always restores the text.
func formula(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune("=+-@\t\r\n'＝＋－＠", first)
}

// object writes a row as a JSON object, with the same names and numbers as the CSV.
func (t *tableWriter) object(cells []data.Cell) error {
	b := t.buf[:0]
	if t.rows > 0 {
		b = append(b, ",\n"...)
	}
	t.rows++
	b = append(b, '{')
	for i := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		column := &t.table.Columns[i]
		b = append(append(append(b, '"'), column.Name...), `":`...)
		switch c := &cells[i]; {
		case c.Empty:
			b = append(b, "null"...)
		case column.Kind == data.Text:
			b = t.appendJSON(b, c.Text)
		case column.Kind == data.Date, column.Kind == data.Time:
			b = append(t.plain(append(b, '"'), column.Kind, c), '"')
		default:
			b = t.plain(b, column.Kind, c)
		}
	}
	t.buf = append(b, '}')
	_, err := t.out.Write(t.buf)
	return err
}

func (t *tableWriter) appendJSON(b []byte, s string) []byte {
	var out strings.Builder
	if err := text.JSON(&out).Encode(t.text(s)); err != nil {
		panic(err) // a string is always JSON
	}
	return append(b, strings.TrimSuffix(out.String(), "\n")...)
}

// tableJSON returns a small table as one JSON value.
func tableJSON(by string, rows func(string, func([]data.Cell) error) error) (json.RawMessage, error) {
	var out strings.Builder
	t := newTableWriter(&out, data.TableOf(by))
	t.out.WriteString("[")
	if err := rows(by, t.object); err != nil {
		return nil, err
	}
	t.out.WriteString("]")
	err := t.out.Flush()
	return json.RawMessage(out.String()), err
}
