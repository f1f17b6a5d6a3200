package recog

import (
	"regexp"
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
	symbols, answers int // items whose term, or whose answer, is a symbol
	rows             int // items whose term labels a row or a group
	parts            int // items whose term is a part of the description of a study
	worked           bool
}

// doubtLabels makes drafts of the cards that ask for or about something that is not shown, and of results that mean
// something only in their exercise or study. Symbols are not asked for from their meaning.
func doubtLabels(lex *text.Lexicon, doc *deck.Document) {
	maths := false
	for i := range doc.Notes {
		if maths = inline.HoldsMaths(doc.Notes[i].Text); maths {
			break
		}
	}
	stats := map[int]*labelStat{}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Explicit() || len(n.Cards) == 0 {
			continue
		}
		st := stats[n.List]
		if st == nil {
			st = &labelStat{}
			stats[n.List] = st
		}
		term, answer := sidesOf(n)
		switch {
		case isLetter(term, answer, maths), indexed(doc, term):
			st.symbols++
		case isRowLabel(lex, term):
			st.rows++
		case lex.Has(text.ClassStudyParts, lastPart(term)):
			st.parts++
		}
		if isLetter(answer, term, maths) {
			st.answers++
		}
		st.worked = st.worked || inline.IsWorked(answer)
	}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Explicit() || len(n.Cards) == 0 {
			continue
		}
		why := doubtOf(lex, doc, n, stats[n.List], maths)
		kept := n.Cards[:0]
		for _, c := range n.Cards {
			if c.Slot == "reverse" && n.Rule != "copula" && len(n.Cards) > 1 &&
				(why != "" || isLetter(c.Answer, c.Prompt, maths) || indexed(doc, c.Answer)) {
				continue
			}
			if n.Rule == "copula" && isLetter(c.Answer, c.Prompt, maths) {
				c.Weaken(deck.ReasonLabel)
			}
			if why != "" {
				c.Weaken(why)
			}
			kept = append(kept, c)
		}
		n.Cards = kept
	}
}

// doubtOf is why the cards of a note are drafts, or "".
func doubtOf(lex *text.Lexicon, doc *deck.Document, n *deck.Note, st *labelStat, maths bool) deck.Reason {
	term, answer := sidesOf(n)
	legend := tellsSymbols(lex, n, term)
	switch {
	case inline.IsWorked(answer), st.worked && isResult(answer):
		return deck.ReasonExercise
	case lex.HasPrefix(text.ClassExamples, upperFirst(term)):
		return deck.ReasonSample
	case isScore(lex, answer):
		return deck.ReasonMeasured
	case lex.Has(text.ClassStudyParts, lastPart(term)) && (st.parts+st.rows > 1 || underStudy(doc, n)),
		lex.Has(text.ClassStudyParts, lastField(term)) && text.CountWords(term) < 3 && underStudy(doc, n):
		return deck.ReasonGeneric
	case isRowLabel(lex, term) && st.rows < minLegend:
		return deck.ReasonLabel
	case legend:
		return ""
	case isLetter(term, answer, maths) || indexed(doc, term):
		if st.symbols < minLegend && !inline.IsNamedSymbol(term) {
			return deck.ReasonLabel
		}
	case maths && inline.IsSymbols(term) && !inline.IsSymbol(term), endsInLetter(term):
		return deck.ReasonLabel
	case isLetter(answer, term, maths) || st.answers > 0 && inline.IsSymbols(answer) && !strings.Contains(answer, "$"):
		if st.answers < minLegend && (st.answers > 1 || strings.Contains(answer, "$")) {
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
	return strings.TrimSuffix(c.Prompt, " → ?"), c.Answer
}

// lastPart is a term without what it belongs to.
func lastPart(term string) string {
	if at := strings.LastIndex(term, deck.Dot); at >= 0 {
		return term[at+len(deck.Dot):]
	}
	return term
}

// isLetter reports whether one side of a card is the symbol of something that the other says. In a document without
// maths a letter is one only between signs of maths. An initial stands for its word: C, consistency.
func isLetter(s, other string, maths bool) bool {
	if strings.Contains(s, "`") || !inline.IsSymbol(s) || !maths && !strings.Contains(s, "$") {
		return false
	}
	first, of := text.FirstRune(s), text.FirstRune(other)
	if strings.HasPrefix(other, "=") || strings.ContainsAny(other, "=+^") && !letters.MatchString(other) {
		return false // an equation: v = u + at
	}
	return len(s) > 1 || !unicode.IsUpper(first) || unicode.ToLower(first) != unicode.ToLower(of)
}

var letters = regexp.MustCompile(`(?:^|[^\\\pL])\pL{3}`) // a word, and no command of TeX

var plainIndex = regexp.MustCompile(`^([A-Z])([0-9])$`)

// indexed reports whether a term such as T1 is a symbol that the document's maths writes as T_1.
func indexed(doc *deck.Document, term string) bool {
	m := plainIndex.FindStringSubmatch(term)
	if m == nil {
		return false
	}
	for i := range doc.Notes {
		if s := doc.Notes[i].Text; strings.Contains(s, "$") && strings.Contains(s, m[1]+"_") {
			return true
		}
	}
	return false
}

// isRowLabel reports whether a term only labels a row, a group or a point: Gp1, "context 2", "Punkt B".
func isRowLabel(lex *text.Lexicon, term string) bool {
	term, _ = inline.CutRemark(term) // "context 1 (3)"
	t := strings.TrimRight(term, "0123456789")
	if t == term {
		if t = strings.TrimRight(term, "ABCDEFGHPQ"); len(term)-len(t) != 1 || !strings.HasSuffix(t, " ") {
			return false
		}
	}
	return len(term)-len(t) <= 2 && lex.Has(text.ClassRowLabels, strings.TrimSpace(t))
}

var letterAtEnd = regexp.MustCompile(`\pL \*[A-Za-z]\*$`)

// endsInLetter reports whether a term speaks of one letter of a figure: "lose *h*".
func endsInLetter(term string) bool { return letterAtEnd.MatchString(term) }

// tellsSymbols reports whether a term or a title above it says that symbols are what is learnt.
func tellsSymbols(lex *text.Lexicon, n *deck.Note, term string) bool {
	if lex.Contains(text.ClassSymbolTitlesTerm, strings.ToLower(term)) {
		return true
	}
	for _, t := range append([]string{n.Group, n.Label}, n.Headings...) {
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

// isScore reports whether an answer is only how many got something right: "40% correct".
func isScore(lex *text.Lexicon, answer string) bool {
	number, word, ok := strings.Cut(answer, "%")
	return ok && number != "" && strings.Trim(number, "0123456789.,~≈ ") == "" &&
		lex.Has(text.ClassScores, strings.TrimSpace(word))
}

var citation = regexp.MustCompile(`\((?:[^()]*[ ,])?(?:1[89]|20)[0-9][0-9][a-z]?\)`)

// citesStudy reports whether a term names a study, by its authors and its year: "Shulman (1972)".
func citesStudy(term string) bool {
	at := citation.FindStringIndex(term)
	return at != nil && at[1] == len(term) && text.IsUpper(term[0])
}

// underStudy reports whether the nearest title above a note names a study.
func underStudy(doc *deck.Document, n *deck.Note) bool {
	if n.Parent >= 0 && citation.MatchString(doc.Notes[n.Parent].Text) {
		return true
	}
	if n.Group != "" || n.Label != "" {
		return citation.MatchString(n.Group + n.Label)
	}
	return len(n.Headings) > 0 && citation.MatchString(n.Headings[len(n.Headings)-1])
}

// breaksOff reports whether an answer ends before it has said all: in points, or in a word that leads on to another.
func breaksOff(lex *text.Lexicon, answer string) bool {
	t := strings.TrimRight(answer, " .…")
	if !strings.Contains(answer, "`") && text.CountWords(t) > 1 && lex.Has(text.ClassCutEnds, lastField(t)) ||
		lex.HasSuffix(text.ClassCutEnds, t) {
		return true
	}
	dots := answer[len(t):]
	return (strings.HasSuffix(dots, "..") || strings.Contains(dots, "…")) &&
		!strings.Contains(t, "...") && !strings.ContainsAny(t, ",、;/") // an open list goes on in its own way
}

// upperFirst is a text with a capital at its start, as patterns of the lexicon have it.
func upperFirst(s string) string {
	if s == "" || s[0] >= utf8.RuneSelf {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
