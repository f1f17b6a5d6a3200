package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
)

// lonely makes drafts of a term with its statement in a list whose other bullets mostly are none. There a dash, an
// equals sign and often a colon are punctuation: "Boiling - a third is lost" among sentences on cooking.
func (b *bullet) lonely(n *deck.Note) {
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
	b.Read(b.Text)
	if b.Han || strings.HasPrefix(b.Source, "`") || saysWhat(b.Lex, b.Rest) {
		return
	}
	loose := !most && b.dashed() || b.equated() && (!most || strings.ContainsAny(b.Term, "0123456789"))
	odd := list.terms == 1 && list.items > 2 && b.parted(inline.ColonThin) && inline.CountCapitals(b.Term) < 2
	if loose || odd {
		n.Cards = weaken(n.Cards, deck.ReasonLonely)
	}
}

// equated reports whether an equals sign parts the term from what is said of it.
func (b *bullet) equated() bool {
	return b.Term != "" && strings.HasSuffix(strings.TrimRight(b.Source[:b.RestAt], " "), "=")
}
