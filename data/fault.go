package data

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"

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
	FileMoved
	FileIrregular
	FileForbidden
	FileOverwritten
)

var fileFaults = [...]struct{ what, then string }{
	FileBusy:        {"another program has been writing to it for 5 s", "nothing was changed, try again when it is done"},
	FileFull:        {"the disk is full", "what was recorded before is safe, this was not recorded"},
	FileReadOnly:    {"it can't be written to", "make the file and its folder writable"},
	FileUnreadable:  {"the disk reported an error", "what was recorded before is safe as far as the disk is"},
	FileDamaged:     {"the file is damaged", "nothing was changed"},
	FileUnreachable: {"it can't be opened", "check that its folder exists and is writable"},
	FileMoved:       {"another program removed it, or put another in its place, while it was open", "this was not recorded"},
	FileIrregular:   {"it is no regular file", "it was not opened"},
	FileForbidden:   {"you have no permission for it", "nothing was changed"},
	FileOverwritten: {"it was overwritten while it was open", "what was recorded in it may be lost"},
}

// String says what happened and what is safe.
func (f FileFault) String() string { return fileFaults[f].what + "; " + fileFaults[f].then }

// FileError is a failure of the database file.
type FileError struct {
	Path  string
	Fault FileFault
	Err   error // of SQLite or of the system, or nil
}

// Error returns the path and what is wrong with the file.
func (e *FileError) Error() string { return e.Path + ": " + e.Fault.String() }

// Unwrap returns the error of SQLite or of the system, or nil.
func (e *FileError) Unwrap() error { return e.Err }

// fileFaultOf returns which of the common failures of SQLite or of the system an error is.
func fileFaultOf(err error) (fault FileFault, ok bool) {
	var file *FileError
	var e *sqlite.Error
	switch {
	case errors.As(err, &file):
		return file.Fault, true
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return FileFull, true
	case errors.Is(err, syscall.EROFS):
		return FileReadOnly, true
	case errors.Is(err, syscall.EIO):
		return FileUnreadable, true
	case errors.Is(err, fs.ErrPermission):
		return FileForbidden, true
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum):
		return FileDamaged, true
	case !errors.As(err, &e):
		return 0, false
	}
	if e.Code() == sqlite3.SQLITE_READONLY_DBMOVED {
		return FileMoved, true
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

// Plain returns an error that says in our words what is wrong with a file or with access to it, for a message that
// names the file. One of a database names its own.
func Plain(err error) error {
	if errors.As(err, new(*FileError)) {
		return err
	}
	if say := plain(err); say != err.Error() {
		return plainError{say, err}
	}
	return err
}

// plain is Plain for a message about the database itself, or one that names it.
func plain(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	if fault, ok := fileFaultOf(err); ok {
		return fileFaults[fault].what
	}
	switch {
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	}
	return err.Error()
}

// plainError is an error in our words.
type plainError struct {
	say string
	error
}

// Error returns the words.
func (e plainError) Error() string { return e.say }

// Unwrap returns the error behind it.
func (e plainError) Unwrap() error { return e.error }

// opening turns a failure of the system before SQLite opens a database into one of our own.
func opening(path string, err error) error {
	if fault, ok := fileFaultOf(err); ok && !errors.As(err, new(*FileError)) {
		return &FileError{path, fault, err}
	}
	return err
}

// explain turns SQLite's common failures into errors of our own.
func explain(path string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	if errors.As(err, new(*FileError)) {
		return err
	}
	if fault, ok := fileFaultOf(e); ok {
		return &FileError{path, fault, err}
	}
	if e.Code()&0xff == sqlite3.SQLITE_NOTADB {
		return &ForeignError{Path: path}
	}
	return fmt.Errorf("%s: %w", path, err)
}

// inaccessible reports whether an error says that a file can't be read or written at all, whatever is in it.
func inaccessible(err error) bool {
	var file *FileError
	var e *sqlite.Error
	switch {
	case errors.As(err, &file):
		return file.Fault != FileDamaged
	case errors.As(err, &e):
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
			sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT:
			return true
		}
	}
	return false
}

// unreadable says what is wrong with the content of a file of which something can't be read.
func unreadable(err error) string {
	var damaged *damage
	var entry *badEntryError
	var file *FileError
	var e *sqlite.Error
	switch {
	case errors.As(err, &damaged):
		return damaged.Error()
	case errors.As(err, &entry):
		return entry.Error()
	case errors.As(err, &file) && errors.As(file.Err, &e), errors.As(err, &e):
		what, _, _ := strings.Cut(e.Error(), " (") // SQLite's number
		return fileDamaged + what
	}
	return fileDamaged + "a value can't be read (" + err.Error() + ")"
}
