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

// waiter waits for input, and can be woken: by a pipe that is polled together with the terminal. So the goroutine that
// asks is the only one that reads and draws, and an interrupted read leaves nobody behind who would take the next key.
type waiter struct {
	in      int // descriptors
	pipe    int
	r, w    *os.File
	resized atomic.Bool
	signals chan os.Signal
}

// deafen keeps promptui's readline from hearing of a new window size: its handler changes what its other goroutines
// read. It sets the handler once in a process, so we have it set, and taken away again, before ours is.
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
			if !p.resized.Swap(true) { // one byte at most: the pipe never fills
				p.wake()
			}
		}
	}()
	return p, nil
}

// wake ends a wait, or the next one. What was written stays in the pipe until it is read, so no wake is lost.
func (p *waiter) wake() { p.w.Write([]byte{0}) }

// changed tells, once, that the window changed or that the process was continued.
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

// stopProcess stops the process group, as the terminal would, and returns when it is continued. Where nobody could
// continue it (it leads the session, or its parent is gone) the kernel ignores the signal, and a moment later we go on.
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
