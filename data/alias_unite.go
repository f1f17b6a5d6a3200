package data

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// Of two rows that are one, one stays: where only one is here, it takes the other id.

// cardWords are the columns of a card that its builder fills.
const cardWords = "slot, context, front, back, extra, accept, members, forms, draft, weakness"

// uniteCards makes the card with one number that with another.
func (s *Store) uniteCards(gone, stays int64) error {
	const of = "SELECT c.note, " + wordingColumns + " FROM card c JOIN note n ON n.id = c.note WHERE c.id = ?"
	var note, other int64
	var was, now wording
	err := s.get(append([]any{&note}, was.dest()...), of, gone)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	err = s.get(append([]any{&other}, now.dest()...), of, stays)
	var steps []string
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if err := s.countAgain(note, stays); err != nil {
			return err
		}
		steps = []string{
			"INSERT INTO card (id, note, " + cardWords + ") SELECT ?2, note, " + cardWords + " FROM card WHERE id = ?1",
			"INSERT INTO schedule (card, " + replayed + ") SELECT ?2, " + replayed + " FROM schedule WHERE card = ?1",
		}
	case err != nil:
		return err
	case was.newer(now):
		steps = []string{"UPDATE card SET (" + cardWords + ") = (SELECT " + cardWords + " FROM card WHERE id = ?1) WHERE id = ?2"}
	}
	for _, step := range append(steps, "DELETE FROM schedule WHERE card = ?1 AND card <> ?2", "DELETE FROM card WHERE id = ?1 AND id <> ?2") {
		if _, err := s.exec(step, gone, stays); err != nil {
			return fmt.Errorf("unite cards: %w", err)
		}
	}
	return nil
}

const replayed = "deck, note, rank, follower, hold, reps, lapses, interval, ease, due, last, seen, grade, buried, marks"

// noteRow is what decides which row of a note stays, and with which text.
type noteRow struct {
	id, deck        int64
	origin, earlier string
	unseen          bool
	wording
}

func (s *Store) noteRow(uid [16]byte) (n noteRow, err error) {
	err = s.get(append([]any{&n.id, &n.deck, &n.origin, &n.earlier, &n.unseen}, n.wording.dest()...),
		"SELECT n.id, n.deck, n.origin, n.earlier, n.unseen, "+wordingColumns+" FROM note n WHERE n.uid = ? ORDER BY n.id LIMIT 1", uid[:])
	return n, err
}

// uniteNotes makes one note of two, by their ids. The row that a file here made stays, and the newer text counts. It
// returns the number of that row; 0 if there was nothing to do.
func (s *Store) uniteNotes(gone, stays [16]byte) (note int64, err error) {
	from, err := s.noteRow(gone)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	to, err := s.noteRow(stays)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.exec("UPDATE note SET uid = ? WHERE id = ?", stays[:], from.id)
		return from.id, err
	}
	if err != nil {
		return 0, err
	}
	if to.origin == to.text && from.origin != from.text {
		from, to = to, from
	}
	if from.newer(to.wording) {
		if err := s.renewFrom(from, to); err != nil {
			return 0, err
		}
	} else if _, err := s.exec("UPDATE note SET earlier = ? WHERE id = ?",
		joinEarlier(to.text, earlierTexts(from.earlier), []string{textDigest(from.text)}, earlierTexts(to.earlier)), to.id); err != nil {
		return 0, err
	}
	for _, step := range []string{
		"UPDATE schedule SET note = ?2, deck = (SELECT deck FROM note WHERE id = ?2) WHERE note = ?1",
		"UPDATE card SET note = ?2 WHERE note = ?1",
		"INSERT INTO place_note (place, note) SELECT place, ?2 FROM place_note WHERE note = ?1 ON CONFLICT DO UPDATE SET push = 0",
		"DELETE FROM place_note WHERE note = ?1 AND note <> ?2",
		"DELETE FROM touched WHERE note = ?1 AND note <> ?2",
		"DELETE FROM note WHERE id = ?1 AND id <> ?2",
	} {
		if _, err := s.exec(step, from.id, to.id); err != nil {
			return 0, fmt.Errorf("unite notes: %w", err)
		}
	}
	_, err = s.exec("UPDATE note SET uid = ? WHERE id = ?", stays[:], to.id)
	return to.id, err
}

// renewFrom gives a note the text of another row of it, which is newer.
func (s *Store) renewFrom(from, to noteRow) error {
	origin, unseen := settledOrigin(to.text, to.origin, from.text, from.origin != "" && !from.unseen)
	earlier := joinEarlier(from.text, earlierTexts(to.earlier), []string{textDigest(to.text)}, earlierTexts(from.earlier))
	var chapter, headings, label, group string
	err := s.get([]any{&chapter, &headings, &label, &group},
		"SELECT x.chapter, x.headings, x.label, x.grp FROM note n JOIN section x ON x.id = n.section WHERE n.id = ?", from.id)
	if err != nil {
		return err
	}
	section, err := s.sectionIn(to.deck, chapter, headings, label, group)
	if err != nil {
		return err
	}
	_, err = s.exec(`UPDATE note SET (text, explicit, rule, reason, parked, sum, media, tags, stamp, anki, edited) =
			(SELECT text, explicit, rule, reason, parked, sum, media, tags, stamp, anki, edited FROM note WHERE id = ?),
			section = ?, origin = ?, earlier = ?, unseen = ? WHERE id = ?`, from.id, section, origin, earlier, unseen, to.id)
	return err
}

// settledOrigin returns what a note remembers of its file here once it has newer text from elsewhere: note.origin and
// note.unseen. The origin of a note that no file here has ever had is its own text. edited says that the newer text is a
// learner's own edit, which no file has.
func settledOrigin(text, origin, newer string, edited bool) (string, bool) {
	says := cmp.Or(origin, text) // the file here
	switch {
	case origin == text:
		return newer, !edited
	case says == newer:
		return "", false
	}
	return says, !edited
}

// uniteDecks makes the deck with one number that with another. Of settings the newer counts.
func (s *Store) uniteDecks(gone, stays int64) error {
	var here, both bool
	err := s.get([]any{&here, &both}, "SELECT EXISTS (SELECT 1 FROM deck WHERE id = ?), EXISTS (SELECT 1 FROM deck WHERE id = ?)", gone, stays)
	switch {
	case err != nil:
		return err
	case !here: // it may be a part of another one
		return s.uniteSettings(gone, stays)
	case !both:
		return errors.Join(s.uniteSettings(gone, stays), s.renumberDeck(gone, stays))
	}
	if err := errors.Join(s.moveSections(gone, stays), s.changeDeckIn(deckContent, gone, stays), s.uniteSettings(gone, stays)); err != nil {
		return err
	}
	if _, err := s.shareInstead(gone, stays, BothWays, PushOnly); err != nil { // it is the same one
		return err
	}
	if err := errors.Join(s.passMoved(gone, stays), s.removeDeck(gone)); err != nil {
		return err
	}
	return s.unlockIn(stays)
}

// uniteSettings gives a deck the settings of another, of each the newer.
func (s *Store) uniteSettings(gone, stays int64) error {
	var some bool
	if err := s.get([]any{&some}, "SELECT EXISTS (SELECT 1 FROM setting WHERE deck = ?)", gone); err != nil || !some {
		return err
	}
	var due string
	if err := s.get([]any{&due}, "SELECT json_group_array(place || name) FROM place_setting WHERE deck IN (?, ?)", gone, stays); err != nil {
		return err
	}
	if _, err := s.exec(`INSERT INTO setting (deck, name, value, stamp) SELECT ?2, name, value, stamp FROM setting WHERE deck = ?1
		ON CONFLICT DO UPDATE SET value = excluded.value, stamp = excluded.stamp
			WHERE (excluded.stamp, excluded.value) > (setting.stamp, setting.value)`, gone, stays); err != nil {
		return err
	}
	// who reads a setting at a place under the id that is gone knows it as one of the deck that stays
	if _, err := s.exec(`DELETE FROM place_setting WHERE deck = ? AND place IN (SELECT id FROM place WHERE decks = '[]')
		AND place || name NOT IN (SELECT value FROM json_each(?))`, stays, due); err != nil {
		return err
	}
	for _, table := range settingTables {
		if _, err := s.exec("DELETE FROM "+table+" WHERE deck = ?", gone); err != nil {
			return err
		}
	}
	return nil
}

// renumberDeck gives a deck another number, and so another id: as log entries are never changed, those that it had stay
// with the old one, and so do its settings.
func (s *Store) renumberDeck(from, to int64) error {
	if _, err := s.execScript("PRAGMA defer_foreign_keys = 1"); err != nil { // until the commit
		return err
	}
	if _, err := s.exec("UPDATE deck SET id = ? WHERE id = ?", to, from); err != nil {
		return err
	}
	if _, err := s.exec(`UPDATE place SET decks = replace(decks, (SELECT lower(hex(uid)) FROM subject WHERE id = ?1),
		(SELECT lower(hex(uid)) FROM subject WHERE id = ?2)) WHERE direction <> 'pull'`, from, to); err != nil { // a class goes by its own ids
		return err
	}
	return s.changeDeckIn(append(slices.Clone(deckContent), "meta"), from, to)
}
