package data

import "fmt"

// Table is a table in which statistics can be exported. The names, order and meaning of its columns are a stable
// interface.
type Table struct {
	Name    string
	Says    string // what each row stands for
	Columns []Column

	ofStats func(*Stats, func([]Cell) error) error         // for a table made from Stats
	ofStore func(*Store, wanted, func([]Cell) error) error // for a table read row by row
}

// wanted is what a table should contain.
type wanted struct {
	Filter
	Span
	undone bool // include undone reviews
}

// Tables are all tables.
var Tables = []Table{dayTable, deckTable, chapterTable, cardTable, reviewTable, forecastTable}

// TableOf returns the table with the given name; nil if there is none.
func TableOf(name string) *Table {
	for i := range Tables {
		if Tables[i].Name == name {
			return &Tables[i]
		}
	}
	return nil
}

// Table calls row for each row of the table with the name by, for a filter's cards. With all, undone reviews are
// included. row must not keep the cells, which the next row overwrites, and must not query the store.
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

// Rows calls row for each row of a table made from Stats: day, deck, chapter or forecast.
func (out *Stats) Rows(by string, row func([]Cell) error) error { return TableOf(by).ofStats(out, row) }

// columns describe the columns of a table whose rows are made from an R, and how to get each value.
type columns[R any] []struct {
	Column
	value func(*R) Cell
}

// tableOfStats returns a table with a row for each R in some statistics.
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

// tableOfStore returns a table with a row for each R that read finds.
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

// emitter returns a function that calls row with the cells of an R. The next R overwrites them.
func emitter[R any](list columns[R], row func([]Cell) error) func(*R) error {
	cells := make([]Cell, len(list))
	return func(r *R) error {
		for i := range list {
			cells[i] = list[i].value(r)
		}
		return row(cells)
	}
}
