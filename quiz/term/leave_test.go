//go:build unix

package term_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"reflect"
	"strings"
	"syscall"
	"testing"

	xterm "golang.org/x/term"

	"recall/quiz"
	"recall/quiz/term"
	"recall/quiz/term/ptytest"
)

// asSession, set in the environment, makes the test binary run a small session on its terminal. Some things can be seen
// only from outside the process.
const asSession = "RECALL_TERM_TEST_SESSION"

func TestMain(m *testing.M) {
	if os.Getenv(asSession) != "" {
		os.Exit(session())
	}
	os.Exit(m.Run())
}

func modes(t *testing.T, screen *ptytest.Screen) *xterm.State {
	t.Helper()
	state, err := xterm.GetState(int(screen.TTY().Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// There are three ways to be cut off at any prompt. Each ends it at once and leaves the terminal as it was.
func TestCutOff(t *testing.T) {
	ways := map[string]func(*ptytest.Screen, *term.Term){
		"ctrl-c": func(s *ptytest.Screen, _ *term.Term) { s.Type("\x03") },
		"signal": func(_ *ptytest.Screen, tm *term.Term) { tm.Interrupt() },
	}
	for name, ask := range prompts {
		for way, cut := range ways {
			t.Run(name+" "+way, func(t *testing.T) {
				screen := ptytest.New(t, 80, 24)
				before := modes(t, screen)
				screen.TTY().WriteString("$ recall\r\n")
				tm, err := term.Open(screen.TTY(), screen.TTY(), term.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if reflect.DeepEqual(before, modes(t, screen)) {
					t.Fatal("the terminal is not in raw mode")
				}
				got := later(func() (any, error) { return ask(tm) })
				screen.Wait(shows[name])
				cut(screen, tm)
				if got := <-got; got != quiz.ErrInterrupt.Error() {
					t.Errorf("got %q", got)
				}
				if err := tm.Close(); err != nil {
					t.Error(err)
				}
				if !reflect.DeepEqual(before, modes(t, screen)) {
					t.Error("the terminal's modes are not as before")
				}
				screen.TTY().WriteString("$ ")
				screen.WaitFor("the shell's screen", func() bool { return screen.Text() == "$ recall\n$" })
				wantOff(t, screen)
			})
		}
	}
}

// wantOff reports terminal modes that were switched on and not off again.
func wantOff(t *testing.T, screen *ptytest.Screen) {
	t.Helper()
	screen.WaitFor("all modes off", func() bool { return len(screen.LeftOn()) == 0 })
}

// An interrupt is not forgotten: it also ends later questions, even if keys were typed ahead.
func TestInterruptStays(t *testing.T) {
	screen, tm := open(t, 80, 24)
	screen.Type("   ")
	if got := result(tm.Key(question, " ")); got != " " {
		t.Fatal(got)
	}
	tm.Interrupt()
	for name, ask := range prompts {
		if _, err := ask(tm); !errors.Is(err, quiz.ErrInterrupt) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestHangUp(t *testing.T) {
	for name, ask := range prompts {
		t.Run(name, func(t *testing.T) {
			screen, tm := open(t, 80, 24)
			got := later(func() (any, error) { return ask(tm) })
			screen.Wait(shows[name])
			screen.HangUp()
			if got := <-got; got != quiz.ErrInterrupt.Error() {
				t.Errorf("got %q", got)
			}
			if err := tm.Show([]string{"Stopped."}); !errors.Is(err, quiz.ErrInterrupt) {
				t.Errorf("showed it to nobody: %v", err)
			}
			if err := tm.Close(); err != nil {
				t.Errorf("a closed window is no failure: %v", err)
			}
		})
	}
}

// While another program has the terminal, the modes are the shell's, and none of its keys are taken.
func TestRelease(t *testing.T) {
	screen := ptytest.New(t, 80, 24)
	before := modes(t, screen)
	tm, err := term.Open(screen.TTY(), screen.TTY(), term.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer tm.Close()
	key := later(func() (rune, error) { return tm.Key(question, " q") })
	screen.Type(" ")
	if got := <-key; got != " " {
		t.Fatal(got)
	}
	err = tm.Release(func() error {
		if !reflect.DeepEqual(before, modes(t, screen)) {
			t.Error("the modes are not as before")
		}
		wantOff(t, screen)
		screen.Type("for the editor\n")
		line := make([]byte, 80)
		n, err := screen.TTY().Read(line)
		if got := string(line[:n]); err != nil || got != "for the editor\n" {
			t.Errorf("the editor read %q, %v", got, err)
		}
		return io.EOF
	})
	if err != io.EOF {
		t.Errorf("the error of the program got lost: %v", err)
	}
	got := later(func() (rune, error) { return tm.Key(question, " q") })
	screen.Type("q")
	if got := <-got; got != "q" {
		t.Errorf("got %q", got)
	}
}

// session is a program for tests. It asks for keys or shows menus, and says at the end how it was left.
func session() int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	tm, err := term.Open(os.Stdin, os.Stdout, term.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	context.AfterFunc(ctx, tm.Interrupt)
	if os.Getenv(asSession) == "pick" {
		first := result(tm.Pick("Which deck?", []string{"计算机网络：传输控制协议的拥塞控制", "Go", "中文"}))
		if first == "0" {
			first = result(tm.Pick("Which deck?", many))
		}
		tm.Show([]string{"picked " + first})
		tm.Close()
		return 0
	}
	for {
		r, err := tm.Key(question, " q")
		if err == nil && r == 'q' {
			err = quiz.ErrQuit
		}
		if err != nil {
			tm.Show([]string{"left: " + err.Error()})
			tm.Close()
			return 0
		}
	}
}

func program(t *testing.T, screen *ptytest.Screen, kind string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asSession+"="+kind)
	screen.Start(cmd)
	return cmd
}

func TestSignals(t *testing.T) {
	for _, sig := range []os.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			screen := ptytest.New(t, 80, 24)
			before := modes(t, screen)
			cmd := program(t, screen, "key")
			screen.Wait("Space show")
			cmd.Process.Signal(sig)
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
			screen.Wait("left: interrupted")
			if !reflect.DeepEqual(before, modes(t, screen)) {
				t.Error("the terminal's modes are not as before")
			}
			wantOff(t, screen)
		})
	}
}

// When the window changes its size, the screen is drawn again at the new size.
func TestResize(t *testing.T) {
	screen := ptytest.New(t, 80, 24)
	program(t, screen, "key")
	screen.Wait("Space show")
	screen.Resize(21, 10)
	screen.Wait("2 left\n\n三次握手?\n\nSpace show   q quit")
	screen.Resize(19, 10)
	screen.Wait("Space show\nq quit")
	screen.Type("q")
	screen.Wait("left: quit")
}

// In a window that is too narrow, each row is cut and stays one row, and the menu follows a change of the window.
func TestPickNarrow(t *testing.T) {
	screen := ptytest.New(t, 60, 8)
	program(t, screen, "pick")
	screen.Wait("Which deck?    ↑↓ Enter, 1-3, Esc back\n  > 1  计算机网络：传输控制协议的拥塞控制\n    2  Go\n    3  中文")
	screen.Type("\x1b[B")
	screen.Wait("  > 2  Go")
	screen.Resize(24, 8)
	screen.Wait("Which deck?\n    1  计算机网络：传…\n  > 2  Go\n    3  中文")
	screen.Type("\x1b[B")
	screen.WaitFor("the menu, moved", func() bool {
		return screen.Text() == "Which deck?\n    1  计算机网络：传…\n    2  Go\n  > 3  中文\n\n↑↓ Enter, 1-3, Esc back"
	})
	screen.Resize(60, 3)
	screen.Wait("中文")
	screen.Type("\r")
	screen.Wait("picked 2")
}

// A search survives a change of the window too.
func TestSearchResized(t *testing.T) {
	screen := ptytest.New(t, 60, 8)
	program(t, screen, "pick")
	screen.Type("1")
	screen.Wait("Search:")
	screen.Type("eta\x1b[B")
	screen.Wait("> zeta")
	screen.Resize(40, 8)
	screen.Wait("Search: eta")
	screen.Wait("> zeta")
	screen.Type("\x1b[B\r")
	screen.Wait("picked 6")
}

// If nobody could continue the program because it leads its session, Ctrl-Z must not hang it.
func TestStopWithoutAShell(t *testing.T) {
	screen := ptytest.New(t, 80, 24)
	program(t, screen, "key")
	screen.Wait("Space show")
	screen.Type("\x1aq")
	screen.Wait("left: quit")
}

// Ctrl-Z returns the terminal to the shell, and fg draws the question again.
func TestStopAndContinue(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	screen := ptytest.New(t, 80, 24)
	cmd := exec.Command(bash, "--norc", "--noprofile", "-i")
	cmd.Env = append(os.Environ(), "PS1=ready> ", "HISTFILE=", "PROGRAM="+os.Args[0])
	screen.Start(cmd)
	screen.Wait("ready>")
	screen.Type(asSession + "=key $PROGRAM\r")
	screen.Wait("Space show")
	for range 2 {
		screen.Type("\x1a")
		screen.Wait("Stopped")
		screen.Type("stty -a | grep -o '.icanon'\r")
		screen.Wait(" icanon")
		screen.Type("clear; fg\r")
		screen.WaitFor("the question", func() bool { return strings.HasPrefix(screen.Text(), "2 left\n\n三次握手?") })
	}
	screen.Type("q")
	screen.Wait("left: quit")
}
