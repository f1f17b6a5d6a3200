package deck

import (
	"strings"
)

// enumeration takes a set: members parted by 、, or in English three short ones or more by comma, ; or /.
// Any order is right. An open list (etc., 等) asks for as many as it names.
//
//	Noble gases: He, Ne, Ar, Kr, Xe, Rn
//	五行：金、木、水、火、土
func enumeration(b *bullet) ([]Card, bool) {
	if b.term == "" {
		return nil, false
	}
	from, to, remark := b.body()
	text, more := cutRemark(b.src[from:to])
	if more != "" && b.count(from, from+len(text), dun|comma|semi) > 0 && !strings.ContainsAny(text, "(（") {
		to, remark = from+len(text), joinRemarks(more, remark)
	}
	open := false
	if end := openEnd(b.src[from:to]); end < to-from {
		to, open = from+end, true
	}
	members, after := b.members(from, to)
	if len(members) < 2 {
		return nil, false
	}
	remark = joinRemarks(after, remark)
	answer := trim(b.rest)
	if remark != "" {
		answer = trim(strings.TrimSpace(b.src[from:to]))
		if after != "" {
			answer = strings.TrimRight(strings.TrimSuffix(answer, after), " ,，;；")
		}
	}
	term := b.ask()
	if b.lame() {
		c := forward(term, answer)
		c.weaken(ReasonGeneric)
		return []Card{c}, true
	}
	set := Card{Slot: "forward", Answer: answer, Extra: remark, Members: strip(members), Forms: Reveal | Set}
	if open {
		set.Prompt = term + b.openCount(len(members))
		set.Forms, set.Members = Reveal, nil
	} else {
		set.Prompt = b.counted(term, len(members), "", "项")
	}
	switch {
	case len(members) > maxMembers:
		set.weaken(ReasonLongList)
	case columns(answer) > maxAnswer:
		set.weaken(ReasonTooLong)
	}
	cards := []Card{set}
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
func (b *bullet) memberGaps(term string, members []string) []Card {
	sep, colon := b.say(", ", "、"), b.say(": ", "：")
	var cards []Card
	for i, m := range members {
		shown := make([]string, len(members))
		copy(shown, members)
		shown[i] = gap
		c := forward(term+colon+strings.Join(shown, sep), m)
		c.Slot, c.Forms = "member:"+key(m), c.Forms&^Choice|Cloze|Type
		c.weaken(ReasonGap)
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
		if tail := t[i+len("等"):]; hanCount(tail) <= 8 && strings.Contains(t[:i], "、") && !startsAny(tail, "待", "价", "级", "于", "同", "式", "号", "效", "候", "差", "比", "分", "量", "离子", "幂") {
			return i
		}
	}
	return len(s)
}

// members cuts src[from:to] into the members of a set, or returns fewer than two. after is a clause that
// follows the set.
func (b *bullet) members(from, to int) (members []string, after string) {
	if b.count(from, to, arrow|less|greater) > 0 {
		return nil, ""
	}
	if b.count(from, to, dun) > 0 {
		return b.dunMembers(from, to)
	}
	for _, set := range [...]signSet{semi, comma, slash} {
		n := b.count(from, to, set)
		if n == 0 {
			continue
		}
		if n == 1 && set == comma && b.twoNames(from, to) {
			return []string{trim(b.parts(from, to, comma)[0].text), trim(b.parts(from, to, comma)[1].text)}, ""
		}
		if n < minMembers-1 || set == slash && b.count(from, to, comma|semi) > 0 {
			return nil, ""
		}
		parts := b.parts(from, to, set)
		latin := 0
		for i, p := range parts {
			t := trim(p.text)
			if i == len(parts)-1 {
				t = cutPrefixFold(cutPrefixFold(t, "and "), "or ")
				if strings.HasPrefix(t, "和") || strings.HasPrefix(t, "以及") {
					t = strings.TrimPrefix(strings.TrimPrefix(t, "和"), "以及")
				}
			}
			if !b.shortMember(t, set) {
				return nil, ""
			}
			if !hasHan(t) {
				latin++
			}
			members = append(members, t)
		}
		if b.han && set != slash && latin < len(members) {
			return nil, "" // Chinese parts clauses by ，; a set only of names
		}
		if set == comma && !b.han {
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
	for _, p := range b.parts(from, to, comma) {
		t := trim(p.text)
		if k, _ := kindOf(t); words(t) > 2 || k != kindCode && (k != kindName || !isUpper(t[0])) {
			return false
		}
	}
	return true
}

// dunMembers cuts at 、 within the one clause that has it.
func (b *bullet) dunMembers(from, to int) (members []string, after string) {
	for _, s := range b.signs {
		if s.kind&clauseEnds == 0 || s.at <= from || s.at >= to {
			continue
		}
		if b.count(from, s.at, dun) < 1 || b.count(s.end, to, dun) > 0 {
			return nil, ""
		}
		if b.count(from, s.at, dun) == 1 && !b.sameScript(from, s.at) {
			return nil, ""
		}
		after, to = trim(b.src[s.end:to]), s.at
		break
	}
	for _, p := range b.parts(from, to, dun) {
		t := trim(p.text)
		if !hasWord(t) || columns(t) > maxMemberCols {
			return nil, ""
		}
		members = append(members, t)
	}
	members = splitHanAnd(members)
	widest := 0
	for _, m := range members[1:] {
		widest = max(widest, columns(m))
	}
	if columns(members[0]) > 2*widest+4 || len(members) == 2 && holdsAny(members[1], []string{"和", "以及"}) {
		return nil, "" // a sentence that goes on: 对蛋白质进行加工、分类和包装
	}
	if repeats(members) || len(members) > mostMembers+3 {
		return nil, ""
	}
	return members, after
}

// sameScript tells whether the two members before a clause are alike in width, so that they are a set.
func (b *bullet) sameScript(from, to int) bool {
	p := b.parts(from, to, dun)
	x, y := columns(p[0].text), columns(p[len(p)-1].text)
	return x*2 >= y && y*2 >= x
}

func repeats(list []string) bool {
	for i, s := range list {
		if contains(list[:i], s) {
			return true
		}
	}
	return false
}

// shortMember tells what can be a member of a set in English: a few words that are no clause.
func (b *bullet) shortMember(t string, set signSet) bool {
	if !hasWord(t) || columns(t) > 36 {
		return false
	}
	limit := 4
	if set == semi {
		limit = 5
	}
	if set == slash {
		limit = 2
		if strings.ContainsAny(t, ".:\\") {
			return false
		}
	}
	if words(t) > limit {
		return false
	}
	return !conjunctions[firstWord(t)] || words(t) == 1
}

// splitAnd divides a last member such as "b and c".
func splitAnd(members []string) []string {
	last := members[len(members)-1]
	for _, w := range [...]string{" and ", " or ", " & "} {
		if x, y, ok := strings.Cut(last, w); ok && words(x) <= 2 && words(y) <= 2 {
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
		widest, narrowest = max(widest, columns(m)), min(narrowest, columns(m))
	}
	for _, w := range [...]string{"以及", "和", "与", "及", "或"} {
		x, y, ok := strings.Cut(last, w)
		x, y = strings.TrimSpace(x), strings.TrimSpace(y)
		if !ok || columns(x) > widest+2 || columns(x)*4 < narrowest*3 || columns(y) > widest+2 || columns(y)*4 < narrowest*3 {
			continue
		}
		if hasHan(x) == hasHan(members[0]) && hasHan(y) == hasHan(members[0]) {
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
		if i != 0 && i != last && hasHan(m) {
			return members
		}
	}
	head := strings.TrimLeftFunc(out[0], isHan)
	if hasHan(out[0]) && head != "" && !hasHan(head) && hasWord(head) && (last > 0 && !startsHan(out[last])) && len(out[0])-len(head) <= 12 {
		out[0] = strings.TrimSpace(head)
	}
	tail := strings.TrimRightFunc(out[last], isHan)
	if hasHan(out[last]) && tail != "" && !hasHan(tail) && hasWord(tail) && !hasHan(out[0]) {
		out[last] = strings.TrimSpace(tail)
	}
	for i := range out { // all or nothing: half-stripped sets only confuse
		if hasHan(out[i]) {
			return members
		}
	}
	return out
}
