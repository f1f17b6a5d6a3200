package term

import (
	"strings"
	"sync"
	"testing"
	"time"

	"recall/quiz/draw"
)

// sink is a terminal that remembers what was written to it.
type sink struct {
	sync.Mutex
	strings.Builder
}

func (s *sink) Write(p []byte) (int, error) {
	s.Lock()
	defer s.Unlock()
	return s.Builder.Write(p)
}

func (s *sink) text() string {
	s.Lock()
	defer s.Unlock()
	return s.String()
}

// Long work is shown on one line that fits and leaves nothing behind. Short work is not shown at all.
func TestProgress(t *testing.T) {
	var out sink
	p := NewProgress(&out, draw.Style{Width: 39})
	p.Say("Storing")
	p.At(500, 1000)
	for out.text() == "" {
		time.Sleep(10 * time.Millisecond)
	}
	p.End()
	p.End()
	first, _, _ := strings.Cut(strings.TrimPrefix(out.text(), "\r"), "\x1b[K")
	if want := "Storing  ████████████               50%"; strings.Join(strings.Fields(first),
		" ") != strings.Join(strings.Fields(want), " ") || draw.Width(first) > 39 {
		t.Errorf("it shows %q", first)
	}
	if !strings.HasSuffix(out.text(), "\r\x1b[K") {
		t.Errorf("it leaves %q", out.text())
	}
	var quick sink
	for range 100 { // a busy machine may make long work of it
		quick = sink{}
		p = NewProgress(&quick, draw.Style{Width: 39})
		p.Say("Storing")
		if p.End(); quick.text() == "" {
			break
		}
	}
	if quick.text() != "" {
		t.Errorf("short work shows %q", quick.text())
	}
	var none *Progress
	none.Say("Storing")
	none.At(1, 2)
	none.End()
}
