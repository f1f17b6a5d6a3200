// Package cmd is the command line, with one file per command. Only Main prints errors and picks exit statuses.
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

	"recall/data"
	"recall/quiz"
)

// Env is everything that a command takes from the system.
type Env struct {
	Args      []string // without the program's name
	In        io.Reader
	Out, Err  io.Writer
	Getenv    func(string) string
	LookupEnv func(string) (string, bool) // tells what is empty from what is not set; nil: nothing is set
	Now       func() time.Time
	Lend      func(bool) // tells whether the terminal is lent: Ctrl-C is then for another program. nil: nobody listens
}

// Exit statuses of recall. After a signal the status is 128 plus its number.
const (
	statusDone   = 0
	statusFailed = 1
	statusUsage  = 2
	statusPartly = 3
)

// Signal is the cause of a context that was cancelled by a signal.
type Signal struct{ syscall.Signal }

// Error returns the name of the signal.
func (s Signal) Error() string { return s.Signal.String() }

// grace is how long a command may take to restore the terminal after a signal. All grades are on disk by then.
const grace = time.Second

// Main runs the command that env.Args name and returns the exit status. Cancel ctx with a Signal as its cause to stop
// the command.
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

// stopped returns the status of a command that was interrupted. It waits a moment for the signal: when a terminal is
// closed, end of input may be seen first.
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
	a := &app{Env: env, stop: ctx.Done()}
	root := a.root()
	root.SetArgs(negated(env.Args))
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = a.wrong
	}
	err = orUnprinted(a.tame(err, root), env.Out)
	if err == nil {
		return statusDone
	}
	var usage *usageError
	var partly *partlyError
	var query *data.QueryError
	switch {
	case errors.Is(err, quiz.ErrInterrupt):
		return stopped(ctx)
	case errors.As(err, &partly):
		a.complain(err)
		return statusPartly
	case errors.As(err, &usage), errors.As(err, &query):
		a.complain(err)
		return statusUsage
	}
	a.complain(err)
	return statusFailed
}

// negated moves query terms that begin with a minus, such as -is:new or -(…), after the flags and a "--", so that they
// are not parsed as flags. The value of -q stays where it is.
func negated(args []string) []string {
	if slices.Contains(args, "--") {
		return args
	}
	var flags, terms []string
	for i, arg := range args {
		key, _, found := strings.Cut(arg, ":")
		value := i > 0 && (args[i-1] == "-q" || args[i-1] == "--query")
		operator := found && strings.HasPrefix(key, "-") && slices.Contains(data.QueryOperators(), key[1:])
		if !value && (operator || strings.HasPrefix(arg, "-(")) {
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

// complain prints an error, where it is in a query, and its hint on a line of its own.
func (a *app) complain(err error) {
	fmt.Fprintln(a.Err, "recall: "+strings.Join(sentences(err), "\n"))
	if query := new(data.QueryError); errors.As(err, &query) && query.Query != "" {
		line, caret := pointAt(a.errorStyle(), query.Query, query.At)
		fmt.Fprintf(a.Err, "%s\n%s\n", line, caret)
	}
	if hint := hintFor(err); hint != "" {
		fmt.Fprintln(a.Err, clean("hint: "+hint))
	}
}

// sentences returns the text of an error, and of each where several were joined. One is a sentence on a line of its own,
// whatever names of files it has.
func sentences(err error) (list []string) {
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		for _, err := range e.Unwrap() {
			list = append(list, sentences(err)...)
		}
		return list
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil && inner.Error() == err.Error() { // only a hint goes with it
			return sentences(inner)
		}
	}
	return []string{inLine(worded(err))}
}

// usageError means that the command line is wrong. The exit status is then 2.
type usageError struct {
	msg, hint string
}

// Error returns the message without the hint.
func (e *usageError) Error() string { return e.msg }

// partlyError means that the command was carried out, but something was left out.
type partlyError struct{ msg string }

// Error says what was left out.
func (e *partlyError) Error() string { return e.msg }
