package marks

import (
	"slices"
	"strconv"
	"strings"
)

// {{c1::text::hint}}, as Anki writes gaps.
var _ = register(mark{
	name: "anki", order: 400, signs: []string{"{{c"}, bullets: always, prose: always, rows: always,
	gaps: func(s string, _ standing) []piece { return AnkiPieces(s) },
})

// AnkiPieces reads {{c1::text::hint}}, also with gaps inside gaps. Braces without a c and a number belong to a
// template. A gap ends where its braces do, behind those of a formula in it; where they don't add up, at the first }}.
func AnkiPieces(s string) []piece {
	pieces, _, closed := ankiUpTo(s, 0, 0, true)
	if !closed {
		pieces, _, closed = ankiUpTo(s, 0, 0, false)
	}
	if !closed || !slices.ContainsFunc(pieces, func(p piece) bool { return p.nums != nil }) {
		return nil
	}
	return pieces
}

// ankiUpTo reads from i to the end of s, or at a depth above 0 to the end of the gap.
func ankiUpTo(s string, i, depth int, balanced bool) (pieces []piece, end int, closed bool) {
	at, open := i, 0 // open: braces in the text of the gap that are not closed yet
	flush := func(to int) {
		if to > at {
			pieces = append(pieces, piece{text: s[at:to]})
		}
	}
	for i < len(s) {
		nums, n := ankiOpening(s[i:])
		switch {
		case depth > 0 && open == 0 && strings.HasPrefix(s[i:], "}}"):
			flush(i)
			return pieces, i + 2, true
		case n > 0 && depth < 8:
		case depth == 0 || !balanced:
			i++
			continue
		default:
			i, open = passBrace(s, i, open)
			continue
		}
		kids, next, ok := ankiUpTo(s, i+n, depth+1, balanced)
		if !ok {
			return nil, next, false
		}
		flush(i)
		pieces = append(pieces, ankiGap(nums, kids))
		i, at = next, next
	}
	flush(i)
	return pieces, i, depth == 0
}

// ankiOpening reads "{{c1::" or "{{c1,2::" at the start of s. n is its length, or 0.
func ankiOpening(s string) (nums []int, n int) {
	if len(s) < 6 || s[0] != '{' || s[1] != '{' || s[2] != 'c' {
		return nil, 0
	}
	head, _, ok := strings.Cut(s[3:min(len(s), 40)], "::")
	if !ok || head == "" || strings.Trim(head, "0123456789,") != "" {
		return nil, 0
	}
	for _, f := range strings.Split(head, ",") {
		if num, err := strconv.Atoi(f); err == nil && num > 0 && num < 500 {
			nums = append(nums, num)
		}
	}
	return nums, 3 + len(head) + 2
}

// ankiGap cuts the hint off, which stands behind :: at the end of the gap's own text.
func ankiGap(nums []int, kids []piece) piece {
	p := piece{nums: nums, kids: kids}
	if len(kids) == 0 {
		return p
	}
	last := &kids[len(kids)-1]
	if last.nums == nil {
		if text, hint, ok := strings.Cut(last.text, "::"); ok {
			last.text, p.hint = text, hint
		}
	}
	return p
}
