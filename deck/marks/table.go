package marks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/genre"
	"recall/deck/inline"
	"recall/deck/text"
)

// maxColumns is the greatest number of columns of a table that is read. A wider one is a spreadsheet.
const maxColumns = 8

// maxRows is the greatest number of rows. A longer table belongs in a CSV file, which is read row by row.
const maxRows = 20_000

// tableRow is a row of a table and its line of the file.
type tableRow struct {
	cells []string
	line  int

	key    int  // the column of the cell that the others are asked by
	number int  // length of the number that counts the rows, before the name in the first cell
	vague  bool // nothing in it is named: it has a date
}

// table makes notes of the rows of a GFM table in a paragraph. goldmark's own reader takes quadratic time and memory,
// as it fills each row up to the width of the head.
func table(w *blocks.Walker, lines []blocks.Line, s blocks.Scope) bool {
	at := 1
	for at < len(lines) && !blocks.IsDelimiterRow(lines[at].Text) {
		at++
	}
	if at >= len(lines) {
		return false
	}
	head := cellsOf(w.Lex, lines[at-1].Text)
	if len(head) != len(cellsOf(w.Lex, lines[at].Text)) {
		return false
	}
	if len(head) > maxColumns {
		return true
	}
	var rows []tableRow
	for _, l := range lines[at+1:] {
		if len(rows) == maxRows {
			w.Problem(l.Number, fmt.Sprintf("a table has more than %d rows; write it as CSV", maxRows))
			break
		}
		cells := cellsOf(w.Lex, l.Text)
		for len(cells) < len(head) {
			cells = append(cells, "")
		}
		rows = append(rows, tableRow{cells: cells[:len(head)], line: l.Number})
	}
	head, rows = dropNumbers(w.Lex, head, rows)
	if isLayout(head, rows) {
		return true
	}
	w.LastList++
	s.List, s.Ordered = w.LastList, false
	if len(head) == 1 {
		columnSet(w, head[0], rows, s)
		return true
	}
	if namesSides(w, head) {
		for _, row := range rows {
			w.AddBullet(row.line, strings.Join(row.cells, " | "), s)
			if cards := TwoSided(row.cells[0], row.cells[1], false); len(cards) > 0 {
				n := &w.Notes[len(w.Notes)-1]
				n.Rule, n.Cards = "explicit:table", cards
			}
		}
		return true
	}
	alone := len(rows) == 1 && alikeCells(rows[0].cells) // of one thing, named above: each column is a fact
	if alone {
		rows[0].cells = append([]string{""}, rows[0].cells...)
		head = append([]string{""}, head...)
	}
	w.Notes = slices.Grow(w.Notes, len(rows))
	heads := headsOf(head)
	cells := make([][]string, len(rows))
	for i := range rows {
		cells[i] = rows[i].cells
	}
	why := genre.OfTable(w.Lex, head, cells)
	if !alone {
		cutNumbers(rows)
		switch named := setKeys(w.Lex, heads, rows); {
		case why != "":
		case !named:
			why = deck.ReasonVague
		case ragged(rows), parallel(w.Lex, heads, w.Heading()):
			why = deck.ReasonSideBySide
		}
	}
	readExamples(w.Lex, heads, rows)
	readKept(w.Lex, heads, rows)
	first := len(w.Notes)
	for _, row := range rows {
		rowNote(w, heads, row, alone, s)
	}
	for i := first; i < len(w.Notes) && why != ""; i++ {
		n := &w.Notes[i]
		if n.Explicit() {
			continue
		}
		n.Genre = why
		for k := range n.Cards {
			n.Cards[k].Weaken(why)
		}
	}
	return true
}

// namesSides reports whether the head of a table names the sides of cards, in a file whose author marked some:
// Front and Back. Elsewhere the front and the back of a car may be compared.
func namesSides(w *blocks.Walker, head []string) bool {
	return len(head) == 2 && (w.Declared || w.HasClaims) && slices.ContainsFunc(w.Lex.Rows(text.ClassQAMarks), func(pair []string) bool {
		return strings.EqualFold(pair[0], strings.TrimSpace(head[0])) && strings.EqualFold(pair[1], strings.TrimSpace(head[1]))
	})
}

// cellsOf cuts a row at its bars. An escaped bar is text.
func cellsOf(lex *text.Lexicon, l string) []string {
	l = strings.TrimSpace(l)
	l = strings.TrimPrefix(l, "|")
	if strings.HasSuffix(l, "|") && !strings.HasSuffix(l, `\|`) {
		l = l[:len(l)-1]
	}
	var cells []string
	from := 0
	for i := 0; i < len(l); i++ {
		switch l[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, l[from:i])
			from = i + 1
			if len(cells) > maxColumns {
				return cells
			}
		}
	}
	cells = append(cells, l[from:])
	for i, c := range cells {
		cells[i] = cellText(lex, c)
	}
	return cells
}

// cellText returns a cell without the HTML that people use in tables, where Markdown has nothing for it.
func cellText(lex *text.Lexicon, c string) string {
	if strings.ContainsAny(c, "<&") {
		c = ofLines(lex, strings.ReplaceAll(inline.WithoutTags(inline.Raise(c)), "\u00a0", " "))
	}
	return strings.ReplaceAll(strings.TrimSpace(c), `\|`, "|")
}

// alikeCells reports whether the first cell of a row is a value like the second: O(1), a number, code. Then it is no
// head.
func alikeCells(cells []string) bool {
	first := text.FirstRune(cells[0])
	return first == text.FirstRune(cells[1]) && (unicode.IsDigit(first) || strings.ContainsRune("OΘΩ`$", first))
}

// isLayout reports whether a table only places things: its head has no words, or most rows have pictures.
func isLayout(head []string, rows []tableRow) bool {
	if !text.HasWord(strings.Join(head, "")) || len(rows) == 0 {
		return true
	}
	pictures := 0
	for _, row := range rows {
		if line := strings.Join(row.cells, "|"); strings.Contains(line, "![") || strings.Contains(line, "<img") {
			pictures++
		}
	}
	return 2*pictures > len(rows)
}

// rowNote makes the note of a row. It asks for each cell by the row's key and, where the head of the column says what
// is asked of it, by that. The cells of a row that is alone are asked by the column.
func rowNote(w *blocks.Walker, head []columnHead, row tableRow, alone bool, s blocks.Scope) {
	str := strings.TrimPrefix(strings.Join(row.cells, " | "), " | ")
	if rule, marked := cardsIn(str, standingOf(w.File), inRows); len(marked) > 0 {
		w.AddBullet(row.line, str, s)
		n := &w.Notes[len(w.Notes)-1]
		n.Rule, n.Cards = rule, marked
		return
	}
	name := row.name(head)
	if !alone && (!text.HasWord(name) || !text.Fits(name, 60) || inline.IsLinkOnly(row.cells[row.key])) {
		return
	}
	var cards []deck.Card
	for i, cell := range row.cells {
		if i == row.key {
			continue
		}
		cell, source := inline.CutSource(w.Lex, inline.BoldHighlights(cell))
		column := head[i].title
		name := row.asked(name, head[i])
		prompt, slot := name, "facet:"+card.SlotKey(column)
		means := w.Lex.Has(text.ClassMeaningColumns, column)
		switch {
		case alone:
			prompt = column
		case len(head) > 2 && !means || len(head) == 2 && isAspect(w.Lex, name, column):
			prompt = name + deck.Dot + column
		}
		if len(head) == 2 && !alone {
			slot = "forward"
		}
		if !states(w.Lex, cell) || len(head) > 2 && !text.HasWord(column) ||
			len(head) > 2 && (!strings.ContainsFunc(prompt, unicode.IsLetter) || strings.EqualFold(cell, column)) {
			continue
		}
		c, ok := card.Judged(prompt, cell)
		if !ok {
			continue
		}
		c.Slot, c.Extra = slot, strings.TrimSpace(c.Extra+" "+source)
		if len(head) == 2 && prompt == name {
			card.AskFigure(w.Lex, &c, w.Heading())
		}
		switch {
		case isVerdict(w.Lex, cell), holdsJSON(cell), w.Lex.Has(text.ClassVagueAnswer, cell), w.Lex.HasPrefix(text.ClassLeaningCell, cell),
			len(head) > 2 && w.Lex.Has(text.ClassRemarkColumns, column), // beside a name alone they say what it is
			head[i].ticked && isTick(cell), row.vague, !alone && !strings.ContainsFunc(name, unicode.IsLetter):
			c.Weaken(deck.ReasonVague)
		case head[i].example, head[i].comments, isQuotation(cell):
			c.Weaken(deck.ReasonSample)
		case head[i].kept, text.IsCode(cell) && inline.IsLinkOnly(strings.Trim(cell, "`")):
			c.Weaken(deck.ReasonLookup)
		}
		if card.HoldsName(name, cell) ||
			(len(head) == 2 || means) && (card.SpellsOut(w.Lex, name, cell) || restates(w.Lex, name, cell)) {
			c.Weaken(deck.ReasonRestates)
		}
		if head[i].series || isCalculated(cell) {
			c.Weaken(deck.ReasonMeasured)
		}
		cards = append(cards, c)
	}
	if len(cards) == 0 {
		return
	}
	row.explain(w.Lex, head, cards)
	w.AddBullet(row.line, str, s)
	n := &w.Notes[len(w.Notes)-1]
	n.Rule, n.Cards = "table", card.DistinctSlots(cards)
}

// restates reports whether a cell has all words of the name that it is asked by, and few others: "berth number", "4 digit
// berth number". In code and formulas, each sign counts.
func restates(lex *text.Lexicon, name, cell string) bool {
	if len(cell) > card.MaxAnswer || strings.IndexByte(name, ' ') < 0 || strings.ContainsAny(name, "`|=+*^<>()[]{}$~") ||
		text.HasHan(name) {
		return false
	}
	var n, c [24]uint64
	names, said := lex.Tokens(name, n[:0]), lex.Tokens(cell, c[:0])
	return len(names) > 1 && len(said) <= len(names)+3 && names.Within(said) == len(names)
}

// isCalculated reports whether a number is looked up or calculated, and not known by heart: 3628800, 1.07e+301.
func isCalculated(cell string) bool {
	if cell == "" || !text.IsDigit(cell[len(cell)-1]) && cell[len(cell)-1] != '.' {
		return false // as most cells
	}
	if _, err := strconv.ParseFloat(cell, 64); err != nil {
		return false
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, cell)
	return strings.Contains(cell, "e") || len(strings.Trim(digits, "0")) > 5
}

// columnSet asks for the rows of a table of one column at once.
func columnSet(w *blocks.Walker, head string, rows []tableRow, s blocks.Scope) {
	var members []string
	for _, row := range rows {
		if !states(w.Lex, row.cells[0]) {
			return
		}
		members = append(members, row.cells[0])
	}
	if len(members) < 2 || len(members) > 6 || !text.HasWord(head) {
		return
	}
	answer := strings.Join(members, w.Lex.Say("member-sign", text.HasHan(members[0])))
	if !text.Fits(answer, card.MaxAnswer) {
		return
	}
	w.AddBullet(rows[0].line, head+": "+answer, s)
	c := deck.Card{
		Slot: "forward", Prompt: inline.PlainTitle(head) + " (" + strconv.Itoa(len(members)) + ")",
		Answer: answer, Members: members, Forms: deck.Reveal | deck.Set,
	}
	c.Weaken(deck.ReasonGuessedSet)
	n := &w.Notes[len(w.Notes)-1]
	n.Rule, n.Cards = "table", []deck.Card{c}
}

// states reports whether a cell says something: it is not empty, no dash and no mere link.
func states(lex *text.Lexicon, cell string) bool {
	return strings.ContainsFunc(cell, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsSymbol(r)
	}) && !inline.IsLinkOnly(cell) && !inline.IsSource(lex, cell) && !lex.Has(text.ClassVagueCell, cell)
}

// isVerdict reports whether a cell says yes or no, which is guessed as well as known. A sign says so beside a remark
// too.
func isVerdict(lex *text.Lexicon, cell string) bool {
	if strings.ContainsFunc(cell, func(r rune) bool { return lex.HasRune(text.ClassVerdictSigns, r) }) {
		return true
	}
	cell = strings.Trim(cell, "*_ .。!")
	return lex.Has(text.ClassVagueVerdict, cell) ||
		len(cell) > 2 && cell[0] == ':' && strings.IndexByte(cell[1:], ':') == len(cell)-2 // :+1:
}

// holdsJSON reports whether a cell has a JSON record in it, which nobody says from memory.
func holdsJSON(cell string) bool {
	return strings.Contains(cell, `{"`) || strings.Contains(cell, `{ "`)
}
