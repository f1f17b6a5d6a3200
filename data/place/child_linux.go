package place

import "syscall"

// endWithUs lets a command end when this program is killed and can end nothing itself. Linux watches the thread that
// started the command, and threads of Go last as long as the program unless a goroutine that is locked to one ends.
func endWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGTERM }
