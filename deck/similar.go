package deck

import (
	"slices"
	"strings"
	"unicode"
)

// features are hashes of a normal text's Han letters, pairs of them, and threes of other letters, sorted, each once.
func features(normal string) []uint64 {
	var list []uint64
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
		case isHan(r):
			add(r)
			if i > 0 && isHan(rs[i-1]) {
				add(rs[i-1], r)
			}
		case i >= 2 && !isHan(rs[i-1]) && !isHan(rs[i-2]):
			add(rs[i-2], rs[i-1], r)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// dice is the share of features that two texts have in common, from 0 to 1.
func dice(a, b []uint64) float64 {
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

// twins tells that two similar texts speak of two things: their terms differ by more than a typo, and what they say differs too.
func twins(a, b *traits) bool {
	if a.term == "" || b.term == "" || a.term == b.term {
		return false
	}
	return !typo(a.term, b.term) && dice(features(a.rest), features(b.rest)) < 0.9
}

// typo tells that two terms are one word with a slip in it. Figures and acronyms have no typos: HPA and VPA are two things.
func typo(a, b string) bool {
	n := min(len([]rune(a)), len([]rune(b)))
	if strings.ContainsFunc(a+b, unicode.IsNumber) || n < 4 || hardParts(a) != hardParts(b) {
		return false
	}
	most := 1
	if n > 8 {
		most = 2
	}
	return edits(a, b, most) <= most
}

// edits is the edit distance of two texts, or some number above most.
func edits(a, b string, most int) int {
	from, to := []rune(a), []rune(b)
	if d := len(from) - len(to); d > most || -d > most {
		return most + 1
	}
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		corner, least := row[0], i+1
		row[0] = i + 1
		for j, q := range to {
			cost := corner
			if r != q {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least > most {
			return most + 1
		}
	}
	return row[len(to)]
}

// hardWords turn a sentence round.
var hardWords = setOf("not|no|never|without|none|cannot|only|always|all|any|before|after|more|less|least|most|first|last|true|false")

// hardParts are the parts of a text that an edit can't change without changing the fact: figures with their unit, code, negators,
// comparators.
func hardParts(text string) string {
	var list []string
	for i, part := range strings.Split(text, "`") {
		if i%2 == 1 {
			list = append(list, "`"+part)
		}
	}
	normal := Normal(text)
	for _, w := range strings.FieldsFunc(normal, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '.' && r != '%' || isHan(r)
	}) {
		if hardWords.has(w) || strings.ContainsFunc(w, unicode.IsNumber) {
			list = append(list, strings.Trim(w, "."))
		}
	}
	for _, r := range normal {
		if strings.ContainsRune("不非无没未否禁<>≤≥=≠→一两二三四五六七八九十百千万首末最前后上下增减大小多少", r) {
			list = append(list, string(r))
		}
	}
	slices.Sort(list)
	return strings.Join(list, "\x00")
}

// sameFact tells that an edit mended only wording: a typo or layout.
func sameFact(old, new string) bool {
	if hardParts(old) != hardParts(new) {
		return false
	}
	a, b := Normal(old), Normal(new)
	most := max(len([]rune(a)), len([]rune(b))) * 15 / 100
	return edits(a, b, most) <= most
}
