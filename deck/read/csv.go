package read

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/text"
)

// A table of cards is CSV or TSV as spreadsheets write it, with a line of column names or without, or one of Anki's
// text files with their head lines (#separator, #html, #columns …). A row that can't be read is a problem and is left
// out. The rows around it are read.

// tableHead is what the first lines of a table say of it.
type tableHead struct {
	separator byte // 0: to be guessed
	html      *bool
	kind      string   // the note type of all rows
	deck      string   // the deck of all rows
	columns   []string // the names of the columns; nil: unknown
	special   map[string]int
	anki      bool // there is a line that only Anki writes
	lines     int  // how many lines the head has
}

// ankiKeys are the keys of Anki's head lines.
var ankiKeys = text.SetOf("separator|html|tags|columns|notetype|deck|notetype column|deck column|tags column|" +
	"guid column|match scope|if matches")

// hasAnkiHead reports whether a text starts with one of Anki's head lines.
func hasAnkiHead(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	key, _, ok := strings.Cut(strings.TrimSpace(string(line)), ":")
	return ok && strings.HasPrefix(key, "#") && ankiKeys.Has(strings.ToLower(key[1:]))
}

// separatorNames are the names that #separator: takes beside the sign itself.
var separatorNames = map[string]byte{
	"tab": '\t', `\t`: '\t', "pipe": '|', "semicolon": ';', "colon": ':', "comma": ',', "space": ' ',
}

// columnKeys are the keys that say which column holds something, and what it holds.
var columnKeys = map[string]string{
	"notetype column": "kind", "deck column": "deck", "tags column": "tags", "guid column": "id",
}

// readHead reads head lines up to the first other line. Tags of the file go to the document.
func readHead(doc *deck.Document, text []byte) tableHead {
	h := tableHead{special: map[string]int{}}
	for l := range bytes.Lines(text) {
		line := strings.TrimRight(string(l), "\n")
		if rest, ok := strings.CutPrefix(line, "sep="); ok && h.lines == 0 && len(rest) == 1 { // what Excel reads
			h.separator, h.lines = rest[0], 1
			continue
		}
		if rest, ok := strings.CutPrefix(line, "tags:"); ok && h.lines == 0 { // Anki before 2.1.54
			doc.Tags, h.lines, h.anki = blocks.Tags(rest), 1, true
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || !strings.HasPrefix(key, "#") || !ankiKeys.Has(strings.ToLower(key[1:])) {
			return h
		}
		h.lines, h.anki = h.lines+1, true
		h.set(doc, strings.ToLower(key[1:]), value)
	}
	return h
}

// set takes in a head line.
func (h *tableHead) set(doc *deck.Document, key, value string) {
	trimmed := strings.TrimSpace(value)
	switch key {
	case "separator":
		if sign, ok := separatorNames[strings.ToLower(trimmed)]; ok {
			h.separator = sign
		} else if len(value) == 1 {
			h.separator = value[0]
		}
	case "html":
		is := strings.EqualFold(trimmed, "true")
		h.html = &is
	case "tags":
		doc.Tags = blocks.Tags(value)
	case "columns":
		sign := h.separator
		if sign == 0 {
			sign = guessSeparator([]byte(value+"\n"), separatorSigns)
		}
		row := fields{text: []byte(value + "\n"), sign: sign}
		h.columns, _, _ = row.next()
	case "notetype":
		h.kind = trimmed
	case "deck":
		h.deck = trimmed
	default:
		role, ok := columnKeys[key]
		if n, err := strconv.Atoi(trimmed); ok && err == nil && n > 0 {
			h.special[role] = n - 1
		}
	}
}

// columnRoles are the classes of the names that people give to columns, and what a column of such a name holds.
var columnRoles = [...]struct {
	names text.Class
	role  string
}{
	{text.ClassColumnFront, "front"},
	{text.ClassColumnBack, "back"},
	{text.ClassColumnTags, "tags"},
	{text.ClassColumnDeck, "deck"},
	{text.ClassColumnID, "id"},
	{text.ClassColumnKind, "kind"},
	{text.ClassColumnHint, "hint"},
	{text.ClassColumnExtra, "extra"},
	{text.ClassColumnAccept, "accept"},
	{text.ClassColumnPath, "path"},
}

// columnRole returns what a column of this name holds, "" where that has no place of its own. The names of all
// languages count: a table of words often has its head in another language.
func columnRole(name string) string {
	name = strings.TrimSpace(name)
	for _, c := range columnRoles {
		if text.InAnyLanguage(c.names, name) {
			return c.role
		}
	}
	return ""
}

// namesSides reports whether the head of a table says which columns are front and back.
func namesSides(text []byte) bool {
	h := readHead(&deck.Document{}, text)
	if h.anki {
		return true
	}
	body := skipLines(text, h.lines)
	return isColumnRow(firstRow(body, h.separator))
}

// isTabbed reports whether each line of a text has text, a tab and text again, as a table has that was copied out of a
// spreadsheet.
func isTabbed(text []byte) bool {
	rows := 0
	for l := range bytes.Lines(text[:min(len(text), 64<<10)]) {
		if l = bytes.TrimSpace(l); len(l) == 0 {
			continue
		}
		if bytes.IndexByte(l, '\t') < 0 {
			return false
		}
		rows++
	}
	return rows > 0
}

// headed reports whether the first line of a text is nothing but names of columns. Text without a file name can be
// anything.
func headed(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	if !bytes.ContainsAny(line, ",;\t") {
		return false
	}
	unnamed := func(c string) bool { return columnRole(c) == "" }
	cells := firstRow(append(line[:len(line):len(line)], '\n'), 0)
	return isColumnRow(cells) && !slices.ContainsFunc(cells, unnamed)
}

// firstRow returns the cells of the first row. A sign of 0 is guessed.
func firstRow(body []byte, sign byte) []string {
	if sign == 0 {
		sign = guessSeparator(body, separatorSigns)
	}
	row := fields{text: body[:min(len(body), maxRow)], sign: sign}
	cells, _, _ := row.next()
	return cells
}

// isColumnRow reports whether a row is one of column names: one of them means the front, and one the back.
func isColumnRow(cells []string) bool {
	front, back := false, false
	for _, c := range cells {
		switch columnRole(c) {
		case "front":
			front = true
		case "back":
			back = true
		}
	}
	return front && back
}

// skipLines returns a text without its first n lines.
func skipLines(text []byte, n int) []byte {
	for ; n > 0; n-- {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return text
}

// sheet is a table while its rows are read.
type sheet struct {
	doc   *deck.Document
	head  tableHead
	roles []string // what each column holds; nil until the first row
	names []string // what each column is called
	html  bool
	decks []string // the deck of each note
}

// readTable reads a table of cards into the document.
func readTable(doc *deck.Document, text []byte) []deck.Problem {
	s := &sheet{doc: doc, head: readHead(doc, text)}
	body := skipLines(text, s.head.lines)
	if ending := strings.ToLower(filepath.Ext(doc.Name)); s.head.separator == 0 && ending == ".txt" && isTabbed(body) {
		s.head.separator = '\t'
	}
	if s.head.separator == 0 {
		signs := separatorSigns
		if strings.HasSuffix(strings.ToLower(doc.Name), ".csv") {
			signs = ",\t;|: "
		}
		s.head.separator = guessSeparator(body, signs)
	}
	if isFlash(body, s.head) {
		return readFlash(doc, body)
	}
	if s.html = looksHTML(string(body)); s.head.html != nil {
		s.html = *s.head.html
	}
	if s.head.columns != nil {
		s.setColumns(s.head.columns)
	}
	var problems []deck.Problem
	report := func(line int, what string) {
		if len(problems) < maxProblems {
			problems = append(problems, deck.Problem{File: doc.Name, Line: line, Msg: what})
		}
	}
	doc.Notes = make([]deck.Note, 0, bytes.Count(body, []byte("\n")))
	rows := fields{text: body, sign: s.head.separator, anki: s.head.anki, line: s.head.lines}
	for {
		cells, line, fault := rows.next()
		switch {
		case fault != "":
			report(line, fault)
		case cells == nil:
			placeByDeck(doc, s.decks)
			return problems
		case s.roles == nil && isColumnRow(cells):
			s.setColumns(cells)
		default:
			if fault := s.row(line, cells); fault != "" {
				report(line, fault)
			}
		}
	}
}

// maxProblems is how many problems of a table are reported. Further bad rows are left out without one.
const maxProblems = 1000

// setColumns sets what the columns hold, by their names. Where no name says so, the first free column is the front and
// the next the back.
func (s *sheet) setColumns(names []string) {
	s.roles, s.names = make([]string, len(names)), make([]string, len(names))
	has := map[string]bool{}
	for role, i := range s.head.special {
		if i < len(names) {
			s.roles[i] = role
			has[role] = true
		}
	}
	for i, name := range names {
		s.names[i] = strings.TrimSpace(name)
		if role := columnRole(name); s.roles[i] == "" && role != "" && !has[role] {
			s.roles[i] = role
			has[role] = true
		}
	}
	for _, role := range []string{"front", "back"} {
		for i := range s.roles {
			if !has[role] && s.roles[i] == "" {
				s.roles[i], has[role] = role, true
			}
		}
	}
}

// row makes a note of a row.
func (s *sheet) row(line int, cells []string) (fault string) {
	for len(cells) > 1 && strings.TrimSpace(cells[len(cells)-1]) == "" && len(cells) > len(s.names) {
		cells = cells[:len(cells)-1]
	}
	if s.roles == nil {
		s.setColumns(make([]string, max(len(cells), 2)))
	}
	if len(cells) > len(s.roles) {
		known := strings.Join(s.labels(), ",")
		return fmt.Sprintf("%d columns, not %d (%s); %s", len(cells), len(s.roles), known, s.quoteAdvice())
	}
	if isExact(s.names) {
		x, fault := exactRow(s.names, cells)
		if fault == "" {
			fault = addExact(s.doc, &x, line)
		}
		return fault
	}
	r := record{line: line, noteType: s.head.kind, deck: s.head.deck}
	var more []string
	for i, cell := range cells {
		if s.html && holdsText(s.roles[i]) {
			if md := fieldText(cell); md != "" || s.head.html != nil { // else it is about a tag
				cell = md
			}
		}
		if cell = strings.TrimSpace(cell); cell != "" && !r.set(s.roles[i], cell) {
			if name := s.names[i]; name != "" {
				cell = name + ": " + cell
			}
			more = append(more, cell)
		}
	}
	r.extra = strings.TrimSpace(r.extra + "\n" + strings.Join(more, "\n"))
	if r.front == "" && r.back == "" && len(more) == 0 {
		return "" // a row of separators
	}
	if fault := addRecord(s.doc, r); fault != "" {
		return fault
	}
	s.decks = append(s.decks, r.deck)
	return ""
}

// holdsText reports whether a column holds text to be shown, and no name of something.
func holdsText(role string) bool {
	return role == "front" || role == "back" || role == "hint" || role == "extra" || role == ""
}

// quoteAdvice says how to write a text that was taken for two columns.
func (s *sheet) quoteAdvice() string {
	names := map[byte]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "pipe", ':': "colon", ' ': "blank"}
	sign := names[s.head.separator]
	if sign == "" {
		sign = string(s.head.separator)
	}
	return `"quote" text with a ` + sign
}

// labels names the columns for a message.
func (s *sheet) labels() []string {
	labels := slices.Clone(s.names)
	for i := range labels {
		if labels[i] == "" {
			if labels[i] = s.roles[i]; labels[i] == "" {
				labels[i] = "extra"
			}
		}
	}
	return labels
}

// set gives a record the text of a column. It returns false for a column without a place of its own.
func (r *record) set(role, text string) bool {
	switch role {
	case "front":
		r.front = text
	case "back":
		r.back = text
	case "hint":
		r.hint = text
	case "extra":
		r.extra = text
	case "accept":
		r.aliases = splitAnswers(text)
	case "id":
		r.id = text
	case "kind":
		r.noteType = text
	case "deck":
		r.deck = text
	case "tags":
		r.tags = blocks.Tags(text)
	case "path":
		r.path = SplitPath(text)
	default:
		return false
	}
	return true
}

// splitAnswers cuts the further right answers of a cell: a list of JSON, or with semicolons, bars or line ends between
// them. A comma may be part of an answer.
func splitAnswers(cell string) (list []string) {
	if given, ok := readList(cell); ok {
		return given
	}
	for _, a := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";；|\n", r) }) {
		if a = strings.TrimSpace(a); a != "" {
			list = append(list, a)
		}
	}
	return list
}

// SplitPath cuts "Cache › Redis" into headings.
func SplitPath(s string) []string {
	var path []string
	for _, p := range strings.Split(s, strings.TrimSpace(deck.PathSeparator)) {
		if p = strings.TrimSpace(p); p != "" {
			path = append(path, p)
		}
	}
	return path
}
