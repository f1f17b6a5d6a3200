package data

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/deck/read"
)

// Source is a file that a deck was made from.
type Source struct {
	Path        string // absolute, builtin:NAME, stdin:DECK or anki:DECK
	Deck        string
	Size, Mtime int64 // when it was read: bytes, ns
	Sum         [sha256.Size]byte
	Parked      bool    // it has no bullets but parked ones
	Undone      bool    // the import of these bytes was taken back
	As          read.As // how it was read
}

// Changed reports whether the file is another one than was read. Its bytes are looked at only if its time alone differs.
func (o *Source) Changed() (bool, error) {
	info, err := os.Stat(o.Path)
	if err != nil {
		return false, err
	}
	was := asRead{o.Size, o.Mtime, o.Sum}
	return was.changed(o.Path, info)
}

// Sources returns the files of all decks, in the order they were first imported.
func (s *Store) Sources() (list []Source, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var o Source
		var sum sql.RawBytes
		err := rows.Scan(&o.Path, &o.Deck, &o.Size, &o.Mtime, &sum, &o.Parked, &o.Undone,
			&o.As.Encoding, &o.As.Separator)
		copy(o.Sum[:], sum)
		if filepath.IsAbs(o.Path) {
			list = append(list, o)
		}
		return err
	}, `SELECT o.path, d.name, o.size, o.mtime, o.sum,
		NOT EXISTS (SELECT 1 FROM note n WHERE n.source = o.id AND n.parked = 0), o.undone, o.encoding, o.separator
		FROM source o JOIN deck d ON d.id = o.deck WHERE d.gone = 0 ORDER BY o.id`)
	return list, err
}

// ChangedSources returns the files that changed since they were last read. If only the time of a file differs, its
// content is compared, because a checkout or a copy touches many files and changes none. The new time is then stored,
// so that the file is not read again at the next start.
func (s *Store) ChangedSources() (paths []string, err error) {
	touched := map[int64]int64{}
	err = s.each(func(rows *sql.Rows) error {
		var path string
		var sum sql.RawBytes
		var id int64
		var was asRead
		if err := rows.Scan(&id, &path, &sum, &was.size, &was.mtime); err != nil {
			return err
		}
		copy(was.sum[:], sum)
		if strings.HasPrefix(path, BuiltinPath) {
			return nil
		}
		info, err := os.Stat(path)
		if err == nil && !info.Mode().IsRegular() {
			return nil
		}
		var changed bool
		if err == nil {
			changed, err = was.changed(path, info)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		case err != nil:
			return err
		case changed && !slices.Contains(paths, path): // a package may be several sources
			paths = append(paths, path)
		case !changed && info.ModTime().UnixNano() != was.mtime:
			touched[id] = info.ModTime().UnixNano()
		}
		return nil
	}, `SELECT o.id, iif(o.package = '', o.path, o.package), o.sum, o.size, o.mtime FROM source o JOIN deck d ON d.id = o.deck
		WHERE d.gone = 0 AND o.purged = 0 ORDER BY o.id`)
	if err == nil && len(touched) > 0 {
		s.write(func() (err error) { // failing to store a time only costs reading the file again
			for id, mtime := range touched {
				_, failed := s.exec("UPDATE source SET mtime = ? WHERE id = ?", mtime, id)
				err = errors.Join(err, failed)
			}
			return err
		})
	}
	return paths, err
}

// asRead is a file as it was when it was read.
type asRead struct {
	size, mtime int64 // bytes, ns
	sum         [sha256.Size]byte
}

// changed reports whether the file is another one now. Its bytes are looked at only if its time alone differs.
func (r *asRead) changed(path string, info os.FileInfo) (bool, error) {
	if info.Size() != r.size {
		return true, nil
	}
	if info.ModTime().UnixNano() == r.mtime {
		return false, nil
	}
	now, err := Identify(path)
	return err == nil && now.Sum != r.sum, err
}

// Identify returns what identifies the bytes of a file. It reads them piece by piece.
func Identify(path string) (f File, err error) {
	in, err := os.Open(path)
	if err != nil {
		return f, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return f, err
	}
	h := sha256.New()
	if f.Size, err = io.CopyBuffer(h, struct{ io.Reader }{in}, make([]byte, 64<<10)); err != nil {
		return f, err
	}
	f.Mtime = info.ModTime().UnixNano()
	h.Sum(f.Sum[:0])
	return f, nil
}

// DeckOf returns the name of the deck that a path belongs to; "" for an unknown path.
func (s *Store) DeckOf(path string) (string, error) {
	var name string
	err := s.get([]any{&name}, "SELECT d.name FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ?", path)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return name, err
}

// UndoneIn returns the name of the deck of a file whose import was taken back, also if the deck is gone with it; "" for
// any other file.
func (s *Store) UndoneIn(path string) (string, error) {
	var name string
	err := s.get([]any{&name}, "SELECT d.name FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ? AND o.undone = 1", path)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return name, err
}

// Bullets counts the bullets of a file, parked ones left out. It reads two indexes and no row but those of parked ones.
func (s *Store) Bullets(path string) (n int, err error) {
	err = s.get([]any{&n}, `SELECT coalesce(sum((SELECT count(*) FROM note n WHERE n.source = o.id)
		- (SELECT count(*) FROM note n INDEXED BY note_parked WHERE n.parked = 1 AND n.source = o.id)), 0)
		FROM source o WHERE o.path = ?`, path)
	return n, err
}
