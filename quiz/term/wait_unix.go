//go:build unix

package term

import (
	"os"
	ossignal "os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/chzyer/readline"
	"golang.org/x/sys/unix"

	"recall/quiz"
)

// waiter waits for input, and can be woken by a pipe that is polled together with the terminal. So only the goroutine
// that asks ever reads and draws, and an interrupted read leaves no goroutine behind to take the next key.
type waiter struct {
	in      int // descriptors
	pipe    int
	r, w    *os.File
	resized atomic.Bool
	signals chan os.Signal
}

// deafen keeps promptui's readline from noticing a change of window size: its handler causes a data race with its other
// goroutines. readline sets the handler once per process, so we trigger that and remove it again before setting ours.
var deafen = sync.OnceFunc(func() {
	readline.DefaultOnWidthChanged(func() {})
	ossignal.Reset(syscall.SIGWINCH)
})

func newWaiter(in, _ *os.File) (*waiter, error) {
	deafen()
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	p := &waiter{in: int(in.Fd()), pipe: int(r.Fd()), r: r, w: w, signals: make(chan os.Signal, 1)}
	ossignal.Notify(p.signals, syscall.SIGWINCH, syscall.SIGCONT)
	go func() {
		for range p.signals {
			if !p.resized.Swap(true) { // at most one byte, so the pipe never fills
				p.wake()
			}
		}
	}()
	return p, nil
}

// wake ends the current wait or the next one. The byte stays in the pipe until it is read, so no wake is lost.
func (p *waiter) wake() { p.w.Write([]byte{0}) }

// changed reports, once, whether the window changed or the process was continued.
func (p *waiter) changed() bool { return p.resized.Swap(false) }

func (p *waiter) close() {
	ossignal.Stop(p.signals)
	close(p.signals)
	p.w.Close()
	p.r.Close()
}

func (p *waiter) wait(ms int) (event, error) {
	fds := []unix.PollFd{{Fd: int32(p.in), Events: unix.POLLIN}, {Fd: int32(p.pipe), Events: unix.POLLIN}}
	for {
		_, err := unix.Poll(fds, ms)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return silence, quiz.ErrInterrupt
		case fds[1].Revents != 0:
			var buf [64]byte
			p.r.Read(buf[:])
			return signal, nil
		case fds[0].Revents != 0:
			return input, nil
		}
		return silence, nil
	}
}

// DropTyped discards the lines that were typed on a terminal so far. Nobody answers a question that they haven't seen.
func DropTyped(in *os.File) error {
	const most = 64 // lines; endless input must not keep us here
	fds := []unix.PollFd{{Fd: int32(in.Fd()), Events: unix.POLLIN}}
	for range most {
		n, err := unix.Poll(fds, 0)
		if err == unix.EINTR {
			continue
		}
		if err != nil || n == 0 {
			return err
		}
		var line [4096]byte
		if n, err := in.Read(line[:]); n == 0 || err != nil {
			return nil // the terminal was closed, which the question will see
		}
	}
	return nil
}

// stopProcess stops the process group, as the terminal would, and returns when it is continued. If nobody could
// continue it (it leads the session, or its parent is gone), the kernel ignores the signal, and we carry on a moment
// later.
func stopProcess() {
	continued := make(chan os.Signal, 1)
	ossignal.Notify(continued, syscall.SIGCONT)
	defer ossignal.Stop(continued)
	syscall.Kill(0, syscall.SIGTSTP)
	select {
	case <-continued:
	case <-time.After(200 * time.Millisecond):
	}
}
