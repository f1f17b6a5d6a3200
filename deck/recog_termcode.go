package deck

import (
	"recall/deck/inline"
	"recall/deck/text"
	"strings"
)

// termCode takes a term whose rest is code and nothing else.
//
//	Parent class of bool: `int`
//	创建虚拟环境：`python -m venv .venv`
func termCode(b *bullet) ([]Card, bool) {
	code := inline.Trim(b.Rest)
	if b.Term == "" || !text.IsCode(code) && !text.IsCode(b.Rest) || b.lame() || b.restIsLink() {
		return nil, false
	}
	if !text.IsCode(code) {
		code = b.Rest
	}
	c := forward(b.ask(), code)
	if text.Columns(code) > maxAnswer {
		c.Weaken(ReasonTooLong)
	}
	cards := []Card{c}
	if !text.IsCode(b.Term) && !questionTerm(b.Term) && text.Columns(code) <= maxChoice && len(b.Aliases) == 0 && !text.HasAnySuffix(b.Term, "时", "前", "后") && telling(code) && b.Term == b.ask() {
		r := reverse(code, b.Term, nil)
		r.Forms &^= Type
		if b.nameable() {
			r.Forms |= Type
		}
		cards = append(cards, r)
	}
	return cards, true
}

// telling tells code that says of itself what it is for: a call, a command, a path. A bare name such as `None` is
// the answer to many questions.
func telling(code string) bool {
	name := strings.Trim(code, "`")
	for i := 0; i < len(name); i++ {
		if !text.IsAlnum(name[i]) && name[i] != '_' {
			return len(name) > 4
		}
	}
	return false
}
