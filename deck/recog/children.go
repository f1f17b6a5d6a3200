package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// children takes a short bullet with two to six short ones under it: the set of them.
//
//	Noble metals   (over: gold, platinum, silver)
//	隔离级别       (over: 读未提交, 读已提交, 可重复读, 串行化)
func children(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" && b.Rest != "" {
		return nil, false
	}
	kids := b.doc.children(b.index)
	if len(kids) < 2 || len(kids) > maxMembers {
		return nil, false
	}
	term := inline.TitleText(b.Lex, inline.Unmarked(b.Source))
	if !text.HasWord(term) || !namesMembers(b.Lex, term, b.Han) {
		return nil, false
	}
	var members []string
	for _, k := range kids {
		t := b.childText(k.Text)
		if t == "" || b.Lex.IsGeneric(t) || k.Reason != "" && k.Reason != deck.ReasonBare ||
			slices.Contains(members, t) || strings.Contains(k.Text, "](") {
			return nil, false
		}
		members = append(members, t)
	}
	c := deck.Card{
		Slot: "forward", Prompt: b.counted(term, len(members), "members"), Answer: b.listed(members),
		Members: members, Forms: deck.Reveal | deck.Set,
	}
	c.Weaken(deck.ReasonGuessedSet)
	return []deck.Card{c}, true
}

// namesMembers reports whether a title says what the items under it are. han says that it is read as Chinese.
func namesMembers(lex *text.Lexicon, title string, han bool) bool {
	return inline.TermSize(title) <= 1 && !lex.IsGeneric(title) &&
		!lex.Has(text.ClassReferenceTitles, title) && !lex.StartsGoal(title, han)
}
