package data

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// CheckedMedia is what CheckMedia found.
type CheckedMedia struct {
	Files  int      // that cards name
	Faults []string // one sentence each
	Unused []string // the names of files that no card here names
	Bytes  int64    // how large those are
}

// CheckMedia checks the pictures and sounds that recall keeps: whether each is there and has the bytes that it came with,
// and whether some card names it.
func (s *Store) CheckMedia() (c CheckedMedia, err error) {
	type user struct{ name, deck string }
	used := map[string]user{}
	err = s.each(func(rows *sql.Rows) error {
		var stored, deck string
		var id int64
		if err := rows.Scan(&id, &stored, &deck); err != nil {
			return err
		}
		files, err := unpackFiles(stored)
		if err != nil {
			return nil // Check names it
		}
		for name, kept := range files {
			if u, known := used[kept]; !known || name < u.name {
				used[kept] = user{name, deck}
			}
		}
		return nil
	}, "SELECT n.id, n.media, d.name FROM note n JOIN deck d ON d.id = n.deck WHERE n.media <> '' ORDER BY d.name, n.id")
	if err != nil {
		return c, err
	}
	c.Files = len(used)
	for kept, u := range used {
		if err := checkKept(filepath.Join(s.MediaFolder(), kept)); err != nil {
			c.Faults = append(c.Faults, fmt.Sprintf("%s, which cards of %s show, %s: media/%s", u.name, u.deck, Plain(err), kept))
		}
	}
	slices.Sort(c.Faults)
	entries, err := os.ReadDir(s.MediaFolder())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	for _, e := range entries {
		if _, known := used[e.Name()]; known || strings.HasSuffix(e.Name(), backupTemp) {
			continue
		}
		c.Unused = append(c.Unused, e.Name())
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			c.Bytes += info.Size()
		}
	}
	return c, nil
}
