package recog

import (
	"strings"

	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
)

// answerBelow writes all that stands below the bullet as its answer; "" where nothing does.
func (b *bullet) answerBelow() string {
	below, _ := blocks.Below(b.doc.notes, b.index)
	return card.Below(below, b.doc.notes, func(s string) string { return strings.TrimSpace(inline.Heal(s)) })
}
