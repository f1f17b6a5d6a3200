package deck

import (
	"bytes"
	"fmt"
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
		text := cutListMarker(l.text)
		if l.fenced || covered[i+1] || len(text) > maxScan || strings.HasPrefix(l.text, "    ") && !isListLine(l.text) {
			continue
		}
		front, back, _, ok := splitSides(text, true)
		if !ok || isATX([]byte(text)) || strings.HasSuffix(front, "[") || isPropertyKey(front) && strings.Contains(text, ":: ") {
			continue
		}
		if name := lastName(front); words(front) > 8 || words(front) > 3 && name != "" && isUpper(name[0]) && isUpper(back[0]) {
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
