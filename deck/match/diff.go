package match

// hunk is a place where two texts differ: old, which ends at from, gave way to new, which ends at to.
type hunk struct {
	old, new []piece
	from, to int
}

// mostDifferent is how many pieces may differ before two texts are simply different.
const mostDifferent = 400

// hunks compares two texts piece by piece. ok is false if they have too little in common. It follows Myers' greedy way:
// the time is that of the texts' length times what differs.
func hunks(a, b []piece) (list []hunk, ok bool) {
	start := 0
	for start < len(a) && start < len(b) && a[start].same(&b[start]) {
		start++
	}
	tail := 0
	for tail < len(a)-start && tail < len(b)-start && a[len(a)-1-tail].same(&b[len(b)-1-tail]) {
		tail++
	}
	kept, ok := common(a[start:len(a)-tail], b[start:len(b)-tail])
	if !ok {
		return nil, false
	}
	i, j := start, start
	cut := func(toOld, toNew int) {
		if i < toOld || j < toNew {
			list = append(list, hunk{a[i:toOld], b[j:toNew], toOld, toNew})
		}
	}
	for _, k := range kept {
		cut(start+k[0], start+k[1])
		i, j = start+k[0]+1, start+k[1]+1
	}
	cut(len(a)-tail, len(b)-tail)
	return list, true
}

// common returns the longest row of pieces that stand in both texts, as pairs of indexes.
func common(a, b []piece) (kept [][2]int, ok bool) {
	n, m := len(a), len(b)
	most := min(n+m, mostDifferent)
	reach := make([]int, 2*most+3) // by diagonal: how far in a
	mid := most + 1
	var rounds [][]int
	for d := 0; d <= most; d++ {
		rounds = append(rounds, append([]int(nil), reach[mid-d-1:mid+d+2]...))
		for k := -d; k <= d; k += 2 {
			x := reach[mid+k-1] + 1
			if k == -d || k != d && reach[mid+k-1] < reach[mid+k+1] {
				x = reach[mid+k+1]
			}
			for x < n && x-k < m && a[x].same(&b[x-k]) {
				x++
			}
			reach[mid+k] = x
			if x >= n && x-k >= m {
				return trace(rounds, n, m), true
			}
		}
	}
	return nil, false
}

// trace walks back through the rounds of common.
func trace(rounds [][]int, x, y int) (kept [][2]int) {
	for d := len(rounds) - 1; d >= 0; d-- {
		at := func(k int) int { return rounds[d][k+d+1] }
		k := x - y
		from := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from = k + 1
		}
		fromX, fromY := at(from), at(from)-from
		if d == 0 {
			fromX, fromY = 0, 0
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			kept = append(kept, [2]int{x, y})
		}
		x, y = fromX, fromY
	}
	for i, j := 0, len(kept)-1; i < j; i, j = i+1, j-1 {
		kept[i], kept[j] = kept[j], kept[i]
	}
	return kept
}
