package data

import (
	"database/sql"
	"path/filepath"
	"strconv"
)

// NewerBuilder returns the number of files whose cards an older builder made, and which recall import would read again.
// Once ToldNewerBuilder was called under this version, it returns 0.
func (s *Store) NewerBuilder() (files int, err error) {
	told, err := s.keptIn(meta, 0, metaBuilderTold)
	if err != nil || told == strconv.Itoa(builderVersion) {
		return 0, err
	}
	err = s.each(func(rows *sql.Rows) error {
		var path string
		err := rows.Scan(&path)
		if filepath.IsAbs(path) {
			files++
		}
		return err
	}, `SELECT o.path FROM source o JOIN deck d ON d.id = o.deck
		WHERE d.gone = 0 AND o.purged = 0 AND o.undone = 0 AND o.builder <> ?`, builderVersion)
	return files, err
}

// ToldNewerBuilder makes NewerBuilder return 0 until the builder is newer again.
func (s *Store) ToldNewerBuilder() error {
	return s.write(func() error { return s.keep(meta, 0, metaBuilderTold, strconv.Itoa(builderVersion)) })
}
