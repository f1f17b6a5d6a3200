package deck

import (
	"slices"
	"sort"
)

// literal finds where a text holds code or maths: gaps don't start in there.
func literal(s string) []span {
	var l inline
	l.scan(s)
	return slices.DeleteFunc(l.spans, func(p span) bool { return p.kind != codeSpan && p.kind != mathSpan })
}

// within tells that a place is in one of the spans, which stand in their order.
func within(spans []span, at int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].at > at })
	return i > 0 && at < spans[i-1].end
}
