package answer

import (
	"strings"

	"golang.org/x/text/width"

	"recall/deck/text"
)

// Around an answer may stand how exact it is. "Usually", 约 and "by default" are hedges: they say only that it isn't, and
// nobody needs to type them. "At most", ≥ and 超过 are bounds: without one the answer is nearly right, and with another
// one it is wrong.

// qualified is an answer without what stands around it.
type qualified struct {
	core   string
	hedged bool
	bound  bound
}

// bound is which way a figure may differ.
type bound uint8

const (
	exactly bound = iota
	atMost
	atLeast
	lessThan
	moreThan
)

// boundClasses are the words for each bound. A sign comes before its own start: <= before <.
var boundClasses = [...]struct {
	class text.Class
	bound bound
}{
	{text.ClassBoundsMost, atMost},
	{text.ClassBoundsLeast, atLeast},
	{text.ClassBoundsLess, lessThan},
	{text.ClassBoundsMore, moreThan},
}

// upwards reports whether a bound lets the figure grow.
func (b bound) upwards() bool { return b == atLeast || b == moreThan }

// Core returns an answer without its marks and without the words that say how exact it is.
func Core(s string) string { return qualify(text.Lex(""), s).core }

// qualify takes hedges, bounds and marks off an answer, from both ends, until none is left.
func qualify(lex *text.Lexicon, s string) qualified {
	q := qualified{core: bare(s)}
	for q.cut(lex) {
	}
	return q
}

// cut takes one word off.
func (q *qualified) cut(lex *text.Lexicon) bool {
	s := strings.TrimSpace(width.Fold.String(q.core))
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return false
	}
	ends := func(c text.Class) (before, behind string) {
		if rest, ok := lex.CutPrefix(c, low); ok && text.HasWord(rest) {
			before = strings.TrimSpace(s[len(s)-len(rest):])
		}
		if rest, ok := lex.CutSuffix(c, low); ok && text.HasWord(rest) {
			behind = strings.TrimRight(s[:len(rest)], " ,")
		}
		return before, behind
	}
	take := func(core string) bool {
		q.core = core
		return true
	}
	for _, b := range boundClasses {
		before, behind := ends(b.class)
		if q.bound == exactly && startsFigure(lex, before) {
			q.bound = b.bound
			return take(before)
		}
		if q.bound == exactly && startsFigure(lex, behind) {
			q.bound = b.bound
			return take(behind)
		}
	}
	before, behind := ends(text.ClassHedgesFigure)
	switch {
	case startsFigure(lex, before) || lex.Has(text.ClassSwitches, before):
		q.hedged = true
		return take(before)
	case startsFigure(lex, behind):
		q.hedged = true
		return take(behind)
	}
	if before, behind = ends(text.ClassHedgesAny); before+behind == "" {
		return false
	}
	q.hedged = true
	if before != "" {
		return take(before)
	}
	return take(behind)
}

// startsFigure reports whether a text starts with what can be exact or not: a figure, a number in words, code or an order
// of growth, or with a bound of one.
func startsFigure(lex *text.Lexicon, s string) bool {
	if s == "" {
		return false
	}
	if at, _ := text.FindGrowth(s); at == 0 {
		return true
	}
	r := text.FirstRune(s)
	word := strings.ToLower(text.FirstWord(s))
	return strings.ContainsRune("0123456789`$¥€-−+.", r) || lex.HasRune(text.ClassNumerals, r) ||
		lex.Has(text.ClassNumbersSpelt, word) || bounded(lex, strings.ToLower(s))
}

func bounded(lex *text.Lexicon, s string) bool {
	for _, b := range boundClasses {
		if rest, ok := lex.CutPrefix(b.class, s); ok && hasFigure(text.FirstWord(strings.TrimSpace(rest))) {
			return true
		}
	}
	return false
}

// limit returns the best result for the answer q if t was typed, and what stands between t and a better one.
func (q qualified) limit(t qualified) (Result, Fault) {
	switch {
	case q.bound != t.bound && q.bound != exactly && t.bound != exactly && q.bound.upwards() != t.bound.upwards():
		return Wrong, None
	case q.bound != t.bound && t.bound == exactly:
		return Almost, NoBound
	case q.bound != t.bound:
		return Almost, OtherBound
	case t.hedged && !q.hedged:
		return Almost, Hedged
	}
	return Right, None
}
