package term

import (
	"os"
	"sync/atomic"

	"golang.org/x/sys/windows"

	"recall/quiz"
)

// waiter waits for input in short slices, because a console handle can't be woken. It also makes the console interpret
// escape sequences. Windows doesn't report a change of the window, so the next screen is drawn at the new size.
type waiter struct {
	in, out windows.Handle
	mode    uint32 // the output's mode to restore
	woken   atomic.Bool
}

func newWaiter(in, out *os.File) (*waiter, error) {
	p := &waiter{in: windows.Handle(in.Fd()), out: windows.Handle(out.Fd())}
	if err := windows.GetConsoleMode(p.out, &p.mode); err != nil {
		return nil, err
	}
	return p, windows.SetConsoleMode(p.out, p.mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
}

func (p *waiter) wake() { p.woken.Store(true) }

func (p *waiter) changed() bool { return false }

func (p *waiter) close() { windows.SetConsoleMode(p.out, p.mode) }

func (p *waiter) wait(ms int) (event, error) {
	const slice = 50 // ms
	for {
		now := slice
		if ms >= 0 {
			now = min(ms, slice)
		}
		what, err := windows.WaitForSingleObject(p.in, uint32(now))
		switch {
		case err != nil:
			return silence, quiz.ErrInterrupt
		case p.woken.Swap(false):
			return signal, nil
		case what == windows.WAIT_OBJECT_0:
			return input, nil
		case ms >= 0 && ms <= slice:
			return silence, nil
		case ms > slice:
			ms -= slice
		}
	}
}

// stopProcess does nothing: Windows has no job control.
func stopProcess() {}

// DropTyped does nothing here: only keys can be dropped, and the terminal is in line mode.
func DropTyped(*os.File) error { return nil }
