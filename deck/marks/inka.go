package marks

import (
	"slices"
	"strings"

	"recall/deck/blocks"
)

// Sections of inka2 begin and end like front matter.
var _ = register(mark{name: "inka", order: 120, signs: []string{"\nDeck:"}, front: isInka, lines: readInka})

// readInka reads the sections of inka2. Each is between two lines of ---, names its Deck: and holds numbered questions
// with a quoted answer under each, or with gaps.
func readInka(c *claims) {
	for i := 0; i < len(c.src); i++ {
		if !c.free(i) || c.src[i].text != "---" {
			continue
		}
		head := i + 1
		for head < len(c.src) && c.src[head].text == "" {
			head++
		}
		if head == len(c.src) || !strings.HasPrefix(c.src[head].text, "Deck:") {
			continue
		}
		end := head
		for end < len(c.src) && (c.src[end].fenced || c.src[end].text != "---") {
			end++
		}
		if c.Doc.Deck == "" {
			c.Doc.Deck = strings.TrimSpace(strings.TrimPrefix(c.src[head].text, "Deck:"))
		}
		if end < len(c.src) {
			c.inkaSection(head, end)
			c.claim(i, i+1)
			c.claim(end, end+1)
			i = end
		}
	}
}

// inkaSection makes the notes of a section.
func (c *claims) inkaSection(from, to int) {
	start, id := -1, ""
	var front, back, section []string
	flush := func(end int) {
		f, b := strings.TrimSpace(strings.Join(front, "\n")), strings.TrimSpace(strings.Join(back, "\n"))
		if f != "" && b != "" {
			n := c.take(start, end, "inka", JoinSides(f, b), TwoSided(f, b, false))
			n.ID, n.Tags, id = id, section, ""
		} else if cards := ClozeCards(inkaPieces(f)); len(cards) > 0 {
			n := c.take(start, end, "inka", f, cards)
			n.ID, n.Tags, id = id, section, ""
		} else if f != "" {
			c.Problem(start+1, "a question without a quoted answer under it; write > and the answer")
			c.claim(start, start+1)
		}
		start, front, back = -1, nil, nil
	}
	for i := from; i < to; i++ {
		l := c.src[i].text
		question := CutListMarker(l)
		switch rest, quoted := strings.CutPrefix(l, ">"); {
		case question != l && !blocks.HasListMarker(l):
			flush(i)
			start, front = i, []string{question}
		case start >= 0 && quoted:
			back = append(back, strings.TrimPrefix(rest, " "))
		case strings.HasPrefix(l, "<!--"):
			if _, n := blocks.CutID(l); n != "" {
				c.claim(i, i+1)
				if start >= 0 && back != nil {
					flush(i)
				}
				id = n
			}
		case start >= 0 && back == nil:
			front = append(front, l)
		case strings.HasPrefix(l, "Deck:"):
			c.claim(i, i+1)
		case strings.HasPrefix(l, "Tags:"):
			c.claim(i, i+1)
			section = blocks.Tags(strings.TrimPrefix(l, "Tags:"))
		case l != "":
			if cards := ClozeCards(inkaPieces(l)); len(cards) > 0 {
				flush(i)
				c.take(i, i+1, "inka", l, cards)
			}
		}
	}
	flush(to)
}

// inkaPieces reads the gaps of a text without an answer: Anki's, or in plain braces.
func inkaPieces(s string) []piece {
	if pieces := AnkiPieces(s); pieces != nil {
		return pieces
	}
	return MarkPieces(s)
}

// isInka reports whether text between --- at the start of a file is a section of inka2 and no front matter.
func isInka(body []byte) bool {
	lines := strings.Split(string(body), "\n")
	return slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "Deck:") }) &&
		slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "> ") })
}
