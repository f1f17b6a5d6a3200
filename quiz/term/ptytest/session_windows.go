package ptytest

import "syscall"

// ownTerminal is nothing on Windows, which has no pseudo-terminal of this kind: the tests that use one skip.
func ownTerminal() *syscall.SysProcAttr { return nil }
