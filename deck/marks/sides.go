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

// HintSides adds one hint to the document if lines such as capital::Paris were not read: without blanks, :: is a
// separator only in a file that says that it holds cards.
func HintSides(r *blocks.File) {
	if r.Declared || r.Doc.Off || !bytes.Contains(r.Text, []byte("::")) {
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
	for i, l := range c.src {
		s := CutListMarker(l.text)
		if l.fenced || covered[i+1] || len(s) > inline.MaxLength ||
			strings.HasPrefix(l.text, "    ") && !isListLine(l.text) {
			continue
		}
		front, back, _, ok := inline.SplitSides(s, true)
		if !ok || blocks.IsATX([]byte(s)) || strings.HasSuffix(front, "[") ||
			inline.IsPropertyKey(front) && strings.Contains(s, ":: ") {
			continue
		}
		name := inline.LastName(front)
		if text.CountWords(front) > 8 ||
			text.CountWords(front) > 3 && name != "" && text.IsUpper(name[0]) && text.IsUpper(back[0]) {
			continue // prose about Net::HTTP
		}
		if count++; count == 1 {
			first = i + 1
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
