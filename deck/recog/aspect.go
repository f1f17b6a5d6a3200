package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// Many things can be said of a name. Where a bullet says only a word or a figure of it, the front must tell which of them
// is asked for: "steroid: hydrophobic" does so under "Solubility", but not under "Hormones". A list of pairs tells by its
// other items: words and their translations, states and their capitals.

// minPairList is the number of pairs that make a list one of pairs if they are half of it. Three do if they are all of it.
const minPairList = 4

// scant is what an answer of a word or two is.
type scant uint8

const (
	noPair scant = iota
	notScant
	scantWord   // hydrophobic, "for production"
	scantFigure // 100
	scantName   // Paris, "private subnet": it can be asked for alone, and makes a list one of pairs
	scantKinds
)

// aspects is what is known of the pairs in a document.
type aspects struct {
	lists []pairStat // by number
	pairs []scant    // what the answers of notes are; noPair for notes that are no pair
	terms map[string]*termLists
}

// termLists counts the lists in which a term stands: of one that stands in several, the title above it is the owner.
type termLists struct {
	n, last int // last: the list counted last
}

// pairStat is what is known of the pairs in a list.
type pairStat struct {
	items, pairs int
	numbers      int // terms that are a number or a year
	of           [scantKinds]int
}

// doubtAspects makes drafts of the cards that don't say what is asked of their term, or whose term belongs to a case
// that nothing above it names.
func doubtAspects(b *bullet, doc *deck.Document) {
	a := readAspects(b.doc)
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Given || n.Explicit() || len(n.Cards) == 0 || n.Cards[0].Draft {
			continue
		}
		switch answer := n.Cards[0].Answer; {
		case b.Lex.HasPrefix(text.ClassExamples, strings.TrimLeft(answer, "(（")):
			n.Cards = weaken(n.Cards, deck.ReasonSample)
			continue
		case remarks(answer):
			n.Cards = weaken(n.Cards, deck.ReasonVague)
			continue
		}
		switch n.Rule {
		case "definition", "enumeration", "clauses", "arrow":
		default:
			continue
		}
		plain := b.doc.plain[i]
		if b.goTo(i); !plain {
			b.Read(b.Text)
		}
		switch {
		case !plain && b.Generic && countsStep(b.Lex, b.Term):
			n.Cards = weaken(n.Cards, deck.ReasonGeneric)
		case b.inCase() && !(n.Rule == "definition" && defining(b.Lex, n.Cards[0].Answer)):
			n.Cards = weaken(n.Cards, deck.ReasonGeneric)
		case a.pairs[i] != noPair && a.open(n, a.pairs[i], !plain && isNumber(b.Term)):
			if b.take(i); !b.asksFor(doc, n) {
				n.Cards = weaken(n.Cards, deck.ReasonOpen)
			}
		}
	}
}

// readAspects looks at the pairs of a document. Of most it is known at once that they are not open.
func readAspects(r *reader) *aspects {
	a := &aspects{lists: make([]pairStat, len(r.lists)), pairs: make([]scant, len(r.notes)), terms: map[string]*termLists{}}
	for i := range r.notes {
		n := &r.notes[i]
		st := &a.lists[n.List]
		st.items++
		if !isPair(n) {
			continue
		}
		kind, term := scantOf(r.lex, n), n.Cards[0].Prompt
		a.pairs[i] = kind
		st.pairs++
		st.of[kind]++
		if isNumber(lastPart(term)) {
			st.numbers++
		}
		if kind == scantWord || kind == scantFigure || !r.plain[i] {
			a.terms[term] = &termLists{last: -1}
		}
	}
	if len(a.terms) == 0 {
		return a
	}
	for i := range r.notes {
		if n := &r.notes[i]; a.pairs[i] != noPair {
			if t := a.terms[n.Cards[0].Prompt]; t != nil && t.last != n.List {
				t.n, t.last = t.n+1, n.List
			}
		}
	}
	return a
}

// open reports whether neither a pair itself nor the other pairs of its list tell what is asked. number says that its term
// is a number.
func (a *aspects) open(n *deck.Note, kind scant, number bool) bool {
	st := &a.lists[n.List]
	alike := 0
	switch {
	case number:
		if alike = st.numbers; alike > 1 && alike == st.items {
			return false
		}
	case kind == scantWord:
		alike = st.of[scantWord] + st.of[scantName]
	case kind == scantFigure:
		alike = st.of[scantFigure]
	default:
		return false
	}
	paired := alike >= minPairList && 2*alike >= st.items || alike == st.items && alike > 2
	return !paired && a.terms[n.Cards[0].Prompt].n < 2
}

// asksFor reports whether the term of a pair, or a title near it, says what is asked.
func (b *bullet) asksFor(doc *deck.Document, n *deck.Note) bool {
	if b.Generic && !isNumber(b.Term) || b.namesAspect(b.Term) || questionTerm(b.Lex, b.Term) {
		return true
	}
	for _, t := range [...]string{b.nearest(), b.parentTerm()} {
		if b.namesAspect(t) || tellsSymbols(b.Lex, n, t) || b.Lex.Has(text.ClassTimelineTitles, t) {
			return true
		}
	}
	return underVocabulary(b.Lex, doc, n)
}

// isPair reports whether a note is a term and what is said of it.
func isPair(n *deck.Note) bool {
	if n.Rule != "definition" || n.Given || len(n.Cards) == 0 || n.Cards[0].Slot != "forward" || n.Cards[0].Members != nil {
		return false
	}
	prompt := n.Cards[0].Prompt
	return !strings.Contains(prompt, deck.Dot) || isNumber(lastPart(prompt))
}

// isNumber reports whether a term is a number or a year.
func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789,. ") == "" }

// scantOf returns what the answer of a pair is, if it is no more than a word or two, or a figure.
func scantOf(lex *text.Lexicon, n *deck.Note) scant {
	term, answer := n.Cards[0].Prompt, n.Cards[0].Answer
	if text.HasHan(term) || text.HasHan(answer) || text.IsCode(term) || strings.ContainsAny(term, "$<>=[]") ||
		strings.ContainsAny(answer, "$`/,;=<>&\n") || describes(lex, term) {
		return notScant
	}
	answer, _ = inline.CutRemark(answer)
	words := text.CountWords(answer)
	switch k, unit := lex.KindOf(answer); {
	case k == text.KindGrowth, lex.Has(text.ClassNumbers, text.FirstWord(answer)):
		return notScant
	case k == text.KindNumber && unit == "":
		if text.InPlural(term) || measures(term) {
			return notScant // how many there are
		}
		return scantFigure
	case k == text.KindNumber, words > 2, !text.HasWord(answer):
		return notScant
	case k == text.KindName && (words > 1 || strings.ContainsFunc(answer[1:], unicode.IsUpper) ||
		strings.ContainsFunc(answer, unicode.IsDigit) || strings.ContainsAny(answer, "-_.")):
		return scantName
	}
	first := text.FirstWord(answer)
	if words == 1 || lex.Has(text.ClassFunctionWords, first) && !lex.Has(text.ClassArticles, first) {
		return scantWord
	}
	return scantName
}

// measures reports whether the last of several words says what a figure measures or counts: "HTTPS port", "boiling point".
// A capital makes it a part of a name.
func measures(term string) bool {
	last := lastField(term)
	return len(last) < len(term) && unicode.IsLower(text.FirstRune(last))
}

// maxOpen is the number of words up to which a term may be a mere name.
const maxOpen = 3

// describes reports whether a term says more of what is asked than a name: "Successor of the sextant", "Beaufort 0".
func describes(lex *text.Lexicon, term string) bool {
	if text.IsDigit(term[len(term)-1]) && !isNumber(term) {
		return true
	}
	for i, w := range strings.Fields(term) {
		if i == maxOpen || i > 0 && lex.Has(text.ClassFunctionWords, w) {
			return true
		}
	}
	return false
}

// remarks reports whether an answer is all in brackets: it points elsewhere or adds to what is not said.
func remarks(answer string) bool {
	return text.HasAnyPrefix(answer, "(", "（") && text.HasAnySuffix(answer, ")", "）") &&
		strings.Count(answer, "(")+strings.Count(answer, "（") == 1
}

// countsStep reports whether a term only counts a step: "Step 5" of what goes on asks for no fact, but for all that came
// before.
func countsStep(lex *text.Lexicon, term string) bool {
	return lex.Has(text.ClassStepLabels, strings.TrimRight(term, "0123456789. ")) || lex.HasSuffix(text.ClassStepLabels, term)
}

// caseTitles says whether a case is what stands over a place and the bullet that others are nested under.
type caseTitles struct {
	of     *deck.Place
	parent int
	is     bool
}

// inCase reports whether the bullet stands under a case, as of a patient, and no title between names a subject.
func (b *bullet) inCase() bool {
	if b.cases.of != b.Place || b.cases.parent != b.Parent {
		b.cases = caseTitles{b.Place, b.Parent, b.underCase()}
	}
	return b.cases.is
}

func (b *bullet) underCase() bool {
	for p := b.Parent; p >= 0; p = b.doc.notes[p].Parent {
		if b.doc.over(p) != "" {
			return false
		}
	}
	for t := range b.Outward() {
		switch t = inline.TitleText(b.Lex, t); {
		case t == "":
		case countsCase(b.Lex, t):
			return true
		case !b.Lex.IsGeneric(t):
			return false
		}
	}
	return false
}

// countsCase reports whether a title counts a case and names nothing: "Short case 2", "Main case".
func countsCase(lex *text.Lexicon, title string) bool {
	return lex.Has(text.ClassCaseTitles, strings.TrimRight(title, "0123456789 "))
}

// minDefining is the number of words of content from which an answer can be a definition.
const minDefining = 4

// defining reports whether an answer says what a thing is or does, so that nothing but its name is needed on the front.
func defining(lex *text.Lexicon, answer string) bool {
	answer, _ = inline.CutRemark(answer)
	if saysWhat(lex, answer) {
		return true
	}
	if lex.StartsTask(answer) || card.CountContent(lex, answer) < minDefining {
		return false
	}
	for i, w := range strings.Fields(answer) {
		if i > 0 && lex.Has(text.ClassGenusGoesOn, w) {
			return true
		}
		if strings.HasSuffix(w, ",") {
			return false
		}
	}
	return false
}
