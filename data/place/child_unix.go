//go:build unix

package place

import (
	"os/exec"
	"syscall"
)

// alone gives a command a session of its own: it has no terminal to ask or to write on, and whatever it starts can be ended
// with it.
func alone(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	endWithUs(c.SysProcAttr)
	c.Cancel = func() error { return end(c, syscall.SIGTERM) } // it may have a half-written file to remove
}

// endAll ends a command and all that it started.
func endAll(c *exec.Cmd) { end(c, syscall.SIGKILL) }

func end(c *exec.Cmd, with syscall.Signal) error { return syscall.Kill(-c.Process.Pid, with) }
