package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// chain takes three or more members that are ranked by the same comparator.
//
//	Latency: L1 < L2 < RAM < SSD
//	粒度：表锁 > 页锁 > 行锁
func chain(b *bullet) ([]deck.Card, bool) {
	from, to, remark := b.Body()
	up, down := b.Count(from, to, inline.Less), b.Count(from, to, inline.Greater)
	if up+down < 2 || up > 0 && down > 0 {
		return nil, false
	}
	for _, s := range b.Signs { // what follows a comma behind the last comparator is a remark
		if s.At > from && s.At < to && s.Kind&inline.ClauseEnds != 0 {
			if b.Count(from, s.At, inline.Less|inline.Greater) < up+down {
				return nil, false
			}
			remark, to = b.trim(b.Source[s.End:]), s.At
			break
		}
	}
	members := b.shortParts(from, to, inline.Less|inline.Greater)
	term := b.ask()
	if b.Term == "" {
		term = b.subject()
	}
	if members == nil || term == "" || b.Lex.Has(text.ClassMenus, members[0]) || slices.ContainsFunc(members, isClause) ||
		text.IsDigit(members[len(members)-1][0]) != text.IsDigit(members[0][0]) {
		return nil, false // a condition with figures, or a sentence
	}
	last := len(members) - 1
	if text, more := inline.CutRemark(members[last]); more != "" {
		members[last] = text
		if remark == "" {
			remark = more
		}
	}
	scale, measured := scaleOf(b.Lex, term, b.Han)
	if down > 0 && !measured && !slices.ContainsFunc(members, func(m string) bool { return !namesMenu(m) }) {
		return nil, false
	}
	sign, way, largest := " < ", scale.up, members[last]
	if down > 0 {
		sign, way, largest = " > ", scale.down, members[0]
	}
	ordered := deck.Card{
		Slot: "order", Prompt: term + way, Answer: strings.Join(members, sign), Extra: remark,
		Members: members, Forms: deck.Reveal | deck.Order,
	}
	if len(members) > maxMembers {
		ordered.Weaken(deck.ReasonLongList)
	}
	top := card.Forward(term+deck.Dot+scale.most, largest)
	top.Slot, top.Members, top.Forms, top.Extra = "facet:largest", members, top.Forms|deck.Choice, remark
	return []deck.Card{ordered, top}, true
}

// scale holds the words for a ranking: how its members go up, how they go down, and what asks for the most.
type scale struct{ up, down, most string }

// anyMeasure stands in the lexicon for all measures that have no scale of their own.
const anyMeasure = "*"

// isClause reports whether a member has more words than a thing that is ranked.
func isClause(member string) bool { return text.CountWords(member) > 4 }

// namesMenu reports whether a member is marked as code or bold and begins with a capital, as menus and buttons are written:
// `Render` > `Film` > `Transparent`.
func namesMenu(member string) bool {
	name := strings.Trim(member, "`*")
	return name != member && name != "" && text.IsUpper(name[0])
}

// scaleOf finds the scale of what a term measures, and reports whether it has one of its own. Words in the bullet's script
// are preferred.
func scaleOf(lex *text.Lexicon, term string, han bool) (s scale, own bool) {
	low := strings.ToLower(term)
	for _, script := range [...]bool{han, !han} {
		for _, row := range lex.Rows(text.ClassScales) {
			if text.HasHan(row[1]) != script {
				continue
			}
			if row[0] == anyMeasure || text.ContainsAny(low, strings.Split(row[0], ", ")) {
				return scale{row[1], row[2], row[3]}, row[0] != anyMeasure
			}
		}
	}
	return scale{}, false
}
