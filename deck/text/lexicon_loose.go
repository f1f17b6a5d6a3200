package text

import (
	"strings"
	"unicode/utf8"
)

// fewLoose is the number of patterns up to which a text is searched for one after the other.
const fewLoose = 3

// firstLoose finds the loose pattern that stands first in s; of two at one place, the one listed first. Without one, at
// is -1. Most texts hold none, so where there are many patterns, s is read once, and a place is only looked at if a
// pattern begins as it does.
func (p *patterns) firstLoose(s string) (at int, pattern string) {
	if len(p.loose) <= fewLoose || p.heads.short {
		return p.eachLoose(s)
	}
	for i := 0; i+headLength <= len(s); i++ {
		if !p.heads.first.has(s[i]) || !p.heads.mayHold(s[i:]) {
			continue
		}
		for _, pattern := range p.loose {
			if strings.HasPrefix(s[i:], pattern) {
				return i, pattern
			}
		}
	}
	return -1, ""
}

// eachLoose is firstLoose for few patterns.
func (p *patterns) eachLoose(s string) (at int, pattern string) {
	at = -1
	for _, loose := range p.loose {
		within := s
		if at >= 0 {
			within = s[:min(len(s), at+len(loose)-1)] // only what stands before
		}
		if i := strings.Index(within, loose); i >= 0 {
			at, pattern = i, loose
		}
	}
	return at, pattern
}

// headLength is how many bytes of a pattern a headSet knows: a Han character has as many.
const headLength = utf8.UTFMax - 1

// headSet tells of most texts at once that no pattern begins as they do.
type headSet struct {
	first byteSet
	bits  [16]uint64
	short bool // a pattern is shorter than what the set looks at
}

func (h *headSet) add(pattern string) {
	if len(pattern) < headLength {
		h.short = true
		return
	}
	h.first.add(pattern[0])
	n := head(pattern)
	h.bits[n/64] |= 1 << (n % 64)
}

func (h *headSet) join(more *headSet) {
	h.short = h.short || more.short
	for i := range h.first {
		h.first[i] |= more.first[i]
	}
	for i := range h.bits {
		h.bits[i] |= more.bits[i]
	}
}

func (h *headSet) mayHold(s string) bool {
	n := head(s)
	return h.bits[n/64]>>(n%64)&1 != 0
}

// head is a number for the first bytes of s.
func head(s string) uint {
	return (uint(s[0])*167 ^ uint(s[1])*29 ^ uint(s[2])*7) % (64 * uint(len(headSet{}.bits)))
}
