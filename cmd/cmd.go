// Package cmd is the command line: a file a command. Main alone prints errors and picks statuses.
package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"
	"time"

	"recall/quiz"
)

// Env is all that a command takes from the system.
type Env struct {
	Args     []string // without the program's name
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time
}

// The statuses with which recall ends, besides 128 and the number of a signal.
const (
	statusDone   = 0
	statusFailed = 1
	statusUsage  = 2
	statusPartly = 3
)

// Signal is the cause of a context that a signal ended.
type Signal struct{ syscall.Signal }

func (s Signal) Error() string { return s.Signal.String() }

// grace is how long a command may take to put the terminal back after a signal. All that was graded is on disk already.
const grace = time.Second

// Main runs the command that env.Args name and returns the status to exit with. A context that ends with a Signal as
// its cause stops it.
func Main(ctx context.Context, env Env) int {
	status := make(chan int, 1)
	go func() { status <- run(ctx, env) }()
	select {
	case code := <-status:
		return code
	case <-ctx.Done():
	}
	select {
	case <-status:
	case <-time.After(grace): // it waits for input that will not come
	}
	return stopped(ctx)
}

// stopped is the status of a command that was interrupted. Of a closed terminal its end may be seen before the signal.
func stopped(ctx context.Context) int {
	select {
	case <-ctx.Done():
	case <-time.After(50 * time.Millisecond):
	}
	var s Signal
	if errors.As(context.Cause(ctx), &s) {
		return 128 + int(s.Signal)
	}
	return 128 + int(syscall.SIGINT)
}

func run(ctx context.Context, env Env) int {
	env.Out, env.Err = fold(env.Out), fold(env.Err)
	a := &app{Env: env}
	root := a.root()
	if _, tty := terminal(env.Out); tty {
		unwrapAll(root)
	}
	root.SetArgs(negated(env.Args))
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = a.wrong
	}
	err = a.tame(err, root)
	if err == nil {
		return statusDone
	}
	var usage *usageError
	var partly *partlyError
	switch {
	case errors.Is(err, quiz.ErrInterrupt):
		return stopped(ctx)
	case errors.As(err, &partly):
		a.complain(err)
		return statusPartly
	case errors.As(err, &usage):
		a.complain(err)
		return statusUsage
	}
	a.complain(err)
	return statusFailed
}

// negated puts the terms of a query that begin with a minus behind the flags, since -is:new is no flag. The value of -q
// stays where it is.
func negated(args []string) []string {
	if slices.Contains(args, "--") {
		return args
	}
	var flags, terms []string
	for i, arg := range args {
		key, _, found := strings.Cut(arg, ":")
		value := i > 0 && (args[i-1] == "-q" || args[i-1] == "--query")
		if found && !value && slices.Contains([]string{"-is", "-deck", "-path", "-tag", "-prop"}, key) {
			terms = append(terms, arg)
		} else {
			flags = append(flags, arg)
		}
	}
	if terms == nil {
		return args
	}
	return slices.Concat(flags, []string{"--"}, terms)
}

// complain prints an error, and a hint on a line of its own.
func (a *app) complain(err error) {
	fmt.Fprintln(a.Err, clean("recall: "+worded(err)))
	if hint := hintFor(err); hint != "" {
		fmt.Fprintln(a.Err, clean("hint: "+hint))
	}
}

// usageError is a command line that can't be carried out as it is written.
type usageError struct {
	msg, hint string
}

func (e *usageError) Error() string { return e.msg }

// partlyError is a result with something left out.
type partlyError struct{ msg string }

func (e *partlyError) Error() string { return e.msg }
