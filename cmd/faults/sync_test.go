//go:build unix

package faults

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
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
	h := lived(t)
	desk := h
	desk.db = "desk.db"
	text, err := os.ReadFile(h.database())
	if err != nil {
		t.Fatal(err)
	}
	h.write(t, desk.db, string(text))
	if err := os.Mkdir(h.path("place"), 0o700); err != nil {
		t.Fatal(err)
	}
	desk.do(t, "", "import", "shore.apkg") // with pictures
	for _, m := range []home{h, desk} {
		m.do(t, "", "sync", "place")
	}
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(3, 4))
	stopped := 0
	for round := range most(t, 30, 1000) {
		day := time.Date(2026, 12, 2+round, 9, 0, 0, 0, time.UTC).Format(time.RFC3339)
		h.now, desk.now = day, day
		h.do(t, "", "tag", "deck:Ship", fmt.Sprintf("here-%d", round), "--yes")
		desk.do(t, "", "tag", "deck:Ship", fmt.Sprintf("there-%d", round), "--yes")
		desk.do(t, "", "sync")
		was := strings.Split(h.logged(t), "\n")

		c := exec.Command(path, "sync")
		c.Dir, c.Env = h.dir, h.env()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(chance.IntN(150)) * time.Millisecond)
		c.Process.Kill()
		if c.Wait() != nil {
			stopped++
		}
		var bad []string
		if o := h.try(t, "", "check"); o.status != 0 || !strings.Contains(o.out, "all is well") {
			bad = append(bad, fmt.Sprintf("check finds: %s %s", o.out, o))
		}
		now := h.logged(t)
		for _, entry := range was {
			if !strings.Contains(now, entry) {
				bad = append(bad, "LOST: "+entry)
			}
		}
		if round%3 == 0 { // else it is stopped again before it was healed
			for _, m := range []home{desk, h, desk} {
				if o := m.try(t, "", "sync"); o.status != 0 || o.err != "" {
					bad = append(bad, fmt.Sprintf("the next sync: %s", o))
				}
			}
			if h.logged(t) != desk.logged(t) {
				bad = append(bad, "after the next sync the logs differ")
			}
		}
		if len(bad) > 0 {
			t.Errorf("round %d: %q", round, bad)
		}
		all.add("kill -9 of sync at random", len(bad) > 0)
	}
	if stopped == 0 {
		t.Error("every sync had ended before it was killed")
	}
	for _, m := range []home{desk, h, desk} {
		m.do(t, "", "sync")
	}
	if h.logged(t) != desk.logged(t) || !strings.Contains(desk.do(t, "", "tag"), "here-") {
		t.Error("in the end the logs differ")
	}
	for _, m := range []home{h, desk} {
		if o := m.do(t, "", "check"); !strings.Contains(o, "all is well") {
			t.Errorf("in the end check finds: %s", o)
		}
	}
	t.Logf("%d exchanges stopped", stopped)
}
