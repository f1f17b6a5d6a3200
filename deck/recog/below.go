package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
)

// answerBelow writes all that stands below the bullet as its answer; "" where nothing does.
func (b *bullet) answerBelow() string {
	below, _ := blocks.Below(b.doc.notes, b.index)
	return card.Below(below, b.doc.notes, func(s string) string { return strings.TrimSpace(inline.Heal(s)) })
}

// partsOfHeading marks the bullets that say nothing by themselves as parts of the answer to a heading that asks: note i
// stands for it.
func partsOfHeading(doc *deck.Document, i int) {
	whole := &doc.Notes[i]
	level := len(whole.Headings)
	title, _, _ := strings.Cut(whole.Text, " :: ")
	for k := i + 1; k < len(doc.Notes); k++ {
		n := &doc.Notes[k]
		if title != doc.Title && (len(n.Headings) <= level || n.Headings[level] != title) {
			return
		}
		n.PartOf(whole)
	}
}
