package data

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
)

// journalMark begins a journal that SQLite must still roll back. In one that is done with, it is gone.
const journalMark = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"

// rollBack puts a file right that a program was killed while writing, before its header is judged: the header may be that
// of a first run or a migration that never happened, or not be there yet. Only a file of recall, or one with no header at
// all, is touched.
func rollBack(ctx context.Context, path string) error {
	mark, err := firstBytes(path+"-journal", len(journalMark))
	if err != nil || string(mark) != journalMark {
		return err
	}
	head, err := firstBytes(path, 100)
	if err != nil {
		return err
	}
	blank := len(bytes.Trim(head, "\x00")) == 0
	if !blank && (len(head) < 100 || binary.BigEndian.Uint32(head[68:]) != applicationID) {
		return nil
	}
	s, err := connect(ctx, path)
	if err != nil {
		return err
	}
	_, err = s.schemaVersion()
	return explain(path, errors.Join(err, s.Close()))
}

// copyKilled copies a database beside which a journal must still be rolled back, and rolls it back into the copy. It
// reports whether there is such a journal.
func copyKilled(ctx context.Context, from, to string) (killed bool, err error) {
	journal := from + "-journal"
	if mark, err := firstBytes(journal, len(journalMark)); err != nil || string(mark) != journalMark {
		return false, nil
	}
	if head, err := firstBytes(from, len(sqliteMark)); err != nil || string(head) != sqliteMark {
		return false, nil
	}
	for _, end := range []string{"", "-journal"} {
		if err := copyRegular(from+end, to+end); err != nil {
			return true, err
		}
	}
	if many, err := ofManyFiles(to + "-journal"); err != nil || many {
		return true, errors.Join(err, errors.New("its journal is not one of recall"))
	}
	if err := rollBack(ctx, to); err != nil {
		return true, err
	}
	head, err := firstBytes(to, headSize)
	if err != nil {
		return true, err
	}
	return true, judgeBackup(head, from)
}

// ofManyFiles reports whether a journal ends with the name of another one. Rolling it back could remove that file.
// recall writes to no two databases at once.
func ofManyFiles(journal string) (bool, error) {
	f, info, err := openRegular(journal)
	if err != nil {
		return false, err
	}
	defer f.Close()
	end := make([]byte, len(journalMark))
	_, err = f.ReadAt(end, info.Size()-int64(len(end)))
	return string(end) == journalMark, err
}

// schemaVersion asks SQLite for the schema, which rolls back what was never committed.
func (s *Store) schemaVersion() (version int, err error) {
	err = s.get([]any{&version}, "PRAGMA user_version")
	return version, err
}

// firstBytes reads at most n bytes of a file; none if there is no file.
func firstBytes(path string, n int) ([]byte, error) {
	f, _, err := openRegular(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(n)))
}
