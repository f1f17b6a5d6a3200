package text

import (
	"slices"
	"unicode"
)

// Features returns what a normal text is compared by: hashes of its Han letters, of pairs of them, and of three other
// letters in a row. The list is sorted and holds each hash once.
func Features(normal string) []uint64 {
	list := make([]uint64, 0, len(normal))
	add := func(rs ...rune) {
		h := uint64(14695981039346656037)
		for _, r := range rs {
			h = (h ^ uint64(r)) * 1099511628211
		}
		list = append(list, h)
	}
	rs := []rune(normal)
	for i, r := range rs {
		switch {
		case IsHan(r):
			add(r)
			if i > 0 && IsHan(rs[i-1]) {
				add(rs[i-1], r)
			}
		case i >= 2 && !IsHan(rs[i-1]) && !IsHan(rs[i-2]):
			add(rs[i-2], rs[i-1], r)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Dice returns the share of features that two texts have in common, from 0 to 1.
func Dice(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// EditDistance returns how many letters of a must be inserted, deleted, replaced or swapped with their neighbour to get
// b. If these are more than most, it returns some number above most. Only cells within most of the diagonal are
// computed.
func EditDistance(a, b []rune, most int) int {
	if d := len(a) - len(b); d > most || -d > most {
		return most + 1
	}
	const far = 1 << 20
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		lo, hi := max(1, i-most), min(len(b), i+most)
		row[lo-1] = far
		if lo == 1 {
			row[0] = i
		}
		least := row[lo-1]
		for j := lo; j <= hi; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			above := far
			if j <= i-1+most {
				above = last[j]
			}
			d := min(last[j-1]+cost, above+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// IsAcronym reports whether a word is short and has two capitals: HTTP, gRPC, IPv4. In such a word every letter counts;
// a longer name, such as WebSocket, can have a typo.
func IsAcronym(word string) bool {
	if len(word) > 5 {
		return false
	}
	n := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}
