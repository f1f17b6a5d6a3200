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
	case t.tellsStatus(), t.any(text.ClassWorkColumns):
		return deck.ReasonProcess
	case t.any(text.ClassContactColumns) && len(head) > 1:
		return deck.ReasonContacts
	case t.any(text.ClassRequiredColumns) && t.any(text.ClassTypeColumns), t.any(text.ClassLookupColumns), t.isIndex(),
		t.any(text.ClassDefaultColumns) && t.most(0, isNameInCode),
		lex.Has(text.ClassSchemaColumns, t.heads[0]) && t.any(text.ClassTypeColumns) && t.most(0, isIdentifier):
		return deck.ReasonLookup
	case t.isRecords(head), t.isFigures(), t.isMatrix(), t.isWorked(head), t.isOperation(head), t.isDummy():
		return deck.ReasonSample
	case t.columns(isMoney(lex)) > 1, t.isMeasured():
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

// isIndex reports whether a table leads elsewhere: its rows are files or other notes, most of its columns are links, or
// there are some and the others only sort the rows, as a column of difficulties does.
func (t *table) isIndex() bool {
	leads := func(cell string) bool { return isLink(strings.Trim(cell, "`")) || isFile(t.lex, cell) }
	if t.most(0, func(cell string) bool { return isFile(t.lex, cell) }) || t.listsNotes() {
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

// listsNotes reports whether the first column leads to other notes: it says that it holds documents, or half of its wiki
// links have the folder of a note in them. In a table of terms, a link is the name of one: [[keel]].
func (t *table) listsNotes() bool {
	if !t.most(0, inline.IsWikiOnly) {
		return false
	}
	paths := 0
	for _, row := range t.rows {
		if strings.ContainsRune(row[0], '/') && !strings.ContainsRune(row[0], '|') {
			paths++
		}
	}
	return 2*paths >= len(t.rows) || t.lex.Has(text.ClassDocumentColumns, t.heads[0])
}

// isIdentifier reports whether a cell is a name such as columns of databases have: depth, max_depth, `depth`.
func isIdentifier(cell string) bool {
	name := strings.Trim(cell, "*` ")
	return name != "" && (text.IsLower(name[0]) || name[0] == '_') && !strings.ContainsRune(name, ' ')
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
