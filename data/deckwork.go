package data

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recall/srs"
)

// NameTakenError reports that another deck already has a name.
type NameTakenError struct{ Name string }

// Error names the deck.
func (e *NameTakenError) Error() string {
	return fmt.Sprintf("there is a deck named %q already", e.Name)
}

// CheckDeckName returns an error if no deck can have that name.
func CheckDeckName(name string) error {
	if strings.TrimSpace(name) == "" || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("%q can't be the name of a deck", name)
	}
	return nil
}

// RenameDeck renames a deck, also on the machines that this one meets. Its files and its id stay.
func (s *Store) RenameDeck(deck int64, name string, at Moment) error {
	name = strings.TrimSpace(name)
	if err := CheckDeckName(name); err != nil {
		return err
	}
	return s.write(func() error {
		taken, err := s.deckNamed(name)
		switch {
		case err == nil && taken.ID == deck: // only the case differs
		case err == nil && taken.gone:
			free, err := s.freeName(name + " (deleted)")
			if err != nil {
				return err
			}
			if _, err := s.exec("UPDATE deck SET name = ? WHERE id = ?", free, taken.ID); err != nil {
				return err
			}
		case err == nil:
			return &NameTakenError{taken.Name}
		case !errors.As(err, new(*NoDeckError)):
			return err
		}
		if _, err = s.exec("UPDATE deck SET name = ? WHERE id = ?", name, deck); err != nil {
			return err
		}
		return s.keepSetting(deck, nameSetting, name, at)
	})
}

// removeDeck removes a deck that has no notes, files and sections, with its settings. Its log stays.
func (s *Store) removeDeck(deck int64) error {
	for _, table := range settingTables {
		if _, err := s.exec("DELETE FROM "+table+" WHERE deck = ?", deck); err != nil {
			return err
		}
	}
	return s.removeMerged(deck)
}

// removeMerged removes a deck likewise, and leaves its settings: an earlier merge of another machine may bring it back.
func (s *Store) removeMerged(deck int64) error {
	for _, query := range []string{"DELETE FROM meta WHERE deck = ?", "DELETE FROM folder WHERE deck = ?", "DELETE FROM deck WHERE id = ?"} {
		if _, err := s.exec(query, deck); err != nil {
			return err
		}
	}
	return nil
}

// numbers returns the values of a one-column query.
func (s *Store) numbers(query string, args ...any) (list []int64, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		list = append(list, n)
		return err
	}, query, args...)
	return list, err
}

// DeleteDeck parks all notes of a deck, with their history. The deck is no longer asked or listed. An import of one of
// its files brings it back, and so does UndeleteDeck.
func (s *Store) DeleteDeck(deck int64, at Moment) error {
	return s.write(func() error { return s.deleteDeck(deck, at) })
}

func (s *Store) deleteDeck(deck int64, at Moment) error {
	s.changeAt(at)
	var newest int64 // cards parked after this tick were parked with the deck
	if err := s.get([]any{&newest}, "SELECT coalesce(max(tick), 0) FROM log"); err != nil {
		return err
	}
	if err := s.keep(meta, deck, metaDeletedAfter, strconv.FormatInt(newest, 10)); err != nil {
		return err
	}
	if err := s.setGone(deck, true, at); err != nil { // before what is parked with it: see settleGone
		return err
	}
	cards, err := s.numbers("SELECT card FROM schedule WHERE deck = ? AND hold & {parked} = 0", deck)
	if err != nil {
		return err
	}
	for _, card := range cards {
		if _, _, err := s.act(&entry{subject: card, kind: srs.Park, detail: detailDeck}, at); err != nil {
			return err
		}
	}
	_, err = s.exec("UPDATE note SET parked = 1 WHERE deck = ? AND parked = 0", deck)
	return err
}

// DeletedDecks returns the decks that can be brought back.
func (s *Store) DeletedDecks() ([]Deck, error) {
	list, err := s.allDecks()
	if err != nil {
		return nil, err
	}
	purged, err := s.numbers("SELECT deck FROM source GROUP BY deck HAVING min(purged) = 1") // and nothing came into it since
	return slices.DeleteFunc(list, func(d Deck) bool { return !d.gone || slices.Contains(purged, d.ID) }), err
}

// UndeleteDeck brings back the deleted deck of the given name, or the only one whose name starts with it. Cards that
// were parked before the deletion stay parked.
func (s *Store) UndeleteDeck(name string, at Moment) (Deck, error) {
	var found Deck
	err := s.write(func() error {
		s.changeAt(at)
		list, err := s.DeletedDecks()
		if err != nil {
			return err
		}
		found, err = findDeck(list, name, func(Deck) bool { return true })
		if errors.As(err, new(*NoDeckError)) {
			return fmt.Errorf("no deleted deck is named %q", name)
		}
		if err != nil {
			return err
		}
		if err := s.reviveDeck(found.ID, math.MaxInt64, at); err != nil {
			return err
		}
		if err := s.keep(meta, found.ID, metaDeletedAfter, ""); err != nil {
			return err
		}
		return s.setGone(found.ID, false, at)
	})
	return found, err
}

// PurgeDeck deletes a deck and erases all its text: of notes, cards, headings and files, and its name. Log entries
// stay, and with them the statistics; cards without any are deleted. Earlier backups still contain the text. The machines
// that this one meets park the deck, as if it had been deleted, and keep its text.
func (s *Store) PurgeDeck(deck int64, at Moment) error {
	return s.overwriting(func() error { return s.write(func() error { return s.purgeDeck(deck, at) }) })
}

func (s *Store) purgeDeck(deck int64, at Moment) error {
	if err := s.forgetImportOf(deck); err != nil {
		return err
	}
	name, err := s.freeName("deleted deck")
	if err != nil {
		return err
	}
	blank, err := s.sectionIn(deck, "", "[]", "", "")
	if err != nil {
		return err
	}
	unlogged := []string{
		`DELETE FROM schedule WHERE deck = ?1 AND NOT EXISTS
				(SELECT 1 FROM log l WHERE l.subject = schedule.card AND l.kind NOT IN ({park}, {revive}))`,
		"DELETE FROM card WHERE note IN (SELECT id FROM note WHERE deck = ?1) AND id NOT IN (SELECT card FROM schedule)",
		"DELETE FROM note WHERE deck = ?1 AND id NOT IN (SELECT note FROM card)",
	}
	if synced, err := s.synced(); err != nil {
		return err
	} else if synced { // other machines have them, and hear from the log that they are parked
		unlogged = nil
	}
	for _, query := range append([]string{
		`DELETE FROM edit WHERE (device, seq) IN
				(SELECT l.device, l.seq FROM log l JOIN schedule s ON s.card = l.subject WHERE s.deck = ?1)`,
		"DELETE FROM tagging WHERE card IN (SELECT card FROM schedule WHERE deck = ?1)",
	}, unlogged...) {
		if _, err := s.exec(query, deck); err != nil {
			return err
		}
	}
	if err := s.unlockWhere("deck = ?", deck); err != nil { // a leader may be among those that were deleted
		return err
	}
	if err := s.deleteDeck(deck, at); err != nil {
		return err
	}
	source, err := s.purgedSource(deck)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE card SET slot = '', context = '', front = '', back = '', extra = '', accept = NULL, members = NULL, forms = 1, weakness = ''
				WHERE note IN (SELECT id FROM note WHERE deck = ?)`, []any{deck}},
		{`UPDATE note SET source = ?, section = ?, line = 1, text = '', explicit = '', rule = '', reason = '', origin = '', media = '', anki = '', edited = 0,
				tags = '[]', earlier = '[]', unseen = 0, sum = ?
				WHERE deck = ?`, []any{source, blank, textSum(""), deck}},
		{"DELETE FROM section WHERE deck = ? AND id <> ?", []any{deck, blank}},
		{"DELETE FROM source WHERE deck = ? AND id <> ?", []any{deck, source}},
		{"DELETE FROM folder WHERE deck = ?", []any{deck}},
		{"DELETE FROM meta WHERE deck = ? AND name GLOB '" + metaMoved + "*'", []any{deck}},
		{"UPDATE deck SET name = ? WHERE id = ?", []any{name, deck}},
	} {
		if _, err := s.exec(step.query, step.args...); err != nil {
			return err
		}
	}
	return errors.Join(s.eraseNames(deck), s.dropTypes())
}

// eraseNames erases the name of a deck, and those of the decks that became parts of it.
func (s *Store) eraseNames(deck int64) error {
	h, err := s.homes()
	if err != nil {
		return err
	}
	var uid []byte
	if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", deck); err != nil {
		return err
	}
	all := [][16]byte{[16]byte(uid)}
	for part := range h.into {
		if h.of(part) == all[0] {
			all = append(all, part)
		}
	}
	for _, uid := range all {
		for _, table := range settingTables {
			if _, err := s.exec("DELETE FROM "+table+" WHERE deck = (SELECT id FROM subject WHERE uid = ?) AND name = ?", uid[:], nameSetting); err != nil {
				return err
			}
		}
	}
	return nil
}

// purgedSource returns the source that holds a deck's purged notes, and makes it if there is none. Its path is random,
// because paths are unique.
func (s *Store) purgedSource(deck int64) (id int64, err error) {
	err = s.get([]any{&id}, "SELECT id FROM source WHERE deck = ? AND purged = 1", deck)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	made, err := s.exec(`INSERT INTO source (deck, path, sum, size, mtime, builder, purged)
		VALUES (?, 'purged:' || lower(hex(randomblob(16))), zeroblob(32), 0, 0, 0, 1)`, deck)
	if err != nil {
		return 0, err
	}
	return made.LastInsertId()
}

// forget removes the rows of a purged note, so that the note can be made again with the same id and history. It reports
// whether there were any.
func (s *Store) forget(uid [16]byte) (bool, error) {
	notes, err := s.numbers(`SELECT n.id FROM note n JOIN source o ON o.id = n.source
		WHERE n.uid = ? AND o.purged = 1`, uid[:])
	if err != nil || len(notes) == 0 {
		return false, err
	}
	return true, s.erase(notes[0])
}

// erase removes a note and its cards. Their log entries, if any, stay.
func (s *Store) erase(note int64) error {
	for _, query := range []string{"DELETE FROM schedule WHERE note = ?", "DELETE FROM card WHERE note = ?",
		"DELETE FROM note WHERE id = ?"} {
		if _, err := s.exec(query, note); err != nil {
			return err
		}
	}
	return nil
}
