// Package term is the terminal end of a session: one owner of the terminal's bytes, single keys, a line editor,
// promptui's menus and fields made safe, and a plain end for pipes. It is the only place that reads standard input,
// sets terminal modes or moves the cursor. It never waits for an answer of the terminal.
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

// Term owns a terminal. Every byte that a person types is read here and nowhere else, and what is read but not yet used
// stays in pend: so nothing typed ahead is lost between two questions, whoever asks them, a key, the editor or a menu.
// One goroutine at a time may ask; Interrupt may come from any.
type Term struct {
	in, out *os.File
	opt     Options
	cooked  *xterm.State // the modes before us, given back in the end
	waiter  *waiter
	cut     atomic.Bool // Interrupt was called
	pend    []byte
	held    rune  // the key that ended the last question: it may still be held
	lined   bool  // the last question took a line
	meant   []key // read already, and still to be taken before pend
	closed  bool

	mu     sync.Mutex // of what follows: promptui draws from a goroutine of its own
	screen bool       // the alternate screen is on
	known  bool       // it shows the rows in shown and nothing else, in a window of this size
	shown  []string   // its rows from the top
	window [2]int     // columns and rows
	cursor bool       // the cursor is shown
}

// Open takes a terminal over, in raw mode until Close. Pastes are bracketed so that they can be told from keys.
func Open(in, out *os.File, opt Options) (*Term, error) {
	t := &Term{in: in, out: out, opt: opt}
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

// Close gives the terminal back as it was. Further calls do nothing.
func (t *Term) Close() error {
	if t.closed {
		return nil
	}
	t.closed = true
	err := t.giveBack()
	t.waiter.close()
	return err
}

// Interrupt makes what is being asked, and all that is asked later, return quiz.ErrInterrupt: for a signal's context,
// with context.AfterFunc(ctx, t.Interrupt).
func (t *Term) Interrupt() {
	t.cut.Store(true)
	t.waiter.wake()
}

// Release gives the terminal back while f runs, as an editor needs it. What was typed meanwhile was typed for f, and is
// dropped.
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
	if err := xterm.Restore(int(t.in.Fd()), t.cooked); err != nil && !gone { // a closed terminal needs no modes
		return fmt.Errorf("restore the terminal's modes: %w", err)
	}
	return nil
}

// Style is the style for the window as it is now. The last column stays free, as terminals differ there, and lines
// longer than 79 columns are hard to read.
func (t *Term) Style() draw.Style {
	columns, _ := t.size()
	return draw.Style{Width: min(columns-1, 79), Color: t.opt.Color, ASCII: t.opt.ASCII}
}

// size is columns and rows, 80x24 where the terminal does not say.
func (t *Term) size() (columns, rows int) {
	columns, rows, err := xterm.GetSize(int(t.out.Fd()))
	if err != nil || columns < 2 || rows < 1 {
		return 80, 24
	}
	return columns, rows
}

// write writes in one piece. A terminal that can't be written to is gone.
func (t *Term) write(s string) error {
	if _, err := t.out.WriteString(s); err != nil {
		return quiz.ErrInterrupt
	}
	return nil
}

// Show writes lines to the ordinary screen, where they stay.
func (t *Term) Show(lines []string) error {
	t.leave()
	if len(lines) == 0 {
		return nil
	}
	return t.write(strings.ReplaceAll(strings.Join(lines, "\n")+"\n", "\n", "\r\n")) // in raw mode \n only goes down
}

// draw makes the alternate screen show lines, from its top, in one write: only the rows that changed, each over what
// stood there, so that nothing flickers; a terminal that knows mode 2026 shows the write as a whole, the others ignore
// the mode. The cursor is shown at column x of row y, unless y is -1.
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
		b.WriteString("\x1b[?1049h\x1b[?7l") // what is too wide for a tiny window is cut, not wrapped
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

// redraw draws lines where a screen is on: not after the terminal was given back.
func (t *Term) redraw(lines []string) error {
	t.mu.Lock()
	on := t.screen
	t.mu.Unlock()
	if !on {
		return nil
	}
	return t.draw(lines, -1, 0)
}

// forget makes the next draw write everything: others may have written on the screen.
func (t *Term) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.known = false
}

// changes is what turns the screen as it is known into lines.
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

// leave goes back to the ordinary screen. A terminal without an alternate one goes on below what was drawn. Its line is
// cleared: keys that were typed before the program took the terminal were echoed there.
func (t *Term) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.screen {
		return
	}
	t.screen = false
	t.write(fmt.Sprintf("\x1b[%d;1H\x1b[?7h\x1b[?25h\x1b[?1049l\r\x1b[K", len(t.shown)+1))
}
