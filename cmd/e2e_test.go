//go:build unix

package cmd_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"recall/cmd"
	"recall/data"
	"recall/quiz/term/ptytest"
	"recall/srs"
)

// program is the real binary, as README builds it.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "recall")
	if err != nil {
		return "", err
	}
	cmd.Shared(dir)
	path := filepath.Join(dir, "recall")
	build := exec.Command("go", "build", "-o", path, "recall/cmd/recall")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

// raced reports whether the race detector watches the tests. It sees nothing of the program, which is another process.
var raced = sync.OnceValue(func() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
})

// skipRaced skips a test that starts the program where the race detector watches.
func skipRaced(t *testing.T) {
	t.Helper()
	if raced() {
		t.Skip("the race detector finds nothing in another process")
	}
}

// command runs recall on a database of its own, on a day at noon.
func command(t *testing.T, home string, day int, args ...string) *exec.Cmd {
	t.Helper()
	skipRaced(t)
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, args...)
	now := time.Date(2026, 11, 22+day, 12, 0, 0, 0, time.UTC)
	c.Env = []string{
		"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=en_US.UTF-8", "TZ=UTC", "PAGER=",
		"RECALL_DB=" + filepath.Join(home, "recall.db"), "RECALL_NOW=" + now.Format(time.RFC3339),
	}
	return c
}

// say runs a command to its end and returns what it prints.
func say(t *testing.T, home string, day int, args ...string) string {
	t.Helper()
	out, err := command(t, home, day, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("recall %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// reviews counts the log's reviews.
func reviews(t *testing.T, home string) int {
	t.Helper()
	s, err := data.Open(context.Background(), filepath.Join(home, "recall.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	if err := s.Table("review", data.Filter{}, data.Span{Today: srs.Date(2026, 11, 22)}, false,
		func([]data.Cell) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func sound(t *testing.T, home string) {
	t.Helper()
	if out := say(t, home, 0, "check"); !strings.Contains(out, "all is well") {
		t.Fatal(out)
	}
}

const shown = "4 Easy 1d" // the grade keys of a new card are on the screen

// A whole session on a terminal, wide and narrow, in both languages: reveal, grade, undo, help, quit, resume, and the
// next day exactly what is due.
func TestSessionOnATerminal(t *testing.T) {
	for _, test := range []struct {
		lang    string
		columns int
		place   string
	}{
		{"en", 80, "1 Language basics"}, {"en", 40, "1 Language basics"},
		{"zh", 80, "1 语言基础"}, {"zh", 40, "1 语言基础"},
	} {
		t.Run(fmt.Sprintf("%s at %d", test.lang, test.columns), func(t *testing.T) {
			home := t.TempDir()
			start := func(day int) *ptytest.Screen {
				s := ptytest.New(t, test.columns, 24)
				s.Start(command(t, home, day, "review", "--lang", test.lang, "--form", "reveal"))
				return s
			}
			s := start(0)
			s.Wait("10 left · 10 new")
			s.Wait(test.place)
			s.Type(" ")
			s.Wait(shown)
			for _, key := range []string{"1 Again ↺", "2 Hard 1d ↺ -", "3 Good 1d *", "4 Easy 1d +"} {
				s.Wait(key)
			}
			s.Type("3")
			s.Wait("9 left · 9 new")
			if n := reviews(t, home); n != 1 {
				t.Fatalf("the next card is on the screen, and %d grades on disk", n)
			}
			s.Type("u")
			s.Wait("Undone: Good")
			s.Wait("10 left · 10 new")
			s.Type("?")
			s.Wait("not known")
			s.Type(" ")
			s.Wait("10 left · 10 new")
			s.Type(" ")
			s.Wait(shown)
			s.Type("1")
			s.Wait("10 left · 9 new 1 again")
			s.Type(" ")
			s.Wait(shown)
			s.Type("4")
			s.Wait("9 left · 8 new 1 again")
			s.Type("q")
			s.Wait("Stopped; 9 cards wait.")

			s = start(0)
			s.Wait("9 left · 8 new 1 again")
			for range 9 {
				s.Type(" ")
				s.Wait(shown)
				s.LetGo()
				s.Type(" ")
				s.WaitFor("the next question", func() bool { return !strings.Contains(s.Text(), shown) })
			}
			s.Wait("Done. 9 cards")
			s.Wait("u undo   Space done") // the last grade can still be taken back
			s.Type("u")
			s.Wait("Undone: Good")
			s.Type(" ")
			s.Wait(shown)
			s.LetGo()
			s.Type(" ")
			s.Wait("u undo   Space done")
			s.Type(" ")
			s.WaitFor("the shell", func() bool { return !strings.Contains(s.Text(), "Space done") })
			s.Wait("10 tomorrow.")
			for _, line := range strings.Split(s.Text(), "\n") {
				if len([]rune(line)) > test.columns {
					t.Errorf("wider than the window: %q", line)
				}
			}
			s = start(1)
			s.Wait("20 left · 10 new 10 due")
			s.Type("\x03")
			s.Wait("Stopped; 20 cards wait.")
			sound(t, home)
		})
	}
}

// However a session ends, the terminal is as before, the last grade is stored, and the status says how it ended.
func TestWaysOut(t *testing.T) {
	for _, test := range []struct {
		name   string
		leave  func(*ptytest.Screen, *exec.Cmd)
		status int
	}{
		{"q", func(s *ptytest.Screen, _ *exec.Cmd) { s.Type("q") }, 0},
		{"control-C", func(s *ptytest.Screen, _ *exec.Cmd) { s.Type("\x03") }, 130},
		{"SIGTERM", func(_ *ptytest.Screen, c *exec.Cmd) { c.Process.Signal(syscall.SIGTERM) }, 143},
		{"SIGHUP", func(_ *ptytest.Screen, c *exec.Cmd) { c.Process.Signal(syscall.SIGHUP) }, 129},
	} {
		t.Run(test.name, func(t *testing.T) {
			home := t.TempDir()
			s := ptytest.New(t, 80, 24)
			c := command(t, home, 0, "review", "--form", "reveal")
			s.Start(c)
			s.Wait("10 left")
			s.Type(" ")
			s.Wait(shown)
			s.Type("3")
			s.Wait("9 left")
			test.leave(s, c)
			c.Wait()
			if got := c.ProcessState.ExitCode(); got != test.status {
				t.Errorf("status %d, want %d", got, test.status)
			}
			if n := reviews(t, home); n != 1 {
				t.Errorf("%d reviews are stored, want 1", n)
			}
			s.Settle()
			for _, left := range s.LeftOn() {
				t.Errorf("%s is left on", left)
			}
		})
	}
}

// Keys typed before an answer is on the screen grade nothing: a held Space or a doubled 3 can't.
func TestNothingUnseenIsGraded(t *testing.T) {
	home := t.TempDir()
	s := ptytest.New(t, 80, 24)
	s.Start(command(t, home, 0, "review", "--form", "reveal"))
	s.Wait("10 left")
	s.Type("   3333")
	s.Wait(shown)
	time.Sleep(100 * time.Millisecond)
	if n := reviews(t, home); n != 0 {
		t.Errorf("%d grades were given unseen", n)
	}
	s.Type("\x1b[200~1234\x1b[201~") // a paste grades nothing either
	s.Type("4")
	s.Wait("9 left")
	if n := reviews(t, home); n != 1 {
		t.Errorf("%d grades, want 1", n)
	}
}

// lines is a session over pipes.
type lines struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func pipes(t *testing.T, home string, day int, args ...string) *lines {
	t.Helper()
	c := command(t, home, day, append([]string{"review", "--plain"}, args...)...)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	return &lines{c, in, bufio.NewReader(out)}
}

// asked reads until a question is drawn; false at the end.
func (l *lines) asked() bool {
	for {
		text, err := l.out.ReadString('\n')
		if strings.HasPrefix(text, "Empty line: show.") {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// In a narrow window the verdict of a check is one text, broken between words.
func TestCheckIsFolded(t *testing.T) {
	home := t.TempDir()
	say(t, home, 0, "due") // which makes the database
	said, _, _ := strings.Cut(say(t, home, 0, "check"), ":")
	s := ptytest.New(t, len(said), 24) // the colon would be the first sign of the next line
	c := command(t, home, 0, "check")
	s.Start(c)
	s.Wait("all is well")
	c.Wait()
	if !strings.Contains(s.Text(), " bullets: all is well") && !strings.Contains(s.Text(), "\nbullets: all is well") {
		t.Errorf("the screen says\n%s", s.Text())
	}
}
