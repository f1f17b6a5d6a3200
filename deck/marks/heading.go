package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// A heading that asks. All that stands below it is its answer, up to the next heading of its level.
//
//	## What does a keel hinder?
//	drifting sideways
var _ = register(mark{name: "heading", order: 240, signs: []string{"?", "？"}, section: readQuestionHeading})

// readQuestionHeading makes a card of a heading that asks. It stays a heading, as others may stand below it. The items
// and the rows of its answer stay bullets: they may state facts of their own.
func readQuestionHeading(c *claims, from, to int, title string) bool {
	if !strings.Contains(title, "?") && !strings.Contains(title, "？") {
		return false
	}
	question := inline.PlainTitle(title)
	if !text.HasWord(question) || !strings.HasSuffix(question, "?") && !strings.HasSuffix(question, "？") {
		return false
	}
	to = c.sectionEnd(from, to)
	lines := 0
	for i := from + 1; i < to; i++ {
		if c.src[i].text != "" {
			lines++
		}
		if c.src[i].taken || lines > maxFoldedLines {
			return false
		}
	}
	below := c.Below(from+1, to)
	answer := c.answerOf(below, from+1, to)
	said := text.HasWord(answer) && !inline.IsLinkOnly(answer)
	drawn := len(inline.Embeds(answer)) > 0 && !strings.Contains(answer, "://") // a file that can be opened from the card
	if !said && !drawn || blocks.IsGroupLine(answer) {
		return false
	}
	asked := card.Forward(inline.TitleText(c.Lex, question), answer)
	if !card.Bound(&asked) {
		return false
	}
	n := blocks.Claimed{Note: deck.Note{
		Bullet: deck.Bullet{Line: from + 1, Parent: -1}, Rule: "heading", Cards: []deck.Card{asked},
	}}
	blocks.SetText(&n.Bullet, JoinSides(question, answer))
	c.notes = append(c.notes, n)
	c.claimAnswer(below, to)
	return true
}

// sectionEnd is the line behind a section with the sections in it: that of the next heading of its level.
func (c *claims) sectionEnd(from, to int) int {
	level := text.Run(c.src[from].text, '#')
	for to < len(c.src) && (!c.free(to) || !blocks.IsATX([]byte(c.src[to].text)) || text.Run(c.src[to].text, '#') > level) {
		to++
	}
	return to
}

// answerOf writes the lines below a heading as one answer: as they stand, or in one line where they are one paragraph.
func (c *claims) answerOf(below []deck.Block, from, to int) string {
	for len(below) > 0 && below[len(below)-1].Kind == deck.Break {
		to = below[len(below)-1].Line - 1
		below = below[:len(below)-1]
	}
	if len(below) == 1 && below[0].Kind == deck.Paragraph {
		return below[0].Text
	}
	if len(below) == 1 && below[0].Kind == deck.Code {
		return card.CodeBlock(below[0].Text)
	}
	return c.join(from, to)
}

// claimAnswer takes the lines of an answer, except those that hold bullets, and a line that leads to them. What stands
// below a heading in the answer is left as it is.
func (c *claims) claimAnswer(below []deck.Block, end int) {
	for k, b := range below {
		to := end
		if k+1 < len(below) {
			to = c.blockStart(below[k+1])
		}
		from := c.blockStart(b)
		switch {
		case blocks.IsATX([]byte(c.src[from].text)):
			return
		case b.Kind == deck.List, b.Kind == deck.Table, b.Kind == deck.Paragraph && blocks.IsGroupLine(b.Text):
		default:
			c.claim(from, to)
		}
	}
}

// blockStart is the line on which a block starts: that of its fence, if it has one.
func (c *claims) blockStart(b deck.Block) int {
	line := b.Line - 1
	if b.Kind == deck.Code && line > 0 && c.src[line].fenced && text.FenceMark(c.src[line-1].text) != "" {
		line--
	}
	return line
}
