package data

import (
	"errors"
	"io"
	"os"
)

// openRegular opens a regular file to read it. Whatever else has the name is not opened: a pipe would wait for a writer,
// and a device may never end. The error is a *FileError then.
func openRegular(path string) (*os.File, os.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, &FileError{path, FileIrregular, nil}
	}
	f, err := os.Open(path)
	return f, info, err
}

// copyRegular copies a regular file to a new one, which only its owner can read.
func copyRegular(from, to string) error {
	in, _, err := openRegular(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
