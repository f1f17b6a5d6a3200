package recog

import (
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// versus takes comparisons. Where the text says which side is which, each side gets a card.
//
//	Optimistic lock vs pessimistic lock: the former checks at commit, the latter locks first
//	乐观锁 vs 悲观锁：前者提交时校验，后者先加锁
func versus(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" {
		return nil, false
	}
	x, y, ok := cutVersus(b.Lex, b.Term)
	if !ok {
		if b.onlyCompares() {
			c := card.Forward(b.ask(), b.trim(b.Rest))
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
		prompt += b.say("difference")
	}
	c := card.Forward(prompt, b.trim(b.Rest))
	c.Forms &^= deck.Choice | deck.Type
	if text.Columns(c.Answer) > card.MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}, true
}

// onlyCompares reports whether the rest names two things to compare but no difference between them.
func (b *bullet) onlyCompares() bool {
	const says = inline.ClauseEnds | inline.Stop | inline.Arrow | inline.Less | inline.Greater
	if len(b.Rest) >= 120 || b.Count(b.RestAt, len(b.Source), says) > 0 {
		return false
	}
	_, _, ok := cutVersus(b.Lex, b.Rest)
	return ok
}

// against asks for one side as it differs from the other.
func (b *bullet) against(x, y string) string { return x + b.sayOf("against", y) }

// sides finds what is said of each side: by 前者/后者, or in two clauses that start with the names.
func (b *bullet) sides(x, y string) (left, right string) {
	for _, set := range [...]inline.SignSet{inline.Semi | inline.Stop, inline.ClauseEnds | inline.Stop} {
		parts := b.Parts(b.RestAt, len(b.Source), set)
		if len(parts) != 2 {
			continue
		}
		first, second := b.trim(parts[0].Text), b.trim(parts[1].Text)
		for _, names := range b.Lex.Rows(text.ClassSides) {
			if left, right, ok := b.cutNames(first, second, names[0], names[1]); ok {
				return left, right
			}
		}
		if left, right, ok := b.cutNames(first, second, x, y); ok {
			return left, right
		}
	}
	return "", ""
}

// cutNames takes the names of both sides off the clauses that say something of them.
func (b *bullet) cutNames(first, second, x, y string) (left, right string, ok bool) {
	left, found := cutName(b.Lex, first, x)
	right, ok = cutName(b.Lex, second, y)
	return left, right, ok && found
}

// cutName takes a name off the start of a clause, whatever its case and with a "while" before it.
func cutName(lex *text.Lexicon, clause, name string) (rest string, ok bool) {
	clause, _ = lex.CutWord(text.ClassContrasts, clause)
	clause, _ = lex.CutPrefix(text.ClassContrasts, clause)
	if len(clause) <= len(name) || !strings.EqualFold(clause[:len(name)], name) {
		return "", false
	}
	rest = clause[len(name):]
	if lex.HasPrefix(text.ClassNameGoesOn, rest) {
		return clause, true // the name goes on: 中止后继续计算
	}
	if text.IsAlnum(name[len(name)-1]) && text.IsAlnum(rest[0]) {
		return "", false
	}
	return strings.TrimLeft(rest, " :：,，"), true
}

// cutVersus cuts at vs, versus or 对比 with something on both sides.
func cutVersus(lex *text.Lexicon, s string) (x, y string, ok bool) {
	words := lex.Words(text.ClassVersus)
	at, end := versusAt(words, s)
	if at >= 0 && s[at:end] == "VS" && lex.Has(text.ClassVersusTails, text.FirstWord(strings.TrimLeft(s[end:], " "))) {
		return "", "", false // VS Code
	}
	if at < 0 {
		at, end = versusHanAt(words, s)
		if at < 0 {
			return "", "", false
		}
		behind := strings.TrimSpace(s[end:])
		if text.Columns(behind) < 3 || lex.HasPrefix(text.ClassVersusTails, behind) {
			return "", "", false // 性能对比 is a noun
		}
	}
	x, y = strings.TrimSpace(s[:at]), strings.TrimSpace(s[end:])
	return x, y, text.HasWord(x) && y != ""
}

// versusAt is where the first of the words in Latin letters stands as a word of its own, or -1. Han may stand around
// it: 堆vs栈.
func versusAt(words []string, s string) (at, end int) {
	for i := 1; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || text.IsAlnum(s[i-1]) {
			continue
		}
		for _, w := range words {
			end = i + len(w)
			if s[i]|0x20 != w[0] || end > len(s) || !strings.EqualFold(s[i:end], w) {
				continue
			}
			if end < len(s) && (!text.IsAlnum(s[end]) || s[i-1] >= utf8.RuneSelf) {
				return i, end
			}
			break
		}
	}
	return -1, -1
}

// versusHanAt is where one of the words in Han stands, or -1.
func versusHanAt(words []string, s string) (at, end int) {
	for _, w := range words {
		if !text.StartsHan(w) {
			continue
		}
		if at = strings.Index(s, w); at >= 0 {
			return at, at + len(w)
		}
	}
	return -1, -1
}
