package term

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"recall/quiz/draw"
)

// patience is how long work may take before its progress is shown.
const patience = 500 * time.Millisecond

// Progress shows the progress of long work on one terminal line, and clears the line at the end. A nil Progress shows
// nothing.
type Progress struct {
	out   io.Writer
	style draw.Style
	stop  chan struct{}
	ended sync.WaitGroup

	lock      sync.Mutex
	what      string
	done, all int
}

// NewProgress starts showing progress on w, a terminal. Call End before writing anything else to w.
func NewProgress(w io.Writer, st draw.Style) *Progress {
	p := &Progress{out: w, style: st, stop: make(chan struct{})}
	stop := p.stop
	p.ended.Go(func() { p.watch(stop) })
	return p
}

// Say sets the current step; how far it has come is not known yet.
func (p *Progress) Say(what string) {
	if p == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.what, p.done, p.all = what, 0, 0
}

// At sets how far the current step has come.
func (p *Progress) At(done, all int) {
	if p == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.done, p.all = min(done, all), all
}

// End clears the line. It may be called again.
func (p *Progress) End() {
	if p != nil && p.stop != nil {
		close(p.stop)
		p.ended.Wait()
		p.stop = nil
	}
}

func (p *Progress) watch(stop <-chan struct{}) {
	wait := time.NewTimer(patience)
	defer wait.Stop()
	shown := false
	for {
		select {
		case <-stop:
			if shown {
				fmt.Fprint(p.out, "\r\x1b[K")
			}
			return
		case <-wait.C:
			fmt.Fprint(p.out, "\r"+p.line()+"\x1b[K")
			shown = true
			wait.Reset(patience / 5)
		}
	}
}

func (p *Progress) line() string {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.all == 0 {
		return p.style.Truncate(p.what+" …", p.style.Width)
	}
	share := fmt.Sprintf("%3d%%", 100*p.done/p.all)
	room := max(0, min(40, p.style.Width-len(p.what)-len(share)-4))
	bar := p.style.Meter(float64(p.done), float64(p.all), room)
	return p.style.Truncate(p.what+"  "+bar+strings.Repeat(" ", max(0, room-draw.Width(bar)))+"  "+share, p.style.Width)
}
