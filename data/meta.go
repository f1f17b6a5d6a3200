package data

import (
	"database/sql"
	"errors"
)

// Names in the table meta.
const (
	metaBuiltin      = "builtin_"      // followed by a language: the loaded version of its built-in deck
	metaDeletedAfter = "deleted_after" // for a deleted deck: the newest tick in the log before the deletion
	metaMoved        = "moved_"        // followed by a digest of words in a file: the id of their bullet, which moved to another deck elsewhere
	metaBuilderTold  = "builder_told"  // the version of the deck builder that the learner was told of
)

// keyed is a table of values by deck and name. Deck 0 stands for all decks.
type keyed string

const (
	settings keyed = "setting" // the learner's
	meta     keyed = "meta"    // the program's own
)

// keptIn returns the value of a name; "" if there is none.
func (s *Store) keptIn(table keyed, deck int64, name string) (string, error) {
	var value string
	err := s.get([]any{&value}, "SELECT value FROM "+string(table)+" WHERE deck = ? AND name = ?", deck, name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// keepSetting stores what the learner set, "" for nothing, as the newest of all settings.
func (s *Store) keepSetting(deck int64, name, value string, at Moment) error {
	s.changeAt(at)
	stamp, err := s.newStamp()
	if err != nil {
		return err
	}
	_, err = s.exec(`INSERT INTO setting (deck, name, value, stamp)
		VALUES (?1, ?2, ?3, max(?4, 1 + (SELECT coalesce(max(stamp), 0) FROM setting)))
		ON CONFLICT DO UPDATE SET value = excluded.value, stamp = excluded.stamp`, deck, name, value, stamp)
	return err
}

// keep stores the value of a name; "" removes it.
func (s *Store) keep(table keyed, deck int64, name, value string) error {
	if value == "" {
		_, err := s.exec("DELETE FROM "+string(table)+" WHERE deck = ? AND name = ?", deck, name)
		return err
	}
	_, err := s.exec("INSERT INTO "+string(table)+" (deck, name, value) VALUES (?, ?, ?)"+
		" ON CONFLICT DO UPDATE SET value = excluded.value", deck, name, value)
	return err
}
