//go:build unix

package faults

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

var rounds = flag.String("faults", "share", "how much of each fault is tried: share, a `number` of rounds, or all")

// most returns how many rounds of a fault to try: a share of what there is, or all of it.
func most(t testing.TB, share, all int) int {
	t.Helper()
	switch *rounds {
	case "share":
		if testing.Short() {
			share = (share + 3) / 4
		}
		return min(share, all)
	case "all":
		return all
	}
	n, err := strconv.Atoi(*rounds)
	if err != nil || n < 1 {
		t.Fatalf("-faults %s is no number of rounds", *rounds)
	}
	return min(n, all)
}

// spread returns n of the points from 1 to total, evenly. shift moves them, so that acts of one fault meet different calls.
func spread(n, total, shift int) (points []int) {
	n = min(n, total)
	for i := range n {
		points = append(points, 1+(i*total/n+shift%max(1, total/n))%total)
	}
	return points
}

// A tally is the table of what was tried, in Markdown: for each fault the rounds, and those in which something was lost.
type tally struct {
	mu   sync.Mutex
	rows map[string]*[2]int
}

func (y *tally) add(fault string, lost bool) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.rows == nil {
		y.rows = map[string]*[2]int{}
	}
	if y.rows[fault] == nil {
		y.rows[fault] = &[2]int{}
	}
	y.rows[fault][0]++
	if lost {
		y.rows[fault][1]++
	}
}

func (y *tally) String() string {
	var b strings.Builder
	line := func(fault string, rounds, losses any) { fmt.Fprintf(&b, "\n| %s | %v | %v |", fault, rounds, losses) }
	line("fault", "rounds", "losses")
	line("---", "---", "---")
	var all [2]int
	for _, fault := range slices.Sorted(maps.Keys(y.rows)) {
		r := y.rows[fault]
		line(fault, r[0], r[1])
		all[0], all[1] = all[0]+r[0], all[1]+r[1]
	}
	line("all", all[0], all[1])
	return b.String()
}

// everyAct are the kinds of harm that are done to each act; others are kinds of their own. Those that this machine can't do
// are named.
var (
	everyAct func(*testing.T, *tally)
	others   = map[string]func(*testing.T, *tally){}
)

// Whatever is done to the program, no acknowledged grade is lost, no act is half done, check finds nothing, the next start
// works, and what the program says is true. With -v the table of what was tried is printed.
func TestFaults(t *testing.T) {
	var all tally
	t.Run("all", func(t *testing.T) { // ends when all that runs side by side in it has ended
		for name, try := range others {
			t.Run(name, func(t *testing.T) { t.Parallel(); try(t, &all) })
		}
		t.Run("acts", func(t *testing.T) {
			if everyAct == nil {
				t.Skip("calls can be caught on Linux on amd64 only: no kills, errors and power cuts at each call")
			}
			everyAct(t, &all)
		})
	})
	t.Log(all.String())
}
