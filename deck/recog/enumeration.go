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

// enumeration takes a set: members with 、 between them, or three or more short ones with a comma, ; or / between them.
// Any order is right. An open list (etc., 等) asks for as many as it names.
//
//	Noble gases: He, Ne, Ar, Kr, Xe, Rn
//	五行：金、木、水、火、土
func enumeration(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" {
		return nil, false
	}
	from, to, remark := b.Body()
	s, more := inline.CutRemark(b.Source[from:to])
	if more != "" && !strings.ContainsAny(s, "(（") &&
		b.Count(from, from+len(s), inline.Dun|inline.Comma|inline.Semi) > 0 {
		to, remark = from+len(s), joinRemarks(more, remark)
	}
	rest, open := cutListStart(b.Lex, b.Source[from:to])
	if open {
		from = to - len(rest)
	}
	if end := openEnd(b.Lex, b.Source[from:to]); end < to-from {
		to, open = from+end, true
	}
	members, after := b.members(from, to)
	if len(members) < 2 || strings.Contains(members[len(members)-1], "：") {
		return nil, false // 木材、石材的总称：oak slate
	}
	if !b.Han && b.Count(b.RestAt, len(b.Source), inline.Semi) == 0 && b.saysWhatItDoes() {
		return nil, false // "names a person, place or thing" has one verb for all
	}
	remark = joinRemarks(after, remark)
	answer := b.trim(b.Rest)
	if remark != "" || from > b.RestAt {
		answer = b.trim(strings.TrimSpace(b.Source[from:to]))
		if after != "" {
			answer = strings.TrimRight(strings.TrimSuffix(answer, after), " ,，;；")
		}
	}
	term := b.ask()
	if named, opens := cutOpening(b.Lex, term); opens {
		term, open = named, true
	}
	if b.lame() {
		c := card.Forward(term, answer)
		c.Weaken(deck.ReasonGeneric)
		return []deck.Card{c}, true
	}
	set := deck.Card{
		Slot: "forward", Answer: answer, Extra: remark, Members: strip(members), Forms: deck.Reveal | deck.Set,
	}
	if open {
		set.Prompt = term + b.sayOf("name-some", strconv.Itoa(len(members)))
		set.Forms, set.Members = deck.Reveal, nil
	} else {
		set.Prompt = b.counted(term, len(members), "members")
	}
	switch {
	case len(members) > maxMembers:
		set.Weaken(deck.ReasonLongList)
	case text.Columns(answer) > card.MaxAnswer:
		set.Weaken(deck.ReasonTooLong)
	}
	cards := []deck.Card{set}
	if open || len(members) < minMembers || len(members) > maxMembers+2 {
		return cards, true
	}
	return append(cards, b.memberGaps(term, members)...), true
}

// cutListStart takes off what opens a list that names only some of its members: "e.g. rye, oats", 如苹果、梨.
func cutListStart(lex *text.Lexicon, s string) (rest string, open bool) {
	rest, open = lex.CutPrefix(text.ClassListStarts, s)
	if !open || lex.HasPrefix(text.ClassListStartTails, rest) {
		return s, false
	}
	return rest, true
}

// cutOpening takes off the end of a term or title what says that its list names only some members: "Grains (e.g.)",
// "Berries such as", 水果，如.
func cutOpening(lex *text.Lexicon, term string) (named string, open bool) {
	s := strings.TrimRight(term, " .,，:：)）")
	at := len(s)
	for range 2 { // it has one word or two
		at = strings.LastIndexAny(s[:at], " (（，,")
		if at <= 0 {
			break
		}
		if lex.Has(text.ClassListOpenings, strings.TrimLeft(s[at:], " (（，,")) {
			return strings.TrimRight(s[:at], " (（，,"), true
		}
	}
	return term, false
}

func joinRemarks(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// memberGaps makes a card for each member that hides it and shows the others.
func (b *bullet) memberGaps(term string, members []string) []deck.Card {
	sep, colon := b.say("member-sign"), b.say("colon")
	cards := make([]deck.Card, 0, len(members))
	shown := make([]string, len(members))
	for i, m := range members {
		copy(shown, members)
		shown[i] = deck.Gap
		c := card.Forward(term+colon+strings.Join(shown, sep), m)
		c.Slot, c.Forms = "member:"+card.SlotKey(m), c.Forms&^deck.Choice|deck.Cloze|deck.Type
		c.Weaken(deck.ReasonGap)
		cards = append(cards, c)
	}
	return cards
}

// andOthers ends an open list in Chinese. A noun for all members may follow: 红、黄、蓝等颜色.
const andOthers = "等"

// openEnd is where the members of an open list end: before 等, etc., …; for a closed list it is the length of s.
func openEnd(lex *text.Lexicon, s string) int {
	t := strings.TrimRight(s, " .。")
	if rest, ok := lex.CutSuffix(text.ClassListEnds, t); ok && rest != "" {
		return len(strings.TrimRight(rest, " ,，、"))
	}
	if strings.HasSuffix(s, "...") {
		return len(strings.TrimRight(s, " .,，、"))
	}
	i := strings.LastIndex(t, andOthers)
	if i <= 0 || !strings.Contains(t[:i], "、") {
		return len(s)
	}
	if tail := t[i+len(andOthers):]; text.CountHan(tail) <= 8 && !lex.HasPrefix(text.ClassListEndTails, tail) {
		return i
	}
	return len(s)
}

// members cuts src[from:to] into the members of a set, or returns fewer than two. after is a clause that follows the
// set.
func (b *bullet) members(from, to int) (members []string, after string) {
	if b.Count(from, to, inline.Arrow|inline.Less|inline.Greater) > 0 {
		return nil, ""
	}
	if b.Count(from, to, inline.Dun) > 0 {
		return b.dunMembers(from, to)
	}
	for _, set := range [...]inline.SignSet{inline.Semi, inline.Comma, inline.Slash} {
		n := b.Count(from, to, set)
		if n == 0 {
			continue
		}
		if n == 1 && set == inline.Comma && b.twoNames(from, to) {
			p := b.Parts(from, to, inline.Comma)
			return []string{b.trim(p[0].Text), b.trim(p[1].Text)}, ""
		}
		if n < minMembers-1 || set == inline.Slash && b.Count(from, to, inline.Comma|inline.Semi) > 0 {
			return nil, ""
		}
		parts := b.Parts(from, to, set)
		latin := 0
		for i, p := range parts {
			t := b.trim(p.Text)
			if i == len(parts)-1 {
				t = cutJoiner(b.Lex, t)
			}
			if !b.shortMember(t, set) {
				return nil, ""
			}
			if !text.HasHan(t) {
				latin++
			}
			members = append(members, t)
		}
		if b.Han && set != inline.Slash && latin < len(members) {
			return nil, "" // Chinese parts clauses by ，; a set only of names
		}
		if set == inline.Comma && !b.Han {
			members = splitAnd(b.Lex, members)
		}
		if repeats(members) {
			return nil, ""
		}
		return members, ""
	}
	return nil, ""
}

// cutJoiner takes an "and" or "or" off the start of the last member.
func cutJoiner(lex *text.Lexicon, last string) string {
	last, _ = lex.CutWord(text.ClassJoinersLast, last)
	if text.StartsHan(last) {
		for _, and := range lex.Words(text.ClassJoinersLast) {
			if rest, ok := strings.CutPrefix(last, and); ok {
				return rest
			}
		}
	}
	return last
}

// twoNames reports whether the one comma stands between two names, which are a set and no two points: "BFS, DFS".
func (b *bullet) twoNames(from, to int) bool {
	for _, p := range b.Parts(from, to, inline.Comma) {
		t := b.trim(p.Text)
		k, _ := b.Lex.KindOf(t)
		if text.CountWords(t) > 2 || isInitials(t) || k != text.KindCode && (k != text.KindName || !text.IsUpper(t[0])) {
			return false
		}
	}
	return true
}

// dunMembers cuts at 、 within the one clause that has any.
func (b *bullet) dunMembers(from, to int) (members []string, after string) {
	for _, s := range b.Signs {
		if s.Kind&inline.ClauseEnds == 0 || s.At <= from || s.At >= to {
			continue
		}
		if b.Count(from, s.At, inline.Dun) < 1 || b.Count(s.End, to, inline.Dun) > 0 {
			return nil, ""
		}
		if b.Count(from, s.At, inline.Dun) == 1 && !b.alikeInWidth(from, s.At) {
			return nil, ""
		}
		after, to = b.trim(b.Source[s.End:to]), s.At
		break
	}
	for _, p := range b.Parts(from, to, inline.Dun) {
		t := b.trim(p.Text)
		if !text.HasWord(t) || text.Columns(t) > maxMemberCols {
			return nil, ""
		}
		members = append(members, t)
	}
	members = splitHanAnd(b.Lex, members)
	widest := 0
	for _, m := range members[1:] {
		widest = max(widest, text.Columns(m))
	}
	if text.Columns(members[0]) > 2*widest+4 ||
		len(members) == 2 && text.ContainsAny(members[1], b.Lex.Words(text.ClassJoinersDun)) {
		return nil, "" // a sentence that goes on: 对蛋白质进行加工、分类和包装
	}
	if repeats(members) || len(members) > mostMembers+3 {
		return nil, ""
	}
	return members, after
}

// alikeInWidth reports whether the two members before a clause are so alike in width that they are a set.
func (b *bullet) alikeInWidth(from, to int) bool {
	p := b.Parts(from, to, inline.Dun)
	x, y := text.Columns(p[0].Text), text.Columns(p[len(p)-1].Text)
	return x*2 >= y && y*2 >= x
}

// repeats reports whether a text stands in the list twice.
func repeats(list []string) bool {
	for i, s := range list {
		if slices.Contains(list[:i], s) {
			return true
		}
	}
	return false
}

// isInitials reports whether a text is the initials of a person, which belong to the name before: "Fisher, R.A.".
func isInitials(t string) bool {
	for i := 0; i < len(t); i++ {
		if i%2 == 0 && !text.IsUpper(t[i]) || i%2 == 1 && t[i] != '.' {
			return false
		}
	}
	return len(t) > 1
}

// shortMember reports whether t can be a member of a set without 、: it is a few words that are no clause.
func (b *bullet) shortMember(t string, set inline.SignSet) bool {
	if !text.HasWord(t) || text.Columns(t) > 36 || isInitials(t) {
		return false
	}
	limit := 4
	if set == inline.Semi {
		limit = 5
	}
	if set == inline.Slash {
		limit = 2
		if strings.ContainsAny(t, ".:\\") {
			return false
		}
	}
	if text.CountWords(t) > limit {
		return false
	}
	return text.CountWords(t) == 1 || !b.Lex.Has(text.ClassConjunctionsPoints, text.FirstWord(t))
}

// splitAnd divides a last member such as "b and c".
func splitAnd(lex *text.Lexicon, members []string) []string {
	last := members[len(members)-1]
	if !strings.Contains(last, " ") {
		return members
	}
	for _, and := range lex.Words(text.ClassJoinersSplit) {
		x, y, ok := strings.Cut(last, " "+and+" ")
		if ok && text.CountWords(x) <= 2 && text.CountWords(y) <= 2 {
			return append(members[:len(members)-1:len(members)-1], x, y)
		}
	}
	return members
}

// splitHanAnd divides a last member such as 丙和丁 where both halves look like the other members.
func splitHanAnd(lex *text.Lexicon, members []string) []string {
	last := members[len(members)-1]
	widest, narrowest := 0, 1<<30
	for _, m := range members[:len(members)-1] {
		widest, narrowest = max(widest, text.Columns(m)), min(narrowest, text.Columns(m))
	}
	like := func(s string) bool {
		w := text.Columns(s)
		return w <= widest+2 && w*4 >= narrowest*3 && text.HasHan(s) == text.HasHan(members[0])
	}
	for _, and := range lex.Words(text.ClassJoinersSplit) {
		if !text.HasHan(and) {
			continue
		}
		x, y, ok := strings.Cut(last, and)
		x, y = strings.TrimSpace(x), strings.TrimSpace(y)
		if ok && like(x) && like(y) {
			return append(members[:len(members)-1:len(members)-1], x, y)
		}
	}
	return members
}

// strip takes off a verb before the first member (使用ccache) and a noun behind the last (…、Memcached集成) where the
// other members are plain names. Only names are typed.
func strip(members []string) []string {
	out := append([]string(nil), members...)
	last := len(out) - 1
	for i, m := range out {
		if i != 0 && i != last && text.HasHan(m) {
			return members
		}
	}
	head := strings.TrimLeftFunc(out[0], text.IsHan)
	if text.HasHan(out[0]) && head != "" && !text.HasHan(head) && text.HasWord(head) &&
		last > 0 && !text.StartsHan(out[last]) && len(out[0])-len(head) <= 12 {
		out[0] = strings.TrimSpace(head)
	}
	tail := strings.TrimRightFunc(out[last], text.IsHan)
	if text.HasHan(out[last]) && tail != "" && !text.HasHan(tail) && text.HasWord(tail) && !text.HasHan(out[0]) {
		out[last] = strings.TrimSpace(tail)
	}
	for i := range out { // all or nothing: half-stripped sets only confuse
		if text.HasHan(out[i]) {
			return members
		}
	}
	return out
}
