package place

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"strings"
	"time"
)

// rclone is a remote of the learner's own rclone: REMOTE:PATH. It runs as a subprocess, so recall itself talks to no
// network, and whatever rclone can reach and encrypt will do.
type rclone string

// The exit statuses by which rclone says that a folder or a file is not there.
const (
	noFolder = 3
	noFile   = 4
)

// ErrNoRclone reports that rclone is not installed.
var ErrNoRclone = errors.New("rclone is not installed, or not on the PATH")

// run starts rclone and waits for it. Its last words become the error.
func (r rclone) run(ctx context.Context, args ...string) ([]byte, error) {
	c, fail := r.command(ctx, args...)
	out, err := c.Output()
	if ctx.Err() != nil && c.Process != nil {
		endAll(c)
	}
	return out, fail(err)
}

// patience is how long rclone may take to end once it is told to.
const patience = 300 * time.Millisecond

// command returns a command of rclone, and what to make of its error. A remote may begin with a minus, and is no flag.
func (r rclone) command(ctx context.Context, args ...string) (*exec.Cmd, func(error) error) {
	c := exec.CommandContext(ctx, "rclone", append([]string{"--retries", "1", "--low-level-retries", "2",
		"--contimeout", "10s", "--timeout", "60s"}, args...)...)
	alone(c)
	c.WaitDelay = patience
	var said bytes.Buffer
	c.Stderr = &limited{w: &said, left: 64 << 10}
	return c, func(err error) error {
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, exec.ErrNotFound):
			return &Error{At: remotePrefix + string(r), Msg: ErrNoRclone.Error(), Err: ErrNoRclone}
		}
		failed := &Error{At: remotePrefix + string(r), Msg: r.reason(lastWords(said.String(), err)), Err: err}
		var exit *exec.ExitError
		if errors.As(err, &exit) && (exit.ExitCode() == noFolder || exit.ExitCode() == noFile) {
			failed.Err = fs.ErrNotExist
		}
		return failed
	}
}

// reason says what rclone's last words mean to a learner. Only the wording hangs on them.
func (r rclone) reason(words string) string {
	if strings.Contains(words, "didn't find section in config file") {
		remote, _, _ := strings.Cut(string(r), ":")
		return fmt.Sprintf("rclone has no remote %q", remote)
	}
	for _, network := range []string{"dial tcp", "no such host", "timeout", "connection reset", "unreachable"} {
		if strings.Contains(words, network) {
			return "it can't be reached now (" + strings.TrimSpace(words[strings.LastIndex(words, ": ")+1:]) + ")"
		}
	}
	return "rclone: " + words
}

// lastWords returns the last line that rclone wrote, without its time.
func lastWords(said string, err error) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	last := strings.TrimSpace(lines[len(lines)-1])
	if at := strings.Index(last, ": "); at >= 0 && strings.ContainsAny(last[:at], "0123456789") {
		last = strings.TrimSpace(last[at+2:])
	}
	if last == "" {
		return err.Error()
	}
	return last
}

func (r rclone) path(name string) string {
	if name == "" {
		return string(r)
	}
	if strings.HasSuffix(string(r), ":") {
		return string(r) + name
	}
	return strings.TrimSuffix(string(r), "/") + "/" + name
}

// List returns the files.
func (r rclone) List(ctx context.Context, dir string) ([]File, error) {
	out, err := r.run(ctx, "lsjson", "--files-only", "--no-modtime", "--no-mimetype", "--", r.path(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Name  string
		Size  int64
		IsDir bool
	}
	if err := json.Unmarshal(out, &rows); err != nil {
		return nil, &Error{At: remotePrefix + string(r), Msg: "rclone listed the files in a way that can't be read", Err: err}
	}
	var list []File
	for _, row := range rows[:min(len(rows), mostFiles)] {
		if !row.IsDir && !strings.ContainsAny(row.Name, "/\\") {
			list = append(list, File{row.Name, row.Size})
		}
	}
	return list, nil
}

// Get reads a file while rclone brings it.
func (r rclone) Get(ctx context.Context, name string) (io.ReadCloser, error) {
	c, fail := r.command(ctx, "cat", "--", r.path(name))
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		return nil, fail(err)
	}
	return &piped{out: out, c: c, fail: fail}, nil
}

// piped is the output of a running rclone.
type piped struct {
	out   io.ReadCloser
	c     *exec.Cmd
	fail  func(error) error
	ended bool
	err   error // what the end of the file is read as
}

// Read reads what rclone brings. Where rclone failed, the end of its output is that failure: a file must not be taken for a
// torn one because the network went away.
func (p *piped) Read(b []byte) (int, error) {
	if p.ended {
		return 0, p.err
	}
	n, err := p.out.Read(b)
	if err != nil {
		p.ended, p.err = true, err
		if failed := p.fail(p.c.Wait()); failed != nil {
			p.err = failed
		}
		err = p.err
	}
	return n, err
}

// Close ends rclone. Who closes before the end has read enough, so how rclone then ends is no failure.
func (p *piped) Close() error {
	p.out.Close()
	if !p.ended {
		endAll(p.c)
		p.c.Wait()
	}
	return nil
}

// Put lets rclone copy a file. It writes aside itself where the storage shows files that are not whole yet.
func (r rclone) Put(ctx context.Context, name, from string) error {
	_, err := r.run(ctx, "copyto", "--ignore-times", "--", from, r.path(name))
	return err
}

// Remove removes a file.
func (r rclone) Remove(ctx context.Context, name string) error {
	_, err := r.run(ctx, "deletefile", "--", r.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// limited keeps the first bytes of what is written to it.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	keep := b[:min(len(b), l.left)]
	l.left -= len(keep)
	if _, err := l.w.Write(keep); err != nil {
		return 0, err
	}
	return len(b), nil
}

// CheckRemote returns an error if a place can't be a remote of rclone.
func CheckRemote(at string) error {
	remote := strings.TrimPrefix(at, remotePrefix)
	name, rest, found := strings.Cut(remote, ":")
	if !found || name == "" && !strings.HasPrefix(remote, ":") ||
		path.Clean("/"+rest) != "/"+strings.TrimPrefix(strings.TrimSuffix(rest, "/"), "/") {
		return fmt.Errorf("%q is no remote of rclone; it looks like rclone:REMOTE:PATH", at)
	}
	return nil
}
