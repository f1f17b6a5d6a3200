package faults

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
)

// byHand is how many power cuts of each act are tried by hand: there are many more, and each takes a start and a check.
const byHand = 150

// cutOff does again, up to some call, what the program did to the disk; then the power fails.
func (tr *trial) cutOff(all *tally, shift int) {
	var calls []*call // with paths below the home
	for _, c := range tr.calls {
		below := *c
		below.path, below.to = tr.short(c.path), tr.short(c.to)
		calls = append(calls, &below)
	}
	chance := rand.New(rand.NewPCG(uint64(shift), 1))
	d, said, done := newDisk(tr.scene), "", 0
	points := append(spread(most(tr.t, 7, byHand), len(calls), chance.IntN(1000)), len(calls))
	slices.Sort(points)
	for i, n := range points {
		for ; done < n; done++ {
			if c := calls[done]; c.name == says {
				said += string(c.data)
			} else {
				d.apply(c)
			}
		}
		way := cuts[i%len(cuts)]
		if err := d.after(way, chance).put(tr.dir); err != nil {
			tr.t.Fatal(err)
		}
		h := tr.judge(said, n == len(calls)) // after the last call it had ended well
		if len(h) > 0 {
			last := calls[n-1]
			tr.t.Errorf("the power fails after call %d of %d, %s %s; %s: %q", n, len(calls), last.name, last.path, way.name, h)
		}
		all.add("power loss, "+way.name, len(h) > 0)
	}
}

// short returns a path below the home.
func (tr *trial) short(path string) string {
	if rel, err := filepath.Rel(tr.dir, path); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return path
}
