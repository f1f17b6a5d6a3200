package match

import (
	"cmp"
	"slices"
)

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

// effort limits how many texts one text is compared with. It keeps the cost linear even if a thousand texts follow the
// same pattern.
const effort = 64

// near lists, once each, the texts that may reach a likeness. Prefix filter: if two texts share at least k of n
// features, one of the n-k+1 rarest is shared, so only those are looked up.
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
	slices.SortFunc(rare, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(len(index[a]), len(index[b])), cmp.Compare(a, b))
	})
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
