package deck

import "strings"

// bareGroup takes the first of two to six bare items that stand alone under a title that says what they are; of a numbered list, up to twelve.
//
//	Style:   Avoid premature optimisation, Name things once, …
//	诗体：    绝句、律诗、词
func bareGroup(b *bullet) ([]Card, bool) {
	if b.index > 0 && b.doc.notes[b.index-1].List == b.List || b.Parent >= 0 {
		return nil, false
	}
	n := int(b.doc.lists[b.List].items)
	title := b.nearest()
	if strings.Contains(title, "following") || strings.Contains(title, "如下") || strings.Contains(title, "以下") {
		return nil, false
	}
	most := maxMembers
	if b.Ordered {
		most = mostMembers // seven layers are an order to know
	}
	if n < 2 || n > most || title == "" || isGeneric(title) || referenceTitles.has(title) || startsGoal(title, hasHan(title)) || termSize(title) > 1 || b.Task {
		return nil, false
	}
	var members []string
	for i := b.index; i < len(b.doc.notes) && len(members) < n; i++ {
		if b.doc.notes[i].List != b.List {
			return nil, false
		}
		t := trim(plain(heal(b.doc.notes[i].Text)))
		if columns(t) > maxMemberCols || contains(members, t) {
			return nil, false
		}
		members = append(members, t)
	}
	b.han = b.han || hasHan(title)
	c := Card{Slot: "forward", Prompt: b.counted(title, n, "", "项"), Answer: b.listed(members), Members: members, Forms: Reveal | Set}
	if b.Ordered && n >= minMembers {
		c = Card{Slot: "order", Prompt: b.counted(title, n, "steps", "步"), Answer: strings.Join(members, " → "), Members: members, Forms: Reveal | Order}
	}
	c.weaken(ReasonGuessedSet)
	return []Card{c}, true
}
