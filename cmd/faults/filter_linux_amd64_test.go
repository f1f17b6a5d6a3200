package faults

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"syscall"
	"unsafe"
)

// A program does hundreds of system calls for each one that changes a file, and a tracer that stands at all of them takes
// more time than the program. So the program gets a filter that stops it at the calls of the family only, and of those that
// open a file at the ones that may change it.

// What package syscall does not name.
const (
	sysSeccomp   = 317
	setFilter    = 1          // SECCOMP_SET_MODE_FILTER
	noNewRights  = 38         // PR_SET_NO_NEW_PRIVS, without which only root may set a filter
	goOn         = 0x7fff0000 // SECCOMP_RET_ALLOW
	stop         = 0x7ff00000 // SECCOMP_RET_TRACE
	traceFilter  = 0x80       // PTRACE_O_TRACESECCOMP
	filterStop   = 7          // PTRACE_EVENT_SECCOMP
	argumentsAt  = 16         // in struct seccomp_data, of 8 bytes each
	changesAFile = syscall.O_WRONLY | syscall.O_RDWR | syscall.O_CREAT | syscall.O_TRUNC
)

// rules is the filter, in the machine language of the kernel's packet filters.
var rules = func() (list []syscall.SockFilter) {
	const (
		load = syscall.BPF_LD | syscall.BPF_W | syscall.BPF_ABS
		ret  = syscall.BPF_RET | syscall.BPF_K
		is   = syscall.BPF_JMP | syscall.BPF_JEQ | syscall.BPF_K
		has  = syscall.BPF_JMP | syscall.BPF_JSET | syscall.BPF_K
	)
	list = append(list, syscall.SockFilter{Code: load, K: 0}) // the number of the call
	for _, nr := range slices.Sorted(maps.Keys(family)) {
		flags := uint32(0)
		switch family[nr].by {
		case byOpen:
			flags = argumentsAt + 8
		case byOpenAt:
			flags = argumentsAt + 2*8
		}
		if flags == 0 {
			list = append(list, syscall.SockFilter{Code: is, K: uint32(nr), Jf: 1}, syscall.SockFilter{Code: ret, K: stop})
			continue
		}
		list = append(list, syscall.SockFilter{Code: is, K: uint32(nr), Jf: 4}, syscall.SockFilter{Code: load, K: flags},
			syscall.SockFilter{Code: has, K: uint32(changesAFile), Jf: 1},
			syscall.SockFilter{Code: ret, K: stop}, syscall.SockFilter{Code: ret, K: goOn})
	}
	return append(list, syscall.SockFilter{Code: ret, K: goOn})
}()

// filter has the program, which stands before its first instruction, set the rules for itself and for all that it starts.
func (tr *tracer) filter() error {
	var was syscall.PtraceRegs
	if err := syscall.PtraceGetRegs(tr.leader, &was); err != nil {
		return err
	}
	at := was.Rsp&^15 - 4096 // nothing is there yet
	var text bytes.Buffer
	if err := binary.Write(&text, binary.NativeEndian, rules); err != nil {
		return err
	}
	header := binary.NativeEndian.AppendUint64(nil, uint64(len(rules))) // struct sock_fprog: how many, and where
	header = binary.NativeEndian.AppendUint64(header, at+uint64(len(header))+8)
	if _, err := syscall.PtracePokeData(tr.leader, uintptr(at), append(header, text.Bytes()...)); err != nil {
		return err
	}
	code := make([]byte, unsafe.Sizeof(uintptr(0)))
	if _, err := syscall.PtracePeekText(tr.leader, uintptr(was.Rip), code); err != nil {
		return err
	}
	const syscallCode = "\x0f\x05"
	if _, err := syscall.PtracePokeText(tr.leader, uintptr(was.Rip), append([]byte(syscallCode), code[len(syscallCode):]...)); err != nil {
		return err
	}
	if err := tr.inject(was, syscall.SYS_PRCTL, noNewRights, 1); err != nil {
		return err
	}
	if err := tr.inject(was, sysSeccomp, setFilter, 0, at); err != nil {
		return err
	}
	if _, err := syscall.PtracePokeText(tr.leader, uintptr(was.Rip), code); err != nil {
		return err
	}
	return syscall.PtraceSetRegs(tr.leader, &was)
}

// inject has the program do a system call where it stands.
func (tr *tracer) inject(regs syscall.PtraceRegs, nr uint64, args ...uint64) error {
	regs.Rax, regs.Orig_rax = nr, ^uint64(0)
	args = append(args, make([]uint64, 5-len(args))...)
	regs.Rdi, regs.Rsi, regs.Rdx, regs.R10, regs.R8 = args[0], args[1], args[2], args[3], args[4]
	if err := syscall.PtraceSetRegs(tr.leader, &regs); err != nil {
		return err
	}
	if err := syscall.PtraceSingleStep(tr.leader); err != nil {
		return err
	}
	var ws syscall.WaitStatus
	if _, err := syscall.Wait4(tr.leader, &ws, wallNoThread, nil); err != nil {
		return err
	}
	if err := syscall.PtraceGetRegs(tr.leader, &regs); err != nil {
		return err
	}
	if errno := -int64(regs.Rax); errno != 0 {
		return fmt.Errorf("set a filter (call %d): %w", nr, syscall.Errno(errno))
	}
	return nil
}

// syscallInfo is struct ptrace_syscall_info. Before a call, args follows nr; after it, nr is the result.
type syscallInfo struct {
	_    [3]uint64
	nr   uint64
	args [6]uint64
	_    [2]uint64
}

// info says what call a thread stands at.
func (tr *tracer) info(pid int) (info syscallInfo, err error) {
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PTRACE, getSyscallInfo, uintptr(pid), unsafe.Sizeof(info),
		uintptr(unsafe.Pointer(&info)), 0, 0); errno != 0 {
		return info, errno
	}
	return info, nil
}
