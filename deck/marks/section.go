package marks

import (
	"iter"
	"slices"
	"strings"

	"recall/deck/blocks"
)

// readSections offers each section of the file to the marks that read sections, until one of them claims it.
func (c *claims) readSections(marks []*mark) {
	if len(marks) == 0 {
		return
	}
	for from, to := range c.sections() {
		title := c.title(from)
		for _, m := range marks {
			if m.section(c, from, to, title) {
				break
			}
		}
	}
}

// sections yields the first line of each section, which is its heading, and the line behind its last.
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

// splitAt makes a card of a section whose sides have a line of only mark between them. A title begins the front. It
// reports whether there is such a line and there are two sides.
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
