package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// A column of examples states nothing that can be asked for: any other example is right too. It only explains what else
// the row says. The same holds of a column that speaks of the words of an example, and of a rule's word in all its
// forms, which can be asked for by that word but not by the rule.

// readExamples finds the columns that hold examples, or speak of them, and the forms of a word that is one.
func readExamples(lex *text.Lexicon, head []columnHead, rows []tableRow) {
	for i := range head {
		head[i].example = isExamples(lex, head[i].title) || lex.Has(text.ClassUsageColumns, head[i].title) && shows(rows, i)
	}
	for i := range head {
		head[i].comments = !head[i].example && comments(head, rows, i)
	}
	base := baseColumn(lex, head, rows)
	if base < 0 {
		return
	}
	head[base].example = true
	for i := range head {
		head[i].form, head[i].formOf = lex.Has(text.ClassFormColumns, head[i].title), base
	}
}

// isExamples reports whether a head says that its column holds examples: "Sample sentence", 以 do 为例.
func isExamples(lex *text.Lexicon, title string) bool {
	small := strings.ToLower(title)
	return lex.Has(text.ClassExampleColumns, small) || lex.HasPrefix(text.ClassExampleColumns, small) ||
		lex.HasSuffix(text.ClassExampleColumns, small)
}

// shows reports whether most cells of a column have the key of their row in them, among other words.
func shows(rows []tableRow, column int) bool {
	shown := 0
	for _, row := range rows {
		key, cell := strings.Trim(inline.PlainTitle(row.cells[row.key]), "`"), row.cells[column]
		if column != row.key && key != "" && strings.Contains(strings.ToLower(cell), strings.ToLower(key)) {
			shown++
		}
	}
	return shown > 0 && 2*shown >= len(rows)
}

// comments reports whether half of the cells of a column quote a word of the row's example, which the front doesn't
// show: 修饰“runs”.
func comments(head []columnHead, rows []tableRow, column int) bool {
	found := 0
	for _, row := range rows {
		if column == row.key {
			return false
		}
		for i, cell := range row.cells {
			if head[i].example && i != row.key && quotesFrom(row.cells[column], cell, row.cells[row.key]) {
				found++
				break
			}
		}
	}
	return found > 0 && 2*found >= len(rows)
}

// quotesFrom reports whether a text quotes a part of an example that stands not in the key as well.
func quotesFrom(s, example, key string) bool {
	for i, r := range s {
		end := closing[r]
		if r == '`' {
			end = r
		}
		if end == 0 {
			continue
		}
		behind := s[i+len(string(r)):]
		to := strings.IndexFunc(behind, func(r rune) bool { return r == end || end == '“' && r == '”' })
		if to <= 0 {
			continue
		}
		if word := behind[:to]; strings.Contains(example, word) && !strings.Contains(key, word) {
			return true
		}
	}
	return false
}

// baseColumn is the column of the words whose forms stand beside them, in a table whose rows are rules or kinds of
// words, and -1 in other tables. Where the rows are asked for by what the word means, its base form is a fact.
func baseColumn(lex *text.Lexicon, head []columnHead, rows []tableRow) int {
	base, rules, forms := -1, false, 0
	for i, h := range head {
		switch {
		case lex.Has(text.ClassBaseColumns, h.title):
			base = i
		case lex.Has(text.ClassFormColumns, h.title):
			forms++
		case lex.Has(text.ClassRuleColumns, h.title):
			rules = true
		}
	}
	if base < 0 || !rules || forms == 0 || len(rows) == 0 || rows[0].key == base {
		return -1
	}
	return base
}

// asked is the name by which a cell of a column is asked for: a form of a word by that word.
func (row tableRow) asked(name string, h columnHead) string {
	if h.form && strings.TrimSpace(row.cells[h.formOf]) != "" {
		return inline.PlainTitle(row.cells[h.formOf])
	}
	return name
}

// explain puts the example of a row behind the answers of its other cards.
func (row tableRow) explain(lex *text.Lexicon, head []columnHead, cards []deck.Card) {
	for i, cell := range row.cells {
		if !head[i].example || i == row.key || !states(lex, cell) {
			continue
		}
		for k := range cards {
			if c := &cards[k]; c.Extra == "" && !c.Draft && !strings.HasPrefix(c.Prompt, inline.PlainTitle(cell)) {
				c.Extra = inline.BoldHighlights(cell)
			}
		}
		return
	}
}
