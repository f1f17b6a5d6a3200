package marks

import (
	"recall/deck/text"
)

// A column may tell what the author did or has, and not what the thing in the row is: the rows tried so far are
// ticked, or a shop stands beside what was bought there.

// readKept finds the columns that hold ticks, or that keep books.
func readKept(lex *text.Lexicon, head []columnHead, rows []tableRow) {
	for i := range head {
		head[i].kept = lex.Has(text.ClassKeptColumns, head[i].title)
		head[i].ticked = isTicked(rows, i)
	}
}

// isTicked reports whether half of the filled cells of a column are one and the same tick, or all of them noughts: a
// column of bits has ones too.
func isTicked(rows []tableRow, column int) bool {
	filled, noughts, most, ticks := 0, 0, 0, map[string]int{}
	for _, row := range rows {
		cell := row.cells[column]
		switch {
		case cell == "":
			continue
		case cell == "0":
			noughts++
		case isTick(cell):
			ticks[cell]++
			most = max(most, ticks[cell])
		}
		filled++
	}
	return most > 1 && 2*most >= filled || noughts > 1 && noughts == filled
}

// isTick reports whether a cell is a sign that people tick things off with, or the nought of a count that has not begun.
func isTick(cell string) bool {
	switch cell {
	case "x", "X", "y", "Y", "n", "N", "j", "J", "o", "v", "V", "*", "0", "-", "–", "—", "?", "[x]", "[ ]":
		return true
	}
	return false
}
