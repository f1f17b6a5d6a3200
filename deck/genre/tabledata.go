package genre

import (
	"strings"
	"unicode"

	"recall/deck/inline"
	"recall/deck/text"
)

// What only shows that a table may hold given data: the rows of an example, results, sums, a calculation.

// isRecords reports whether the rows are records of an example, and no column says what a thing means: the first column
// has their keys, under a name as databases and programs give, or people of whom their age or grade is told, or what
// returns in other rows and so names none of them.
func (t *table) isRecords(head []string) bool {
	switch {
	case t.any(text.ClassMeaningColumns):
		return false
	case (t.lex.Has(text.ClassRecordColumns, t.heads[0]) || namesKey(head[0])) && t.most(0, isRecordKey),
		t.lex.Has(text.ClassPersonColumns, t.heads[0]) && t.any(text.ClassPersonFields):
		return true
	}
	again := t.returning()
	return again > 0 && (3*again >= 2*len(t.rows) || t.most(0, isFigure)) && t.columns(isPhrase) == 0
}

// isRecordKey reports whether a cell is the key of a record: it has a figure, or is a letter.
func isRecordKey(cell string) bool { return len(cell) == 1 || holdsDigit(cell) }

// isPhrase reports whether a cell says something in several words, as no field of a record does that only holds a name.
func isPhrase(cell string) bool { return text.CountWords(cell) > 2 || text.CountHan(cell) > 6 }

func holdsDigit(cell string) bool { return strings.ContainsFunc(cell, unicode.IsDigit) }

// returning counts the cells of the first column that stand in another row again.
func (t *table) returning() (again int) {
	seen := make(map[string]int, len(t.rows))
	for _, row := range t.rows {
		if strings.ContainsFunc(row[0], text.IsLetterOrDigit) {
			seen[row[0]]++
		}
	}
	for _, n := range seen {
		if n > 1 {
			again += n
		}
	}
	return again
}

// namesKey reports whether a name is a program's name of a key: order_id, orders.id, orderId. "VLAN ID" is not.
func namesKey(name string) bool {
	name = strings.Trim(name, "`* ")
	at := len(name) - len("Id")
	if at < 1 || !strings.EqualFold(name[at:], "id") {
		return false
	}
	return name[at-1] == '_' || name[at-1] == '.' || name[at:] == "Id" && text.IsLower(name[at-1])
}

// isFigures reports whether a table of several rows holds figures alone.
func (t *table) isFigures() bool {
	if len(t.rows) < 2 || len(t.heads) < 2 {
		return false
	}
	for i := range t.heads {
		if !t.most(i, isFigure) {
			return false
		}
	}
	return true
}

// isWorked reports whether a table holds the steps of a calculation: its heads are symbols, and its cells figures.
func (t *table) isWorked(head []string) bool {
	if len(t.rows) < 2 || len(head) < 3 {
		return false
	}
	for i, h := range head {
		if !inline.IsSymbol(h) || !t.most(i, func(cell string) bool { return isFigure(cell) || len(cell) < 8 }) {
			return false
		}
	}
	return t.columns(isFigure) > 0
}

// isOperation reports whether a table gives an operation or a relation on symbols, which rows and columns share: a·b = c.
func (t *table) isOperation(head []string) bool {
	if len(t.rows) < 2 || len(head) < 3 {
		return false
	}
	shared := 0
	for _, row := range t.rows {
		for i := 1; i < len(head); i++ {
			if row[0] == head[i] && inline.IsSymbol(head[i]) && !holdsDigit(head[i]) {
				shared++
			}
		}
	}
	return 3*shared >= 2*len(t.rows) && t.columns(func(cell string) bool { return len(cell) < 8 }) == len(head)-1
}

// isMatrix reports whether a table has a figure for each two of the same things, as one of distances does.
func (t *table) isMatrix() bool {
	if len(t.rows) < 3 || len(t.heads) != len(t.rows)+1 || t.columns(isFigure) < len(t.rows) {
		return false
	}
	for i, row := range t.rows {
		if !strings.EqualFold(inline.PlainTitle(row[0]), t.heads[i+1]) {
			return false
		}
	}
	return true
}

// isMeasured reports whether all columns behind the first hold figures, and a quarter of these have decimals, a percent
// sign or groups, as results and accounts do. Others are what things are known by: years, ports, codes.
func (t *table) isMeasured() bool {
	if len(t.rows) < 2 || len(t.heads) < 3 || t.columns(isFigure) < len(t.heads)-1 {
		return false
	}
	cells, exact := 0, 0
	for _, row := range t.rows {
		for _, cell := range row[1:] {
			if cell == "" {
				continue
			}
			if cells++; strings.ContainsAny(cell, ".,% ") {
				exact++
			}
		}
	}
	return 4*exact >= cells
}

// isDummy reports whether a table only shows how one is written: its rows are "row 1" and "row 2".
func (t *table) isDummy() bool {
	return len(t.rows) > 1 && t.most(0, func(cell string) bool {
		name := strings.TrimRight(cell, "0123456789")
		return len(name) < len(cell) && t.lex.Has(text.ClassDummyCells, strings.TrimRight(name, " "))
	})
}
