package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/text"
)

// termCode takes a term whose rest is code and nothing else.
//
//	Parent class of bool: `int`
//	创建虚拟环境：`python -m venv .venv`
func termCode(b *bullet) ([]deck.Card, bool) {
	code := b.trim(b.Rest)
	if b.Term == "" || !text.IsCode(code) && !text.IsCode(b.Rest) || b.lame() || b.restIsLink() {
		return nil, false
	}
	if !text.IsCode(code) {
		code = b.Rest
	}
	c := card.Forward(b.ask(), code)
	if text.Columns(code) > card.MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
	}
	cards := []deck.Card{c}
	if !text.IsCode(b.Term) && !questionTerm(b.Lex, b.Term) && !b.Lex.HasSuffix(text.ClassConditionEnds, b.Term) &&
		text.Columns(code) <= card.MaxChoice && len(b.Aliases) == 0 && telling(code) && b.Term == b.ask() &&
		!card.SaysCode(b.Lex, code, b.Term) {
		r := card.Reverse(code, b.Term, nil)
		r.Forms &^= deck.Type
		if b.nameable() {
			r.Forms |= deck.Type
		}
		cards = append(cards, r)
	}
	return cards, true
}

// telling reports whether code says what it is for: a call, a command or a path does. A bare name such as `None` is the
// answer to many questions.
func telling(code string) bool {
	name := strings.Trim(code, "`")
	for i := 0; i < len(name); i++ {
		if !text.IsAlnum(name[i]) && name[i] != '_' {
			return len(name) > 4
		}
	}
	return false
}
