package cmd

import (
	"errors"
	"os/exec"
	"runtime"
	"time"
)

// opener returns the function that hands a picture or a sound to the program that the system has for it. It is nil
// through a pipe, and where no such program can show itself, as over ssh. No shell reads the path.
func (a *app) opener() func(path string) error {
	_, in := terminal(a.In)
	_, out := terminal(a.Out)
	if !in || !out {
		return nil
	}
	program, args := "xdg-open", []string{}
	switch runtime.GOOS {
	case "darwin":
		program = "open"
	case "windows":
		program, args = "rundll32", []string{"url.dll,FileProtocolHandler"}
	default:
		if a.Getenv("DISPLAY") == "" && a.Getenv("WAYLAND_DISPLAY") == "" {
			return nil
		}
	}
	program, err := exec.LookPath(program)
	if err != nil {
		return nil
	}
	return func(path string) error { return start(program, append(args[:len(args):len(args)], path)) }
}

// failsWithin is how soon an opener fails if it has no program for a file.
const failsWithin = 500 * time.Millisecond

// start starts a program that may go on as long as its window is open. It has no part in this terminal.
func start(program string, args []string) error {
	c := exec.Command(program, args...)
	if err := c.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	select {
	case err := <-done:
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return errors.New("the system has no program for it")
		}
		return err
	case <-time.After(failsWithin):
		return nil
	}
}
