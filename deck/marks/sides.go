package marks

import (
	"bytes"
	"fmt"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/text"
)

// front :: back on one line, and front ::: back, which is asked both ways.
var _ = register(mark{
	name: "sides", order: 420, signs: []string{"::"}, bullets: always, prose: always, rows: never,
	sides: inline.SplitSides,
})

// HintSides adds a hint to the document that counts the lines with :: which made no card, though they would in a
// file that says that it holds cards.
func HintSides(r *blocks.File) {
	if r.Doc.Off || r.Declared || !bytes.Contains(r.Text, []byte("::")) {
		return
	}
	covered := map[int]bool{}
	for i := range r.Doc.Notes {
		if n := &r.Doc.Notes[i]; n.Rule != "" {
			covered[n.Line] = true
		}
	}
	c := &claims{File: r}
	c.readLines()
	first, count := 0, 0
	for i := range c.src {
		if s, ok := c.mayHoldMark(i); ok && !covered[i+1] && strings.Contains(s, "::") && hidesSides(s) {
			if count++; count == 1 {
				first = i + 1
			}
		}
	}
	hint := "a line with :: was not read; tags: flashcards in the front matter reads it"
	switch {
	case count == 0:
		return
	case count > 1:
		hint = fmt.Sprintf("%d lines with :: were not read; tags: flashcards in the front matter reads them", count)
	}
	r.Doc.Hints = append(r.Doc.Hints, deck.Problem{File: r.Doc.Name, Line: first, Msg: hint})
}

// mayHoldMark returns line i without the marker of its item, if it is neither code nor a heading.
func (c *claims) mayHoldMark(i int) (s string, ok bool) {
	l := c.src[i]
	s = CutListMarker(l.text)
	return s, !l.fenced && s != "" && len(s) <= inline.MaxLength && !blocks.IsATX([]byte(s)) &&
		(!strings.HasPrefix(l.text, "    ") || isListLine(l.text))
}

// readsAsCode reports whether a line has a :: outside code and maths that divides nothing. The key of a property has one
// too, and so has the beginning of a gap.
func readsAsCode(s string) bool {
	if _, _, _, ok := inline.SplitSides(s, true); ok {
		return false
	}
	literals := inline.Literal(s)
	for at := 0; ; {
		i := strings.Index(s[at:], "::")
		if i < 0 {
			return false
		}
		i += at
		n := text.Run(s[i:], ':')
		if at = i + n; at < len(s) && inline.OwnSeparator(s[at:]) != "" && !inline.Within(literals, i) {
			return true
		}
		if i > 0 && at < len(s) && s[i-1] != ' ' && s[at] != ' ' && !inline.Within(literals, i) &&
			!strings.Contains(s, "{{") {
			return true
		}
	}
}

// hidesSides reports whether a line would be a card in a file that says that it holds cards, and hardly anything else.
func hidesSides(s string) bool {
	front, back, _, ok := inline.SplitSides(s, true)
	if !ok || !text.HasWord(front) || strings.HasSuffix(front, "[") ||
		inline.IsPropertyKey(front) && strings.Contains(s, ":: ") ||
		!strings.Contains(s, " ::") && !strings.Contains(s, ":: ") && inline.MayBePath(front, back) {
		return false
	}
	name := inline.LastName(front)
	return text.CountWords(front) <= 8 &&
		!(text.CountWords(front) > 3 && name != "" && text.IsUpper(name[0]) && text.IsUpper(back[0])) // Net::HTTP in prose
}
