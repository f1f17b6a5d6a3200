package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// codeBelow takes a description that ends in a colon, with its code right under it.
//
//	Extract an archive:    `tar xf a.tar`
//	查看监听的端口：          `ss -ltn`
func codeBelow(b *bullet) ([]deck.Card, bool) {
	s := strings.TrimRight(b.Source, "*")
	head := strings.TrimRight(s, ":： ")
	if b.CodeBelow() == "" || len(head) == len(s) || !text.HasWord(head) {
		return nil, false
	}
	c := card.Forward(inline.Unmarked(head), card.CodeBlock(b.CodeBelow()))
	if text.Columns(c.Prompt) > card.MaxAnswer {
		c.Weaken(deck.ReasonLongTerm)
	}
	if text.Columns(b.CodeBelow()) <= card.MaxAnswer && !strings.Contains(b.CodeBelow(), "\n") {
		c.Forms |= deck.Type | deck.Exact
	}
	return []deck.Card{c}, true
}
