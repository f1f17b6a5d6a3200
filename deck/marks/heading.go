package marks

import (
	"iter"
	"regexp"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// maxHeadingAnswer is the widest answer, in columns, that stands under a heading as its question.
const maxHeadingAnswer = 160

// tagLine is mdanki's line of tags: [#a]() [#b]().
var tagLine = regexp.MustCompile(`^(?:\[#[^\]]+\]\(\)\s*)+$`)

// readHeadings reads headings that are questions. What makes one of a heading: a question mark with one short paragraph
// under it; a line of % that parts front and back (flashdown); a line of tags (mdanki); "Flashcard:" and a line of ---
// (NoteWriter).
func readHeadings(c *claims) {
	for from, to := range c.sections() {
		title := c.title(from)
		switch {
		case strings.HasPrefix(title, "Flashcard:"):
			c.splitAt(from, from+1, to, "---", "notewriter", "")
		case c.splitAt(from, from+1, to, "%", "flashdown", title):
		case c.taggedSection(from, to, title):
		case strings.HasSuffix(inline.PlainTitle(title), "?") || strings.HasSuffix(inline.PlainTitle(title), "？"):
			c.questionHeading(from, to, title)
		}
	}
}

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

// sections yields the first line of each section, its heading, and the line behind its last.
func (c *claims) sections() iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		from := -1
		for i := range c.src {
			if !c.free(i) || !blocks.IsATX([]byte(c.src[i].text)) {
				continue
			}
			if from >= 0 && !yield(from, i) {
				return
			}
			from = i
		}
		if from >= 0 {
			yield(from, len(c.src))
		}
	}
}

func (c *claims) title(line int) string {
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(c.src[line].text), "#"))
}

// splitAt makes a card of a section whose sides are parted by a line, if there is one. The title, where it is given,
// opens the front.
func (c *claims) splitAt(line, from, to int, mark, rule, title string) bool {
	at := slices.IndexFunc(c.src[from:to], func(l sourceLine) bool { return l.text == mark && !l.fenced && !l.taken })
	if at < 0 {
		return false
	}
	at += from
	for i := from; i < to; i++ {
		if c.src[i].taken {
			return false
		}
	}
	front, back := strings.TrimSpace(title+"\n\n"+c.join(from, at)), c.join(at+1, to)
	back = strings.TrimSpace(strings.ReplaceAll("\n"+back+"\n", "\n"+mark+"\n", "\n\n"))
	if front == "" || back == "" {
		return false
	}
	c.take(line, to, rule, JoinSides(front, back), TwoSided(front, back, false))
	return true
}

// taggedSection makes a card of a section that holds mdanki's tags.
func (c *claims) taggedSection(from, to int, title string) bool {
	at := slices.IndexFunc(c.src[from:to], func(l sourceLine) bool { return !l.taken && tagLine.MatchString(strings.TrimSpace(l.text)) })
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

// questionHeading makes a card of a question with one short paragraph under it and nothing else. The heading stays one:
// others may stand below it.
func (c *claims) questionHeading(from, to int, title string) {
	start := from + 1
	for start < to && c.src[start].text == "" {
		start++
	}
	end := start
	for end < to && c.free(end) && c.src[end].text != "" && isProse(c.src[end].text) {
		end++
	}
	for i := end; i < to; i++ {
		if t := c.src[i].text; t != "" && t != "---" && t != "***" {
			return
		}
	}
	answer := text.OneLine(c.join(start, end))
	if answer == "" || text.Columns(answer) > maxHeadingAnswer || inline.IsLinkOnly(answer) || strings.HasSuffix(answer, ":") || strings.HasSuffix(answer, "：") {
		return
	}
	card, _ := card.Judged(inline.TitleText(inline.PlainTitle(title)), answer)
	n := blocks.Claimed{Note: deck.Note{Bullet: deck.Bullet{Line: from + 1, Parent: -1}, Rule: "heading", Cards: []deck.Card{card}}}
	blocks.SetText(&n.Bullet, text.OneLine(inline.PlainTitle(title))+" :: "+answer)
	c.notes = append(c.notes, n)
	c.claim(start, end)
}

// isProse tells that a line is no list, quote, table, picture or HTML.
func isProse(l string) bool {
	return !strings.ContainsAny(strings.TrimLeft(l, " \t")[:1], "<>|!") && !isListLine(l) && !strings.Contains(l, "::") && !blocks.IsATX([]byte(l)) &&
		!strings.HasPrefix(l, "    ") && text.FirstRune(l) != '•' && blocks.LineNumber(l) == 0
}
