package data

import (
	"errors"
	"io/fs"
	"os"
)

// Between the moment in which a file is found missing or damaged and the moment in which a restore replaces it, a person may
// think about a question. A sync tool may bring the database meanwhile, or another recall may have restored it.

// Seen is what was at the path of a database at one moment.
type Seen struct {
	path string
	info os.FileInfo
	err  error
}

// See looks at what is at a path now.
func See(path string) Seen {
	info, err := os.Stat(path)
	return Seen{path, info, err}
}

// Gone reports whether there was no database, or an empty file.
func (s Seen) Gone() bool {
	return errors.Is(s.err, fs.ErrNotExist) || s.err == nil && s.info.Mode().IsRegular() && s.info.Size() == 0
}

// Gone reports whether there is no database at a path, or an empty file.
func Gone(path string) bool { return See(path).Gone() }

// Judged looks again after the file was opened, which may have changed it: a journal was rolled back, for example. It is
// an error if another one is there.
func (s Seen) Judged() (Seen, error) {
	now := See(s.path)
	if s.err != nil || now.err != nil || !os.SameFile(s.info, now.info) {
		return now, &ArrivedError{s.path}
	}
	return now, nil
}

// unchanged returns an error if something else is at the path by now.
func (s Seen) unchanged() error {
	if s.Gone() && Gone(s.path) {
		return nil
	}
	now, err := s.Judged()
	if err == nil && (now.info.Size() != s.info.Size() || !now.info.ModTime().Equal(s.info.ModTime())) {
		err = &ArrivedError{s.path}
	}
	return err
}

// ArrivedError reports that another program put a file in the place that a restore was about to fill.
type ArrivedError struct{ Path string }

// Error names the file.
func (e *ArrivedError) Error() string {
	return e.Path + ": another program put a file there, or changed it, meanwhile; nothing was changed"
}
