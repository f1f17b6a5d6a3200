package faults

import (
	"fmt"
	"syscall"
	"testing"
)

func init() {
	everyAct = func(t *testing.T, all *tally) {
		for i, a := range acts {
			t.Run(a.name, func(t *testing.T) {
				t.Parallel()
				tr := a.begin(t)
				for name, try := range map[string]func(*tally, int){"kill": tr.killed, "error": tr.refused, "power": tr.cutOff} {
					t.Run(name, func(t *testing.T) { tr.t = t; try(all, i) })
				}
			})
		}
	}
}

// killed kills the program before each call that changes a file, in turn.
func (tr *trial) killed(all *tally, shift int) {
	for _, n := range spread(most(tr.t, 3, tr.total()), tr.total(), shift) {
		tr.reset()
		var at *call
		o := tr.trace(&tracer{before: func(c *call) fate {
			if c.n == n {
				at = c
			}
			return fate{kill: c.n == n}
		}})
		h := tr.judge(o.out, o.status == 0)
		if len(h) > 0 {
			tr.t.Errorf("killed before call %d of %d, %s: %q", n, tr.total(), tr.where(at), h)
		}
		all.add("kill -9 before each write call", len(h) > 0)
	}
}

// refused lets each call that changes a file fail in turn, alone or with all that follow.
func (tr *trial) refused(all *tally, shift int) {
	ways := []struct {
		name  string
		errno syscall.Errno
		on    bool
	}{
		{"EIO once", syscall.EIO, false}, {"EIO from there on", syscall.EIO, true},
		{"ENOSPC once", syscall.ENOSPC, false}, {"ENOSPC from there on", syscall.ENOSPC, true},
	}
	for k, n := range spread(most(tr.t, 4, tr.total()), tr.total(), shift+1) {
		for i, way := range ways {
			if *rounds == "share" && (k+shift)%len(ways) != i {
				continue
			}
			tr.reset()
			var at *call
			o := tr.trace(&tracer{before: func(c *call) (f fate) {
				if c.n == n {
					at = c
				}
				if c.n == n || way.on && c.n > n {
					f.errno = way.errno
				}
				return f
			}})
			h := tr.judge(o.out, o.status == 0)
			h.sentence(o)
			if len(h) > 0 {
				tr.t.Errorf("%s, call %d of %d, %s: %q (%s)", way.name, n, tr.total(), tr.where(at), h, o)
			}
			all.add(way.name+" at each write call", len(h) > 0)
		}
	}
}

func (tr *trial) where(c *call) string {
	if c == nil {
		return "not reached"
	}
	return fmt.Sprintf("%s %s", c.name, tr.short(c.path))
}
