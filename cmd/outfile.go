package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
)

// markWithin is how many bytes at the start and at the end of a file are searched for a mark of recall.
const markWithin = 1024

// writeFile writes a file completely or not at all: it writes a temporary file next to it and renames that. Only the
// owner can read it, as it holds what a person knows and does not know. An existing file that bears a mark of recall is
// replaced; for any other one, the person is asked.
func (a *app) writeFile(path string, marks []string, yes bool, write func(io.Writer) error) (err error) {
	bad := func(err error) error { return fmt.Errorf("write %s: %w", path, data.Plain(err)) }
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return bad(err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a file that can be replaced; nothing was written", path)
	default:
		ours, err := bears(path, marks)
		if err != nil {
			return bad(err)
		}
		if !ours {
			if err := a.confirm(yes, path+
				" already exists, and recall did not write it", "Replace it?", "nothing was written"); err != nil {
				return err
			}
		}
		if path, err = filepath.EvalSymlinks(path); err != nil { // replace the file, not the link to it
			return bad(err)
		}
	}
	f, err := data.TempBeside(path)
	if err != nil {
		return bad(err)
	}
	defer os.Remove(f.Name()) // fails harmlessly once the file is renamed
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return bad(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return bad(err)
	}
	if err := data.SyncFolder(filepath.Dir(path)); err != nil {
		return bad(err)
	}
	return nil
}

// bears reports whether a file has one of the marks near its start or end, or is empty and so can be overwritten.
func bears(path string, marks []string) (bool, error) {
	marked := func(part []byte) bool {
		return slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(string(part), m) })
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, markWithin))
	if err != nil || len(head) == 0 || marked(head) {
		return err == nil, err
	}
	if _, err := f.Seek(-int64(len(head)), io.SeekEnd); err != nil {
		return false, err
	}
	tail, err := io.ReadAll(f)
	return marked(tail), err
}
