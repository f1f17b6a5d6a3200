package srs

// Balancing moves due days slightly, towards days with fewer cards, so that no day is heavy by chance.
const (
	balancePercent = 5 // of the interval, at most
	balanceDays    = 3 // at most
)

// Balance returns how many days to move the due day that a review led to. It picks the day with the lowest load within
// reach; among equals the nearest, and of two equally near the earlier. It returns 0 if the rules do not balance, if
// the review scheduled nothing, or if the interval is below 20 days, where 5% is less than a day.
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
