package marks

import (
	"strings"

	"recall/deck/blocks"
	"recall/deck/text"
)

// Q: and A: on lines of their own, C: with gaps.
var _ = register(mark{name: "qa", order: 140, signs: []string{"\nQ:", "\nC:"}, lines: readQA})

// readQA reads the cards of hashcards and repeater. Q: and A: start in the first column, and each goes on to the next
// tag, a line of --- or the end. C: is a text in which [x] is hidden. Such cards also stand in notes with chapters and
// lists. There a heading ends a card. So does a blank line, unless what follows still belongs to the answer, or the
// file says that it holds cards.
func readQA(c *claims) {
	blocks, stray := c.tagged()
	if stray && !c.Declared && !c.Doc.Copy { // an export, and a file that says that it holds cards, separate them
		c.endAtBlanks(blocks)
	}
	pairs := false
	for i := 1; i < len(blocks); i++ {
		pairs = pairs || blocks[i].tag == 'A' && blocks[i-1].tag == 'Q'
	}
	if !pairs { // such lines may well mean something else
		for _, b := range blocks {
			if b.tag == 'C' && (c.Declared || hasGap(c.tagText(b))) {
				c.takeGaps(b)
			}
		}
		return
	}
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		switch {
		case b.tag == 'C':
			c.takeGaps(b)
		case b.tag == 'A':
			c.Problem(b.from+1, "an A: without a Q: above it; write the question or take it out")
			c.claim(b.from, b.to)
		case i+1 == len(blocks) || blocks[i+1].tag != 'A' || blocks[i+1].from != b.to:
			c.Problem(b.from+1, "a Q: without an A: under it; write the answer or take it out")
			c.claim(b.from, b.to)
		default:
			a := blocks[i+1]
			i++
			front, back := c.tagText(b), c.tagText(a)
			if front == "" || back == "" {
				c.Problem(b.from+1, "a card with an empty side; write both")
				c.claim(b.from, a.to)
				continue
			}
			c.take(b.from, a.to, "qa", JoinSides(front, back), TwoSided(front, back, false))
		}
	}
}

// tagBlock is a Q:, A: or C: with the lines that belong to it.
type tagBlock struct {
	tag      byte
	from, to int
}

// tagged lists the blocks of a file. stray is true where it holds other text too.
func (c *claims) tagged() (list []tagBlock, stray bool) {
	open := false
	for i := range c.src {
		t := c.src[i].text
		switch {
		case !c.free(i):
			continue
		case len(t) > 1 && t[1] == ':' && (t[0] == 'Q' || t[0] == 'A' || t[0] == 'C') &&
			(len(t) == 2 || t[2] == ' ' || t[2] == '\t' || t[2] >= 0x80 || t[0] != 'C'):
			list = append(list, tagBlock{t[0], i, len(c.src)})
		case blocks.IsATX([]byte(t)) || open && t == "---":
			if stray = stray || t != "---"; open {
				list[len(list)-1].to = i
				open = false
			}
			continue
		default:
			stray = stray || !open && t != "" && t != "---"
			continue
		}
		if open {
			list[len(list)-2].to = i
		}
		open = true
	}
	return list, stray
}

// endAtBlanks ends blocks at their first blank line, except a question whose answer is further down. Lines with an
// indent, a fence, an id and what follows a colon still belong to the block.
func (c *claims) endAtBlanks(list []tagBlock) {
	for k := range list {
		b := &list[k]
		if b.tag == 'Q' && k+1 < len(list) && list[k+1].tag == 'A' && list[k+1].from == b.to {
			continue
		}
		last := b.from // line with text
		for i := b.from + 1; i < b.to; i++ {
			l := c.src[i]
			if l.text == "" {
				continue
			}
			_, id := blocks.CutID(l.text)
			if i > last+1 && l.inset() == 0 && !l.fenced && id == "" && !blocks.IsGroupLine(c.src[last].text) {
				b.to = last + 1
				break
			}
			last = i
		}
	}
}

// tagText returns the text of a block without its tag.
func (c *claims) tagText(b tagBlock) string {
	return strings.TrimSpace(strings.TrimSpace(c.join(b.from, b.to))[2:])
}

// takeGaps makes the cards of a C: block.
func (c *claims) takeGaps(b tagBlock) {
	text := c.tagText(b)
	if cards := ClozeCards(BracketPieces(text)); len(cards) > 0 {
		c.take(b.from, b.to, "cloze", text, cards)
	} else {
		c.Problem(b.from+1, "a C: without [brackets] hides nothing; put what to recall in brackets")
	}
}

// hasGap reports whether a text has brackets that are hardly anything but a gap: no link, no footnote, and no number of
// a reference, as [1] is and [1869] is not.
func hasGap(text string) bool {
	return plainGap().MatchString(text + " ")
}

var plainGap = text.Pattern(`(?:^|[^!\\\])\w])\[[^\[\]^\\]*(?:\pL|\d{3})[^\[\]\\]*\][^(\[:]`)

// BracketPieces reads the gaps of hashcards: [x]. A ![picture] is none, nor is a bracket written \[.
func BracketPieces(s string) []piece {
	n := 0
	pieces := cutPieces(s, func(from int) (int, int, piece) {
		for i := from; i < len(s); i++ {
			switch {
			case s[i] == '\\':
				i++
			case s[i] == '[' && (i == 0 || s[i-1] != '!'):
				for end := i + 1; end < len(s); end++ {
					if s[end] == '\\' {
						end++
					} else if s[end] == ']' && end > i+1 {
						n++
						p := piece{text: s[i+1 : end], nums: []int{n}}
						end++
						if strings.HasPrefix(s[end:], "(") { // a link: its address goes with it
							if length := strings.IndexByte(s[end:], ')'); length > 0 {
								p.shown, end = s[i:end+length+1], end+length+1
							}
						}
						return i, end, p
					}
				}
				return -1, 0, piece{}
			}
		}
		return -1, 0, piece{}
	})
	for i := range pieces {
		pieces[i].text = strings.NewReplacer(`\[`, "[", `\]`, "]").Replace(pieces[i].text)
	}
	return pieces
}
