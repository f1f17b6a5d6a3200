//go:build unix

package faults

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

func init() {
	others["killed at random"] = killedAtRandom
	others["sessions at once"] = sessionsAtOnce
	others["first starts at once"] = firstStartsAtOnce
}

// A sitting is a session over pipes.
type sitting struct {
	*exec.Cmd
	in  io.WriteCloser
	out bytes.Buffer
	all sync.WaitGroup
}

// sit starts a session that may ask any number of cards.
func (h home) sit(t testing.TB) *sitting {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	s := &sitting{Cmd: exec.Command(path, "review", "--new", "4000")}
	s.Dir, s.Env = h.dir, h.env()
	s.Stderr = &bytes.Buffer{}
	if s.in, err = s.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	s.all.Go(func() { io.Copy(&s.out, out) })
	return s
}

// answer gives grades until there is no one to take them, and closes the session's input.
func (s *sitting) answer(n int) {
	io.WriteString(s.in, strings.Repeat("\n3\n", n))
	s.in.Close()
}

// end waits for the session's end and returns how many grades it acknowledged: each question after the first says that the
// grade before it is stored.
func (s *sitting) end() (acknowledged int) {
	s.all.Wait()
	s.Wait()
	return max(0, strings.Count(s.out.String(), "Question:")-1)
}

// A session is killed at any moment.
func killedAtRandom(t *testing.T, all *tally) {
	h := newHome(t)
	h.do(t, "", "due")
	chance := rand.New(rand.NewPCG(1, 2))
	stored, acknowledged := 0, 0
	longest := 400 // ms; more on a machine that is so busy that no session comes to a grade
	for round := range most(t, 40, 1000) {
		h.now = time.Date(2026, 12, 1+round, 9, 0, 0, 0, time.UTC).Format(time.RFC3339)
		s := h.sit(t)
		go s.answer(4000)
		time.Sleep(time.Duration(chance.IntN(longest)) * time.Millisecond)
		s.Process.Kill()
		given := s.end()
		o := h.try(t, "", "check")
		now, err := h.reviews()
		if err != nil {
			t.Fatal(err)
		}
		fresh := now - stored
		bad := o.status != 0 || fresh < given || fresh > given+1
		if bad {
			t.Errorf("round %d: %d grades acknowledged, %d stored; check: %s %s", round, given, fresh, o.out, o)
		}
		all.add("kill -9 at random", bad)
		stored, acknowledged = now, acknowledged+given
		if acknowledged == 0 {
			longest *= 2
		}
	}
	if acknowledged == 0 {
		t.Error("no session came to its first grade")
	}
	t.Logf("%d grades acknowledged, %d stored", acknowledged, stored)
}

// Sessions at once on one database: every grade is kept, and none stops another.
func sessionsAtOnce(t *testing.T, all *tally) {
	for _, n := range []int{2, 4} {
		h := newHome(t)
		h.do(t, "", "due")
		each := most(t, 25, 1600/n) // there are some 1,800 new cards
		var sittings []*sitting
		for range n {
			sittings = append(sittings, h.sit(t))
		}
		acknowledged, bad := 0, false
		for _, s := range sittings {
			go s.answer(each)
		}
		for i, s := range sittings {
			given := s.end()
			acknowledged += given
			if status := s.ProcessState.ExitCode(); status != 0 || given < each {
				bad = true
				t.Errorf("session %d of %d: status %d, %d grades of %d acknowledged: %s", i+1, n, status, given, each, s.Stderr)
			}
		}
		o := h.try(t, "", "check")
		stored, err := h.reviews()
		if err != nil || stored != acknowledged || o.status != 0 {
			bad = true
			t.Errorf("%d sessions: %d grades acknowledged, %d stored, %v; check: %s %s", n, acknowledged, stored, err, o.out, o)
		}
		all.add(fmt.Sprintf("%d sessions at once, %d grades each", n, each), bad)
	}
}

// Several programs start at once where there is no database yet: one makes it, the others wait.
func firstStartsAtOnce(t *testing.T, all *tally) {
	for range most(t, 3, 30) {
		h := newHome(t)
		outcomes := make([]outcome, 4)
		var wg sync.WaitGroup
		for i := range outcomes {
			wg.Go(func() { outcomes[i] = h.try(t, "", "due") })
		}
		wg.Wait()
		bad := false
		for _, o := range outcomes {
			if o.status != 0 {
				bad = true
				t.Errorf("of four first starts at once one fails: %s", o)
			}
		}
		if o := h.try(t, "", "check"); o.status != 0 {
			bad = true
			t.Errorf("check after four first starts: %s %s", o.out, o)
		}
		all.add("4 first starts at once", bad)
	}
}
