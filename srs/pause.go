package srs

import (
	"cmp"
	"slices"
)

// mostSpread is the longest time, in days, over which a pause spreads what it held back.
const mostSpread = 30

// Spread says where cards go that a pause holds back.
type Spread struct {
	Back Day // the first day after the pause
	Days int // from Back on
}

// SpreadOf returns how a pause of the days from one up to, but not including, another is made up for: over as many days
// as it had, at most 30.
func SpreadOf(from, back Day) Spread { return Spread{back, min(int(back-from), mostSpread)} }

// Due returns the day on which each card is due after the pause. Without it, it would be on Candidate.Due. Cards that
// are due after the pause anyway stay where they are. The others are spread evenly, those most at risk first: those that
// will be the latest for their interval. A pause of no days moves nothing.
func (s Spread) Due(cards []Candidate) map[int64]Day {
	due := make(map[int64]Day, len(cards))
	var held []Candidate
	for _, c := range cards {
		due[c.Card] = c.Due
		if c.Due < s.Back && s.Days > 0 {
			held = append(held, c)
		}
	}
	slices.SortFunc(held, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(overdue(&b, s.Back), overdue(&a, s.Back)), cmp.Compare(a.Seed, b.Seed), cmp.Compare(a.Card, b.Card))
	})
	for i, c := range held {
		due[c.Card] = s.Back + Day(i*s.Days/len(held))
	}
	return due
}
