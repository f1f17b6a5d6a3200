package deck

import "strings"

// readQA reads the cards of hashcards and repeater: Q: and A: in the first column, each going on to the next tag, a
// line of ---, or the end; C: is a text in which [x] is hidden. A heading ends a card too, as these cards also stand
// in notes with chapters.
func readQA(c *claims) {
	type block struct {
		tag      byte
		from, to int
	}
	var blocks []block
	open := false
	for i := range c.src {
		t := c.src[i].text
		switch {
		case !c.free(i):
			continue
		case len(t) > 1 && t[1] == ':' && (t[0] == 'Q' || t[0] == 'A' || t[0] == 'C') && (len(t) == 2 || t[2] == ' ' || t[2] == '\t' || t[2] >= 0x80 || t[0] != 'C'):
			blocks = append(blocks, block{t[0], i, len(c.src)})
		case open && (t == "---" || isATX([]byte(t))):
			blocks[len(blocks)-1].to = i
			open = false
			continue
		default:
			continue
		}
		if open {
			blocks[len(blocks)-2].to = i
		}
		open = true
	}
	text := func(b block) string {
		return strings.TrimSpace(strings.TrimSpace(c.join(b.from, b.to))[2:])
	}
	pairs := false
	for i := 1; i < len(blocks); i++ {
		pairs = pairs || blocks[i].tag == 'A' && blocks[i-1].tag == 'Q'
	}
	if !pairs {
		return // a text that happens to have such a line
	}
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		switch {
		case b.tag == 'C':
			if cards := clozeCards(bracketPieces(text(b))); len(cards) > 0 {
				c.take(b.from, b.to, "cloze", text(b), cards)
			} else {
				c.problem(b.from+1, "a C: without [brackets] hides nothing; put what to recall in brackets")
			}
		case b.tag == 'A':
			c.problem(b.from+1, "an A: without a Q: above it; write the question or take it out")
			c.claim(b.from, b.to)
		case i+1 == len(blocks) || blocks[i+1].tag != 'A' || blocks[i+1].from != b.to:
			c.problem(b.from+1, "a Q: without an A: under it; write the answer or take it out")
			c.claim(b.from, b.to)
		default:
			a := blocks[i+1]
			i++
			front, back := text(b), text(a)
			if front == "" || back == "" {
				c.problem(b.from+1, "a card with an empty side; write both")
				c.claim(b.from, a.to)
				continue
			}
			c.take(b.from, a.to, "qa", pair(front, back), twoSided(front, back, false))
		}
	}
}
