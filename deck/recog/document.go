package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// reader knows the document around a bullet, as far as the recognisers ask for it.
type reader struct {
	lex   *text.Lexicon
	notes []deck.Note
	title string
	head  string     // the title of the document, or the name of its file
	lists []listStat // by number
	first []int      // first child of a note, or -1; nil in a document without nesting
	next  []int      // next child of the same parent, or -1
	above overTitle  // what over found last
	plain []bool     // notes of which the term is neither a generic label nor a number, as recognising them showed
	known bool       // whether terms is set
	terms bool       // half of its bullets say something of a term: there a colon parts terms, and no sentences
}

// ofTerms reports whether half of the document's bullets say something of a term. It is known once all are recognised.
func (r *reader) ofTerms() bool {
	if !r.known {
		var items, terms int32
		for i := range r.lists {
			items += r.lists[i].items
			terms += r.lists[i].terms
		}
		r.known, r.terms = true, 2*terms >= items
	}
	return r.terms
}

// overTitle is what a note is called on the fronts of those below it.
type overTitle struct {
	of    int // note
	title string
}

// over is what note p is called on the fronts of the notes right below it, of which one comes after the other.
func (r *reader) over(p int) string {
	if r.above.of != p {
		r.above = overTitle{p, inline.Over(r.lex, r.notes[p].Text, deck.TextsUnder(r.notes, p))}
	}
	return r.above.title
}

type listStat struct {
	items, fragments, links, bare, arrows int32

	codeLed int32 // items that begin with code and go on without a sign
	glossed int32 // items that begin with a name in Latin letters and go on with Han

	terms  int32 // items that say something of a term
	equals bool  // with an equals sign, one at least

	// generic counts the items whose term is a generic label. Where there are any, the other terms are attributes too,
	// and no names to ask for.
	generic int32
}

var arrowSigns = [...]string{"->", "=>"}

// mostList is the highest number that a list has.
func mostList(doc *deck.Document) (most int) {
	for i := range doc.Notes {
		most = max(most, doc.Notes[i].List)
	}
	return most
}

func newReader(doc *deck.Document) *reader {
	r := &reader{
		lex: text.Lex(doc.Language), notes: doc.Notes, title: doc.Title, lists: make([]listStat, mostList(doc)+1),
		above: overTitle{of: -1}, plain: make([]bool, len(doc.Notes)),
	}
	if r.head = doc.Title; r.head == "" && doc.Name != "-" { // standard input has no name
		r.head = inline.Stem(doc.Name)
	}
	var list *listStat
	last := 0
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if list == nil || n.List != last {
			last = n.List
			list = &r.lists[last]
		}
		list.items++
		link := strings.Contains(n.Text, "](")
		if link && strings.Contains(n.Text, "](#") {
			list.fragments++
		}
		if link || strings.Contains(n.Text, "://") {
			list.links++
		}
		if leadsWithCode(n.Text) {
			list.codeLed++
		}
		if glossedName(n.Text) > 0 {
			list.glossed++
		}
		if strings.Contains(n.Text, "→") || strings.IndexByte(n.Text, '>') > 0 && text.ContainsAny(n.Text, arrowSigns[:]) {
			list.arrows++
		}
		if n.Parent >= 0 && r.first == nil {
			r.first, r.next = make([]int, len(doc.Notes)), make([]int, len(doc.Notes))
			for k := range r.first {
				r.first[k], r.next[k] = -1, -1
			}
		}
	}
	if r.first != nil {
		for i := len(doc.Notes) - 1; i >= 0; i-- {
			if p := doc.Notes[i].Parent; p >= 0 && p < i {
				r.next[i], r.first[p] = r.first[p], i
			}
		}
	}
	return r
}

func (r *reader) bare(list int) { r.lists[list].bare++ }

func (r *reader) allBare(list int) bool { return r.lists[list].bare == r.lists[list].items }

// opensList reports whether note i is the first of a list that is nested in no other.
func (r *reader) opensList(i int) bool {
	n := &r.notes[i]
	return n.Parent < 0 && (i == 0 || r.notes[i-1].List != n.List)
}

// hasChildren reports whether notes are nested under note i.
func (r *reader) hasChildren(i int) bool { return r.first != nil && r.first[i] >= 0 }

// onlyChild returns the one note nested under note i, where that makes no card and has nothing below it. It is nil
// elsewhere.
func (r *reader) onlyChild(i int) *deck.Note {
	if !r.hasChildren(i) || r.next[r.first[i]] >= 0 {
		return nil
	}
	k := r.first[i]
	if kid := &r.notes[k]; len(kid.Cards) == 0 && len(kid.Below) == 0 && !r.hasChildren(k) {
		return kid
	}
	return nil
}

// children returns the notes nested right under note i.
func (r *reader) children(i int) []*deck.Note {
	if r.first == nil {
		return nil
	}
	var kids []*deck.Note
	for k := r.first[i]; k >= 0; k = r.next[k] {
		kids = append(kids, &r.notes[k])
	}
	return kids
}
