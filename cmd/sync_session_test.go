//go:build unix

package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"recall/quiz/term/ptytest"
)

// standIn is an rclone whose remotes are folders in its own, so that a test can make it slow, or fail when it likes.
const standIn = `#!/bin/sh
here=$(dirname "$0")
for word; do
	case $word in lsjson|cat|copyto|deletefile) does=$word; break;; esac
	shift
done
shift
while [ "$1" != -- ]; do shift; done
shift
if [ -e "$here/hangs" ]; then
	echo $$ >>"$here/pids"
	[ -s "$here/hangs" ] && exec sleep 600
	sleep 600
fi
to="$here/$(echo "$1" | tr : /)"
case $does in
lsjson)
	[ -d "$to" ] || exit 3
	printf '['
	comma=
	for f in "$to"/*; do
		[ -f "$f" ] || continue
		printf '%s{"Name":"%s","Size":%d}' "$comma" "${f##*/}" "$(wc -c <"$f")"
		comma=,
	done
	printf ']'
	;;
cat) [ -e "$to" ] || exit 4; cat "$to" ;;
copyto)
	to="$here/$(echo "$2" | tr : /)"
	case $to in *.json) [ -e "$here/fails" ] && echo "2026/11/22 12:00:00 ERROR : quota exceeded" >&2 && exit 1;; esac
	mkdir -p "$(dirname "$to")" && cp "$1" "$to"
	;;
deletefile) rm "$to" ;;
esac
true
`

// remotes puts the stand-in on a PATH of its own, and returns its folder and the variables to run recall with.
func remotes(t *testing.T) (folder string, env []string) {
	t.Helper()
	folder = t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "rclone"), []byte(standIn), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder, []string{"PATH=" + folder + ":" + os.Getenv("PATH")}
}

// marked makes a file that the stand-in looks for.
func marked(t *testing.T, folder, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sitting starts a session on a screen.
func sitting(t *testing.T, home string, env []string) (*ptytest.Screen, *exec.Cmd) {
	t.Helper()
	c := command(t, home, 0, "review", "sea", "--form", "reveal")
	c.Env = append(c.Env, env...)
	s := ptytest.New(t, 100, 24)
	s.Start(c)
	return s, c
}

// alive returns the processes that a stand-in noted, with what they started, and that still run.
func alive(folder string) (list []string) {
	text, _ := os.ReadFile(filepath.Join(folder, "pids"))
	noted := strings.Fields(string(text))
	running, _ := exec.Command("ps", "-eo", "pgid=,stat=,args=").Output()
	for line := range strings.Lines(string(running)) {
		fields := strings.Fields(line)
		if len(fields) > 1 && slices.Contains(noted, fields[0]) && fields[1][0] != 'Z' {
			list = append(list, line)
		}
	}
	return list
}

// A place that does not answer delays neither the first card nor the next. However the session ends, nothing that it
// started runs on, the grade is stored, and what is due waits without an error.
func TestSessionWithAPlaceThatHangs(t *testing.T) {
	for _, test := range []struct {
		name   string
		leave  func(*ptytest.Screen, *exec.Cmd)
		status int
		says   string
	}{
		{"q", func(s *ptytest.Screen, _ *exec.Cmd) { s.Type("q") }, 0, "rclone:box:memory: no answer in time; 1 log entry will be sent next time"},
		{"control-C", func(s *ptytest.Screen, _ *exec.Cmd) { s.Type("\x03") }, 130, "1 log entry will be sent next time"},
		{"SIGTERM", func(_ *ptytest.Screen, c *exec.Cmd) { c.Process.Signal(syscall.SIGTERM) }, 143, ""},
		{"a closed window", func(s *ptytest.Screen, _ *exec.Cmd) { s.HangUp() }, 129, ""},
		{"SIGKILL", func(_ *ptytest.Screen, c *exec.Cmd) { c.Process.Kill() }, -1, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.status < 0 && runtime.GOOS != "linux" {
				t.Skip("only Linux ends a child with its parent")
			}
			folder, env := remotes(t)
			home := machine(t, seaNotes)
			expect(t, home, env, 0, []string{"rclone:box:memory"}, "3 bullets sent")
			hangs := marked(t, folder, "hangs", "")
			if test.status < 0 { // rclone is one process; what a wrapper of it starts outlives only a kill -9
				marked(t, folder, "hangs", "alone")
			}
			s, c := sitting(t, home, env)
			s.Wait("3 left")
			s.WaitFor("rclone to hang", func() bool { return len(alive(folder)) > 0 })
			s.Type(" ")
			s.Wait(shown)
			s.Type("3")
			s.Wait("2 left")
			test.leave(s, c)
			c.Wait()
			if got := c.ProcessState.ExitCode(); got != test.status {
				t.Errorf("status %d, not %d", got, test.status)
			}
			if test.says != "" {
				s.Wait(test.says)
			}
			// The system ends a child a moment after its parent.
			if !s.Becomes(10_000, func() bool { return len(alive(folder)) == 0 }) {
				t.Errorf("processes run on: %q", alive(folder))
			}
			if n := reviews(t, home); n != 1 {
				t.Errorf("%d reviews are stored", n)
			}
			os.Remove(hangs)
			expect(t, home, env, 0, nil, "1 log entry sent")
			sound(t, home)
		})
	}
}

// left leaves a session and returns what it says then.
func left(t *testing.T, s *ptytest.Screen, c *exec.Cmd) string {
	t.Helper()
	s.Type("q")
	err := c.Wait()
	if s.Settle(); err != nil {
		t.Errorf("%v:\n%s", err, s.Text())
	}
	return s.Text()
}

// A push that fails in the middle, with the data there and not the index, is made good by the next session. Nothing is lost
// and nothing comes twice.
func TestSessionWithAPlaceThatFails(t *testing.T) {
	folder, env := remotes(t)
	a, b := machine(t, seaNotes), machine(t, "")
	expect(t, a, env, 0, []string{"rclone:box:memory"}, "3 bullets sent")
	expect(t, b, env, 0, []string{"rclone:box:memory"}, "3 bullets")
	fails := marked(t, folder, "fails", "")
	review := func() {
		t.Helper()
		s, c := sitting(t, a, env)
		s.Wait("left")
		s.Type(" ")
		s.Wait(shown)
		s.Type("3")
		s.WaitFor("the next card", func() bool { return !strings.Contains(s.Text(), shown) })
		said := left(t, s, c)
		_, err := os.Stat(fails)
		for strings.Contains(said, "no answer in time") { // on a busy machine
			if err != nil {
				expect(t, a, env, 0, nil, " sent")
				break
			}
			s, c = sitting(t, a, env)
			s.Wait("left")
			said = left(t, s, c)
		}
		if err == nil && (!strings.Contains(said, "rclone:box:memory: rclone: quota exceeded") ||
			!strings.Contains(said, "will be sent next time")) {
			t.Errorf("it does not say what failed:\n%s", said)
		}
	}
	review()
	review()
	if list, _ := filepath.Glob(filepath.Join(folder, "box", "memory", "*.zst")); len(list) < 3 {
		t.Fatalf("no push was stopped half way: %q", list)
	}
	os.Remove(fails)
	review()
	expect(t, b, env, 0, nil, "3 log entries from others")
	expect(t, b, env, 0, nil, "nothing new")
	expect(t, a, env, 0, nil, "nothing new")
	if here, there := reviews(t, a), reviews(t, b); here != 3 || there != 3 {
		t.Errorf("%d reviews here and %d there", here, there)
	}
	for _, home := range []string{a, b} {
		sound(t, home)
	}
	if list, _ := filepath.Glob(filepath.Join(folder, "box", "memory", "*")); len(list) > 6 {
		t.Errorf("what was sent half way is still there: %q", list)
	}
}

// A card that was answered on another machine leaves the queue, before the first card or, where the place is slow, between
// two cards.
func TestSessionTakesWhatOthersDid(t *testing.T) {
	_, env := remotes(t)
	place := t.TempDir()
	for _, at := range []string{place, "rclone:box:memory"} {
		t.Run(at, func(t *testing.T) {
			a, b := machine(t, seaNotes), machine(t, "")
			for _, home := range []string{a, b, a} {
				expect(t, home, env, 0, []string{at})
			}
			s, c := sitting(t, b, env)
			s.Wait("Keel")
			s.Type(" ")
			s.Wait(shown)
			s.Type("3")
			s.Wait("2 left")
			if strings.Contains(left(t, s, c), "will be sent next time") { // on a busy machine
				expect(t, b, env, 0, nil, "1 log entry sent")
			}

			s, c = sitting(t, a, env)
			s.Wait("left")
			s.Insist("u", "2 left") // nothing is there to undo: the same card again
			s.Type("\x03")          // a q might be taken for a letter of a word that u began
			c.Wait()
			sound(t, a)
		})
	}
}
