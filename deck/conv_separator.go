package deck

import (
	"bytes"
	"fmt"
	"recall/deck/inline"
	"recall/deck/text"
	"strings"
)

// hintSides says, once a file, that lines such as capital::Paris were not read: without blanks, :: is a separator only in a
// file that says that it holds cards.
func hintSides(r *reading) {
	if r.declared || r.doc.Off || !bytes.Contains(r.text, []byte("::")) {
		return
	}
	covered := map[int]bool{}
	for i := range r.doc.Notes {
		if n := &r.doc.Notes[i]; n.Rule != "" {
			covered[n.Line] = true
		}
	}
	c := &claims{reading: r}
	c.readLines()
	first, count := 0, 0
	for i, l := range c.src {
		s := cutListMarker(l.text)
		if l.fenced || covered[i+1] || len(s) > inline.MaxLength || strings.HasPrefix(l.text, "    ") && !isListLine(l.text) {
			continue
		}
		front, back, _, ok := inline.SplitSides(s, true)
		if !ok || isATX([]byte(s)) || strings.HasSuffix(front, "[") || inline.IsPropertyKey(front) && strings.Contains(s, ":: ") {
			continue
		}
		if name := inline.LastName(front); text.CountWords(front) > 8 || text.CountWords(front) > 3 && name != "" && text.IsUpper(name[0]) && text.IsUpper(back[0]) {
			continue // prose about Net::HTTP
		}
		if count++; count == 1 {
			first = i + 1
		}
	}
	switch {
	case count == 1:
		r.doc.Hints = append(r.doc.Hints, Problem{r.doc.Name, first, "a line with :: was not read; tags: flashcards in the front matter reads it"})
	case count > 1:
		r.doc.Hints = append(r.doc.Hints, Problem{r.doc.Name, first, fmt.Sprintf("%d lines with :: were not read; tags: flashcards in the front matter reads them", count)})
	}
}
