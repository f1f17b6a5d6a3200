package recog

import (
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// versus takes comparisons. Where the text says which side is which, each side has its card.
//
//	Optimistic lock vs pessimistic lock: the former checks at commit, the latter locks first
//	乐观锁 vs 悲观锁：前者提交时校验，后者先加锁
func versus(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" {
		return nil, false
	}
	x, y, ok := cutVersus(b.Term)
	if !ok {
		if _, _, ok := cutVersus(b.Rest); ok && b.Count(b.RestAt, len(b.Source), inline.ClauseEnds|inline.Stop|inline.Arrow|inline.Less|inline.Greater) == 0 && len(b.Rest) < 120 {
			c := card.Forward(b.ask(), inline.Trim(b.Rest))
			c.Weaken(deck.ReasonNoVerdict)
			return []deck.Card{c}, true
		}
		return nil, false
	}
	if left, right := b.sides(x, y); left != "" && right != "" {
		first := card.Forward(b.against(x, y), left)
		second := card.Forward(b.against(y, x), right)
		first.Slot, second.Slot = "facet:"+card.SlotKey(x), "facet:"+card.SlotKey(y)
		return []deck.Card{first, second}, true
	}
	prompt := b.Term
	if b.Count(b.RestAt, len(b.Source), inline.ClauseEnds|inline.Stop) > 0 {
		prompt += b.say(": difference?", "：区别？")
	}
	c := card.Forward(prompt, inline.Trim(b.Rest))
	c.Forms &^= deck.Choice | deck.Type
	if text.Columns(c.Answer) > card.MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}, true
}

func (b *bullet) against(x, y string) string {
	return x + b.say(" (vs "+y+")", "（对比"+y+"）")
}

// sides finds what is said of each side: by 前者/后者, or in two clauses that start with the names.
func (b *bullet) sides(x, y string) (left, right string) {
	for _, set := range [...]inline.SignSet{inline.Semi | inline.Stop, inline.ClauseEnds | inline.Stop} {
		parts := b.Parts(b.RestAt, len(b.Source), set)
		if len(parts) != 2 {
			continue
		}
		first, second := inline.Trim(parts[0].Text), inline.Trim(parts[1].Text)
		for _, names := range [...][2]string{{"前者", "后者"}, {"the former", "the latter"}, {"former", "latter"}, {x, y}} {
			l, ok := cutName(first, names[0])
			r, ok2 := cutName(second, names[1])
			if ok && ok2 {
				return l, r
			}
		}
	}
	return "", ""
}

// cutName takes a name off the start of a clause, case and "while" aside.
func cutName(clause, name string) (rest string, ok bool) {
	for _, w := range [...]string{"while ", "whereas ", "but ", "and ", "而", "但"} {
		clause = strings.TrimPrefix(clause, w)
	}
	if len(clause) <= len(name) || !strings.EqualFold(clause[:len(name)], name) {
		return "", false
	}
	rest = clause[len(name):]
	if text.HasAnyPrefix(rest, "后", "时", "前", "的", "中", "上", "下") {
		return clause, true // the name goes on: 中止后继续计算
	}
	if text.IsAlnum(name[len(name)-1]) && text.IsAlnum(rest[0]) {
		return "", false
	}
	return strings.TrimLeft(rest, " :：,，"), true
}

// cutVersus cuts at vs, versus or 对比 with something on both sides.
func cutVersus(s string) (x, y string, ok bool) {
	at, n := -1, 0
	for i := 0; i+2 <= len(s) && at < 0; i++ {
		if s[i]|0x20 != 'v' {
			continue
		}
		end := i
		for _, w := range [...]string{"versus", "vs.", "vs"} {
			if len(s)-i >= len(w) && strings.EqualFold(s[i:i+len(w)], w) {
				end = i + len(w)
				break
			}
		}
		if end == i || i == 0 || end == len(s) || text.IsAlnum(s[i-1]) {
			continue
		}
		if !text.IsAlnum(s[end]) || s[i-1] >= utf8.RuneSelf { // 堆vs栈
			at, n = i, end-i
		}
	}
	if at < 0 {
		if at = strings.Index(s, "对比"); at < 0 {
			return "", "", false
		}
		n = len("对比")
		if r := strings.TrimSpace(s[at+n:]); strings.HasPrefix(r, "分析") || text.Columns(r) < 3 {
			return "", "", false // 性能对比 is a noun
		}
	}
	x, y = strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+n:])
	return x, y, text.HasWord(x) && y != ""
}
