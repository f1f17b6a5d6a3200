package data

import (
	"database/sql"
	"os"
)

// Package is an Anki package that was imported.
type Package struct {
	Path   string // absolute; "" if it was imported before paths were kept
	Deck   string // of ours, the first of those that it was put into
	Undone bool   // its import was taken back
	asRead
}

// Packages returns the Anki packages that were imported, in the order of the first import. One whose path is not known is
// listed for each of its decks.
func (s *Store) Packages() (list []Package, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var p Package
		var sum sql.RawBytes
		err := rows.Scan(&p.Path, &p.Deck, &p.size, &p.mtime, &sum, &p.Undone)
		copy(p.sum[:], sum)
		list = append(list, p)
		return err
	}, `SELECT o.package, d.name, o.size, o.mtime, o.sum, o.undone FROM source o JOIN deck d ON d.id = o.deck
		WHERE d.gone = 0 AND o.purged = 0 AND o.path GLOB '`+AnkiPath+`*'
		GROUP BY iif(o.package = '', o.path, o.package) ORDER BY min(o.id)`)
	return list, err
}

// Changed reports whether a package is another one than was read. Its bytes are looked at only if its time alone differs.
func (p *Package) Changed() (bool, error) {
	info, err := os.Stat(p.Path)
	if err != nil {
		return false, err
	}
	return p.changed(p.Path, info)
}
