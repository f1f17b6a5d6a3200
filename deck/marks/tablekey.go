package marks

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// What the cells of a table are asked by: the key of each row, and the heads of the columns. A key names something. A
// date is none, as much happens in a year, and nor is the number of a row.

// columnHead is what the head of a table says of a column.
type columnHead struct {
	title  string
	series bool // other heads have other values of one measure: "10 elements", "100 elements"

	example  bool // its cells are examples
	comments bool // its cells speak of an example in their row
	ticked   bool // its cells are ticks
	kept     bool // its cells keep books of what the author has and did
	form     bool // its cells are forms of the word in the column formOf
	formOf   int
}

// headsOf returns what the heads of all columns say.
func headsOf(head []string) []columnHead {
	list, measures := make([]columnHead, len(head)), make([]string, len(head))
	for i, h := range head {
		list[i].title = inline.PlainTitle(h)
		values := func(r rune) bool { return unicode.IsDigit(r) || unicode.IsSpace(r) }
		measures[i] = strings.Join(strings.FieldsFunc(list[i].title, values), " ")
	}
	for i, own := range measures {
		if own == "" || own == list[i].title {
			continue
		}
		for j, other := range measures {
			list[i].series = list[i].series || other == own && head[j] != head[i]
		}
	}
	return list
}

// isAspect reports whether the head of the second of two columns says what is asked of the first: "Corn · GMO
// content". A head such as Meaning only says what the name alone asks for, and a name that asks needs no other question.
func isAspect(lex *text.Lexicon, name, column string) bool {
	if text.HasAnySuffix(name, "?", "？") || !text.HasWord(column) || text.Columns(column) == 1 ||
		!text.Fits(column, maxAspect) {
		return false
	}
	if text.HasHan(column) {
		column = strings.ReplaceAll(column, " ", "") // 说 明
	}
	for _, class := range [...]text.Class{text.ClassMeaningColumns, text.ClassRemarkColumns, text.ClassColumnBack} {
		if lex.Has(class, column) || lex.HasSuffix(class, column) {
			return false
		}
	}
	return true
}

// maxAspect is the widest head, in columns, that stands on a front behind the key. A wider one describes the table.
const maxAspect = 32

// name is what the row is asked by. A number says nothing without what it counts: "pH 4.5–5.5".
func (row tableRow) name(head []columnHead) string {
	name, counted := row.cells[row.key], head[row.key].title
	if row.key == 0 {
		name = name[row.number:]
	}
	name = inline.PlainTitle(name)
	if text.HasWord(name) && !strings.ContainsFunc(name, unicode.IsLetter) &&
		text.HasWord(counted) && text.Fits(counted, card.MaxTyped) {
		return counted + " " + name
	}
	return name
}

// dropNumbers removes a first column that only counts the rows.
func dropNumbers(lex *text.Lexicon, head []string, rows []tableRow) ([]string, []tableRow) {
	if len(head) < 3 {
		return head, rows
	}
	counts := lex.Has(text.ClassNumberColumns, inline.PlainTitle(head[0]))
	for i, row := range rows {
		n, err := strconv.Atoi(strings.TrimRight(row.cells[0], ".、"))
		if err != nil || !counts && n != i+1 || !strings.ContainsFunc(row.cells[1], unicode.IsLetter) {
			return head, rows
		}
	}
	for i := range rows {
		rows[i].cells = rows[i].cells[1:]
	}
	return head[1:], rows
}

// cutNumbers finds the numbers that count the rows before their keys: "1. Oak", "2. Ash".
func cutNumbers(rows []tableRow) {
	if len(rows) < 2 {
		return
	}
	for i, row := range rows {
		if numbered(row.cells[0], i+1) == 0 {
			return
		}
	}
	for i := range rows {
		rows[i].number = numbered(rows[i].cells[0], i+1)
	}
}

// numbered returns the length of the number n at the start of a name, with the sign behind it, or 0 without one.
func numbered(s string, n int) int {
	number := strconv.Itoa(n)
	if rest, ok := strings.CutPrefix(s, number); ok && text.HasWord(rest) {
		for _, sign := range [...]string{". ", ") ", "、"} {
			if strings.HasPrefix(rest, sign) {
				return len(number) + len(sign)
			}
		}
	}
	return 0
}

// setKeys chooses the cell that each row is asked by: the first one. Where the first column has dates, it is the first
// cell that names something, and the date is asked for too. It returns false where nothing is named.
func setKeys(lex *text.Lexicon, head []columnHead, rows []tableRow) bool {
	if lex.Has(text.ClassNumberColumns, head[0].title) ||
		lex.Has(text.ClassStepColumns, head[0].title) && mostly(rows, 0, isNumber) {
		return false
	}
	if !mostly(rows, 0, func(cell string) bool { return lex.IsDate(inline.PlainTitle(cell)) }) {
		return true
	}
	var naming []int
	for i := 1; i < len(head); i++ {
		if !lex.Has(text.ClassMeaningColumns, head[i].title) && !lex.Has(text.ClassRemarkColumns, head[i].title) &&
			distinct(rows, i) && mostly(rows, i, func(cell string) bool { return namesThing(lex, cell) }) {
			naming = append(naming, i)
		}
	}
	for r := range rows {
		at := slices.IndexFunc(naming, func(i int) bool { return namesThing(lex, rows[r].cells[i]) })
		if rows[r].vague = at < 0; at >= 0 {
			rows[r].key = naming[at]
		}
	}
	return len(naming) > 0
}

// isNumber reports whether a cell is a number, in bold maybe.
func isNumber(cell string) bool {
	_, err := strconv.Atoi(strings.Trim(cell, "*_. "))
	return err == nil
}

// namesThing reports whether a cell is the name of one thing: an event, a treaty, a case.
func namesThing(lex *text.Lexicon, cell string) bool {
	name := inline.PlainTitle(cell)
	return strings.ContainsFunc(name, unicode.IsLetter) && states(lex, cell) && !lex.IsDate(name) &&
		text.CountWords(name) <= 6 && text.CountHan(name) <= 14 && !strings.ContainsAny(name, ".;,。；，、") &&
		!lex.IsSentence(name)
}

// mostly reports whether four fifths of the cells of a column that state something are such.
func mostly(rows []tableRow, column int, such func(string) bool) bool {
	filled, found := 0, 0
	for _, row := range rows {
		if cell := row.cells[column]; strings.ContainsFunc(cell, text.IsLetterOrDigit) {
			filled++
			if such(cell) {
				found++
			}
		}
	}
	return found > 0 && 5*found >= 4*filled
}

// distinct reports whether no cell of a column returns in another row: it names no row otherwise.
func distinct(rows []tableRow, column int) bool {
	seen := map[string]bool{}
	for _, row := range rows {
		if cell := row.cells[column]; strings.ContainsFunc(cell, text.IsLetterOrDigit) {
			if seen[cell] {
				return false
			}
			seen[cell] = true
		}
	}
	return true
}

// parallel reports whether two columns are two lists that stand side by side, so that a cell says nothing of the one
// beside it: their heads are one plural noun of two kinds ("sources of iron", "sources of zinc"), two opposites
// ("pros", "cons"), two words with one base ("Hochseefischerei", "Küstenfischerei"), or the two things that the title
// above, or a "vs" in the head, compares ("por", "para").
func parallel(lex *text.Lexicon, head []columnHead, title string) bool {
	if len(head) != 2 {
		return false
	}
	a, b := strings.ToLower(head[0].title), strings.ToLower(head[1].title)
	if a == "" || b == "" || a == b {
		return false
	}
	if slices.Contains(lex.Opposites(a), b) || slices.Contains(lex.Opposites(b), a) {
		return true
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if isPlural(x[0]) && isPlural(y[0]) && (x[0] == y[0] || sharesWord(lex, x[1:], y[1:])) ||
		isPlural(x[len(x)-1]) && x[len(x)-1] == y[len(y)-1] {
		return true
	}
	return lex.Has(text.ClassVersus, x[len(x)-1]) || lex.Has(text.ClassVersus, y[0]) || sharesBase(a, b) || comparesBoth(title, a, b)
}

// minBase is the number of letters from which two compound words have one base. Shorter ends are endings.
const minBase = 6

// sharesBase reports whether two words are compounds with one base, and both have something before it.
func sharesBase(a, b string) bool {
	if strings.ContainsAny(a+b, " -/") {
		return false
	}
	n := 0 // letters that are the same, from the end
	for a != "" && b != "" {
		x, i := utf8.DecodeLastRuneInString(a)
		y, j := utf8.DecodeLastRuneInString(b)
		if x != y {
			return n >= minBase
		}
		a, b = a[:len(a)-i], b[:len(b)-j]
		n++
	}
	return false
}

// ragged reports whether the columns are lists of their own, so that a row ties nothing together: the first one ends
// above another, and so does a second one, or they end far apart. None has a gap before its end.
//
//	Bow   | Stern  | Mast
//	jib   | rudder | boom
//	      | tiller |
func ragged(rows []tableRow) bool {
	long := make([]int, len(rows[0].cells)) // how many cells from the top are filled
	longest, short := 0, 0
	for c := range long {
		for long[c] < len(rows) && rows[long[c]].cells[c] != "" {
			long[c]++
		}
		for _, row := range rows[long[c]:] {
			if row.cells[c] != "" {
				return false
			}
		}
		longest = max(longest, long[c])
	}
	for _, n := range long {
		if n < longest {
			short++
		}
	}
	return long[0] > 1 && long[0] < longest && (short > 1 || longest-long[0] > 1)
}

// isPlural reports whether a word, as far as its ending tells, is the plural of a noun and no abbreviation.
func isPlural(word string) bool { return len(word) > 3 && text.InPlural(word) }

// sharesWord reports whether two lists of words have one in common that carries content.
func sharesWord(lex *text.Lexicon, x, y []string) bool {
	return slices.ContainsFunc(x, func(w string) bool {
		return len(w) > 1 && slices.Contains(y, w) && !lex.Has(text.ClassFunctionWords, w)
	})
}

// comparesBoth reports whether a title names two things and little else: "Por and para".
func comparesBoth(title, a, b string) bool {
	title = strings.ToLower(inline.PlainTitle(title))
	return inline.Mentions(title, a) && inline.Mentions(title, b) && len(title) <= len(a)+len(b)+6
}

// isQuotation reports whether a cell holds the words of others and nothing else, with their source in brackets maybe:
// a sample of what a column is about, which nobody has by heart.
func isQuotation(cell string) bool {
	words, quoted, depth := 0, 0, 0
	var close rune
	inWord := false
	for _, r := range cell {
		switch {
		case close != 0 && (r == close || close == '“' && r == '”'):
			close = 0
		case close == 0 && depth == 0 && !text.IsLetterOrDigit(r) && closing[r] != 0:
			close = closing[r]
		case close == 0 && strings.ContainsRune("([（", r):
			depth++
		case close == 0 && strings.ContainsRune(")]）", r):
			depth--
		}
		letter := text.IsLetterOrDigit(r)
		if letter && (!inWord || text.IsHan(r)) {
			switch {
			case close != 0:
				quoted++
				fallthrough
			case depth == 0:
				words++
			}
		}
		inWord = letter && !text.IsHan(r)
	}
	return words == quoted && quoted >= minQuoted
}

// minQuoted is the number of words from which quotes hold what someone said: fewer are a name or a form of a word.
const minQuoted = 5

// closing holds the sign that ends a quotation by the one that starts it.
var closing = map[rune]rune{'"': '"', '“': '”', '„': '“', '«': '»', '»': '«', '「': '」', '『': '』'}
