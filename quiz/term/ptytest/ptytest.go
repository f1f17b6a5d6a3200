// Package ptytest puts an emulated screen at the end of a pseudo-terminal, so that a test can type like a person and
// read what a person would see. Only tests import it.
package ptytest

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// Screen is the person's end.
type Screen struct {
	t    testing.TB
	mu   sync.Mutex
	em   *vt.Emulator
	raw  []byte
	then int // bytes written before the last keys
	pty  *os.File
	tty  *os.File
	once sync.Once
}

// New opens a pseudo-terminal of the given size.
func New(t testing.TB, columns, rows int) *Screen {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no pseudo-terminals here")
	}
	master, slave, err := pty.Open()
	if err == nil {
		master, err = nonblocking(master)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := &Screen{t: t, em: vt.NewEmulator(columns, rows), pty: master, tty: slave}
	s.Resize(columns, rows)
	go s.read()
	t.Cleanup(func() { slave.Close(); s.HangUp() })
	return s
}

func (s *Screen) read() {
	buf := make([]byte, 4096)
	for {
		n, err := s.pty.Read(buf)
		s.mu.Lock()
		s.raw = append(s.raw, buf[:n]...)
		s.em.Write(buf[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// TTY returns the program's end, to be passed to a program or used in the test's own process.
func (s *Screen) TTY() *os.File { return s.tty }

// Start runs a program on the screen, as the leader of its own session.
func (s *Screen) Start(cmd *exec.Cmd) {
	s.t.Helper()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.tty, s.tty, s.tty
	cmd.SysProcAttr = ownTerminal()
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
}

// Resize changes the size as dragging a window does: the screen changes first, then the program is told.
func (s *Screen) Resize(columns, rows int) {
	s.t.Helper()
	s.mu.Lock()
	s.em.Resize(columns, rows)
	s.mu.Unlock()
	// Resize through the program's end: asking the other file for its descriptor would make it blocking, and HangUp
	// would wait for a byte.
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		s.t.Fatal(err)
	}
}

// HangUp closes the person's end, as closing the window does.
func (s *Screen) HangUp() { s.once.Do(func() { s.pty.Close() }) }

// Type sends keys in one piece.
func (s *Screen) Type(keys string) {
	s.t.Helper()
	s.mu.Lock()
	s.then = len(s.raw)
	s.mu.Unlock()
	if _, err := s.pty.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// TypeAhead sends keys to a program that does not read yet, and returns when they are there for it to read.
func (s *Screen) TypeAhead(keys string) {
	s.t.Helper()
	s.Type(keys)
	s.WaitFor("what was typed", func() bool { return readable(s.tty) })
}

// Insist sends keys, and again each second, until the screen shows want. It is for what a busy machine may take for something
// else, such as a key that comes late.
func (s *Screen) Insist(keys, want string) {
	s.t.Helper()
	for range 200 {
		s.Type(keys)
		if s.Becomes(500, func() bool { return strings.Contains(s.Text(), want) }) {
			return
		}
	}
	s.t.Fatalf("%q does not bring %q on the screen:\n%s", keys, want, s.Text())
}

// LetGo ends the holding of a key, so that the next one is no repeat of it, even if it is the same: F12 is sent, which means
// nothing.
func (s *Screen) LetGo() {
	s.t.Helper()
	s.Type("\x1b[24~")
}

// Text returns what the screen shows, without trailing spaces.
func (s *Screen) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for line := range strings.SplitSeq(s.em.String(), "\n") {
		lines = append(lines, strings.TrimRight(line, " \r"))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// Cursor returns the position of the cursor.
func (s *Screen) Cursor() (x, y int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.em.CursorPosition()
	return p.X, p.Y
}

// Settle waits until everything that a program wrote before it ended has reached the screen.
func (s *Screen) Settle() {
	s.t.Helper()
	const mark = "\x1b]7777;settled\a" // an operating system command that no terminal knows
	if _, err := s.tty.WriteString(mark); err != nil {
		s.t.Fatal(err)
	}
	s.WaitFor("the end of the output", func() bool { return strings.HasSuffix(s.Raw(), mark) })
}

// LeftOn lists modes that were switched on and not off again. A program must leave none on.
func (s *Screen) LeftOn() (left []string) {
	raw := s.Raw()
	for _, mode := range []struct{ name, on, off string }{
		{"the alternate screen", "\x1b[?1049h", "\x1b[?1049l"},
		{"bracketed paste", "\x1b[?2004h", "\x1b[?2004l"},
		{"no wrapping", "\x1b[?7l", "\x1b[?7h"},
		{"a hidden cursor", "\x1b[?25l", "\x1b[?25h"},
		{"a held screen", "\x1b[?2026h", "\x1b[?2026l"},
	} {
		if strings.LastIndex(raw, mode.on) > strings.LastIndex(raw, mode.off) {
			left = append(left, mode.name)
		}
	}
	if last := sgr.FindAllString(raw, -1); len(last) > 0 && last[len(last)-1] != "\x1b[m" &&
		last[len(last)-1] != "\x1b[27m" {
		left = append(left, "the style "+last[len(last)-1][1:])
	}
	return left
}

// Raw returns every byte written so far.
func (s *Screen) Raw() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.raw)
}

// since returns what was written since the last keys.
func (s *Screen) since() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.raw[s.then:])
}

// Wait waits until the screen shows want, and something was drawn since the last keys: what stands there from before is no
// response to them. If it never does, the test fails and prints the screen.
func (s *Screen) Wait(want string) {
	s.t.Helper()
	s.WaitFor(want, func() bool { return s.since() != "" && strings.Contains(s.Text(), want) })
}

// Hear waits until want was written since the last keys, whatever stands on the screen.
func (s *Screen) Hear(want string) {
	s.t.Helper()
	s.WaitFor(want, func() bool { return strings.Contains(s.since(), want) })
}

// Rest waits until what a program draws has come to rest: promptui writes a menu in several pieces, after the words
// that a test waits for. On a busy machine the program itself may rest between two pieces, so where it is known what comes,
// wait for that.
func (s *Screen) Rest() {
	s.t.Helper()
	seen, unchanged := -1, 0
	s.WaitFor("a screen at rest", func() bool {
		unchanged++
		if n := len(s.Raw()); n != seen {
			seen, unchanged = n, 0
		}
		return unchanged > restful
	})
}

// restful is how many looks in a row find nothing new on a screen at rest.
const restful = 30

// whole reports whether no screen is half drawn, and how much was written so far. Programs mark where a screen begins and
// ends.
func (s *Screen) whole() (bool, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.LastIndex(s.raw, []byte("\x1b[?2026h")) <= bytes.LastIndex(s.raw, []byte("\x1b[?2026l")), len(s.raw)
}

// WaitFor waits until ok returns true of a whole screen. If it never does, the test fails and prints the screen; what says
// what was expected.
func (s *Screen) WaitFor(what string, ok func() bool) {
	s.t.Helper()
	if !s.Becomes(looks, ok) {
		s.t.Fatalf("no %q on the screen:\n%s", what, s.Text())
	}
}

// looks is how often to look before giving up: some minutes, since a machine may be busy with other things.
const looks = 90_000

// Becomes looks at the screen up to n times, until ok returns true of a whole one, and reports whether it did.
func (s *Screen) Becomes(n int, ok func() bool) bool {
	for range n {
		whole, before := s.whole()
		if whole && ok() {
			if _, now := s.whole(); now == before { // nothing came while ok looked
				return true
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	return false
}
