package faults

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A tracer runs the program and stands at each of its system calls that changes a file below a folder, in all of its
// threads (filter_linux_amd64_test.go). It can kill the program before such a call, let the call fail, or write down what it did. So everything that
// the program does to the disk is under trial: SQLite's files, and those that recall writes itself.
type tracer struct {
	under  string           // only calls on files below this folder count
	before func(*call) fate // nil: all goes on
	after  func(*call)      // for each call that succeeded, and for each write to standard output; nil: nothing
	files  [3]*os.File      // the program's standard streams

	leader  int
	mem     *os.File
	n       int
	pending map[int]*call // by thread: the call that it is in
	dir     string
}

// A call is a system call that changes a file, or says something.
type call struct {
	n       int    // the how manieth, from 1; 0 for words on standard output
	name    string // of the system call
	path    string // the file, or its old name
	to      string // the new name
	created bool   // an open that may create the file
	cut     bool   // an open that empties the file
	off     int64  // where a write begins, or the new length
	data    []byte // what was written

	fd     int
	length int
}

// A fate is what becomes of a call. The zero value lets it be.
type fate struct {
	kill  bool
	errno syscall.Errno
}

// says is the name of a write to standard output.
const says = "say"

// How the file of a system call is found in its arguments.
const (
	byDescriptor = iota // the first is a descriptor
	byPath              // the first is a path
	byPathAt            // the first two are a folder and a path
	byOpenAt            // as byPathAt, and the third are flags
	byOpen              // a path, and flags
	byTwoPaths
	byTwoPathsAt
	byLink // as byTwoPaths, but the first is what the link says
	byCopy // the third is the descriptor that is written to
)

var family = map[uint64]struct {
	name string
	by   int
}{
	syscall.SYS_WRITE:     {"write", byDescriptor},
	syscall.SYS_PWRITE64:  {"pwrite64", byDescriptor},
	syscall.SYS_FSYNC:     {"fsync", byDescriptor},
	syscall.SYS_FDATASYNC: {"fdatasync", byDescriptor},
	syscall.SYS_FTRUNCATE: {"ftruncate", byDescriptor},
	syscall.SYS_FALLOCATE: {"fallocate", byDescriptor},
	syscall.SYS_FCHMOD:    {"fchmod", byDescriptor},
	syscall.SYS_WRITEV:    {"writev", byDescriptor},
	syscall.SYS_PWRITEV:   {"pwritev", byDescriptor},
	syscall.SYS_TRUNCATE:  {"truncate", byPath},
	syscall.SYS_CHMOD:     {"chmod", byPath},
	syscall.SYS_UNLINK:    {"unlink", byPath},
	syscall.SYS_RMDIR:     {"rmdir", byPath},
	syscall.SYS_MKDIR:     {"mkdir", byPath},
	syscall.SYS_FCHMODAT:  {"chmod", byPathAt},
	syscall.SYS_UNLINKAT:  {"unlink", byPathAt},
	syscall.SYS_MKDIRAT:   {"mkdir", byPathAt},
	syscall.SYS_OPENAT:    {"open", byOpenAt},
	syscall.SYS_OPEN:      {"open", byOpen},
	syscall.SYS_CREAT:     {"open", byPath},
	syscall.SYS_RENAME:    {"rename", byTwoPaths},
	syscall.SYS_LINK:      {"link", byTwoPaths},
	syscall.SYS_RENAMEAT:  {"rename", byTwoPathsAt},
	sysRenameat2:          {"rename", byTwoPathsAt},
	syscall.SYS_LINKAT:    {"link", byTwoPathsAt},
	syscall.SYS_SYMLINK:   {"symlink", byLink},
	sysCopyFileRange:      {"copy_file_range", byCopy},
	syscall.SYS_SENDFILE:  {"sendfile", byDescriptor},
}

// What package syscall does not name.
const (
	sysRenameat2     = 316
	sysCopyFileRange = 326
	getSyscallInfo   = 0x420e                  // PTRACE_GET_SYSCALL_INFO, since Linux 5.3
	exitKill         = 0x100000                // PTRACE_O_EXITKILL
	wallNoThread     = 0x40000000 | 0x20000000 // __WALL | __WNOTHREAD: this thread's tracees
	atFolder         = -100                    // AT_FDCWD
)

// patience is how long a run may take before it counts as hanging.
const patience = 2 * time.Minute

var errHangs = errors.New("it hangs")

// run starts the program in a folder and returns its exit status, or -1 if it was killed.
func (tr *tracer) run(dir, program string, env []string, args ...string) (status int, err error) {
	runtime.LockOSThread() // a tracee obeys one thread only
	defer runtime.UnlockOSThread()
	tr.pending, tr.n, tr.dir = map[int]*call{}, 0, dir
	tr.leader, err = syscall.ForkExec(program, append([]string{program}, args...), &syscall.ProcAttr{
		Dir: dir, Env: env, Sys: &syscall.SysProcAttr{Ptrace: true, Setpgid: true}, // a group, told from the test's other children
		Files: []uintptr{tr.files[0].Fd(), tr.files[1].Fd(), tr.files[2].Fd()},
	})
	if err != nil {
		return 0, err
	}
	var mu sync.Mutex
	hangs, over := false, false
	limit := time.AfterFunc(patience, func() {
		mu.Lock()
		defer mu.Unlock()
		if hangs = !over; hangs {
			syscall.Kill(-tr.leader, syscall.SIGKILL)
		}
	})
	defer limit.Stop()
	status, err = tr.follow()
	mu.Lock()
	defer mu.Unlock()
	if over = true; hangs {
		err = errHangs
	}
	return status, err
}

// follow lets the program go from stop to stop until it ends, and with it what it started, such as an editor. That has the
// filter too, but its calls do not count.
func (tr *tracer) follow() (status int, err error) {
	var ws syscall.WaitStatus
	if _, err := syscall.Wait4(tr.leader, &ws, wallNoThread, nil); err != nil {
		return 0, fmt.Errorf("wait for the start: %w", err)
	}
	if ws.Exited() || ws.Signaled() {
		return 0, errors.New("the program did not start")
	}
	options := syscall.PTRACE_O_TRACESYSGOOD | syscall.PTRACE_O_TRACECLONE | syscall.PTRACE_O_TRACEFORK |
		syscall.PTRACE_O_TRACEVFORK | traceFilter | exitKill
	if err := syscall.PtraceSetOptions(tr.leader, options); err != nil {
		return 0, fmt.Errorf("trace: %w", err)
	}
	if tr.mem, err = os.Open(fmt.Sprintf("/proc/%d/mem", tr.leader)); err != nil {
		return 0, err
	}
	defer tr.mem.Close()
	if err := tr.filter(); err != nil {
		return 0, err
	}
	for pid, signal, on := tr.leader, 0, syscall.PtraceCont; ; {
		if pid != 0 {
			if err := on(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
				return 0, fmt.Errorf("go on: %w", err)
			}
		}
		pid, err = syscall.Wait4(-tr.leader, &ws, wallNoThread, nil)
		switch {
		case errors.Is(err, syscall.EINTR):
			pid = 0
			continue
		case errors.Is(err, syscall.ECHILD): // all have ended
			return status, nil
		case err != nil:
			return 0, fmt.Errorf("wait: %w", err)
		}
		signal, on = 0, syscall.PtraceCont
		switch trap := ws.StopSignal() == syscall.SIGTRAP; {
		case ws.Exited() || ws.Signaled():
			if pid == tr.leader {
				status = ws.ExitStatus() // -1 if it was killed
			}
			delete(tr.pending, pid)
			pid = 0
		case trap && ws.TrapCause() == filterStop:
			returns, err := tr.entered(pid)
			if err != nil && !errors.Is(err, syscall.ESRCH) {
				return 0, err
			}
			if returns {
				on = syscall.PtraceSyscall
			}
		case ws.StopSignal() == syscall.SIGTRAP|0x80:
			if err := tr.returned(pid); err != nil && !errors.Is(err, syscall.ESRCH) {
				return 0, err
			}
		case trap || ws.StopSignal() == syscall.SIGSTOP: // a new thread, or exec
		default:
			signal = int(ws.StopSignal())
		}
	}
}

// entered looks at a thread that is about to do a call of the family. returns says that its result is of interest.
func (tr *tracer) entered(pid int) (returns bool, err error) {
	if _, err := os.Lstat(fmt.Sprintf("/proc/%d/task/%d", tr.leader, pid)); err != nil {
		return false, nil // another program
	}
	info, err := tr.info(pid)
	if err != nil {
		return false, err
	}
	c := tr.enter(&info)
	if c == nil {
		return false, nil
	}
	var f fate
	if tr.before != nil && c.n > 0 {
		f = tr.before(c)
	}
	switch {
	case f.kill:
		return false, syscall.Kill(tr.leader, syscall.SIGKILL)
	case f.errno != 0:
		return false, tr.fail(pid, f.errno)
	case tr.after != nil:
		tr.pending[pid] = c
		return true, nil
	}
	return false, nil
}

// returned looks at a thread that comes back from a call.
func (tr *tracer) returned(pid int) error {
	c := tr.pending[pid]
	if c == nil {
		return nil
	}
	delete(tr.pending, pid)
	info, err := tr.info(pid)
	if err != nil {
		return err
	}
	if result := int64(info.nr); result >= 0 {
		return tr.done(c, int(result))
	}
	return nil
}

// fail has a call return an error and do nothing.
func (tr *tracer) fail(pid int, errno syscall.Errno) error {
	var regs syscall.PtraceRegs
	if err := syscall.PtraceGetRegs(pid, &regs); err != nil {
		return err
	}
	regs.Orig_rax = ^uint64(0) // no system call has this number
	regs.Rax = uint64(-int64(errno))
	return syscall.PtraceSetRegs(pid, &regs)
}

// enter says what call a thread enters; nil if it does not count.
func (tr *tracer) enter(info *syscallInfo) *call {
	kind, ok := family[info.nr]
	if !ok {
		return nil
	}
	c := &call{name: kind.name, fd: int(int32(info.args[0])), length: int(info.args[2])}
	switch kind.by {
	case byDescriptor:
		if c.fd == 1 && c.name == "write" {
			c.name, c.data = says, tr.bytes(info.args[1], c.length)
			return c
		}
		c.path = tr.file(c.fd)
	case byPath, byOpen:
		c.path = tr.name(atFolder, info.args[0])
	case byPathAt, byOpenAt:
		c.path = tr.name(c.fd, info.args[1])
		if c.name == "unlink" && info.args[2] != 0 {
			c.name = "rmdir"
		}
	case byTwoPaths:
		c.path, c.to = tr.name(atFolder, info.args[0]), tr.name(atFolder, info.args[1])
	case byTwoPathsAt:
		c.path, c.to = tr.name(c.fd, info.args[1]), tr.name(int(int32(info.args[2])), info.args[3])
	case byLink:
		c.to, c.path = tr.text(info.args[0]), tr.name(atFolder, info.args[1])
	case byCopy:
		c.fd = int(int32(info.args[2]))
		c.path = tr.file(c.fd)
	}
	if c.path != tr.under && !strings.HasPrefix(c.path, tr.under+"/") {
		return nil
	}
	switch c.name {
	case "open":
		flags := syscall.O_WRONLY | syscall.O_CREAT | syscall.O_TRUNC
		switch kind.by {
		case byOpen:
			flags = int(info.args[1])
		case byOpenAt:
			flags = int(info.args[2])
		}
		c.created, c.cut = flags&syscall.O_CREAT != 0, flags&syscall.O_TRUNC != 0
	case "write":
		c.off, c.data = tr.position(c.fd), tr.bytes(info.args[1], c.length)
	case "pwrite64":
		c.off, c.data = int64(info.args[3]), tr.bytes(info.args[1], c.length)
	case "ftruncate", "truncate":
		c.off = int64(info.args[1])
	case "copy_file_range", "sendfile":
		c.off = tr.position(c.fd)
	}
	tr.n++
	c.n = tr.n
	return c
}

// done tells of a call that succeeded.
func (tr *tracer) done(c *call, result int) error {
	switch c.name {
	case "write", "pwrite64", says:
		c.data = c.data[:result]
	case "copy_file_range", "sendfile": // what was written stands in the file
		f, err := os.Open(c.path)
		if err != nil {
			return err
		}
		defer f.Close()
		c.data = make([]byte, result)
		if _, err := f.ReadAt(c.data, c.off); err != nil {
			return fmt.Errorf("read what was copied: %w", err)
		}
		c.name = "pwrite64"
	case "writev", "pwritev", "fallocate", "link", "symlink", "truncate":
		return fmt.Errorf("the program calls %s, which a replay does not know", c.name)
	}
	tr.after(c)
	return nil
}

// bytes reads the program's memory.
func (tr *tracer) bytes(at uint64, n int) []byte {
	if tr.after == nil {
		return nil
	}
	b := make([]byte, n)
	n, _ = tr.mem.ReadAt(b, int64(at))
	return b[:n]
}

func (tr *tracer) text(at uint64) string {
	b := make([]byte, 4096)
	n, _ := tr.mem.ReadAt(b, int64(at))
	text, _, _ := bytes.Cut(b[:n], []byte{0})
	return string(text)
}

// name returns the path that an argument names.
func (tr *tracer) name(folder int, at uint64) string {
	path := tr.text(at)
	switch {
	case filepath.IsAbs(path):
	case folder == atFolder:
		path = filepath.Join(tr.dir, path)
	default:
		path = filepath.Join(tr.file(folder), path)
	}
	return filepath.Clean(path)
}

// file returns the path of a descriptor's file as it is called now.
func (tr *tracer) file(fd int) string {
	path, _ := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", tr.leader, fd))
	return path
}

// position returns where a descriptor writes next.
func (tr *tracer) position(fd int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%d", tr.leader, fd))
	var at int64
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch value = strings.TrimSpace(value); key {
		case "pos":
			at, _ = strconv.ParseInt(value, 10, 64)
		case "flags":
			if flags, _ := strconv.ParseInt(value, 8, 64); flags&syscall.O_APPEND != 0 {
				if info, err := os.Stat(fmt.Sprintf("/proc/%d/fd/%d", tr.leader, fd)); err == nil {
					at = info.Size()
				}
			}
		}
	}
	return at
}

// collect gives the program an input and gathers what it prints.
func (tr *tracer) collect(in string, start func() error) (out, errs string, err error) {
	var all [2]bytes.Buffer
	var wg sync.WaitGroup
	r, w, err := os.Pipe()
	if err != nil {
		return "", "", err
	}
	defer r.Close()
	tr.files[0] = r
	go func() { io.WriteString(w, in); w.Close() }()
	var ends []*os.File
	for i := range all {
		r, w, err := os.Pipe()
		if err != nil {
			return "", "", err
		}
		tr.files[i+1], ends = w, append(ends, w)
		wg.Go(func() { io.Copy(&all[i], r); r.Close() })
	}
	err = start()
	for _, w := range ends {
		w.Close()
	}
	wg.Wait()
	return all[0].String(), all[1].String(), err
}
