package recog

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/text"
)

// Several bullets of a list may say something of one term. Each alone would be half of an answer.
//
//	高尔基体：修饰
//	高尔基体：多糖合成
//
// Where all they say of a name is short, one card asks for it together. Elsewhere the cards are drafts.

// maxTogether is the greatest width of what a bullet says that is asked for together with what others say.
const maxTogether = card.MaxAnswer / 2

// joinSiblings joins the definitions of a list that have one term.
func joinSiblings(b *bullet, doc *deck.Document) {
	type place struct {
		list, parent int
		prompt       string
	}
	seed := maphash.MakeSeed()
	first := make(map[uint64]int, len(doc.Notes)) // by the hash of the place: nearly all are alone there
	groups, order := map[place][]int{}, []place(nil)
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Rule != "definition" || n.Given || n.Cards[0].Slot != "forward" {
			continue
		}
		p := place{n.List, n.Parent, n.Cards[0].Prompt}
		h := maphash.Comparable(seed, p)
		at, again := first[h]
		if !again {
			first[h] = i
			continue
		}
		if groups[p] == nil {
			groups[p], order = []int{at}, append(order, p)
		}
		groups[p] = append(groups[p], i)
	}
	for _, p := range order {
		b.join(doc, groups[p])
	}
}

// join asks for what the notes say together, or makes drafts of their cards.
func (b *bullet) join(doc *deck.Document, at []int) {
	first := &doc.Notes[at[0]]
	b.take(at[0])
	var members []string
	short := b.nameable() // several remarks under a label such as 配置 are no set
	for _, i := range at {
		c := &doc.Notes[i].Cards[0]
		if slices.ContainsFunc(members, func(m string) bool { return strings.EqualFold(m, c.Answer) }) {
			continue // it says the same again
		}
		members = append(members, c.Answer)
		short = short && !c.Draft && c.Extra == "" && c.Members == nil && text.Columns(c.Answer) <= maxTogether &&
			!strings.Contains(c.Answer, "\n") && !b.givesValue(c.Answer) && !strings.ContainsAny(c.Answer, ":：")
	}
	if len(members) < 2 {
		return
	}
	answer := strings.Join(members, b.Lex.Say(signOf(members), text.HasHan(members[0])))
	if !short || len(members) > maxMembers || text.Columns(answer) > card.MaxAnswer {
		for k, i := range at {
			other := at[0]
			if k == 0 {
				other = at[1]
			}
			why := fmt.Sprintf("%s %d", deck.ReasonAmbiguous, doc.Notes[other].Line)
			doc.Notes[i].Cards = weaken(doc.Notes[i].Cards, deck.Reason(why))
		}
		return
	}
	first.Cards[0] = deck.Card{
		Slot: "forward", Prompt: b.counted(first.Cards[0].Prompt, len(members), "members"), Answer: answer,
		Members: members, Forms: deck.Reveal | deck.Set,
	}
	for _, i := range at[1:] {
		n := &doc.Notes[i]
		n.Rule, n.Cards, n.Reason = "", nil, deck.Reason(fmt.Sprintf("%s %d", deck.ReasonPart, first.Line))
	}
}

// givesValue reports whether an answer is a figure. Two of them for one thing exclude each other.
func (b *bullet) givesValue(answer string) bool {
	return strings.ContainsAny(answer, "0123456789") || b.Lex.Has(text.ClassNumbers, text.FirstWord(answer)) ||
		b.Lex.HasRune(text.ClassNumeralsHave, text.FirstRune(answer))
}

// signOf is the key of the sign between members: a stronger one where they have commas of their own.
func signOf(members []string) string {
	if strings.ContainsAny(strings.Join(members, ""), ",，、") {
		return "group-sign"
	}
	return "member-sign"
}
