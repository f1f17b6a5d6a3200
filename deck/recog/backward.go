package recog

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// A backward card asks for a term from what is said of it. It is good only where the term is a name and what is said
// leads to that name alone. What a bullet can tell by itself is in nameable and meaningful; here the document joins in.

// backward knows what of a document is no name.
type backward struct {
	*reader
	shared map[string]bool // see sharedSides
	titles map[string]bool // headings, labels and groups, in small letters
	labels map[int]bool    // lists, by number, whose terms sort what is said and name nothing
}

func newBackward(r *reader) *backward {
	k := &backward{reader: r, shared: sharedSides(r.notes), titles: map[string]bool{}, labels: map[int]bool{}}
	terms, again := map[int]int{}, map[int]int{}
	var place *deck.Place
	for i := range r.notes {
		n := &r.notes[i]
		if n.Place != place {
			for i, t := range n.Headings {
				if place == nil || i >= len(place.Headings) || place.Headings[i] != t {
					k.addTitle(t)
				}
			}
			place = n.Place
			k.addTitle(place.Label)
			k.addTitle(place.Group)
		}
		if r.lists[n.List].generic > 0 {
			k.labels[n.List] = true
		}
		for _, c := range n.Cards {
			if c.Slot != "forward" || n.Given {
				continue
			}
			terms[n.List]++
			if len(k.shared) > 0 && k.shared[text.Lower(c.Prompt)] {
				again[n.List]++
			}
			if k.lex.Has(text.ClassFieldLabels, c.Prompt) {
				k.labels[n.List] = true
			}
		}
	}
	for list, n := range again {
		if n > 1 && 2*n > terms[list] {
			k.labels[list] = true
		}
	}
	return k
}

func (k *backward) addTitle(title string) {
	k.titles[text.Lower(inline.TitleText(k.lex, title))] = true
}

// leads reports whether a backward card leads to its term.
func (k *backward) leads(n *deck.Note, c deck.Card) bool {
	term := text.Lower(c.Answer)
	switch {
	case k.labels[n.List], len(k.shared) > 0 && (k.shared[term] || k.shared[text.Lower(c.Prompt)]):
		return false
	case !definesTerm(n), n.Given:
		return true
	case k.heads(n.Place, term), isLabel(k.lex, c.Answer), isTitle(k.lex, c.Prompt), isQuoted(c.Prompt),
		strings.IndexByte(c.Prompt, '?') >= 0, strings.Contains(c.Prompt, "？"):
		return false
	}
	var said [24]uint64
	content := len(k.lex.Tokens(c.Prompt, said[:0]))
	if k.lex.HasSuffix(text.ClassActivityEndings, term) && text.CountWords(term) == 1 {
		return content >= minActivity
	}
	return text.HasHan(c.Prompt) || isProper(c.Answer) || content >= minMeaning
}

// Words of content in a meaning that leads back to a name, and in one that leads to a word for what someone does or how
// something is.
const (
	minMeaning  = 2
	minActivity = 4
)

// definesTerm reports whether a note says of a term what it is. A card that asks back for the code of a command, or for the
// cause of an arrow, follows other rules.
func definesTerm(n *deck.Note) bool { return n.Rule == "definition" || n.Rule == "clauses" }

// heads reports whether a term, in small letters, is a title elsewhere in the document, as a word of a topic is: it has
// no form of a name. The titles over its own place may well say what a list is about.
func (k *backward) heads(p *deck.Place, term string) bool {
	if !k.titles[term] || text.CountHan(term) > 2 || isProper(term) {
		return false
	}
	return strings.ToLower(p.Label) != term && strings.ToLower(p.Group) != term &&
		!slices.ContainsFunc(p.Headings, func(h string) bool { return strings.ToLower(h) == term })
}

// sharedSides lists the terms of which several notes of a document say different things, and the meanings that several
// terms have, in small letters. Such a label, as "Owner", or such a meaning does not lead back to one thing. Acronyms
// and code do, whatever is said of them.
func sharedSides(notes []deck.Note) map[string]bool {
	cards := 0
	for i := range notes {
		cards += len(notes[i].Cards)
	}
	seed := maphash.MakeSeed()
	first := make(map[uint64]string, cards) // what is said of each side first, by its hash: there may be a million
	shared := map[string]bool{}
	for i := range notes {
		for k := range notes[i].Cards {
			c := &notes[i].Cards[k]
			if c.Slot != "forward" && c.Slot != "reverse" || inline.CountCapitals(c.Prompt) > 1 || text.IsCode(c.Prompt) {
				continue
			}
			side := text.Lower(c.Prompt)
			h := maphash.String(seed, side)
			if known, ok := first[h]; !ok {
				first[h] = c.Answer
			} else if !strings.EqualFold(known, c.Answer) {
				shared[side] = true
			}
		}
	}
	return shared
}

// isLabel reports whether a term sorts or counts what is said, and names nothing: "Physical", "Step D", "With partners",
// 经济方面.
func isLabel(lex *text.Lexicon, term string) bool {
	if lex.Has(text.ClassFieldLabels, term) || lex.HasSuffix(text.ClassFieldLabels, term) {
		return true
	}
	term = text.Lower(term)
	first := text.FirstWord(term)
	rest, more := strings.CutPrefix(term[len(first):], " ")
	return more && (lex.Has(text.ClassFunctionWords, first) ||
		lex.Has(text.ClassCountedWordsLabel, first) && len([]rune(rest)) == 1)
}

// isTitle reports whether what is said of a term is written as a title is: "The Move Towards Unity".
func isTitle(lex *text.Lexicon, s string) bool {
	if text.HasHan(s) {
		return false
	}
	small, capitals := 0, 0
	for w := range strings.FieldsSeq(s) {
		switch {
		case lex.Has(text.ClassFunctionWords, text.Lower(w)):
		case unicode.IsUpper(text.FirstRune(w)):
			capitals++
		default:
			small++
		}
	}
	return capitals > 1 && small == 0
}

// isQuoted reports whether what is said of a term is a quotation, such as a slogan: nobody defines a name so.
func isQuoted(s string) bool {
	return text.HasAnyPrefix(s, "“", "\"", "„", "「", "『") && text.HasAnySuffix(s, "”", "\"", "“", "」", "』")
}

// isProper reports whether a term is a name by its looks: code, an acronym or a name with a figure.
func isProper(term string) bool {
	return text.IsCode(term) || inline.CountCapitals(term) > 1 || strings.ContainsFunc(term, unicode.IsDigit)
}
