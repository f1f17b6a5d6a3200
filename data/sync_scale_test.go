//go:build linux

package data

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var (
	fleetSize  = flag.String("fleet", "", "TestFleet lets `NxM` machines and log entries of each meet, such as 20x50000, and prints what it costs")
	fleetPlace = flag.String("fleet-place", "", "the empty folder `PATH` in which they meet, which is left for recall stats --place")
)

// cost runs f and prints its CPU time and the peak of the memory, which begins anew.
func cost(t *testing.T, what string, f func()) {
	t.Helper()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // resets VmHWM
	var before, after syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &before)
	f()
	syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	cpu := time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
	peak := "?"
	text, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); name == "VmHWM" {
			peak = strings.TrimSpace(value)
		}
	}
	t.Logf("%-52s %8.2f s CPU   peak %s", what, cpu.Seconds(), peak)
}

// TestFleet says what it costs when many machines with long logs meet in one place.
func TestFleet(t *testing.T) {
	var n, entries int
	if _, err := fmt.Sscanf(*fleetSize, "%dx%d", &n, &entries); err != nil {
		t.Skip("needs a size: -fleet 20x50000")
	}
	folder := *fleetPlace
	if folder == "" {
		folder = t.TempDir()
	}
	var b strings.Builder
	b.WriteString("# Sea\n")
	for i := range entries / *fillPer {
		if i%100 == 0 {
			fmt.Fprintf(&b, "\n## Part %d\n\n", i/100)
		}
		fmt.Fprintf(&b, "- part%dx: is the thing that holds plank %d to rib %d\n", i, i*7, i*3)
	}
	quick := func(s *Store) {
		if _, err := s.execScript("PRAGMA synchronous = OFF"); err != nil {
			t.Fatal(err)
		}
	}
	meet := func(s *Store, d Direction) (done Exchanged) {
		p, err := s.placeAt(folder)
		if err != nil {
			if p, err = s.RememberPlace(folder, d, nil); err != nil {
				t.Fatal(err)
			}
		}
		if done, err = s.Exchange(context.Background(), p, at(4000), false, func() error { return nil }); err != nil || len(done.Ignored) > 0 {
			t.Fatal(err, done.Ignored)
		}
		return done
	}
	var first *Store
	for i := range n {
		s := fresh(t)
		quick(s)
		loadDeck(t, s, "sea", "sea.md", b.String(), at(-6000)) // before the first answer
		cards, err := s.numbers("SELECT card FROM schedule WHERE follower = {leads} AND hold = 0 ORDER BY card")
		if err != nil {
			t.Fatal(err)
		}
		cards = cards[:min(len(cards), entries / *fillPer)]
		if err := s.write(func() error {
			if err := s.fill(cards, pastOf(len(cards), at(3999).Day)); err != nil {
				return err
			}
			_, err := s.rebuild()
			return err
		}); err != nil {
			t.Fatal(err)
		}
		push := func() { meet(s, PushOnly) }
		if i == 0 {
			first = s
			cost(t, fmt.Sprintf("a machine pushes %d entries", entries), push)
			continue
		}
		push()
		s.Close()
	}
	bytes, count := int64(0), 0
	filepath.WalkDir(folder, func(_ string, d os.DirEntry, _ error) error {
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			bytes, count = bytes+info.Size(), count+1
		}
		return nil
	})
	t.Logf("the place has %d files, %d bytes, %.1f for an entry", count, bytes, float64(bytes)/float64(n*entries))

	late := fresh(t)
	quick(late)
	var took Exchanged
	cost(t, "a new machine takes all", func() { took = meet(late, BothWays) })
	t.Logf("%d entries, %d bullets, %d cards", took.Entries, took.Merged.Notes, took.Cards)
	cost(t, "nothing new", func() { meet(late, BothWays) })
	record(t, late, card(t, late, "part0x").ID, 4, at(4000))
	cost(t, "one answer is pushed", func() { meet(late, BothWays) })
	if _, err := first.RememberPlace(folder, BothWays, nil); err != nil {
		t.Fatal(err)
	}
	cost(t, "the first machine takes what the others have", func() { took = meet(first, BothWays) })
	t.Logf("%d entries", took.Entries)
	sound(t, late)
}
