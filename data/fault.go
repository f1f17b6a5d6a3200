package data

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// FileFault is what is wrong with the database file, or with access to it.
type FileFault int

// The faults that are explained in a sentence.
const (
	FileBusy FileFault = iota
	FileFull
	FileReadOnly
	FileUnreadable
	FileDamaged
	FileUnreachable
)

var fileFaults = [...]struct{ what, then string }{
	FileBusy:        {"another program has been writing to it for 5 s", "nothing was changed, try again when it is done"},
	FileFull:        {"the disk is full", "what was recorded before is safe, this was not recorded"},
	FileReadOnly:    {"it can't be written to", "make the file and its folder writable"},
	FileUnreadable:  {"the disk reported an error", "what was recorded before is safe as far as the disk is"},
	FileDamaged:     {"the file is damaged", "nothing was changed"},
	FileUnreachable: {"it can't be opened", "check that its folder exists and is writable"},
}

// String says what happened and what is safe.
func (f FileFault) String() string { return fileFaults[f].what + "; " + fileFaults[f].then }

// FileError is a failure of the database file.
type FileError struct {
	Path  string
	Fault FileFault
	Err   error // SQLite's own
}

// Error returns the path and what is wrong with the file.
func (e *FileError) Error() string { return e.Path + ": " + e.Fault.String() }

// Unwrap returns SQLite's own error.
func (e *FileError) Unwrap() error { return e.Err }

// fileFaultOf returns which of SQLite's common failures an error is.
func fileFaultOf(err error) (fault FileFault, ok bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0, false
	}
	fault, ok = map[int]FileFault{
		sqlite3.SQLITE_BUSY:     FileBusy,
		sqlite3.SQLITE_LOCKED:   FileBusy,
		sqlite3.SQLITE_FULL:     FileFull,
		sqlite3.SQLITE_READONLY: FileReadOnly,
		sqlite3.SQLITE_IOERR:    FileUnreadable,
		sqlite3.SQLITE_CORRUPT:  FileDamaged,
		sqlite3.SQLITE_CANTOPEN: FileUnreachable,
	}[e.Code()&0xff]
	return fault, ok
}

// explain turns SQLite's common failures into errors of our own.
func explain(path string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	if fault, ok := fileFaultOf(err); ok {
		return &FileError{path, fault, err}
	}
	if e.Code()&0xff == sqlite3.SQLITE_NOTADB {
		return &ForeignError{Path: path}
	}
	return fmt.Errorf("%s: %w", path, err)
}
