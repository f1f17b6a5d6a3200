package data

import (
	"database/sql"
	"encoding/hex"
	"fmt"

	"recall/deck"
)

// PinIDs proposes an id for each bullet of a file that has none, derived from the id under which it is stored, and ""
// for the others. doc is the file as last imported.
func (s *Store) PinIDs(path string, doc *deck.Document) ([]string, error) {
	type place struct {
		line int
		text string
	}
	uids, taken := map[place][]byte{}, map[string]bool{}
	err := s.each(func(rows *sql.Rows) error {
		var at place
		var uid []byte
		var id, of string
		err := rows.Scan(&at.line, &at.text, &uid, &id, &of)
		if of == path {
			uids[at] = uid
		}
		taken[id] = true
		return err
	}, `SELECT n.line, iif(n.origin = '', n.text, n.origin), n.uid, n.explicit, o.path FROM note n JOIN source o ON o.id = n.source
		WHERE n.parked = 0 AND n.deck = (SELECT deck FROM source WHERE path = ?)`, path)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(doc.Notes))
	for i, n := range doc.Notes {
		uid, known := uids[place{n.Line, n.Text}]
		if n.ID != "" || n.Text == "" {
			continue
		}
		if !known {
			return nil, fmt.Errorf("%s:%d is not as it was imported", path, n.Line)
		}
		digits := hex.EncodeToString(uid)
		for end := 8; end <= len(digits); end += 4 {
			if ids[i] = digits[:end]; !taken[ids[i]] {
				break
			}
		}
		taken[ids[i]] = true
	}
	return ids, nil
}
