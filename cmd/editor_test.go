//go:build unix

package cmd_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	xterm "golang.org/x/term"

	"recall/quiz/term/ptytest"
)

// edited starts an editor, a shell script, from a session or by recall edit, and returns once it runs.
func edited(t *testing.T, script string, args ...string) (*ptytest.Screen, func() int, *os.Process) {
	t.Helper()
	home := t.TempDir()
	write(t, filepath.Join(home, "sea.md"), "- Keel: stops drift\n")
	say(t, home, 0, "import", filepath.Join(home, "sea.md"))
	if args[0] == "edit" {
		args = append(args, strings.Fields(say(t, home, 0, "list", "sea"))[0])
	}
	write(t, filepath.Join(home, "ed.sh"), script)
	s := ptytest.New(t, 80, 24)
	modes, err := xterm.GetState(int(s.TTY().Fd()))
	if err != nil {
		t.Fatal(err)
	}
	c := command(t, home, 0, args...)
	c.Env = append(c.Env, "EDITOR=sh "+filepath.Join(home, "ed.sh"))
	s.Start(c)
	if args[0] == "review" {
		s.Wait("Space show")
		s.Type("e")
	}
	s.Wait("editing")
	return s, func() int {
		c.Wait()
		if now, err := xterm.GetState(int(s.TTY().Fd())); err != nil || !reflect.DeepEqual(modes, now) {
			t.Errorf("the terminal's modes are not as before: %v", err)
		}
		return c.ProcessState.ExitCode()
	}, c.Process
}

// While an editor runs, Ctrl-C is the editor's, and the session goes on after it.
func TestControlCIsTheEditors(t *testing.T) {
	const script = `trap 'echo took it' INT
echo editing
read line || read line # a trap may end the first
sed -i.old 's/stops/prevents/' "$2"
`
	s, wait, _ := edited(t, script, "review", "sea", "--form", "reveal")
	s.Type("\x03")
	s.Wait("took it")
	s.Type("done\r")
	s.Wait("Space show")
	s.Type(" ")
	s.Wait("prevents drift")
	s.Type("\x03") // now it is ours again
	if got := wait(); got != 130 {
		t.Errorf("status %d", got)
	}
}

// An editor that dies of a Ctrl-C has changed nothing.
func TestControlCThatEndsTheEditor(t *testing.T) {
	s, wait, _ := edited(t, "echo editing\nread line\n", "review", "sea", "--form", "reveal")
	s.Type("\x03")
	s.Wait("failed:")
	s.Type("q")
	if got := wait(); got != 0 {
		t.Errorf("status %d", got)
	}
}

// SIGTERM ends the editor and the program, in a session and in recall edit.
func TestSIGTERMEndsTheEditor(t *testing.T) {
	for _, args := range [][]string{{"review", "sea", "--form", "reveal"}, {"edit"}} {
		t.Run(args[0], func(t *testing.T) {
			const script = `trap 'echo told; exit 1' TERM
echo editing
while :; do read line; done
`
			s, wait, process := edited(t, script, args...)
			process.Signal(syscall.SIGTERM)
			s.Wait("told")
			if got := wait(); got != 143 {
				t.Errorf("status %d", got)
			}
		})
	}
}
