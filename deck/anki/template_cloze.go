package anki

import (
	"slices"
	"strconv"
	"strings"

	"recall/deck"
)

// A field with gaps holds {{c1::text}} or {{c1::text::hint}}. Gaps may stand in gaps, several gaps may have one number,
// and {{c1,2::text}} has two.

// gap is a part of such a field: text, or a gap with its parts.
type gap struct {
	text    string
	numbers []int // nil: text
	hint    string
	kids    []gap
}

// maxGapDepth is how deep gaps stand in gaps. Anki ignores deeper ones.
const maxGapDepth = 10

// parseGaps cuts a field at its gaps.
func parseGaps(s string) []gap {
	open := []gap{{}} // the field itself, then the gaps that are open
	at := 0           // where text begins that is not yet taken
	text := func(to int) {
		if to > at {
			in := &open[len(open)-1]
			part := s[at:to]
			if in.numbers != nil && !strings.HasPrefix(part, occlusion) {
				if before, hint, ok := strings.Cut(part, "::"); ok {
					part, in.hint = before, hint
				}
			}
			in.kids = append(in.kids, gap{text: part})
		}
	}
	for i := 0; i < len(s); {
		numbers, n := gapOpening(s[i:])
		switch {
		case n > 0 && len(open) <= maxGapDepth:
			text(i)
			open = append(open, gap{numbers: numbers})
			i += n
			at = i
		case len(open) > 1 && strings.HasPrefix(s[i:], "}}"):
			text(i)
			open = closeGap(open)
			i += 2
			at = i
		default:
			i++
		}
	}
	text(len(s))
	for len(open) > 1 { // a gap that nobody closed is none: its text stays
		last := open[len(open)-1]
		open = open[:len(open)-1]
		in := &open[len(open)-1]
		in.kids = append(in.kids, last.kids...)
	}
	return open[0].kids
}

// closeGap puts the innermost open gap into the one around it.
func closeGap(open []gap) []gap {
	last := open[len(open)-1]
	open = open[:len(open)-1]
	in := &open[len(open)-1]
	in.kids = append(in.kids, last)
	return open
}

// gapOpening reads {{c1:: or {{c1,2:: at the start of s. n is its length, 0 where there is none.
func gapOpening(s string) (numbers []int, n int) {
	rest, ok := strings.CutPrefix(s, "{{c")
	if !ok {
		return nil, 0
	}
	digits := 0
	for digits < len(rest) && (rest[digits] >= '0' && rest[digits] <= '9' || rest[digits] == ',') {
		digits++
	}
	if digits > maxNumbers || !strings.HasPrefix(rest[digits:], "::") {
		return nil, 0
	}
	for number := range strings.SplitSeq(rest[:digits], ",") {
		if k, err := strconv.ParseUint(number, 10, 16); err == nil {
			numbers = append(numbers, int(k))
		}
	}
	if numbers == nil {
		return nil, 0
	}
	return numbers, len("{{c::") + digits
}

// maxNumbers is the longest list of numbers of a gap, in bytes.
const maxNumbers = 256

// hide returns a field with the gaps of a number hidden, and what they hide. A gap within a hidden one goes with it.
func hide(gaps []gap, number int) (shown string, hidden []string) {
	var b strings.Builder
	for _, g := range gaps {
		switch {
		case g.numbers == nil:
			b.WriteString(g.text)
		case slices.Contains(g.numbers, number):
			hidden = append(hidden, reveal(g.kids))
			b.WriteString(deck.Gap)
			if g.hint != "" {
				b.WriteString(" (" + g.hint + ")")
			}
		default:
			inner, within := hide(g.kids, number)
			b.WriteString(inner)
			hidden = append(hidden, within...)
		}
	}
	return b.String(), hidden
}

// reveal returns a field without its gaps.
func reveal(gaps []gap) string {
	var b strings.Builder
	for _, g := range gaps {
		b.WriteString(g.text)
		if g.kids != nil {
			b.WriteString(reveal(g.kids))
		}
	}
	return b.String()
}

// occlusion begins a gap that is an area of a picture.
const occlusion = "image-occlusion:"
