package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// bareGroup takes a list of two to six bare items under a title that says what they are, at its first item. A numbered
// list may have up to twelve.
//
//	Style:   Avoid premature optimisation, Name things once, …
//	诗体：    绝句、律诗、词
func bareGroup(b *bullet) ([]deck.Card, bool) {
	if b.index > 0 && b.doc.notes[b.index-1].List == b.List || b.Parent >= 0 {
		return nil, false
	}
	n := int(b.doc.lists[b.List].items)
	title := b.nearest()
	if title == "" || b.Lex.Contains(text.ClassListOpenersBare, title) ||
		!namesMembers(b.Lex, title, text.HasHan(title)) {
		return nil, false
	}
	most := maxMembers
	if b.Ordered {
		most = mostMembers // seven layers are an order to know
	}
	if n < 2 || n > most {
		return nil, false
	}
	var members []string
	for i := b.index; i < len(b.doc.notes) && len(members) < n; i++ {
		if b.doc.notes[i].List != b.List {
			return nil, false
		}
		t := b.trim(inline.Unmarked(inline.Heal(b.doc.notes[i].Text)))
		if text.Columns(t) > maxMemberCols || slices.Contains(members, t) {
			return nil, false
		}
		members = append(members, t)
	}
	b.Han = b.Han || text.HasHan(title)
	c := deck.Card{
		Slot: "forward", Prompt: b.counted(title, n, "members"), Answer: b.listed(members),
		Members: members, Forms: deck.Reveal | deck.Set,
	}
	if b.Ordered && n >= minMembers {
		c = deck.Card{
			Slot: "order", Prompt: b.counted(title, n, "steps"), Answer: strings.Join(members, " → "),
			Members: members, Forms: deck.Reveal | deck.Order,
		}
	}
	c.Weaken(deck.ReasonGuessedSet)
	return []deck.Card{c}, true
}
