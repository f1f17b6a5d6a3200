package marks

import (
	"slices"

	"recall/deck/blocks"
)

// A file with the tag mochi has a card in each section, or is one card, with a line of --- between its sides.
var _ = register(mark{name: "mochi", order: 200, signs: []string{"\n---\n"}, guard: isMochi, lines: readMochi})

func isMochi(r *blocks.File) bool { return slices.Contains(r.Doc.Tags, "mochi") }

// readMochi makes the cards of the sections. A file without sections is one card.
func readMochi(c *claims) {
	whole := true
	for from, to := range c.sections() {
		whole = false
		c.splitAt(from, from+1, to, "---", "mochi", c.title(from))
	}
	if whole {
		c.splitAt(0, 0, len(c.src), "---", "mochi", "")
	}
}
