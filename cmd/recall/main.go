// Recall asks what your notes say, on the day it is due.
package main

import (
	"context"
	"os"
	"os/signal"
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
