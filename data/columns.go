package data

// Kind is the type of a column's cells, and how they are written.
type Kind int

// The kinds of columns.
const (
	Text        Kind = iota
	Integer          // 42
	Tenths           // 4.2
	Hundredths       // 2.36
	Thousandths      // 0.884
	Flag             // true or false
	Date             // 2026-11-22
	Time             // 2026-11-22T09:30:00+01:00
)

// String returns the kind in one word.
func (k Kind) String() string {
	return [...]string{"text", "integer", "decimal", "decimal", "decimal", "true/false", "date", "time"}[k]
}

// Cell is one value of a table.
type Cell struct {
	Number int64 // in the unit of the column's kind: tenths, days or ms since 1970-01-01, 0 or 1, …
	Text   string
	Zone   int  // minutes east of UTC, for a Time
	Empty  bool // no value: an empty cell in CSV, null in JSON
}

// Hour returns the hour of a Time on the learner's clock, 0 to 23.
func (c Cell) Hour() int {
	minutes := c.Number/60_000 + int64(c.Zone)
	return int((minutes/60%24 + 24) % 24)
}

var empty = Cell{Empty: true}

func text(s string) Cell { return Cell{Text: s} }
func num(n int) Cell     { return Cell{Number: int64(n)} }

// known returns the cell of a number, or an empty cell if it is not known.
func known(ok bool, n int) Cell {
	if !ok {
		return empty
	}
	return num(n)
}

// cell returns a rate in thousandths, or an empty cell if there are too few observations.
func (r Rate) cell() Cell {
	if _, ok := r.Known(); !ok {
		return empty
	}
	return num((2000*r.Passed + r.Of) / (2 * r.Of)) // rounded half up, in exact integers
}

// Column describes a column of a table for readers.
type Column struct {
	Name    string
	Kind    Kind
	Unit    string // "" for texts, dates and flags
	Example string
	Says    string
}
