package inline

import (
	"slices"
	"sort"
)

// Literal finds the code and the maths in a text. No gap starts inside them.
func Literal(s string) []Span {
	var l Scanner
	l.scan(s)
	return slices.DeleteFunc(l.Spans, func(p Span) bool { return p.Kind != CodeSpan && p.Kind != mathSpan })
}

// Within reports whether a place is in one of the spans, which must be in order.
func Within(spans []Span, at int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].At > at })
	return i > 0 && at < spans[i-1].End
}
