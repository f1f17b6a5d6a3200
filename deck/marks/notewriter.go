package marks

import "strings"

// A section of NoteWriter whose heading begins with "Flashcard:" has a line of --- between its sides.
//
//	## Flashcard: Keel
//	What does a keel hinder?
//	---
//	drifting sideways
var _ = register(mark{
	name: "notewriter", order: 210, signs: []string{"Flashcard:"},
	section: func(c *claims, from, to int, title string) bool {
		if !strings.HasPrefix(title, "Flashcard:") {
			return false
		}
		c.splitAt(from, from+1, to, "---", "notewriter", "")
		return true
	},
})
