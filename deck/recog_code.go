package deck

import "strings"

// codeBelow takes a description that ends in a colon, with its code right under it.
//
//	Extract an archive:    `tar xf a.tar`
//	查看监听的端口：          `ss -ltn`
func codeBelow(b *bullet) ([]Card, bool) {
	text := strings.TrimRight(b.src, "*")
	head := strings.TrimRight(text, ":： ")
	if b.Code == "" || len(head) == len(text) || !hasWord(head) {
		return nil, false
	}
	c := forward(plain(head), fence(b.Code))
	if columns(c.Prompt) > maxAnswer {
		c.weaken(ReasonLongTerm)
	}
	if columns(b.Code) <= maxAnswer && !strings.Contains(b.Code, "\n") {
		c.Forms |= Type | Exact
	}
	return []Card{c}, true
}
