package cmd

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/term"

	"recall/quiz"
)

// usualPager is the pager of whoever has not set PAGER. It stays out of the way of what fits on the screen, and shows
// colours: lessOptions, as git sets them, unless LESS is set.
const (
	usualPager  = "less"
	lessOptions = "FRX"
)

// page shows text, through the learner's pager if it is longer than the window. Output that is no terminal, --plain and
// a PAGER that is empty or cat do without.
func (a *app) page(ctx context.Context, text string) error {
	pager := a.pager(text)
	if pager == "" {
		_, err := io.WriteString(a.Out, text)
		return err
	}
	c := exec.CommandContext(ctx, "sh", "-c", pager) // PAGER may have arguments
	if runtime.GOOS == "windows" {
		c = exec.CommandContext(ctx, "cmd", "/c", pager)
	}
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) } // it has a terminal to restore
	c.WaitDelay = grace / 2
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(text), bare(a.Out), bare(a.Err)
	c.Env = c.Environ()
	if a.Getenv("LESS") == "" {
		c.Env = append(c.Env, "LESS="+lessOptions)
	}
	if a.Getenv("LESSCHARSET") == "" { // or it shows UTF-8 as <E8><88> where the locale isn't installed
		c.Env = append(c.Env, "LESSCHARSET=utf-8")
	}
	var exit *exec.ExitError
	switch err := a.lent(c.Run); {
	case ctx.Err() != nil:
		return quiz.ErrInterrupt
	case errors.As(err, &exit) && exit.ExitCode() == 127 || errors.Is(err, exec.ErrNotFound): // there is no such program
		_, err = io.WriteString(a.Out, text)
		return err
	}
	return nil // how it ended is between the learner and the pager
}

// pager returns the command of the pager for a text, or "" if it needs none.
func (a *app) pager(text string) string {
	out, tty := terminal(a.Out)
	if !tty || !a.interactive() || a.noInput {
		return ""
	}
	_, rows, err := term.GetSize(int(out.Fd()))
	if err != nil || strings.Count(text, "\n") < rows { // the prompt takes a line, too
		return ""
	}
	pager, set := usualPager, false
	if a.LookupEnv != nil {
		if pager, set = a.LookupEnv("PAGER"); !set {
			pager = usualPager
		}
	}
	if pager = strings.TrimSpace(pager); pager == "cat" {
		return ""
	}
	return pager
}
