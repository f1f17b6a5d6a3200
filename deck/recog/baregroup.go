package recog

import (
	"slices"
	"strconv"
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
	n := int(b.doc.lists[b.List].items)
	title := b.nearest()
	if n < 2 || n > mostMembers || title == "" {
		return nil, false
	}
	title = b.ofItsThing(title)
	var members []string
	for i := b.index; i < len(b.doc.notes) && i < b.index+n; i++ {
		if b.doc.notes[i].List != b.List {
			return nil, false
		}
		members = append(members, unjoined(b.Lex, b.trim(inline.Unmarked(inline.Heal(b.doc.notes[i].Text)))))
	}
	title, members, open := b.openSet(title, members)
	counted := saysCount(b.Lex, title, len(members))
	if len(members) < 2 || !namesMembers(b.Lex, title, text.HasHan(title), counted) ||
		!counted && b.Lex.Contains(text.ClassListOpenersBare, title) {
		return nil, false
	}
	return b.together(title, members, b.Ordered, open)
}

// unjoined takes off an item what joins it to the next one: "by the log, or".
func unjoined(lex *text.Lexicon, s string) string {
	s = strings.TrimRight(s, ",; ")
	for _, word := range lex.Words(text.ClassJoinersLast) {
		if item, ok := strings.CutSuffix(s, " "+word); ok && text.HasAnySuffix(item, ",", ";") {
			return strings.TrimRight(item, ",; ")
		}
	}
	return s
}

// openSet takes off a list's title and its last item what says that it names only some members: "e.g.", 如, "etc.", "…".
func (b *bullet) openSet(title string, members []string) (named string, given []string, open bool) {
	named, open = cutOpening(b.Lex, title)
	open = open || slices.ContainsFunc(strings.Fields(title), func(w string) bool { // three examples of …
		return b.Lex.Has(text.ClassListOpenings, w)
	})
	last := len(members) - 1
	if last < 1 {
		return named, members, open
	}
	for _, sign := range [...]string{", ", "、"} {
		if listed := "x" + sign + members[last]; members[last] == "" || openEnd(b.Lex, listed) == 1 {
			return named, members[:last], true
		}
	}
	return named, members, open
}

// together asks for the items of a list at once: in their order where the title has a word for one, else as a set. A
// set is complete, and scheduled, if its title states the number of its members or says what they are. An open one asks
// for as many as it names.
func (b *bullet) together(title string, members []string, numbered, open bool) ([]deck.Card, bool) {
	n := len(members)
	for i, m := range members {
		if text.Columns(m) > maxMemberCols || slices.Contains(members[:i], m) {
			return nil, false
		}
	}
	b.Han = b.Han || text.HasHan(title)
	if unit := orderUnit(b.Lex, title); unit != "" && n >= minMembers && !open {
		return b.inOrder(title, members, unit)
	}
	if n > maxMembers && !numbered {
		return nil, false
	}
	c := deck.Card{
		Slot: "forward", Prompt: b.counted(title, n, "members"), Answer: b.listed(members),
		Members: members, Forms: deck.Reveal | deck.Set,
	}
	if open {
		c.Prompt, c.Forms, c.Members = title+b.sayOf("name-some", strconv.Itoa(n)), deck.Reveal, nil
	}
	switch {
	case n > maxMembers:
		c.Weaken(deck.ReasonLongList)
	case open, !saysCount(b.Lex, title, n) && !b.titleAsks(title, members) && !b.kindred(title, members):
		c.Weaken(deck.ReasonGuessedSet)
	case !card.Bound(&c):
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}, true
}

// inOrder asks for the items of a list in their order.
func (b *bullet) inOrder(title string, members []string, unit string) ([]deck.Card, bool) {
	n := len(members)
	c := deck.Card{
		Slot: "order", Prompt: b.counted(title, n, unit), Answer: strings.Join(members, " → "),
		Members: members, Forms: deck.Reveal | deck.Order,
	}
	if !card.Bound(&c) {
		return nil, false
	}
	if n > maxMembers+1 {
		c.Weaken(deck.ReasonLongList)
	}
	return []deck.Card{c}, true
}

// isEllipsis reports whether an item only says that there are more.
func isEllipsis(s string) bool { return s != "" && strings.Trim(s, ".… ") == "" }

// ofItsThing puts the thing in front of a title that any thing may have: "Decline · Causes".
func (b *bullet) ofItsThing(title string) string {
	if !isSetTitle(b.Lex, title) {
		return title
	}
	if thing := b.subject(); thing != "" && thing != title {
		return thing + deck.Dot + title
	}
	return title
}
