package deck

import (
	"recall/deck/inline"
	"recall/deck/text"
	"strings"
)

// codeBelow takes a description that ends in a colon, with its code right under it.
//
//	Extract an archive:    `tar xf a.tar`
//	查看监听的端口：          `ss -ltn`
func codeBelow(b *bullet) ([]Card, bool) {
	s := strings.TrimRight(b.Source, "*")
	head := strings.TrimRight(s, ":： ")
	if b.Code == "" || len(head) == len(s) || !text.HasWord(head) {
		return nil, false
	}
	c := forward(inline.Plain(head), fence(b.Code))
	if text.Columns(c.Prompt) > maxAnswer {
		c.Weaken(ReasonLongTerm)
	}
	if text.Columns(b.Code) <= maxAnswer && !strings.Contains(b.Code, "\n") {
		c.Forms |= Type | Exact
	}
	return []Card{c}, true
}
