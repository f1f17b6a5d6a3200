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

// A new database takes the name of a damaged one in three renames: the damaged file goes aside, then its journal, then the
// new one comes. A program that is killed between them leaves no database behind, so the new one first gets a name that
// says whose place it is to take. FinishSwap does the rest at the next start.

const (
	brokenMark = ".broken-" // between the name of a database and the time at which it was put aside
	comingEnd  = ".new"     // after the name of the damaged file: the database that takes its place
)

// swap puts the damaged database at a path aside, with its journal, and the new one in its place. If that fails,
// everything is as it was.
func swap(path, made string, at time.Time) (aside string, err error) {
	aside, err = asideOf(path, at)
	if err != nil {
		return "", err
	}
	dir, coming := filepath.Dir(path), aside+comingEnd
	if err := os.Rename(made, coming); err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			os.Remove(coming)
		}
	}()
	if err := SyncFolder(dir); err != nil { // it must be known by that name before the damaged one loses its own
		return "", err
	}
	if err := os.Rename(path, aside); err != nil {
		return "", err
	}
	err = finish(path, aside)
	if err == nil {
		return aside, SyncFolder(dir)
	}
	return "", errors.Join(err, moveJournal(aside, path), os.Rename(aside, path))
}

// fill puts the new database where there is none, or an empty file. If that fails, everything is as it was.
func fill(path, made string, at time.Time) error {
	aside, err := asideOf(path, at)
	if err != nil {
		return err
	}
	if err := moveJournal(path, aside); err != nil {
		return err
	}
	if err := os.Rename(made, path); err != nil {
		return errors.Join(err, moveJournal(aside, path))
	}
	return SyncFolder(filepath.Dir(path))
}

// moveJournal moves the journal of a database aside with it, or back. Left in place, it would be rolled back into the
// new file.
func moveJournal(from, to string) error {
	err := os.Rename(from+"-journal", to+"-journal")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// finish does what is left to do once the damaged file is aside.
func finish(path, aside string) error {
	if err := moveJournal(path, aside); err != nil {
		return err
	}
	err := os.Rename(aside+comingEnd, path)
	if errors.Is(err, fs.ErrNotExist) && !Gone(path) { // another start of recall was faster
		return nil
	}
	return err
}

// FinishSwap finishes what a program did that was killed while it put a new database in the place of a damaged one. It
// does nothing where there is a database.
func FinishSwap(path string) error {
	if !Gone(path) {
		return nil
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if path, err = unlinked(path); err != nil {
		return err
	}
	for _, coming := range coming(path) {
		aside := strings.TrimSuffix(coming, comingEnd)
		if _, err := os.Lstat(aside); err != nil { // it had not begun, and Sweep removes it
			continue
		}
		if err := finish(path, aside); err != nil {
			return fmt.Errorf("finish the restore of %s: %w", path, Plain(err))
		}
		return SyncFolder(filepath.Dir(path))
	}
	return nil
}

// coming returns the databases that are to take the place of the one at a path.
func coming(path string) []string {
	return filesIn(filepath.Dir(path), filepath.Base(path)+brokenMark, comingEnd)
}

// asideOf returns a free name beside a damaged file, also for its journal.
func asideOf(path string, at time.Time) (string, error) {
	stamped := path + brokenMark + at.UTC().Format("20060102-150405")
	aside := stamped
	for i := 2; ; i++ { // two rescues within a second
		free := true
		for _, name := range []string{aside, aside + "-journal", aside + comingEnd} {
			if _, err := os.Lstat(name); err == nil {
				free = false
			} else if !errors.Is(err, fs.ErrNotExist) {
				return "", err
			}
		}
		if free {
			return aside, nil
		}
		aside = fmt.Sprintf("%s-%d", stamped, i)
	}
}
