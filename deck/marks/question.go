package marks

import (
	"strings"

	"recall/deck/blocks"
	"recall/deck/inline"
)

// Front and back with a line of only ? or ?? between them.
var _ = register(mark{name: "question", order: 150, signs: []string{"?\n"}, lines: readQuestionMarks})

// readQuestionMarks reads the cards of obsidian-spaced-repetition on several lines. The lines above a single ?, or the
// heading there, are the front, and those below it the back, up to a blank line or +++. ?? asks both ways. A fence in a
// back may have blank lines.
func readQuestionMarks(c *claims) {
	for i := range c.src {
		mark := strings.TrimSpace(c.src[i].text)
		if mark != "?" && mark != "??" || !c.free(i) {
			continue
		}
		from := i
		for from > 0 && !c.src[from-1].taken &&
			(c.src[from-1].fenced || c.src[from-1].text != "" && !c.endsFront(c.src[from-1].text)) {
			from--
		}
		inset := 0 // of the back, where the card is inside an item
		for k := from; k < i; k++ {
			if isListLine(c.src[k].text) && c.src[k].inset() < c.src[i].inset() {
				from, inset = k, c.src[i].inset()
			}
		}
		to := i + 1
		for to < len(c.src) && !c.src[to].taken &&
			(c.src[to].fenced || c.src[to].text != "" && c.src[to].text != "+++" && c.src[to].inset() >= inset) {
			to++
		}
		front, back := c.join(from, i), c.join(i+1, to)
		back = strings.TrimSpace(blocks.ScheduleComment().ReplaceAllString(back, ""))
		if front == "" && from == i && c.free(i-1) && blocks.IsATX([]byte(c.src[i-1].text)) {
			from, front = i-1, inline.PlainTitle(c.title(i-1)) // the heading is the front
		}
		if front == "" || back == "" {
			continue
		}
		end := to
		if end < len(c.src) && c.src[end].text == "+++" {
			end++
		}
		front = inline.CutDeckTag(CutListMarker(front))
		c.take(from, end, "question", JoinSides(front, back), TwoSided(front, back, mark == "??"))
	}
}

// endsFront reports whether a line above a front is no part of it: it is a heading, or a card in one line.
func (c *claims) endsFront(l string) bool {
	if blocks.IsATX([]byte(l)) {
		return true
	}
	_, _, _, sides := inline.SplitSides(l, c.Declared)
	return sides
}
