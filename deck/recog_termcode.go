package deck

import "strings"

// termCode takes a term whose rest is code and nothing else.
//
//	Parent class of bool: `int`
//	创建虚拟环境：`python -m venv .venv`
func termCode(b *bullet) ([]Card, bool) {
	code := trim(b.rest)
	if b.term == "" || !isCode(code) && !isCode(b.rest) || b.lame() || b.restIsLink() {
		return nil, false
	}
	if !isCode(code) {
		code = b.rest
	}
	c := forward(b.ask(), code)
	if columns(code) > maxAnswer {
		c.weaken(ReasonTooLong)
	}
	cards := []Card{c}
	if !isCode(b.term) && !questionTerm(b.term) && columns(code) <= maxChoice && len(b.aliases) == 0 && !suffixAny(b.term, "时", "前", "后") && telling(code) && b.term == b.ask() {
		r := reverse(code, b.term, nil)
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
		if !isAlnum(name[i]) && name[i] != '_' {
			return len(name) > 4
		}
	}
	return false
}
