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
	go func() { cancel(cmd.Signal{Signal: (<-signals).(syscall.Signal)}) }()
	os.Exit(cmd.Main(ctx, cmd.Env{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now,
	}))
}
