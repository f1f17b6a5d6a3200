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
	term := b.ofItsThing(inline.TitleText(b.Lex, inline.Unmarked(b.Source)))
	if !text.HasWord(term) || !namesMembers(b.Lex, term, b.Han, saysCount(b.Lex, term, len(kids))) {
		return nil, false
	}
	var members []string
	generic := 0
	for i, k := range kids {
		t := b.childText(k.Text)
		if i > 0 && i == len(kids)-1 && isEllipsis(k.Text) {
			members = append(members, "")
			break
		}
		if b.Lex.IsGeneric(t) {
			generic++
		}
		if k.Rule == "table" {
			return nil, false // its rows have their own cards
		}
		if t == "" || k.Reason != "" && k.Reason != deck.ReasonBare ||
			slices.Contains(members, t) || strings.Contains(k.Text, "](") {
			return nil, false
		}
		members = append(members, t)
	}
	if generic*3 > len(kids) {
		return nil, false // labels: each says something of the term
	}
	term, members, open := b.openSet(term, members)
	return b.together(term, members, kids[0].Ordered, open)
}

// namesMembers reports whether a title says what the items under it are. han says that it is read as Chinese, counted
// that it states how many they are: then it may be a sentence.
func namesMembers(lex *text.Lexicon, title string, han, counted bool) bool {
	size := inline.TermSize(title)
	return (size <= 1 || counted && size <= 2) && !lex.IsGeneric(title) &&
		!lex.Has(text.ClassReferenceTitles, title) && !lex.StartsGoal(title, han)
}
