package main

import (
	"math"
	"sync/atomic"
	"time"
)

// lending is until when the terminal is lent to another program, in Unix nanoseconds. A control-C that is meant for that
// program reaches this one too.
type lending struct{ until atomic.Int64 }

// grace is how long after the other program's end its control-C may still arrive: a busy machine wakes us late.
const grace = 2 * time.Second

func (l *lending) set(on bool) {
	if on {
		l.until.Store(math.MaxInt64)
	} else {
		l.until.Store(time.Now().Add(grace).UnixNano())
	}
}

func (l *lending) now() bool { return time.Now().UnixNano() < l.until.Load() }
