package build

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// pointless is why a card that any rule may have made is a draft: its answer holds no word, as a cell with a tick or
// three stars does, or one of its sides is a link, a picture on another site or a path in somebody's project.
func (d *builder) pointless(c *deck.Card) deck.Reason {
	switch {
	case c.Answer != "" && strings.Trim(c.Answer, "` ") == "", strings.HasSuffix(c.Answer, "O()"): // nobody has filled it in
		return deck.ReasonVague
	case strings.HasPrefix(c.Answer, "> ") && !strings.Contains(c.Answer, "\n") && !text.HasAnySuffix(c.Prompt, "?", "？"):
		// what somebody answered, in a thread that was kept
		return deck.ReasonVague
	case isLink(c.Answer), isLink(c.Prompt):
		return deck.ReasonLinkList
	case isPictureElsewhere(c.Answer), isPictureElsewhere(c.Prompt):
		return deck.ReasonVague
	case !text.HasWord(c.Answer) && !text.IsCode(c.Answer) && !strings.Contains(c.Answer, "$") && len(c.Members) == 0:
		return deck.ReasonVague
	case d.inProject(c.Prompt), d.inProject(c.Answer):
		return deck.ReasonLookup
	}
	return ""
}

// isLink reports whether one side of a card is nothing but a link or an address.
func isLink(s string) bool {
	return inline.IsLinkOnly(s) && (s[0] == '[' || s[0] == 'h' && !strings.Contains(s, " "))
}

// isPictureElsewhere reports whether one side of a card is nothing but a picture on another site: it can't be shown.
func isPictureElsewhere(s string) bool {
	return strings.HasPrefix(s, "![") && strings.Contains(s, "](http") && inline.IsLinkOnly(s[1:])
}

// inProject reports whether a text is a path from where a project begins: docs/rigs.md, `charts/north/`. A path from the root or
// from a home means the same on all machines, and TCP/IP is none.
func (d *builder) inProject(s string) bool {
	s = strings.Trim(s, "`* ")
	slash := strings.IndexByte(s, '/')
	if slash < 1 || slash == len(s)-1 || s[0] == '~' || s[0] == '.' || strings.ContainsAny(s, " :") {
		return false
	}
	return s[len(s)-1] == '/' || d.lex.HasSuffix(text.ClassSourceFiles, s) || d.lex.HasSuffix(text.ClassDocumentFiles, s)
}
