package data

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"strings"
)

// Source is a file that a deck was made of.
type Source struct {
	Path string // absolute, or builtin:NAME
	Deck string
}

// Sources lists the files of all decks, the built-in ones left out.
func (s *Store) Sources() (list []Source, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var o Source
		err := rows.Scan(&o.Path, &o.Deck)
		list = append(list, o)
		return err
	}, "SELECT o.path, d.name FROM source o JOIN deck d ON d.id = o.deck WHERE o.path NOT LIKE 'builtin:%' AND d.gone = 0 ORDER BY o.id")
	return list, err
}

// ChangedSources lists the files that look different from when they were last read: by size or time, without reading them.
func (s *Store) ChangedSources() (paths []string, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var path string
		var size, mtime int64
		if err := rows.Scan(&path, &size, &mtime); err != nil {
			return err
		}
		if strings.HasPrefix(path, BuiltinPath) {
			return nil
		}
		info, err := os.Stat(path)
		if err == nil && (info.Size() != size || info.ModTime().UnixNano() != mtime) {
			paths = append(paths, path)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return err
		}
		return nil
	}, "SELECT o.path, o.size, o.mtime FROM source o JOIN deck d ON d.id = o.deck WHERE d.gone = 0 ORDER BY o.id")
	return paths, err
}

// DeckOf returns the deck that a known path belongs to, "" for an unknown path.
func (s *Store) DeckOf(path string) (string, error) {
	var name string
	err := s.get([]any{&name}, "SELECT d.name FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ?", path)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return name, err
}

// Bullets counts the bullets of a file, parked ones left out.
func (s *Store) Bullets(path string) (n int, err error) {
	err = s.get([]any{&n}, "SELECT count(*) FROM note n JOIN source o ON o.id = n.source WHERE o.path = ? AND n.parked = 0", path)
	return n, err
}
