//go:build unix

package cmd_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	xterm "golang.org/x/term"

	"recall/cmd"
	"recall/quiz/draw"
	"recall/quiz/term/ptytest"
)

// forms is a deck with two cards at least of every form of question.
const forms = `# Forms

## 1 Costs

Vector:

- append: O(1)
- insert: O(n)
- search: O(n log n)
- walk: O(n²)

## 2 Steps

- reefing: ease the halyard → hook the tack → haul the clew
- mooring: slow down → throw the line → step ashore

## 3 Sets

- ropes: halyard, sheet, painter
- sails: jib, main, spinnaker

## 4 Terms

- Keel: stops drift
- Rudder: turns the boat
`

// asked is a prompt of the program, and how to come to it: by keys, each typed once the screen shows what stands before
// it.
type asked struct {
	name   string
	args   string
	steps  []string // shows, keys, shows, keys …; the last shows is the prompt
	graded int      // reviews that are given on the way
	leave  string   // the keys that leave it in the ordinary way
	status int      // then
}

var allPrompts = []asked{
	{"question", "review forms --form reveal", []string{"Space show", " ", "Good", "3", "Space show"}, 1, "q", 0},
	{"answer", "review forms --form reveal", []string{"Space show", " ", "Good", "3", "Space show", " ", "Good"}, 1, "q", 0},
	{"keys", "review forms --form reveal", []string{"Space show", " ", "Good", "3", "Space show", "?", "Space goes on"}, 1, "q q", 0},
	{"typed", "review forms --form type -q path:4", []string{"Enter answer", "\r", "Good", "3", "Enter answer", "half", "> half"}, 1, "\x1b q", 0},
	{"choice", "review forms --form choice -q path:1", []string{"1-3 answer", "1", "Good", "3", "1-3 answer"}, 1, "q", 0},
	{"order", "review forms --form order -q path:2", []string{"place", " ", "Good", "3", "place", "1", "1st"}, 1, "q", 0},
	{"set", "review forms --form set -q path:3", []string{"Enter adds", "\r", "Good", "3", "Enter adds"}, 1, "\x1b q", 0},
	{"end", "review forms --form reveal --limit 1", []string{"Space show", " ", "Good", "3", "Space done"}, 1, " ", 0},
	{"picker", "review --pick", []string{"Which deck?"}, 0, "\x1b", 0},
	{"settings", "config", []string{"Settings of all decks"}, 0, "\x1b", 0},
	{"setting", "config", []string{"Settings of all decks", "\r", "from 0 to 9999", "1", "101"}, 0, "\x1b \x1b", 0},
	{"drafts", "drafts forms", []string{"a accept"}, 0, "q", 0},
	{"sections", "drafts forms --by section", []string{"look closer"}, 0, "q", 0},
	{"a section", "drafts forms --by section", []string{"look closer", "\r", "b back"}, 0, "q", 0},
	{"offer of drafts", "review forms --form reveal -q path:4",
		[]string{"Space show", "x", "Rejected", "x", "like them"}, 0, "q", 0},
}

// formsHome is a home in which every card of the deck was passed on the day before.
func formsHome(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	path := filepath.Join(home, "forms.md")
	write(t, path, forms)
	say(t, home, 0, "import", path)
	c := command(t, home, 0, "review", "forms", "--form", "reveal", "--new", "99")
	c.Stdin = strings.NewReader(strings.Repeat("\n3\n", 30))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return home
}

// reach starts the program and goes to the prompt.
func (a asked) reach(t *testing.T, home string, columns int) (*ptytest.Screen, *exec.Cmd) {
	t.Helper()
	s := ptytest.New(t, columns, 24)
	c := command(t, home, 1, strings.Fields(a.args)...)
	s.Start(c)
	a.walk(s)
	return s, c
}

// walk goes to the prompt of a program that was started.
func (a asked) walk(s *ptytest.Screen) {
	for i, step := range a.steps {
		if i%2 == 0 {
			s.Wait(step)
			continue
		}
		before := s.Text()
		s.Type(step)
		s.WaitFor("what "+step+" does", func() bool { return s.Text() != before })
	}
}

// From every prompt there are six ways out. Whichever is taken, the last grade is stored, and except for kill -9 the
// terminal is as it was and the status says how it ended.
func TestEveryWayOutOfEveryPrompt(t *testing.T) {
	ways := []struct {
		name   string
		leave  func(asked, *ptytest.Screen, *exec.Cmd)
		status int // -1: the prompt's
	}{
		{"keys", func(a asked, s *ptytest.Screen, _ *exec.Cmd) {
			for _, key := range strings.SplitAfter(a.leave, " ") {
				before := s.Text()
				if key = strings.TrimSuffix(key, " "); key == "" {
					key = " "
				}
				s.Type(key)
				s.WaitFor("the key", func() bool { return s.Text() != before })
				if a.leave == " " {
					break
				}
			}
		}, -1},
		{"control-C", func(_ asked, s *ptytest.Screen, _ *exec.Cmd) { s.Type("\x03") }, 130},
		{"SIGTERM", func(_ asked, _ *ptytest.Screen, c *exec.Cmd) { c.Process.Signal(syscall.SIGTERM) }, 143},
		{"SIGHUP", func(_ asked, _ *ptytest.Screen, c *exec.Cmd) { c.Process.Signal(syscall.SIGHUP) }, 129},
		{"closed terminal", func(_ asked, s *ptytest.Screen, _ *exec.Cmd) { s.HangUp() }, 129},
		{"kill -9", func(_ asked, _ *ptytest.Screen, c *exec.Cmd) { c.Process.Kill() }, -9},
	}
	home := formsHome(t)
	before := reviews(t, home)
	for i, prompt := range allPrompts {
		for j, way := range ways {
			if testing.Short() && (i+j)%4 != 0 {
				continue
			}
			t.Run(prompt.name+" "+way.name, func(t *testing.T) {
				t.Parallel()
				own := t.TempDir()
				if err := os.CopyFS(own, os.DirFS(home)); err != nil {
					t.Fatal(err)
				}
				s := ptytest.New(t, 80, 24)
				modes, err := xterm.GetState(int(s.TTY().Fd()))
				if err != nil {
					t.Fatal(err)
				}
				c := command(t, own, 1, strings.Fields(prompt.args)...)
				s.Start(c)
				prompt.walk(s)
				way.leave(prompt, s, c)
				c.Wait()
				want := way.status
				if want == -1 {
					want = prompt.status
				}
				if want == -9 {
					want = -1 // killed by a signal
				}
				if got := c.ProcessState.ExitCode(); got != want {
					t.Errorf("status %d, want %d", got, want)
				}
				if n := reviews(t, own) - before; n != prompt.graded {
					t.Errorf("%d grades are stored, %d were given", n, prompt.graded)
				}
				sound(t, own)
				if way.name == "kill -9" || way.name == "closed terminal" {
					return
				}
				if now, err := xterm.GetState(int(s.TTY().Fd())); err != nil || !reflect.DeepEqual(now, modes) {
					t.Errorf("the terminal's modes are not as before: %v", err)
				}
				s.Settle()
				for _, left := range s.LeftOn() {
					t.Errorf("%s is left on", left)
				}
			})
		}
	}
}

// A window may change at every prompt: all is drawn anew at the new width, and what was typed is still there.
func TestResizeAtEveryPrompt(t *testing.T) {
	home := formsHome(t)
	for _, prompt := range allPrompts {
		t.Run(prompt.name, func(t *testing.T) {
			t.Parallel()
			own := t.TempDir()
			if err := os.CopyFS(own, os.DirFS(home)); err != nil {
				t.Fatal(err)
			}
			s, _ := prompt.reach(t, own, 80)
			s.Rest()
			shown := s.Text()
			for _, size := range [][2]int{{40, 24}, {20, 6}, {200, 50}, {80, 24}} {
				frames := strings.Count(s.Raw(), "\x1b[?2026l")
				s.Resize(size[0], size[1])
				tooWide := func(l string) bool { return draw.Width(l) > min(size[0]-1, 79) }
				s.WaitFor(fmt.Sprintf("screen for %d columns", size[0]), func() bool {
					return strings.Count(s.Raw(), "\x1b[?2026l") > frames &&
						!slices.ContainsFunc(strings.Split(s.Text(), "\n"), tooWide)
				})
			}
			s.WaitFor("the screen as it was", func() bool { return s.Text() == shown })
		})
	}
}

// Ctrl-Z gives the shell its terminal, and fg draws the prompt again, with what was typed.
func TestStoppedAtAPrompt(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	home := formsHome(t)
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	for _, prompt := range allPrompts {
		if testing.Short() && prompt.name != "answer" && prompt.name != "typed" && prompt.name != "picker" {
			continue
		}
		t.Run(prompt.name, func(t *testing.T) {
			t.Parallel()
			own := t.TempDir()
			if err := os.CopyFS(own, os.DirFS(home)); err != nil {
				t.Fatal(err)
			}
			s := ptytest.New(t, 80, 24)
			c := exec.Command(bash, "--norc", "--noprofile", "-i")
			c.Env = append(command(t, own, 1).Env, "PS1=ready> ", "HISTFILE=", "R="+path)
			s.Start(c)
			s.Wait("ready>")
			s.Type("$R " + prompt.args + "\r")
			prompt.walk(s)
			s.Rest()
			shown := s.Text()
			s.Type("\x1a")
			s.Wait("Stopped")
			s.Type("stty -a | grep -o '.icanon'\r")
			s.Wait(" icanon")
			s.Type("clear; fg\r")
			s.WaitFor("the screen as it was", func() bool { return s.Text() == shown })
			s.Type("\x03")
			s.Wait("ready>")
			s.Type("echo status $?\r")
			s.Wait("status 130")
		})
	}
}

// What is typed before a question is drawn answers it: nothing is lost, not even what came before the program had the
// terminal.
func TestTypedAhead(t *testing.T) {
	home := formsHome(t)
	before := reviews(t, home)
	s := ptytest.New(t, 80, 24)
	s.Start(command(t, home, 1, "review", "--form", "type", "-q", "keel"))
	s.Type("stops 漂移 drift")
	s.Wait("> stops 漂移 drift")
	s.Type("\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x17\x05\r") // drift, a word less, the end, Enter
	s.Wait("> stops drift\n──")
	if n := reviews(t, home); n != before {
		t.Errorf("%d grades were given unseen", n-before)
	}
	s.Type("3")
	s.WaitFor("the grade", func() bool { return reviews(t, home) == before+1 })
}

// Keys that came before the program took the terminal were echoed by it; what stays after the session begins on a clean
// line all the same.
func TestTypedAheadLeavesNoTrace(t *testing.T) {
	home := formsHome(t)
	s := ptytest.New(t, 80, 24)
	s.TTY().WriteString("$ recall review\r\n")
	s.Type(" 32")
	s.Wait("$ recall review\n 32")
	c := command(t, home, 1, "review", "forms", "--form", "reveal")
	s.Start(c)
	s.Wait("Good")
	s.Type("q")
	c.Wait()
	s.Settle()
	if got := s.Text(); !strings.HasPrefix(got, "$ recall review\nStopped; ") {
		t.Errorf("after leaving, the screen shows\n%s", got)
	}
}

// What is typed after a signal is no answer to the question that it ended: nothing is done.
func TestNoAnswerAfterASignal(t *testing.T) {
	home := t.TempDir()
	path, db := filepath.Join(home, "forms.md"), filepath.Join(home, "recall.db")
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	write(t, path, forms)
	inProcess(t, db, now, "import", path)
	s := ptytest.New(t, 80, 24)
	ctx, cancel := context.WithCancelCause(context.Background())
	status := make(chan int)
	go func() {
		status <- cmd.Main(ctx, cmd.Env{Args: []string{"undo", "--import", "--db", db},
			In: s.TTY(), Out: s.TTY(), Err: s.TTY(),
			Getenv: func(string) string { return "" }, Now: func() time.Time { return now }})
	}()
	s.Wait("Take it back?")
	cancel(cmd.Signal{Signal: syscall.SIGINT})
	s.Type("y\r")
	if got := <-status; got != 130 {
		t.Errorf("status %d, want 130", got)
	}
	if out := inProcess(t, db, now, "deck", "list"); !strings.Contains(out, "Forms") {
		t.Errorf("the import was taken back:\n%s", out)
	}
}
