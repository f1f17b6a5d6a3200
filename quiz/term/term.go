// Package term is the terminal side of a session. It owns the terminal's input, reads single keys, edits lines, wraps
// promptui's menus and fields safely, and offers a plain UI for pipes. No other package reads standard input, sets
// terminal modes or moves the cursor. It never waits for a response from the terminal itself.
package term

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	xterm "golang.org/x/term"

	"recall/quiz"
	"recall/quiz/draw"
)

var _ quiz.UI = (*Term)(nil)

// Options say how to draw on a terminal.
type Options struct {
	Color bool
	ASCII bool
}

// Term owns a terminal. Every byte that a person types is read here and nowhere else, and stays in pend until it is
// used. So nothing typed ahead is lost between two questions, whether a single key, the editor or a menu asks them.
// Only one goroutine may ask at a time; Interrupt may be called from any.
type Term struct {
	in, out *os.File
	opt     Options
	cooked  *xterm.State // the modes to restore in the end
	waiter  *waiter
	cut     atomic.Bool // Interrupt was called
	pend    []byte
	held    rune  // the key that ended the last question, which may still be held down
	lined   bool  // the last question took a line
	meant   []key // keys already decoded, to be taken before pend
	slack   int   // what each time to wait is multiplied by: more than 1 where a test must not hang on a machine's speed
	closed  bool

	mu     sync.Mutex // guards the fields below: promptui draws from its own goroutine
	screen bool       // the alternate screen is on
	known  bool       // it shows exactly the rows in shown, at this window size
	shown  []string   // its rows from the top
	window [2]int     // columns and rows
	cursor bool       // the cursor is visible
}

// Open takes over a terminal and keeps it in raw mode until Close. It turns on bracketed paste, so that pastes can be
// told from keys.
func Open(in, out *os.File, opt Options) (*Term, error) {
	t := &Term{in: in, out: out, opt: opt, slack: 1}
	var err error
	if t.cooked, err = xterm.GetState(int(in.Fd())); err != nil {
		return nil, fmt.Errorf("read the terminal's modes: %w", err)
	}
	if t.waiter, err = newWaiter(in, out); err != nil {
		return nil, err
	}
	if err := t.take(); err != nil {
		t.waiter.close()
		return nil, err
	}
	return t, nil
}

// Close restores the terminal. Further calls do nothing.
func (t *Term) Close() error {
	if t.closed {
		return nil
	}
	t.closed = true
	err := t.giveBack()
	t.waiter.close()
	return err
}

// Interrupt makes the current question and all later ones return quiz.ErrInterrupt. To interrupt on a signal, use
// context.AfterFunc(ctx, t.Interrupt).
func (t *Term) Interrupt() {
	t.cut.Store(true)
	t.waiter.wake()
}

// Release gives up the terminal while f runs, for example for an editor. What was typed in the meantime was meant for
// f, and is dropped.
func (t *Term) Release(f func() error) error {
	err := t.lend(f)
	t.pend, t.meant = nil, nil
	if dropped := t.drop(); err == nil {
		err = dropped
	}
	return err
}

func (t *Term) lend(f func() error) error {
	if err := t.giveBack(); err != nil {
		return err
	}
	err := f()
	if retake := t.take(); err == nil {
		err = retake
	}
	return err
}

func (t *Term) take() error {
	if _, err := xterm.MakeRaw(int(t.in.Fd())); err != nil {
		return fmt.Errorf("set the terminal's modes: %w", err)
	}
	return t.write("\x1b[?2004h")
}

func (t *Term) giveBack() error {
	t.leave()
	gone := t.write("\x1b[?2004l") != nil
	if err := xterm.Restore(int(t.in.Fd()), t.cooked); err != nil && !gone { // nothing to restore on a closed terminal
		return fmt.Errorf("restore the terminal's modes: %w", err)
	}
	return nil
}

// Style returns the style for the current window. The last column stays free, because terminals differ there. Lines are
// at most 79 columns wide, because longer ones are hard to read.
func (t *Term) Style() draw.Style {
	columns, _ := t.size()
	return draw.Style{Width: min(columns-1, 79), Color: t.opt.Color, ASCII: t.opt.ASCII}
}

// size returns columns and rows, or 80x24 if the terminal doesn't say.
func (t *Term) size() (columns, rows int) {
	columns, rows, err := xterm.GetSize(int(t.out.Fd()))
	if err != nil || columns < 2 || rows < 1 {
		return 80, 24
	}
	return columns, rows
}

// write writes in one piece. If that fails, the terminal is gone.
func (t *Term) write(s string) error {
	if _, err := t.out.WriteString(s); err != nil {
		return quiz.ErrInterrupt
	}
	return nil
}

// Show writes lines to the normal screen, where they stay.
func (t *Term) Show(lines []string) error {
	t.leave()
	if len(lines) == 0 {
		return nil
	}
	return t.write(strings.ReplaceAll(strings.Join(lines, "\n")+"\n", "\n", "\r\n")) // in raw mode \n only moves down
}

// draw makes the alternate screen show lines, starting at the top. To avoid flicker, it makes a single write with only
// the rows that changed, each over the old row. Terminals that support mode 2026 show the write all at once; others
// ignore the mode. The cursor is shown at column x of row y, unless y is -1.
func (t *Term) draw(lines []string, y, x int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	var b strings.Builder
	columns, rows := t.size()
	if window := [2]int{columns, rows}; window != t.window {
		t.window, t.known = window, false
	}
	if !t.screen {
		t.screen, t.known, t.cursor = true, false, true
		b.WriteString("\x1b[?1049h\x1b[?7l") // in a tiny window, cut long lines rather than wrap them
	}
	changes := t.changes(lines)
	if t.cursor && (y < 0 || changes != "") {
		b.WriteString("\x1b[?25l")
		t.cursor = false
	}
	b.WriteString(changes)
	if y >= 0 {
		fmt.Fprintf(&b, "\x1b[%d;%dH", y+1, x+1)
		if !t.cursor {
			b.WriteString("\x1b[?25h")
			t.cursor = true
		}
	}
	t.shown, t.known = slices.Clone(lines), true
	if b.Len() == 0 {
		return nil
	}
	return t.write("\x1b[?2026h" + b.String() + "\x1b[?2026l")
}

// redraw draws lines if the alternate screen is on. It draws nothing once the terminal was released.
func (t *Term) redraw(lines []string) error {
	t.mu.Lock()
	on := t.screen
	t.mu.Unlock()
	if !on {
		return nil
	}
	return t.draw(lines, -1, 0)
}

// forget makes the next draw write everything, because others may have written on the screen.
func (t *Term) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.known = false
}

// changes returns what turns the current screen into lines.
func (t *Term) changes(lines []string) string {
	var b strings.Builder
	for i, l := range lines {
		if !t.known || i >= len(t.shown) || t.shown[i] != l {
			fmt.Fprintf(&b, "\x1b[%d;1H%s\x1b[K", i+1, l)
		}
	}
	if len(lines) < t.window[1] && (!t.known || len(t.shown) > len(lines)) {
		fmt.Fprintf(&b, "\x1b[%d;1H\x1b[J", len(lines)+1)
	}
	return b.String()
}

// leave returns to the normal screen. A terminal without an alternate screen continues below what was drawn. The line
// of the cursor is cleared, because it echoed the keys typed before the program took over the terminal.
func (t *Term) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.screen {
		return
	}
	t.screen = false
	t.write(fmt.Sprintf("\x1b[%d;1H\x1b[?7h\x1b[?25h\x1b[?1049l\r\x1b[K", len(t.shown)+1))
}
