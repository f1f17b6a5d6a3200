//go:build unix

package faults

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func init() { others["sync killed at random"] = syncKilledAtRandom }

// logged returns the entries of a home's log, in an order of their own.
func (h home) logged(t testing.TB) string {
	t.Helper()
	db, err := sql.Open("sqlite", h.uri("mode=ro"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var all sql.NullString
	err = db.QueryRow(`SELECT group_concat(entry, char(10)) FROM (
		SELECT hex(d.uid) || ' ' || l.seq || ' ' || l.kind || ' ' || hex(u.uid) AS entry
		FROM log l JOIN device d ON d.id = l.device JOIN subject u ON u.id = l.subject ORDER BY 1)`).Scan(&all)
	if err != nil {
		t.Fatal(err)
	}
	return all.String
}

// Two machines meet at a folder, and the exchange of one of them is killed at any moment. Check finds nothing, neither loses
// an entry, and with the next exchange both have all.
func syncKilledAtRandom(t *testing.T, all *tally) {
	const pairs = 4 // of machines, side by side
	for i := range pairs {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			chance := rand.New(rand.NewPCG(3, uint64(i)))
			stopped := 0
			for round := range (most(t, 30, 1000) + pairs - 1) / pairs {
				bad, killed := p.round(t, round, chance)
				if len(bad) > 0 {
					t.Errorf("round %d: %q", round, bad)
				}
				if killed {
					stopped++
				}
				all.add("kill -9 of sync at random", len(bad) > 0)
			}
			if stopped == 0 {
				t.Error("every sync had ended before it was killed")
			}
			t.Logf("%d exchanges stopped", stopped)
			if bad := p.meet(t); len(bad) > 0 || !strings.Contains(p.there.do(t, "", "tag"), "here-") {
				t.Errorf("in the end: %q", bad)
			}
		})
	}
}

// A pair are two machines with a place.
type pair struct {
	here, there home
	took        time.Duration // an exchange that nothing stops
}

func newPair(t *testing.T) *pair {
	h := lived(t)
	apart(t, h)
	p := &pair{here: h, there: h}
	p.there.db = desk
	began := time.Now()
	if bad := p.meet(t); len(bad) > 0 {
		t.Fatal(bad)
	}
	p.took = time.Since(began) / 5 // three exchanges and two checks
	return p
}

// round lets both machines do something, and kills the exchange of one.
func (p *pair) round(t *testing.T, n int, chance *rand.Rand) (bad []string, killed bool) {
	day := time.Date(2026, 12, 2+n, 9, 0, 0, 0, time.UTC).Format(time.RFC3339)
	p.here.now, p.there.now = day, day
	p.here.do(t, "", "tag", "-q", "Keel", fmt.Sprintf("here-%d", n), "--yes")
	p.there.do(t, "", "tag", "-q", "Rudder", fmt.Sprintf("there-%d", n), "--yes")
	p.there.do(t, "", "sync")
	was := strings.Split(p.here.logged(t), "\n")

	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, "sync")
	c.Dir, c.Env = p.here.dir, p.here.env()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Duration(chance.Int64N(int64(p.took))))
	c.Process.Kill()
	killed = c.Wait() != nil
	if o := p.here.try(t, "", "check"); o.status != 0 || !strings.Contains(o.out, "all is well") {
		bad = append(bad, fmt.Sprintf("check finds: %s %s", o.out, o))
	}
	if n%3 == 0 { // else it is stopped again before it was healed
		bad = append(bad, p.meet(t)...)
	}
	now := p.here.logged(t)
	for _, entry := range was {
		if !strings.Contains(now, entry) {
			bad = append(bad, "LOST: "+entry)
		}
	}
	return bad, killed
}

// meet lets the machines exchange what is left, and says what is wrong then.
func (p *pair) meet(t testing.TB) (bad []string) {
	t.Helper()
	for _, m := range []home{p.here, p.there, p.here} {
		if o := m.try(t, "", "sync"); o.status != 0 {
			bad = append(bad, fmt.Sprintf("the next exchange fails: %s", o))
		}
	}
	if p.here.logged(t) != p.there.logged(t) {
		bad = append(bad, "once they have met, the logs differ")
	}
	for _, m := range []home{p.here, p.there} {
		if o := m.try(t, "", "check"); o.status != 0 || !strings.Contains(o.out, "all is well") {
			bad = append(bad, fmt.Sprintf("once they have met, check finds: %s %s", o.out, o))
		}
	}
	return bad
}
