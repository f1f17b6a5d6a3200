package data

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A sync tool may put another file in the place of the database while a session runs. What was recorded until then is in
// a file that has no name any more, and only the open connection can read it. It is saved as a backup with a name of its
// own, which the next start offers to merge.

// rescuedMark begins the stamp of such a backup.
const rescuedMark = "rescued-"

// MovedError reports that another program took the database away while it was open.
type MovedError struct {
	Path string
	Kept string // the backup with what was recorded until then; "" if nothing was, or Err says why there is none
	Err  error

	There bool // a database of recall has its place
}

// Error says where everything is.
func (e *MovedError) Error() string {
	say := e.Path + ": " + fileFaults[FileMoved].what
	switch {
	case e.Err != nil:
		return say + "; what was recorded in this session could not be saved: " + plain(e.Err)
	case e.Kept != "":
		return say + "; what was recorded until then is in " + e.Kept
	}
	return say
}

// Unwrap returns why nothing could be saved, or nil.
func (e *MovedError) Unwrap() error { return e.Err }

// moved reports whether the file that is open is no longer the one at its path.
func (s *Store) moved() bool {
	if s.file == nil {
		return false
	}
	now, err := os.Stat(s.path)
	return errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(s.file, now)
}

// saveMoved saves what this store wrote, if the file was taken away since.
func (s *Store) saveMoved() error {
	if s.writes == 0 || !s.moved() {
		return nil
	}
	fail := func(err error) error { return &MovedError{Path: s.path, Err: err} }
	// A journal beside the path is that of the other file by now, and reading would roll it back into this one.
	if info, err := os.Stat(s.path + "-journal"); err == nil && info.Size() > 0 {
		return fail(errors.New("another program is writing to the other file"))
	}
	var wall int64
	if err := s.get([]any{&wall}, "SELECT coalesce(max(tick - lag), 0) FROM log"); err != nil {
		return fail(err)
	}
	b, err := s.backup(s.backupName(rescuedMark + time.UnixMilli(wall).UTC().Format(backupStamp)))
	if err != nil {
		return fail(err)
	}
	version, err := inspect(s.path)
	return &MovedError{Path: s.path, Kept: b.Path, There: err == nil && version > 0}
}

// RescuedBackups returns the backups of what was recorded in files that were taken away, newest first, as far as they were not
// merged since.
func (s *Store) RescuedBackups() ([]Backup, error) {
	list, err := s.Backups()
	var rescued []Backup
	for _, b := range list {
		if strings.HasPrefix(filepath.Base(b.Path), s.stem()+"-"+rescuedMark) {
			rescued = append(rescued, b)
		}
	}
	return rescued, err
}

// TakeRescued merges such a backup. It is a backup like any other from then on.
func (s *Store) TakeRescued(ctx context.Context, b Backup, at Moment) (Merged, error) {
	var m Merged
	err := s.Unpack(ctx, b.Path, func(u *Unpacked) error {
		_, err := u.mendWhole(at)
		if err == nil {
			m, err = u.Restore(at)
		}
		return err
	})
	if err != nil {
		return m, err
	}
	return m, s.MarkMerged(b.Path)
}

// MarkMerged notes that a backup was merged: it is not offered again.
func (s *Store) MarkMerged(path string) error {
	dir, name := filepath.Split(path)
	stamp, ok := strings.CutPrefix(name, s.stem()+"-"+rescuedMark)
	if !ok || filepath.Clean(dir) != filepath.Join(filepath.Dir(s.path), backupFolder) {
		return nil
	}
	if err := os.Rename(path, filepath.Join(dir, s.stem()+"-"+stamp)); err != nil {
		return fmt.Errorf("name the backup as one that was merged: %w", err)
	}
	return nil
}
