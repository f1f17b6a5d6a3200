package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// enumeration takes a set: members parted by 、, or in English three short ones or more by comma, ; or /.
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
	if more != "" && b.Count(from, from+len(s), inline.Dun|inline.Comma|inline.Semi) > 0 && !strings.ContainsAny(s, "(（") {
		to, remark = from+len(s), joinRemarks(more, remark)
	}
	open := false
	if end := openEnd(b.Source[from:to]); end < to-from {
		to, open = from+end, true
	}
	members, after := b.members(from, to)
	if len(members) < 2 {
		return nil, false
	}
	remark = joinRemarks(after, remark)
	answer := inline.Trim(b.Rest)
	if remark != "" {
		answer = inline.Trim(strings.TrimSpace(b.Source[from:to]))
		if after != "" {
			answer = strings.TrimRight(strings.TrimSuffix(answer, after), " ,，;；")
		}
	}
	term := b.ask()
	if b.lame() {
		c := card.Forward(term, answer)
		c.Weaken(deck.ReasonGeneric)
		return []deck.Card{c}, true
	}
	set := deck.Card{Slot: "forward", Answer: answer, Extra: remark, Members: strip(members), Forms: deck.Reveal | deck.Set}
	if open {
		set.Prompt = term + b.openCount(len(members))
		set.Forms, set.Members = deck.Reveal, nil
	} else {
		set.Prompt = b.counted(term, len(members), "", "项")
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

func (b *bullet) openCount(n int) string {
	digits := string(rune('0' + n%10))
	if n > 9 {
		digits = "1" + digits
	}
	return b.say(", name "+digits, "，举"+digits+"项")
}

func joinRemarks(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// memberGaps hides each member in turn, the others shown.
func (b *bullet) memberGaps(term string, members []string) []deck.Card {
	sep, colon := b.say(", ", "、"), b.say(": ", "：")
	var cards []deck.Card
	for i, m := range members {
		shown := make([]string, len(members))
		copy(shown, members)
		shown[i] = deck.Gap
		c := card.Forward(term+colon+strings.Join(shown, sep), m)
		c.Slot, c.Forms = "member:"+card.SlotKey(m), c.Forms&^deck.Choice|deck.Cloze|deck.Type
		c.Weaken(deck.ReasonGap)
		cards = append(cards, c)
	}
	return cards
}

// openEnd is where the members of an open list end: before 等, etc., …; the length of s for a closed list.
// 等 in 等待, 等价 or 等级 ends no list, so it counts only at the end of the text or before a short noun for all.
func openEnd(s string) int {
	t := strings.TrimRight(s, " .。")
	for _, w := range [...]string{"等等", "等", ", etc", " etc", ",etc", "……", "…", ", and so on", " and so on", ", and more", " and more", " and others", ", among others"} {
		if rest, ok := strings.CutSuffix(t, w); ok && rest != "" {
			return len(strings.TrimRight(rest, " ,，、"))
		}
	}
	if strings.HasSuffix(s, "...") {
		return len(strings.TrimRight(s, " .,，、"))
	}
	if i := strings.LastIndex(t, "等"); i > 0 {
		if tail := t[i+len("等"):]; text.CountHan(tail) <= 8 && strings.Contains(t[:i], "、") && !text.HasAnyPrefix(tail, "待", "价", "级", "于", "同", "式", "号", "效", "候", "差", "比", "分", "量", "离子", "幂") {
			return i
		}
	}
	return len(s)
}

// members cuts src[from:to] into the members of a set, or returns fewer than two. after is a clause that
// follows the set.
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
			return []string{inline.Trim(b.Parts(from, to, inline.Comma)[0].Text), inline.Trim(b.Parts(from, to, inline.Comma)[1].Text)}, ""
		}
		if n < minMembers-1 || set == inline.Slash && b.Count(from, to, inline.Comma|inline.Semi) > 0 {
			return nil, ""
		}
		parts := b.Parts(from, to, set)
		latin := 0
		for i, p := range parts {
			t := inline.Trim(p.Text)
			if i == len(parts)-1 {
				t = text.CutPrefixFold(text.CutPrefixFold(t, "and "), "or ")
				if strings.HasPrefix(t, "和") || strings.HasPrefix(t, "以及") {
					t = strings.TrimPrefix(strings.TrimPrefix(t, "和"), "以及")
				}
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
			members = splitAnd(members)
		}
		if repeats(members) {
			return nil, ""
		}
		return members, ""
	}
	return nil, ""
}

// twoNames tells a comma between two names, which are a set and no two points: "BFS, DFS".
func (b *bullet) twoNames(from, to int) bool {
	for _, p := range b.Parts(from, to, inline.Comma) {
		t := inline.Trim(p.Text)
		if k, _ := text.KindOf(t); text.CountWords(t) > 2 || k != text.KindCode && (k != text.KindName || !text.IsUpper(t[0])) {
			return false
		}
	}
	return true
}

// dunMembers cuts at 、 within the one clause that has it.
func (b *bullet) dunMembers(from, to int) (members []string, after string) {
	for _, s := range b.Signs {
		if s.Kind&inline.ClauseEnds == 0 || s.At <= from || s.At >= to {
			continue
		}
		if b.Count(from, s.At, inline.Dun) < 1 || b.Count(s.End, to, inline.Dun) > 0 {
			return nil, ""
		}
		if b.Count(from, s.At, inline.Dun) == 1 && !b.sameScript(from, s.At) {
			return nil, ""
		}
		after, to = inline.Trim(b.Source[s.End:to]), s.At
		break
	}
	for _, p := range b.Parts(from, to, inline.Dun) {
		t := inline.Trim(p.Text)
		if !text.HasWord(t) || text.Columns(t) > maxMemberCols {
			return nil, ""
		}
		members = append(members, t)
	}
	members = splitHanAnd(members)
	widest := 0
	for _, m := range members[1:] {
		widest = max(widest, text.Columns(m))
	}
	if text.Columns(members[0]) > 2*widest+4 || len(members) == 2 && text.ContainsAny(members[1], []string{"和", "以及"}) {
		return nil, "" // a sentence that goes on: 对蛋白质进行加工、分类和包装
	}
	if repeats(members) || len(members) > mostMembers+3 {
		return nil, ""
	}
	return members, after
}

// sameScript tells whether the two members before a clause are alike in width, so that they are a set.
func (b *bullet) sameScript(from, to int) bool {
	p := b.Parts(from, to, inline.Dun)
	x, y := text.Columns(p[0].Text), text.Columns(p[len(p)-1].Text)
	return x*2 >= y && y*2 >= x
}

func repeats(list []string) bool {
	for i, s := range list {
		if slices.Contains(list[:i], s) {
			return true
		}
	}
	return false
}

// shortMember tells what can be a member of a set in English: a few words that are no clause.
func (b *bullet) shortMember(t string, set inline.SignSet) bool {
	if !text.HasWord(t) || text.Columns(t) > 36 {
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
	return !text.Conjunctions[text.FirstWord(t)] || text.CountWords(t) == 1
}

// splitAnd divides a last member such as "b and c".
func splitAnd(members []string) []string {
	last := members[len(members)-1]
	for _, w := range [...]string{" and ", " or ", " & "} {
		if x, y, ok := strings.Cut(last, w); ok && text.CountWords(x) <= 2 && text.CountWords(y) <= 2 {
			return append(members[:len(members)-1:len(members)-1], x, y)
		}
	}
	return members
}

// splitHanAnd divides a last member such as 丙和丁 where both halves look like the other members.
func splitHanAnd(members []string) []string {
	last := members[len(members)-1]
	widest, narrowest := 0, 1<<30
	for _, m := range members[:len(members)-1] {
		widest, narrowest = max(widest, text.Columns(m)), min(narrowest, text.Columns(m))
	}
	for _, w := range [...]string{"以及", "和", "与", "及", "或"} {
		x, y, ok := strings.Cut(last, w)
		x, y = strings.TrimSpace(x), strings.TrimSpace(y)
		if !ok || text.Columns(x) > widest+2 || text.Columns(x)*4 < narrowest*3 || text.Columns(y) > widest+2 || text.Columns(y)*4 < narrowest*3 {
			continue
		}
		if text.HasHan(x) == text.HasHan(members[0]) && text.HasHan(y) == text.HasHan(members[0]) {
			return append(members[:len(members)-1:len(members)-1], x, y)
		}
	}
	return members
}

// strip takes a verb before the first member (使用ccache) and a noun behind the last (…、Memcached集成) off,
// where the other members are plain names: when typed, only the names count.
func strip(members []string) []string {
	out := append([]string(nil), members...)
	last := len(out) - 1
	for i, m := range out {
		if i != 0 && i != last && text.HasHan(m) {
			return members
		}
	}
	head := strings.TrimLeftFunc(out[0], text.IsHan)
	if text.HasHan(out[0]) && head != "" && !text.HasHan(head) && text.HasWord(head) && (last > 0 && !text.StartsHan(out[last])) && len(out[0])-len(head) <= 12 {
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
