package srs

// Balancing moves a due day by a little, towards a day with fewer cards, so that no day is heavy by chance.
const (
	balancePercent = 5 // of the interval, at most
	balanceDays    = 3 // at most
)

// Balance returns by how many days the due day that a review led to is moved: to the day with the least load in reach,
// the nearest of them among equals, and the earlier one of two as near. 0 where the rules do not balance, where the
// review scheduled nothing, and within 20 days, where 5 % are less than a day.
func (r Rules) Balance(before, after State, load func(Day) int) (shift int) {
	reach := min(balanceDays, after.Interval*balancePercent/100)
	if !r.Balanced || after.Due == before.Due || reach == 0 {
		return 0
	}
	least := load(after.Due)
	for n := 1; n <= reach; n++ {
		for _, by := range [...]int{-n, n} {
			if after.Interval+by > r.MaxInterval {
				continue
			}
			if l := load(after.Due + Day(by)); l < least {
				shift, least = by, l
			}
		}
	}
	return shift
}
