package data

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"

	"recall/deck"
)

// Folder is a folder that was imported, and the deck of its new files.
type Folder struct {
	Path    string // absolute
	Deck    string
	SkipBad bool // what has problems in it is left out, and the rest imported
}

// Holds reports whether a path is inside the folder, at any depth.
func (f Folder) Holds(path string) bool { return inside(f.Path, path) }

func inside(dir, path string) bool {
	return strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// Folders returns the folders that were imported into decks that still exist. Those of a time when folders were not
// stored are known by their deck, which has its id from the name of the folder.
func (s *Store) Folders() (list []Folder, err error) {
	known := map[string]bool{}
	add := func(f Folder) {
		if !known[f.Path] {
			known[f.Path] = true
			list = append(list, f)
		}
	}
	err = s.each(func(rows *sql.Rows) error {
		var f Folder
		err := rows.Scan(&f.Path, &f.Deck, &f.SkipBad)
		add(f)
		return err
	}, "SELECT f.path, d.name, f.skip_bad FROM folder f JOIN deck d ON d.id = f.deck WHERE d.gone = 0 ORDER BY f.path")
	if err != nil {
		return nil, err
	}
	files := map[Folder]int{}
	err = s.each(func(rows *sql.Rows) error {
		var path, name string
		var uid sql.RawBytes
		if err := rows.Scan(&path, &name, &uid); err != nil || !filepath.IsAbs(path) {
			return err
		}
		for dir := filepath.Dir(path); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			if id := deck.DeckUID(filepath.Base(dir)); slices.Equal(id[:], uid) {
				f := Folder{Path: dir, Deck: name}
				if files[f]++; files[f] == 2 { // a single file may have the name of its folder
					add(f)
				}
			}
		}
		return nil
	}, `SELECT o.path, d.name, u.uid FROM source o JOIN deck d ON d.id = o.deck JOIN subject u ON u.id = d.id
		WHERE d.gone = 0 AND o.purged = 0 ORDER BY o.id`)
	return list, err
}

// KeepFolder stores that a folder was imported into a deck, and whether what has problems in it is left out.
func (s *Store) KeepFolder(path string, deckID int64, skipBad bool) error {
	return s.write(func() error {
		_, err := s.exec(`INSERT INTO folder (path, deck, skip_bad) VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE
			SET deck = excluded.deck, skip_bad = excluded.skip_bad WHERE deck <> excluded.deck OR skip_bad <> excluded.skip_bad`,
			path, deckID, skipBad)
		return err
	})
}
