//go:build unix

package cmd_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/quiz/term/ptytest"
)

// Statistics that are longer than the window go through PAGER, and only on a terminal.
func TestStatsGoThroughAPager(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, "sea.md")
	write(t, path, "# Sea\n\n- Keel: stops drift\n- Rudder: turns the boat\n- Understand the tides\n")
	say(t, home, 0, "import", path)
	c := command(t, home, 0, "review", "sea", "--form", "reveal")
	c.Stdin = strings.NewReader("\n3\n\n3\n")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	paged := `sed "s/^/:/"` // with an argument, through the shell
	for _, test := range []struct {
		name  string
		rows  int
		pager string
		args  []string
		paged bool
	}{
		{"longer than the window", 24, paged, nil, true},
		{"fits", 60, paged, nil, false},
		{"PAGER is empty", 24, "", nil, false},
		{"PAGER is cat", 24, "cat", nil, false},
		{"the pager is not there", 24, "no-such-pager", nil, false},
		{"read aloud", 24, paged, []string{"--plain"}, false},
		{"without input", 24, paged, []string{"--no-input"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := ptytest.New(t, 80, test.rows)
			c := command(t, home, 1, append([]string{"stats", "sea"}, test.args...)...)
			c.Env = slices.DeleteFunc(c.Env, func(set string) bool { return strings.HasPrefix(set, "PAGER=") })
			c.Env = append(c.Env, "PAGER="+test.pager)
			s.Start(c)
			if err := c.Wait(); err != nil {
				t.Fatalf("%v\n%s", err, s.Text())
			}
			s.Settle()
			if raw := s.Raw(); strings.Contains(raw, "\n:Bullets: 3") != test.paged || !strings.Contains(raw, "Bullets: 3") {
				t.Errorf("paged: %v, want %v:\n%s", !test.paged, test.paged, raw)
			}
		})
	}
	t.Run("what less is told", func(t *testing.T) {
		for _, set := range []string{"", "X"} {
			s := ptytest.New(t, 80, 24)
			c := command(t, home, 1, "stats", "sea")
			c.Env = append(c.Env, `PAGER=head -1 >/dev/null; echo "less $LESS $LESSCHARSET"`, "LESS="+set, "LESSCHARSET=") // it stops reading early
			s.Start(c)
			if err := c.Wait(); err != nil {
				t.Fatal(err)
			}
			if s.Settle(); !strings.Contains(s.Text(), map[string]string{"": "less FRX utf-8", "X": "less X utf-8"}[set]) {
				t.Errorf("LESS=%s: %s", set, s.Text())
			}
		}
	})
}
