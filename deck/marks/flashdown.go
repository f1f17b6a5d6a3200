package marks

// A section of Flashdown has its sides parted by a line of %; its heading opens the front.
//
//	## What does a keel hinder?
//	%
//	drifting sideways
var _ = register(mark{name: "flashdown", order: 220, signs: []string{"\n%\n"}, section: func(c *claims, from, to int, title string) bool {
	return c.splitAt(from, from+1, to, "%", "flashdown", title)
}})
