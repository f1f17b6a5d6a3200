//go:build unix && !linux

package place

import "syscall"

// endWithUs does nothing where the system can't end a command with the program that started it.
func endWithUs(*syscall.SysProcAttr) {}
