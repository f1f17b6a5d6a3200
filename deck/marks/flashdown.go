package marks

// A section of Flashdown has a line of % between its sides. Its heading begins the front.
//
//	## What does a keel hinder?
//	%
//	drifting sideways
var _ = register(mark{
	name: "flashdown", order: 220, signs: []string{"\n%\n"},
	section: func(c *claims, from, to int, title string) bool {
		return c.splitAt(from, from+1, to, "%", "flashdown", title)
	},
})
