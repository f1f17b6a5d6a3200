package recog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Notes speak of a formula, a figure or a study that stands beside them: "T_2 = marginal effect", "Group 1: saw the
// nouns", "lower price = A". Nobody who sees only the card knows what is meant. Whether a letter is such a label is told
// by the items around it.

// minLegend is the number of symbols that are a legend, which can be learnt under its title.
const minLegend = 4

// labelStat is what is known of a list.
type labelStat struct {
	symbols, answers int32 // items whose term, or whose answer, is a symbol
	rows, numbered   int32 // items whose term labels a row or a group; by a number, which counts where first is true
	first            bool  // one of the numbers is the first: group 1
	parts            int32 // items whose term is a part of the description of a study
	worked           bool
}

// labels is what is known of the labels in a document.
type labels struct {
	lex     *text.Lexicon
	notes   []deck.Note
	maths   bool          // the document has maths
	indexes map[byte]bool // the letters that have an index there: T_1
	lists   []labelStat   // by number
}

// doubtLabels makes drafts of the cards that ask for or about something that is not shown, and of results that mean
// something only in their exercise or study. Symbols are not asked for from their meaning.
func doubtLabels(lex *text.Lexicon, doc *deck.Document) {
	l := &labels{lex: lex, notes: doc.Notes, indexes: map[byte]bool{}, lists: make([]labelStat, mostList(doc)+1)}
	l.readMaths()
	l.readLists()
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Given || n.Explicit() || len(n.Cards) == 0 {
			continue
		}
		why := l.doubt(n)
		kept := n.Cards[:0]
		for _, c := range n.Cards {
			symbol := l.isLetter(c.Answer, c.Prompt) || l.indexed(c.Answer)
			switch {
			case c.Slot == "reverse" && n.Rule != "copula" && len(n.Cards) > 1 && (why != "" || symbol):
				continue
			case why != "":
				c.Weaken(why)
			case n.Rule == "copula" && symbol:
				c.Weaken(deck.ReasonLabel)
			}
			kept = append(kept, c)
		}
		n.Cards = kept
	}
}

// readMaths looks for maths in the document, and for the indexes in it.
func (l *labels) readMaths() {
	for i := range l.notes {
		s := l.notes[i].Text
		if !inline.HoldsMaths(s) {
			continue
		}
		l.maths = true
		for at := 1; at < len(s); at++ {
			if s[at] == '_' {
				l.indexes[s[at-1]] = true
			}
		}
	}
}

// readLists counts the labels in each list.
func (l *labels) readLists() {
	for i := range l.notes {
		n := &l.notes[i]
		if n.Given || n.Explicit() || len(n.Cards) == 0 {
			continue
		}
		st := &l.lists[n.List]
		term, answer := sidesOf(n)
		switch kind := rowLabelOf(l.lex, term); {
		case l.isLetter(term, answer), l.indexed(term):
			st.symbols++
		case kind == numberLabel:
			st.numbered++
			name, _ := inline.CutRemark(term)
			st.first = st.first || strings.HasSuffix(name, "1")
		case kind == letterLabel:
			st.rows++
		case l.lex.Has(text.ClassStudyParts, lastPart(term)):
			st.parts++
		}
		if l.isLetter(answer, term) {
			st.answers++
		}
		st.worked = st.worked || inline.IsWorked(answer)
	}
	for i := range l.lists {
		if st := &l.lists[i]; st.first {
			st.rows += st.numbered
		}
	}
}

// doubt is why the cards of a note are drafts, or "".
func (l *labels) doubt(n *deck.Note) deck.Reason {
	lex, st := l.lex, &l.lists[n.List]
	term, answer := sidesOf(n)
	switch {
	case inline.IsWorked(answer), st.worked && isResult(answer):
		return deck.ReasonExercise
	case lex.HasPrefix(text.ClassExamples, upperFirst(term)):
		return deck.ReasonSample
	case isScore(lex, answer):
		return deck.ReasonMeasured
	case lex.Has(text.ClassStudyParts, lastPart(term)) && (st.parts > 0 && st.rows > 0 || l.underStudy(n)),
		lex.Has(text.ClassStudyParts, lastField(term)) && text.CountWords(term) < 3 && l.underStudy(n):
		return deck.ReasonGeneric
	case n.Rule == "copula" && isCodeLetter(term): // of a program that is not shown
		return deck.ReasonLabel
	case labelsRow(lex, term, st) && st.rows < minLegend:
		return deck.ReasonLabel
	case l.isLetter(term, answer) || l.indexed(term):
		if !tellsSymbols(lex, n, term) && st.symbols < minLegend && !inline.IsNamedSymbol(term) && (st.symbols > 1 || strings.Contains(term, "$")) {
			return deck.ReasonLabel
		}
	case l.maths && inline.IsSymbols(term) && !inline.IsSymbol(term), endsInLetter(term):
		if !tellsSymbols(lex, n, term) {
			return deck.ReasonLabel
		}
	case l.isLetter(answer, term) || st.answers > 0 && inline.IsSymbols(answer) && !strings.Contains(answer, "$"):
		if !tellsSymbols(lex, n, term) && st.answers < minLegend && (st.answers > 1 || strings.Contains(answer, "$")) {
			return deck.ReasonLabel
		}
	}
	return ""
}

// sidesOf are the term and the answer of a note's first card; of a sentence that says what something is, the name and
// what it is.
func sidesOf(n *deck.Note) (term, answer string) {
	c := &n.Cards[0]
	if n.Rule == "copula" && strings.HasPrefix(c.Prompt, deck.Gap) {
		return c.Answer, strings.TrimSpace(strings.TrimPrefix(c.Prompt, deck.Gap))
	}
	if n.Rule == "table" {
		term, _, _ = strings.Cut(c.Prompt, deck.Dot)
		return term, c.Answer
	}
	return strings.TrimSuffix(c.Prompt, deck.Leads), c.Answer
}

// lastPart is a term without what it belongs to.
func lastPart(term string) string {
	if !strings.Contains(term, deck.Dot) {
		return term
	}
	return term[strings.LastIndex(term, deck.Dot)+len(deck.Dot):]
}

// isLetter reports whether one side of a card is the symbol of something that the other says. In a document without
// maths a letter is one only between signs of maths. An initial stands for its word: C, consistency.
func (l *labels) isLetter(s, other string) bool {
	if !l.maths && strings.IndexByte(s, '$') < 0 || strings.IndexByte(s, '`') >= 0 || !inline.IsSymbol(s) {
		return false
	}
	first, of := text.FirstRune(s), text.FirstRune(other)
	if strings.HasPrefix(other, "=") || strings.ContainsAny(other, "=+^") && !letters().MatchString(other) {
		return false // an equation: v = u + at
	}
	return len(s) > 1 || !unicode.IsUpper(first) || unicode.ToLower(first) != unicode.ToLower(of)
}

var letters = text.Pattern(`(?:^|[^\\\pL])\pL{3}`) // a word, and no command of TeX

// isCodeLetter reports whether a term is one small letter in code, as variables are called.
func isCodeLetter(term string) bool {
	letter := strings.Trim(term, "`")
	return len(letter) == 1 && text.IsLower(letter[0]) && letter != term
}

// indexed reports whether a term such as T1 is a symbol that the document's maths writes as T_1.
func (l *labels) indexed(term string) bool {
	return len(term) == 2 && text.IsUpper(term[0]) && text.IsDigit(term[1]) && l.indexes[term[0]]
}

// rowLabel is what tells rows, groups or points apart behind the word for them.
type rowLabel uint8

const (
	noLabel rowLabel = iota
	numberLabel
	letterLabel
)

// rowLabelOf returns the kind of a term that only labels a row, a group or a point: Gp1, "context 2", "Punkt B".
func rowLabelOf(lex *text.Lexicon, term string) rowLabel {
	if term == "" {
		return noLabel
	}
	if last := term[len(term)-1]; last < utf8.RuneSelf && last != ')' && !text.IsDigit(last) && !text.IsUpper(last) {
		return noLabel
	}
	term, _ = inline.CutRemark(term) // "context 1 (3)"
	kind, t := numberLabel, strings.TrimRight(term, "0123456789")
	if t == term {
		kind, t = letterLabel, strings.TrimRight(term, "ABCDEFGHPQ")
		if len(term)-len(t) != 1 || !strings.HasSuffix(t, " ") {
			return noLabel
		}
	}
	if len(term)-len(t) > 2 || !lex.Has(text.ClassRowLabels, strings.TrimSpace(t)) {
		return noLabel
	}
	return kind
}

// labelsRow reports whether a term labels a row. Numbers do so only from the first on: gp2 and gp3 are names.
func labelsRow(lex *text.Lexicon, term string, st *labelStat) bool {
	kind := rowLabelOf(lex, term)
	return kind == letterLabel || kind == numberLabel && st.first
}

var letterAtEnd = text.Pattern(`\pL \*[A-Za-z]\*$`)

// endsInLetter reports whether a term speaks of one letter of a figure: "lose *h*".
func endsInLetter(term string) bool {
	return strings.HasSuffix(term, "*") && letterAtEnd().MatchString(term)
}

// tellsSymbols reports whether a term or a title above it says that symbols are what is learnt.
func tellsSymbols(lex *text.Lexicon, n *deck.Note, term string) bool {
	if lex.Contains(text.ClassSymbolTitlesTerm, strings.ToLower(term)) {
		return true
	}
	for t := range n.Outward() {
		if lex.Contains(text.ClassSymbolTitles, strings.ToLower(t)) {
			return true
		}
	}
	return false
}

// isResult reports whether an answer is a figure alone.
func isResult(answer string) bool {
	answer = strings.Trim(answer, "$-€ ")
	return answer != "" && strings.Trim(answer, "0123456789.,") == ""
}

// upperFirst is a text with a capital at its start, as patterns of the lexicon have it.
func upperFirst(s string) string {
	if s == "" || !text.IsLower(s[0]) {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
