package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
)

// maxLeftOut is how many lines are named that make no card though they have a mark.
const maxLeftOut = 20

// HintLeftOut names, in a file that says that it holds cards, each line with a mark that makes no card. Lines of cards and
// of their answers are blank by now, or belong to a note that has them.
func HintLeftOut(r *blocks.File) {
	if r.Doc.Off || !r.Declared {
		return
	}
	read := map[int]bool{} // lines on which a note with cards begins, or a part of the answer of one
	for i := range r.Doc.Notes {
		n := &r.Doc.Notes[i]
		if n.Explicit() || n.Reason.Code() == deck.ReasonPart {
			read[n.Line] = true
		}
	}
	c := &claims{File: r}
	c.readLines()
	goesOn := false // the line above is read, and this one may be of the same paragraph
	for i := range c.src {
		s, ok := c.mayHoldMark(i)
		goesOn = read[i+1] || goesOn && s != "" && !isListLine(c.src[i].text)
		if !ok || read[i+1] {
			continue
		}
		what := leftOutSides(s)
		if what == "" && !goesOn {
			what = leftOutGap(s)
		}
		if what != "" && len(r.Doc.Hints) < maxLeftOut {
			r.Doc.Hints = append(r.Doc.Hints, deck.Problem{File: r.Doc.Name, Line: i + 1, Msg: what})
		}
	}
}

// leftOutSides says which separator a line has that makes no card, or returns "".
func leftOutSides(s string) string {
	own := inline.FindOwnSeparator(s)
	if strings.HasPrefix(s, "|") {
		own = "" // :-: is the middle of a column
	}
	if own == "" && strings.Contains(s, "::") && readsAsCode(s) {
		_, right, _ := strings.Cut(s, "::")
		own = inline.OwnSeparator(right)
	}
	switch {
	case s == "?", s == "??":
		return "the " + s + " here has no text right above it, or none right below, so it makes no card"
	case own != "":
		return own + " is no separator that recall knows, so this makes no card; write :: or :::, or set card_separator to it"
	case strings.Contains(s, "::") && readsAsCode(s):
		return "the :: here was read as code and makes no card; blanks around it make one"
	}
	return ""
}

// leftOutGap says which gap a line has that makes no card, or returns "".
func leftOutGap(s string) string {
	if !strings.Contains(s, "==") && !strings.Contains(s, "{") {
		return ""
	}
	if own := inline.FindOwnGap(s); own != "" {
		return own + " is no gap that recall knows, so it makes no card; write {{x}} or ==x=="
	}
	if showsGap(s) {
		return "the gap here makes no card: it needs text around it, in a bullet or a paragraph"
	}
	return ""
}

// showsGap reports whether a line has ==x== or {{x}} outside code and maths.
func showsGap(s string) bool {
	literals := inline.Literal(s)
	for i := 0; i+4 < len(s); i++ {
		switch {
		case inline.Within(literals, i):
		case strings.HasPrefix(s[i:], "=="):
			if end, _ := inline.HighlightEnd(s, i, literals); end > 0 {
				return true
			}
		case strings.HasPrefix(s[i:], "{{"):
			return strings.Contains(s[i+2:], "}}") && !strings.ContainsAny(s[i+2:i+3], "%#<^_: ")
		}
	}
	return false
}
