package place

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"
)

// folder is a place that is a folder. os.Root keeps every name inside it, whatever links it holds.
type folder string

// tempPrefix begins the name of a file that is being written.
const tempPrefix = ".recall-"

func (f folder) open() (*os.Root, error) {
	root, err := os.OpenRoot(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{At: string(f), Msg: "there is no such folder", Err: err}
	}
	if err != nil {
		return nil, f.fail("it can't be opened", err)
	}
	return root, nil
}

func (f folder) fail(doing string, err error) error {
	return &Error{At: string(f), Msg: doing + ": " + reason(err), Err: err}
}

// reason returns the text of an error without its path.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err.Error()
	}
	return err.Error()
}

// List returns the regular files, without those that are being written.
func (f folder) List(ctx context.Context, dir string) ([]File, error) {
	root, err := f.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if dir == "" {
		dir = "."
	}
	d, err := root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, f.fail("it can't be read", err)
	}
	defer d.Close()
	entries, err := d.ReadDir(mostFiles)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, f.fail("it can't be read", err)
	}
	var list []File
	for _, e := range entries {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), tempPrefix) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // gone since
		}
		list = append(list, File{e.Name(), info.Size()})
	}
	return list, nil
}

// Get opens a regular file.
func (f folder) Get(_ context.Context, name string) (io.ReadCloser, error) {
	root, err := f.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no regular file")
	}
	if err != nil {
		return nil, f.fail("read "+name, err)
	}
	in, err := root.Open(name)
	if err != nil {
		return nil, f.fail("read "+name, err)
	}
	return in, nil
}

// Put writes aside, syncs, and renames.
func (f folder) Put(ctx context.Context, name, from string) (err error) {
	root, err := f.open()
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Lstat(name); err == nil {
		return nil
	}
	dir := path.Dir(name)
	if dir != "." {
		if err := root.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return f.fail("make "+dir, err)
		}
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	temp := path.Join(dir, tempPrefix+path.Base(name))
	out, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return f.fail("write "+name, err)
	}
	defer func() {
		if err != nil {
			root.Remove(temp)
		}
	}()
	if info, err := out.Stat(); err == nil && dir == "." { // the time there, whatever the clock here says
		f.sweep(root, name, info.ModTime())
	}
	_, err = io.Copy(out, untilDone{ctx, in})
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		return f.fail("write "+name, err)
	}
	return f.sync(root, dir)
}

// abandoned is how long no machine leaves a file alone that it is writing.
const abandoned = time.Hour

// sweep removes what was left half written by whoever was stopped: other files of this device at once, and those of others,
// and pictures and sounds, when they are old.
func (f folder) sweep(root *os.Root, name string, now time.Time) {
	device, _, _ := strings.Cut(name, ".")
	for _, dir := range []string{".", MediaFolder} {
		left, _ := fs.Glob(root.FS(), path.Join(dir, tempPrefix+"*"))
		for _, old := range left {
			info, err := root.Lstat(old)
			own := dir == "." && strings.HasPrefix(old, tempPrefix+device+".") && old != tempPrefix+name
			if err == nil && info.Mode().IsRegular() && (own || now.Sub(info.ModTime()) > abandoned) {
				root.Remove(old)
			}
		}
	}
}

// sync makes the names in a folder last. Systems and shares that can't sync a folder are taken at their word.
func (f folder) sync(root *os.Root, dir string) error {
	d, err := root.Open(dir)
	if err != nil {
		return f.fail("write "+dir, err)
	}
	defer d.Close()
	d.Sync()
	return nil
}

// Remove removes a file.
func (f folder) Remove(_ context.Context, name string) error {
	root, err := f.open()
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f.fail("remove "+name, err)
	}
	return nil
}

// untilDone reads until its context is done.
type untilDone struct {
	ctx context.Context
	io.Reader
}

func (u untilDone) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.Reader.Read(b)
}

// Error is a failure of a place, in a sentence.
type Error struct {
	At, Msg string
	Err     error
}

// Error names the place and says what is wrong.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.At, e.Msg) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
