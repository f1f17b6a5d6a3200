// Recall asks what your notes say, on the day it is due.
package main

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"recall/cmd"
)

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	var lent lending
	go func() {
		s := <-signals
		for s == syscall.SIGINT && lent.now() {
			s = <-signals
		}
		cancel(cmd.Signal{Signal: s.(syscall.Signal)})
	}()
	os.Exit(cmd.Main(ctx, cmd.Env{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, LookupEnv: os.LookupEnv,
		Now: time.Now, Lend: lent.set,
	}))
}

// lending is whether the terminal is lent to another program. A control-C there reaches this program too, and on a busy
// machine it arrives only after the other one has ended.
type lending struct {
	on    atomic.Bool
	ended atomic.Int64 // Unix nanoseconds
}

const late = 2 * time.Second

func (l *lending) set(on bool) {
	l.ended.Store(time.Now().UnixNano())
	l.on.Store(on)
}

func (l *lending) now() bool {
	return l.on.Load() || time.Since(time.Unix(0, l.ended.Load())) < late
}
