package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// A heading that asks, with nothing under it but one short paragraph, is a question with its answer.
//
//	## What does a keel hinder?
//	drifting sideways
var _ = register(mark{name: "heading", order: 240, signs: []string{"?", "？"}, section: readQuestionHeading})

// maxHeadingAnswer is the widest answer, in columns, of a heading that asks.
const maxHeadingAnswer = 160

// readQuestionHeading makes a card of a heading that asks. It stays a heading, as others may stand below it.
func readQuestionHeading(c *claims, from, to int, title string) bool {
	if !strings.Contains(title, "?") && !strings.Contains(title, "？") {
		return false
	}
	question := inline.PlainTitle(title)
	if !strings.HasSuffix(question, "?") && !strings.HasSuffix(question, "？") {
		return false
	}
	answer := c.onlyParagraph(from+1, to)
	if answer == "" || text.Columns(answer) > maxHeadingAnswer || inline.IsLinkOnly(answer) ||
		blocks.IsGroupLine(answer) {
		return false
	}
	asked, _ := card.Judged(inline.TitleText(c.Lex, question), answer)
	n := blocks.Claimed{Note: deck.Note{
		Bullet: deck.Bullet{Line: from + 1, Parent: -1}, Rule: "heading", Cards: []deck.Card{asked},
	}}
	blocks.SetText(&n.Bullet, text.OneLine(question)+" :: "+answer)
	c.notes = append(c.notes, n)
	for i := from + 1; i < to; i++ {
		if l := c.src[i].text; l != "" && l != "---" && l != "***" {
			c.claim(i, i+1)
		}
	}
	return true
}

// onlyParagraph returns the paragraph of prose that is all that some lines hold, or "".
func (c *claims) onlyParagraph(from, to int) string {
	for i := from; i < to; i++ {
		if l := c.src[i].text; l != "" && l != "---" && l != "***" && (!c.free(i) || !isProse(l)) {
			return ""
		}
	}
	answer := ""
	for _, b := range c.Below(from, to) {
		switch {
		case b.Kind == deck.Break:
		case b.Kind == deck.Code && answer == "": // lines of prose hold no other code than a span
			answer = "`" + b.Text + "`"
		case b.Kind != deck.Paragraph || answer != "":
			return ""
		default:
			answer = b.Text
		}
	}
	return answer
}

// isProse reports whether a line is no list, quote, table, picture or HTML.
func isProse(l string) bool {
	return !strings.ContainsAny(strings.TrimLeft(l, " \t")[:1], "<>|!") && !isListLine(l) &&
		!strings.Contains(l, "::") && !blocks.IsATX([]byte(l)) &&
		!strings.HasPrefix(l, "    ") && text.FirstRune(l) != '•' && blocks.LineNumber(l) == 0
}
