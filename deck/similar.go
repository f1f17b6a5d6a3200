package deck

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// features are hashes of a normal text's Han letters, pairs of them, and threes of other letters, sorted, each once.
func features(normal string) []uint64 {
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

// featureIndex finds texts that may be alike without comparing all pairs.
type featureIndex map[uint64][]int

func newFeatureIndex(all []traits, which []int) featureIndex {
	index := featureIndex{}
	for _, i := range which {
		for _, h := range all[i].features() {
			index[h] = append(index[h], i)
		}
	}
	return index
}

// effort is how many texts one text may be compared with. It keeps the cost linear where a thousand texts are cut from one pattern.
const effort = 64

// near lists the texts that can reach a likeness, each once. Two texts that are so alike share so many features that the rarest ones of
// either, but for those that may be missing, hold a shared one: what stands everywhere need not be looked up.
func (index featureIndex) near(features []uint64, likeness float64) []int {
	rare := make([]uint64, 0, len(features))
	absent := 0
	for _, h := range features {
		if len(index[h]) > 0 {
			rare = append(rare, h)
		} else {
			absent++
		}
	}
	slices.SortFunc(rare, func(a, b uint64) int { return cmp.Or(cmp.Compare(len(index[a]), len(index[b])), cmp.Compare(a, b)) })
	shared := int(likeness / (2 - likeness) * float64(len(features))) // at least
	if n := len(features) - shared + 1 - absent; n < len(rare) {
		rare = rare[:max(n, 0)]
	}
	var list []int
	for _, h := range rare {
		more := index[h]
		if list = append(list, more[:min(len(more), effort)]...); len(list) > effort {
			break
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// twins tells that two similar texts speak of two things: their terms differ by more than a typo, and what they say differs too, be it in
// one figure.
func twins(a, b *traits) bool {
	a.named()
	b.named()
	switch {
	case a.term == "" && b.term == "":
		return acronymsApart(a.raw, b.raw)
	case a.term == "" || b.term == "" || a.term == b.term:
		return false
	}
	if typo(a.rawTerm, b.rawTerm) {
		return false
	}
	from, to := []rune(a.rest), []rune(b.rest)
	most := max(len(from), len(to)) / 10
	return dice(features(a.rest), features(b.rest)) < 0.9 || edits(from, to, most) > most || !sameTokens(a.rest, b.rest)
}

// acronymsApart tells that two texts begin with two acronyms.
func acronymsApart(a, b string) bool {
	from, to := latin(a), latin(b)
	return len(from) > 0 && len(to) > 0 && from[0] != to[0] && acronym(from[0]) && acronym(to[0]) && !slices.Contains(to, from[0])
}

// typo tells that two terms are one with a slip in it, word by word. Figures, code and acronyms have no typos: HPA and VPA are two things.
func typo(a, b string) bool {
	if !sameCode(a, b) {
		return false
	}
	from, to := termWords(a), termWords(b)
	if len(from) != len(to) {
		return strings.Join(from, "") == strings.Join(to, "") // "look up", "lookup"
	}
	slips := 0
	for i := range from {
		if from[i] == to[i] || strings.EqualFold(from[i], to[i]) {
			continue
		}
		if slips++; !slip(from[i], to[i]) {
			return false
		}
	}
	return slips > 0 || signs(a) == signs(b)
}

// termWords are the runs of letters and figures in a text; what Han stands in is a run of its own.
func termWords(text string) []string {
	return strings.FieldsFunc(plain(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// signs are the symbols that a name is told from another by: C, C++ and C#.
func signs(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("+#*&@$%!<>=", r) {
			return r
		}
		return -1
	}, plain(text))
}

// slip tells that two different words are one with a slip in it: no figure, no acronym, no word that turns the sense round. People slip
// within a word; an other beginning makes an other word, as in "synchronous" and "asynchronous".
func slip(a, b string) bool {
	from, to := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	n := min(len(from), len(to))
	if n < 4 || strings.ContainsFunc(a+b, unicode.IsNumber) || acronym(a) || acronym(b) || hardWords.has(a) || hardWords.has(b) {
		return false
	}
	if isHan(from[0]) || isHan(to[0]) {
		if runesOf(a, opposites) != runesOf(b, opposites) {
			return false
		}
	} else if from[0] != to[0] {
		return false
	}
	most := 1
	if n > 8 {
		most = 2
	}
	return edits(from, to, most) <= most
}

// opposites are Han letters that tell twins apart: 同步 and 异步, 正向 and 反向.
const opposites = "一二两三四五六七八九十百千万甲乙丙丁不非无未同异正反内外强弱左右高低长短入出进退主从公私读写动静快慢开关新旧老冷热有单双全半顺逆横纵大小多少上下前后首末增减加解输行列客服软硬浅深显隐广单组点"

// runesOf are the letters of a text that are in a set, sorted.
func runesOf(text, set string) string {
	var list []rune
	for _, r := range text {
		if strings.ContainsRune(set, r) {
			list = append(list, r)
		}
	}
	slices.Sort(list)
	return string(list)
}

// acronym tells a short word with two capitals: HTTP, gRPC, IPv4. There every letter counts; longer names, as WebSocket, have typos.
func acronym(word string) bool {
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

// edits is the edit distance of two texts, or some number above most: letters put in, left out, taken for others, or swapped with their
// neighbour. Only what lies within most of the diagonal is looked at.
func edits(a, b []rune, most int) int {
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
