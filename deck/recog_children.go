package deck

import "strings"

// children takes a short bullet with two to six short ones under it: the set of them.
//
//	Noble metals   (over: gold, platinum, silver)
//	隔离级别       (over: 读未提交, 读已提交, 可重复读, 串行化)
func children(b *bullet) ([]Card, bool) {
	if b.term != "" && b.rest != "" {
		return nil, false
	}
	kids := b.doc.children(b.index)
	if len(kids) < 2 || len(kids) > maxMembers {
		return nil, false
	}
	term := titleText(plain(b.src))
	if !hasWord(term) || termSize(term) > 1 || isGeneric(term) || referenceTitles.has(term) || startsGoal(term, b.han) {
		return nil, false
	}
	var members []string
	for _, k := range kids {
		t := childText(k.Text)
		if t == "" || isGeneric(t) || k.Reason != "" && k.Reason != ReasonBare || contains(members, t) || strings.Contains(k.Text, "](") {
			return nil, false
		}
		members = append(members, t)
	}
	c := Card{Slot: "forward", Prompt: b.counted(term, len(members), "", "项"), Answer: b.listed(members), Members: members, Forms: Reveal | Set}
	c.weaken(ReasonGuessedSet)
	return []Card{c}, true
}
