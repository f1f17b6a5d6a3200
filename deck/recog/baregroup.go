package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// bareGroup takes a list of two to six bare items under a title that says what they are, at its first item. An order
// may have up to twelve.
//
//	Style:   Avoid premature optimisation, Name things once, …
//	诗体：    绝句、律诗、词
func bareGroup(b *bullet) ([]deck.Card, bool) {
	if b.index > 0 && b.doc.notes[b.index-1].List == b.List || b.Parent >= 0 {
		return nil, false
	}
	n := int(b.doc.lists[b.List].items)
	title := b.nearest()
	if n < 2 || n > mostMembers || title == "" {
		return nil, false
	}
	if b.Lex.Has(text.ClassSetTitles, title) {
		if thing := b.subject(); thing != "" && thing != title {
			title = thing + deck.Dot + title
		}
	}
	counted := saysCount(b.Lex, title, n)
	if !namesMembers(b.Lex, title, text.HasHan(title), counted) ||
		!counted && b.Lex.Contains(text.ClassListOpenersBare, title) {
		return nil, false
	}
	var members []string
	for i := b.index; i < len(b.doc.notes) && len(members) < n; i++ {
		if b.doc.notes[i].List != b.List {
			return nil, false
		}
		members = append(members, b.trim(inline.Unmarked(inline.Heal(b.doc.notes[i].Text))))
	}
	return b.together(title, members, b.Ordered)
}

// together asks for the items of a list at once: in their order where the title has a word for steps, else as a set. A
// set is complete, and scheduled, if its title states the number of its members; an order if the items are numbered
// too.
func (b *bullet) together(title string, members []string, numbered bool) ([]deck.Card, bool) {
	n := len(members)
	for i, m := range members {
		if text.Columns(m) > maxMemberCols || slices.Contains(members[:i], m) {
			return nil, false
		}
	}
	b.Han = b.Han || text.HasHan(title)
	if n >= minMembers && countsSteps(b.Lex, title) {
		c := deck.Card{
			Slot: "order", Prompt: b.counted(title, n, "steps"), Answer: strings.Join(members, " → "),
			Members: members, Forms: deck.Reveal | deck.Order,
		}
		if !numbered || n > maxMembers {
			c.Weaken(deck.ReasonGuessedSet)
		}
		return []deck.Card{c}, true
	}
	if n > maxMembers && !numbered {
		return nil, false
	}
	c := deck.Card{
		Slot: "forward", Prompt: b.counted(title, n, "members"), Answer: b.listed(members),
		Members: members, Forms: deck.Reveal | deck.Set,
	}
	switch {
	case n > maxMembers:
		c.Weaken(deck.ReasonLongList)
	case !saysCount(b.Lex, title, n):
		c.Weaken(deck.ReasonGuessedSet)
	case text.Columns(c.Answer) > card.MaxAnswer:
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}, true
}
