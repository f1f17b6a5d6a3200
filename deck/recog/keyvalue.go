package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// keyValue takes a list of pairs whose keys look alike: they hold figures, are code, or have = behind them.
//
//	Status classes: 1xx informational, 2xx success, 3xx redirect
//	HTTP版本：1.0短连接，1.1长连接
func keyValue(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" {
		return nil, false
	}
	if cards := b.statements(); cards != nil {
		return cards, true
	}
	from, to, remark := b.Body()
	set := inline.Semi
	if b.Count(from, to, inline.Semi) == 0 {
		set = inline.Comma | inline.Dun
	}
	if b.Count(from, to, set) == 0 {
		return nil, false
	}
	clauses := b.Parts(from, to, set)
	if len(clauses) < 2 || len(clauses) > 10 {
		return nil, false
	}
	var cards, back []deck.Card
	var keys, values []string
	term := b.ask()
	for i, p := range clauses {
		k, v := pairOf(b.Lex, b.trim(p.Text))
		if k == "" || v == "" || text.Columns(v) > card.MaxChoice ||
			slices.Contains(keys, k) || i > 0 && shape(k) != shape(keys[0]) {
			return nil, false
		}
		keys, values = append(keys, k), append(values, v)
	}
	for i, k := range keys {
		c := card.Forward(term+deck.Dot+k, values[i])
		c.Slot = "facet:" + card.SlotKey(k)
		r := card.Forward(term+deck.Dot+values[i], k)
		r.Slot = "facet:" + card.SlotKey(values[i])
		cards, back = append(cards, c), append(back, r)
	}
	cards[0].Extra = remark
	for i, v := range values {
		if k, _ := b.Lex.KindOf(v); k == text.KindNumber || k == text.KindGrowth {
			continue // "· 10 → ?" asks nothing that anyone looks up
		}
		if !slices.Contains(values[:i], v) && !slices.Contains(values[i+1:], v) {
			cards = append(cards, back[i])
		}
	}
	return cards, true
}

// statements are several terms in one bullet, each with its own colon: 光反应：类囊体；暗反应：基质.
func (b *bullet) statements() []deck.Card {
	n := b.Count(0, len(b.Source), inline.Semi)
	if n < 1 || n > 5 || b.Count(0, len(b.Source), inline.ColonWide|inline.ColonThin) != n+1 {
		return nil
	}
	var cards []deck.Card
	for _, p := range b.Parts(0, len(b.Source), inline.Semi) {
		sides := b.Parts(p.At, p.End, inline.ColonWide|inline.ColonThin)
		if len(sides) != 2 {
			return nil
		}
		term, answer := inline.Unmarked(sides[0].Text), b.trim(sides[1].Text)
		slot := term
		if len(cards) > 0 && b.Lex.IsGeneric(term) { // a field of what the first is one of
			thing := inline.Owner(b.Lex, cards[0].Prompt)
			if thing == "" {
				thing = inline.Possessor(b.Lex, cards[0].Prompt)
			}
			if thing != "" {
				term = thing + deck.Dot + term
			}
		}
		if !text.HasWord(term) || !text.HasWord(answer) || inline.TermSize(term) > 1 || b.Lex.IsGeneric(term) ||
			text.Columns(answer) > card.MaxAnswer {
			return nil
		}
		c := card.Forward(term, answer)
		c.Slot = "facet:" + card.SlotKey(slot)
		cards = append(cards, c)
	}
	return cards
}

// pairOf divides "1xx informational", 1.1长连接, red=error and `-v` verbose.
func pairOf(lex *text.Lexicon, clause string) (k, v string) {
	for _, sep := range [...]string{"=", ": ", "："} {
		i := strings.Index(clause, sep)
		if i <= 0 || strings.IndexByte("=<>!+-*/|", clause[i-1]) >= 0 ||
			strings.ContainsAny(clause[i+len(sep):], "=<>") {
			continue
		}
		k, v = strings.TrimSpace(clause[:i]), strings.TrimSpace(clause[i+len(sep):])
		if text.CountWords(k) > 3 || strings.ContainsAny(k, "(`") || !text.HasWord(v) {
			return "", ""
		}
		return k, v
	}
	end := keyEnd(clause)
	if end == 0 || end == len(clause) {
		return "", ""
	}
	k, v = clause[:end], strings.TrimSpace(clause[end:])
	code := k[0] == '`'
	if !code && !strings.ContainsAny(k, "0123456789") || !text.HasWord(v) ||
		clause[end] != ' ' && !text.StartsHan(clause[end:]) {
		return "", ""
	}
	first := text.FirstWord(v)
	if strings.Trim(k, "0123456789.,") == "" &&
		(len(k) < 3 && !strings.Contains(k, ".") || lex.Has(text.ClassUnits, first)) {
		return "", "" // "3 apples" is an amount and no key
	}
	if !code && littleWord(lex, first) {
		return "", ""
	}
	return k, v
}

// littleWord reports whether a word in Latin letters carries no content, as "of" does.
func littleWord(lex *text.Lexicon, w string) bool {
	return lex.Has(text.ClassFunctionWords, w) && !text.StartsHan(w)
}

// keyEnd is where the key that a clause starts with ends: code, or a word with figures and signs in it.
func keyEnd(clause string) (end int) {
	if strings.HasPrefix(clause, "`") {
		return text.CodeSpanEnd(clause, 0)
	}
	for end < len(clause) && (text.IsAlnum(clause[end]) || strings.IndexByte(".+-_#", clause[end]) >= 0 || slashed(clause, end)) {
		end++
	}
	return end
}

// slashed reports whether the sign at i parts a name from its version, as in HTTP/1.1.
func slashed(s string, i int) bool {
	return s[i] == '/' && i > 0 && i+1 < len(s) && text.IsAlnum(s[i-1]) && !text.IsDigit(s[i-1]) && text.IsDigit(s[i+1])
}

// shape is equal for keys that belong together: code, with figures in them, or plain.
func shape(k string) int {
	switch {
	case k[0] == '`':
		return 1
	case strings.ContainsAny(k, "0123456789"):
		return 2
	}
	return 3
}
