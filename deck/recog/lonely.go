package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// lonely makes drafts of a term with its statement in a list whose other bullets mostly are none. There a dash, an
// equals sign and often a colon are punctuation: "Boiling - a third is lost" among sentences on cooking.
func (b *bullet) lonely(i int) {
	n := &b.doc.notes[i]
	switch n.Rule {
	case "definition", "clauses", "enumeration":
	default:
		return
	}
	list := b.doc.lists[n.List]
	most := list.terms > 1 && list.terms*5 >= list.items*4
	if most && !list.equals {
		return
	}
	b.take(i)
	if !most && list.items > 2 && n.Rule != "enumeration" && n.Genre == "" && b.scant() {
		n.Cards = weaken(n.Cards, deck.ReasonLonely)
		return
	}
	if b.Han || strings.HasPrefix(b.Source, "`") || saysWhat(b.Lex, b.Rest) {
		return
	}
	loose := !most && b.dashed() || b.equated() && (!most || strings.ContainsAny(b.Term, "0123456789"))
	odd := list.terms == 1 && list.items > 2 && b.parted(inline.ColonThin) && inline.CountCapitals(b.Term) < 2
	wordy := n.Rule == "definition" && list.items > 2 && list.terms*5 < list.items*3 && text.CountWords(b.Term) >= minWordy &&
		!b.doc.ofTerms() && !questionTerm(b.Lex, b.Term) && !b.namesAspect(b.Term)
	if loose || odd || wordy {
		n.Cards = weaken(n.Cards, deck.ReasonLonely)
	}
}

// minWordy is the number of words from which a term among bullets without one is as good as half a sentence: "US grows
// warier of the Middle East: oil for arms".
const minWordy = 4

// scant reports whether a colon parts a short, plain term from a word, or two with a comma, that are no name, figure or
// code. Among bullets without a term these are a note for its writer: "Skipper: tired".
func (b *bullet) scant() bool {
	if !b.parted(inline.ColonThin|inline.ColonWide) || text.CountWords(b.Term) > maxScantWords ||
		text.CountHan(b.Term) > maxScantHan || strings.ContainsAny(b.Source, "*_`$[0123456789") ||
		inline.CountCapitals(b.Term) > 1 || b.Rest != strings.ToLower(b.Rest) {
		return false
	}
	if text.HasHan(b.Rest) {
		return text.CountHan(b.Rest) <= maxScantHan
	}
	n := text.CountWords(b.Rest)
	return n == 1 || n == maxScantWords && strings.Contains(b.Rest, ",")
}

// The most that each side of a scant note has.
const (
	maxScantHan   = 4
	maxScantWords = 2
)

// equated reports whether an equals sign parts the term from what is said of it.
func (b *bullet) equated() bool {
	return b.Term != "" && strings.HasSuffix(strings.TrimRight(b.Source[:b.RestAt], " "), "=")
}
