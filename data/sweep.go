package data

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A run that is killed leaves behind what it was writing.
const (
	abandoned = time.Hour          // no run that goes on leaves a temporary file alone for so long
	forgotten = 7 * 24 * time.Hour // but a person may leave an editor open
)

// In the system's folder for temporary files, ours are told by both ends of their names.
const (
	tempPrefix = "recall-"
	textTemp   = ".text" // what a person writes in an editor
)

// TempFolder makes a folder for temporary files that need not be beside a database. Only its owner can read it.
func TempFolder() (string, error) {
	path, err := os.MkdirTemp("", tempPrefix+"*"+backupTemp)
	return path, tempGone(err)
}

// TempText makes a folder for a text that a person edits.
func TempText() (string, error) {
	path, err := os.MkdirTemp("", tempPrefix+"*"+textTemp)
	return path, tempGone(err)
}

// tempGone returns an error that names the system's folder for temporary files if something failed because it is not there.
func tempGone(err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if info, missing := os.Stat(os.TempDir()); missing == nil && info.IsDir() {
		return err
	}
	return fmt.Errorf("the folder for temporary files, %s, is not there: make it, or name another in TMPDIR", os.TempDir())
}

// Sweep removes what killed runs left: beside the database the folders in which a backup was made or read, and a
// database made anew, whether or not it was about to take the place of a damaged one; and what is in the system's folder
// for temporary files.
func (s *Store) Sweep(now time.Time) {
	dir, base := filepath.Split(s.path)
	for _, in := range []struct{ dir, prefix string }{
		{filepath.Join(dir, backupFolder), s.stem() + "-"}, {dir, s.stem() + "-"}, {dir, "." + base + "-"}, {s.MediaFolder(), ""},
	} {
		sweep(filesIn(in.dir, in.prefix, backupTemp), now, abandoned)
	}
	sweep(coming(s.path), now, abandoned)
	sweep(filesIn(os.TempDir(), tempPrefix, backupTemp), now, abandoned)
	sweep(filesIn(os.TempDir(), tempPrefix, textTemp), now, forgotten)
}

// TempBeside makes a temporary file for the new content of a file, in the same folder, and removes those that killed runs
// left there. Only its owner can read it.
func TempBeside(path string) (*os.File, error) {
	dir, prefix := filepath.Dir(path), "."+filepath.Base(path)+"."
	f, err := os.CreateTemp(dir, prefix+"*"+backupTemp)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil { // the time there, whatever the clock here says
		sweep(filesIn(dir, prefix, backupTemp), info.ModTime(), abandoned)
	}
	return f, nil
}

func sweep(list []string, now time.Time, age time.Duration) {
	for _, path := range list {
		if info, err := os.Lstat(path); err == nil && now.Sub(info.ModTime()) > age {
			os.RemoveAll(path)
		}
	}
}

// filesIn returns the paths in a folder whose names begin and end so.
func filesIn(dir, prefix, suffix string) (list []string) {
	entries, _ := os.ReadDir(dir) // where none can be listed, none is swept
	for _, e := range entries {
		name, ok := strings.CutPrefix(e.Name(), prefix)
		if ok && strings.HasSuffix(name, suffix) {
			list = append(list, filepath.Join(dir, e.Name()))
		}
	}
	return list
}
