package genre

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// A table is judged by its heads and by its first rows: by then it is clear what it holds.
const judgedRows = 100

// OfTable is why the cards of a table are drafts, or "" where it may state facts.
func OfTable(lex *text.Lexicon, head []string, rows [][]string) deck.Reason {
	rows = rows[:min(len(rows), judgedRows)]
	t := &table{lex: lex, rows: rows, heads: make([]string, len(head))}
	for i, h := range head {
		t.heads[i] = strings.ToLower(strings.TrimSpace(inline.PlainTitle(h)))
	}
	switch {
	case t.isTimetable():
		return deck.ReasonPlan
	case t.tellsStatus():
		return deck.ReasonProcess
	case t.any(text.ClassContactColumns) && len(head) > 1:
		return deck.ReasonContacts
	case t.any(text.ClassRequiredColumns) && t.any(text.ClassTypeColumns), t.any(text.ClassLookupColumns), t.isIndex(),
		t.any(text.ClassDefaultColumns) && t.most(0, isNameInCode):
		return deck.ReasonLookup
	case t.isRecords(head), t.isFigures(), t.isWorked(head), t.isOperation(head):
		return deck.ReasonSample
	case t.columns(isMoney(lex)) > 1:
		return deck.ReasonMeasured
	}
	return ""
}

type table struct {
	lex   *text.Lexicon
	heads []string // in small letters
	rows  [][]string
}

// any reports whether a head is a word of the class.
func (t *table) any(c text.Class) bool { return t.count(c) > 0 }

func (t *table) count(c text.Class) (n int) {
	for _, h := range t.heads {
		if t.lex.Has(c, h) {
			n++
		}
	}
	return n
}

// columns counts the columns behind the first of which most cells are such. Empty cells don't count.
func (t *table) columns(such func(cell string) bool) (n int) {
	for i := 1; i < len(t.heads); i++ {
		if t.most(i, such) {
			n++
		}
	}
	return n
}

// most reports whether four fifths of the filled cells of a column are such.
func (t *table) most(column int, such func(cell string) bool) bool {
	filled, found := 0, 0
	for _, row := range t.rows {
		if cell := row[column]; cell != "" {
			filled++
			if such(cell) {
				found++
			}
		}
	}
	return found > 0 && 5*found >= 4*filled
}

// empty reports whether no cell of a column is filled.
func (t *table) empty(column int) bool {
	for _, row := range t.rows {
		if row[column] != "" {
			return false
		}
	}
	return true
}

// isTimetable reports whether the heads are days of the week, or the rows times of a day.
func (t *table) isTimetable() bool {
	return t.count(text.ClassWeekdays) > 2 || len(t.rows) > 1 && t.most(0, isClock)
}

// isClock reports whether a cell starts with a time of the day: 09:30, 9:30–11.
func isClock(cell string) bool {
	hour, rest, ok := strings.Cut(cell, ":")
	return ok && hour != "" && len(hour) < 3 && strings.Trim(hour, "0123456789") == "" &&
		len(rest) > 1 && text.IsDigit(rest[0]) && text.IsDigit(rest[1]) && (len(rest) == 2 || !text.IsDigit(rest[2]))
}

// tellsStatus reports whether a column behind the first says how far a piece of work is.
func (t *table) tellsStatus() bool {
	for i := 1; i < len(t.heads); i++ {
		if t.lex.Has(text.ClassStatusColumns, t.heads[i]) && t.most(i, func(cell string) bool {
			cell = strings.ToLower(strings.TrimSpace(inline.PlainTitle(cell)))
			return t.lex.Has(text.ClassStatusWords, cell) || t.lex.HasPrefix(text.ClassStatusWords, cell)
		}) {
			return true
		}
	}
	return false
}

// isIndex reports whether a table leads elsewhere: most of its columns are links, or there are some and the others only
// sort the rows, as a column of difficulties does.
func (t *table) isIndex() bool {
	leads := func(cell string) bool { return isLink(cell) || isFile(t.lex, cell) }
	if t.most(0, func(cell string) bool { return isFile(t.lex, cell) }) {
		return true
	}
	links, filled, sorts := 0, 0, 0
	for i := 1; i < len(t.heads); i++ {
		if t.empty(i) {
			continue
		}
		filled++
		switch {
		case t.most(i, leads):
			links++
		case t.lex.Has(text.ClassIndexColumns, t.heads[i]):
			sorts++
		}
	}
	return links > 0 && (2*links > filled || links+sorts == filled) && filled > 1
}

// isNameInCode reports whether a cell is a name as programs have them: `--depth`, max_depth, maxDepth.
func isNameInCode(cell string) bool {
	name := strings.Trim(cell, "*_")
	return text.IsCode(name) || strings.IndexByte(name, ' ') < 0 && (strings.ContainsAny(name, "_-.") ||
		strings.ContainsFunc(strings.TrimLeftFunc(name, unicode.IsUpper), unicode.IsUpper))
}

// isLink reports whether a cell is a link, with a remark maybe.
func isLink(cell string) bool {
	link, _ := inline.CutRemark(cell)
	return inline.IsLinkOnly(link) || inline.IsLinkOnly(cell)
}

// isRecords reports whether the rows are records of an example: the first column has their keys, under a name as
// databases and programs give, or numbers that return in other rows, and no column says what a thing means.
func (t *table) isRecords(head []string) bool {
	for _, h := range t.heads {
		if t.lex.Has(text.ClassMeaningColumns, h) {
			return false
		}
	}
	return (t.lex.Has(text.ClassRecordColumns, t.heads[0]) || namesKey(head[0])) && t.most(0, holdsDigit) ||
		t.most(0, isFigure) && t.returns() && t.columns(isPhrase) == 0
}

// isPhrase reports whether a cell says something in several words, as no field of a record does that only holds a name.
func isPhrase(cell string) bool { return text.CountWords(cell) > 2 || text.CountHan(cell) > 6 }

func holdsDigit(cell string) bool { return strings.ContainsFunc(cell, unicode.IsDigit) }

// returns reports whether a cell of the first column stands in another row again: it names no row.
func (t *table) returns() bool {
	seen := map[string]bool{}
	for _, row := range t.rows {
		if cell := row[0]; cell != "" {
			if seen[cell] {
				return true
			}
			seen[cell] = true
		}
	}
	return false
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

// isFigure reports whether a cell is a number and nothing else.
func isFigure(cell string) bool {
	return strings.Trim(cell, "0123456789.,-+% ") == "" && holdsDigit(cell)
}

// isMoney reports whether a cell starts with a sum of money.
func isMoney(lex *text.Lexicon) func(string) bool {
	return func(cell string) bool {
		sign := text.FirstRune(cell)
		rest := strings.TrimLeft(cell[len(string(sign)):], " ")
		return lex.HasRune(text.ClassMoneySigns, sign) && rest != "" && text.IsDigit(rest[0])
	}
}
