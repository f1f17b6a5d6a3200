//go:build unix && !darwin

package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe in the place of a file would wait for a writer for ever. None is opened, and the error says what it is.
func TestPipesAreNotOpened(t *testing.T) {
	pipe := func(path string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), syscall.Mkfifo(path, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(t *testing.T, path string, err error) {
		t.Helper()
		var file *FileError
		if !errors.As(err, &file) || file.Path != path || file.Fault != FileIrregular {
			t.Errorf("%v", err)
		}
	}
	for _, name := range []string{"", "-journal"} {
		t.Run("database"+name, func(t *testing.T) {
			s := fresh(t)
			path := s.Path()
			if err := errors.Join(s.Close(), os.RemoveAll(path+name)); err != nil {
				t.Fatal(err)
			}
			pipe(path + name)
			_, err := Open(context.Background(), path)
			refused(t, path+name, err)
		})
	}
	t.Run("backup", func(t *testing.T) {
		s := fresh(t)
		load(t, s, "sea.md", notes, at(0))
		path := s.backupName(noon.AddDate(-3, 0, 0).Format(backupStamp))
		pipe(path)
		loop := s.backupName(noon.AddDate(-2, 0, 0).Format(backupStamp))
		if err := os.Symlink(filepath.Base(loop), loop); err != nil {
			t.Fatal(err)
		}
		b := backUp(t, s, at(0))
		if list, err := s.Backups(); err != nil || len(list) != 1 || list[0] != b {
			t.Errorf("the backups are %v, %v", list, err)
		}
		_, err := s.Restore(context.Background(), path, at(1))
		refused(t, path, err)
	})
}
