package data

import "fmt"

// Table is one of the tables that statistics can be taken away as. Names, order and meaning of its columns are a
// promise.
type Table struct {
	Name    string
	Says    string // what a row is
	Columns []Column

	ofStats func(*Stats, func([]Cell) error) error         // for a table that is made of statistics
	ofStore func(*Store, wanted, func([]Cell) error) error // for one that is read row by row
}

// wanted is what a table is to hold.
type wanted struct {
	Filter
	Span
	undone bool // also the reviews that were taken back
}

// Tables are what statistics can be taken away as.
var Tables = []Table{dayTable, deckTable, chapterTable, cardTable, reviewTable, forecastTable}

// TableOf returns the table of a name; nil if there is none.
func TableOf(name string) *Table {
	for i := range Tables {
		if Tables[i].Name == name {
			return &Tables[i]
		}
	}
	return nil
}

// Table calls row for each row of one of Tables, for a filter's cards; with all also for reviews that were taken
// back. The cells are overwritten by the next row, and row must ask the store nothing.
func (s *Store) Table(by string, f Filter, span Span, all bool, row func([]Cell) error) error {
	t := TableOf(by)
	if t == nil {
		return fmt.Errorf("there is no table %q", by)
	}
	return s.read(func() error {
		if t.ofStore != nil {
			return t.ofStore(s, wanted{f, span, all}, row)
		}
		st := &Stats{}
		if err := s.stats(st, f, span); err != nil {
			return err
		}
		return t.ofStats(st, row)
	})
}

// Rows calls row for each row of a table that is made of statistics: day, deck, chapter and forecast.
func (out *Stats) Rows(by string, row func([]Cell) error) error { return TableOf(by).ofStats(out, row) }

// columns are those of a table whose rows are made of an R: what each is, and where its value comes from.
type columns[R any] []struct {
	Column
	value func(*R) Cell
}

// tableOfStats is a table with a row for each R of some statistics.
func tableOfStats[R any](name, says string, rows func(*Stats) []R, list columns[R]) Table {
	t := describe(name, says, list)
	t.ofStats = func(st *Stats, row func([]Cell) error) error {
		emit := emitter(list, row)
		all := rows(st)
		for i := range all {
			if err := emit(&all[i]); err != nil {
				return err
			}
		}
		return nil
	}
	return t
}

// tableOfStore is a table with a row for each R that read finds.
func tableOfStore[R any](name, says string, read func(*Store, wanted, func(*R) error) error, list columns[R]) Table {
	t := describe(name, says, list)
	t.ofStore = func(s *Store, a wanted, row func([]Cell) error) error { return read(s, a, emitter(list, row)) }
	return t
}

func describe[R any](name, says string, list columns[R]) Table {
	t := Table{Name: name, Says: says}
	for _, c := range list {
		t.Columns = append(t.Columns, c.Column)
	}
	return t
}

// emitter makes the cells of each R, which the next one overwrites.
func emitter[R any](list columns[R], row func([]Cell) error) func(*R) error {
	cells := make([]Cell, len(list))
	return func(r *R) error {
		for i := range list {
			cells[i] = list[i].value(r)
		}
		return row(cells)
	}
}
