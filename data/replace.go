package data

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ReplaceFile replaces the text of a file, all of it or nothing, even through a power cut. The file keeps its mode, and
// symbolic links to it stay. If its text is no longer the old one, the file is left alone.
func ReplaceFile(path string, old, text []byte) error {
	fail := func(err error) error { return fmt.Errorf("write %s: %w; it is as it was", path, Plain(err)) }
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fail(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return fail(err)
	}
	tmp, err := TempBeside(path)
	if err != nil {
		return fail(err)
	}
	defer os.Remove(tmp.Name()) // it is gone by then unless something failed
	_, err = tmp.Write(text)
	err = errors.Join(err, tmp.Chmod(info.Mode().Perm()), tmp.Sync(), tmp.Close())
	if err != nil {
		return fail(err)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, old) {
		return fail(errors.Join(err, errors.New("another program changed it")))
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fail(err)
	}
	return SyncFolder(filepath.Dir(path))
}
