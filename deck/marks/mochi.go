package marks

import (
	"slices"

	"recall/deck/blocks"
)

// A file of Mochi, which a tag names so, is a card a section, or one in all, with a line of --- between its sides.
var _ = register(mark{name: "mochi", order: 200, signs: []string{"\n---\n"}, guard: isMochi, lines: readMochi})

func isMochi(r *blocks.File) bool { return slices.Contains(r.Doc.Tags, "mochi") }

// readMochi reads a file tagged mochi: a card a section, or one in all, with a line of --- between its sides.
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
