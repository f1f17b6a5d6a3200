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

// HintSides adds hints to the document about lines with :: that made no card. Without blanks, it is a separator only in a
// file that says that it holds cards: one hint counts the lines that such a tag would read. In such a file each line is
// named that was taken for code.
func HintSides(r *blocks.File) {
	if r.Doc.Off || !bytes.Contains(r.Text, []byte("::")) {
		return
	}
	covered := map[int]bool{}
	for i := range r.Doc.Notes {
		if n := &r.Doc.Notes[i]; n.Rule != "" && (!r.Declared || n.Explicit()) {
			covered[n.Line] = true
		}
	}
	c := &claims{File: r}
	c.readLines()
	first, count := 0, 0
	for i, l := range c.src {
		s := CutListMarker(l.text)
		if l.fenced || covered[i+1] || len(s) > inline.MaxLength || !strings.Contains(s, "::") ||
			strings.HasPrefix(l.text, "    ") && !isListLine(l.text) || blocks.IsATX([]byte(s)) {
			continue
		}
		if r.Declared && readsAsCode(s) && len(r.Doc.Hints) < maxLeftOut {
			what := "the :: here was read as code and makes no card; blanks around it make one"
			if _, right, _ := strings.Cut(s, "::"); inline.OwnSeparator(right) != "" {
				what = inline.OwnSeparator(right) + " is no separator that recall knows, so this makes no card; write :: or :::"
			}
			r.Doc.Hints = append(r.Doc.Hints, deck.Problem{File: r.Doc.Name, Line: i + 1, Msg: what})
		}
		if !r.Declared && hidesSides(s) {
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

// maxLeftOut is how many lines are named that make no card though they have a mark.
const maxLeftOut = 20

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
