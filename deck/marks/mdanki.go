package marks

import (
	"slices"
	"strings"

	"recall/deck/text"
)

// A section of mdanki has a line of tags. Its heading is the front, and the rest below it is the back.
//
//	## What does a keel hinder?
//	drifting sideways
//	[#boats]()
var _ = register(mark{name: "mdanki", order: 230, signs: []string{"]()"}, section: readTagged})

// tagLine finds mdanki's line of tags: [#a]() [#b]().
var tagLine = text.Pattern(`^(?:\[#[^\]]+\]\(\)\s*)+$`)

// readTagged makes a card of a section with mdanki's tags.
func readTagged(c *claims, from, to int, title string) bool {
	at := slices.IndexFunc(c.src[from:to], func(l sourceLine) bool {
		return !l.taken && tagLine().MatchString(strings.TrimSpace(l.text))
	})
	if at < 0 {
		return false
	}
	at += from
	back := strings.TrimSpace(c.join(from+1, at) + "\n" + c.join(at+1, to))
	if back == "" {
		return false
	}
	c.take(from, to, "mdanki", JoinSides(title, back), TwoSided(title, back, false))
	return true
}
