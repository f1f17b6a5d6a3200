package data

import (
	"database/sql"
	"errors"
	"fmt"
)

// Of two rows that are one, one stays: where only one is here, it takes the other id.

// cardWords are the columns of a card that its builder fills.
const cardWords = "slot, context, front, back, extra, accept, members, forms, draft, weakness"

// uniteCards makes the card with one number that with another.
func (s *Store) uniteCards(gone, stays int64) error {
	var note, stampGone, stamp int64
	err := s.get([]any{&note, &stampGone}, "SELECT c.note, n.stamp FROM card c JOIN note n ON n.id = c.note WHERE c.id = ?", gone)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	err = s.get([]any{&stamp}, "SELECT n.stamp FROM card c JOIN note n ON n.id = c.note WHERE c.id = ?", stays)
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
	case stampGone > stamp:
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
	id, deck, stamp int64
	text, origin    string
	earlier         string
	unseen          bool
}

func (s *Store) noteRow(uid [16]byte) (n noteRow, err error) {
	err = s.get([]any{&n.id, &n.deck, &n.stamp, &n.text, &n.origin, &n.earlier, &n.unseen},
		"SELECT id, deck, stamp, text, origin, earlier, unseen FROM note WHERE uid = ? ORDER BY id LIMIT 1", uid[:])
	return n, err
}

// uniteNotes makes one note of two, by their ids. The row that a file here made stays, and the newer text counts.
func (s *Store) uniteNotes(gone, stays [16]byte) error {
	from, err := s.noteRow(gone)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	to, err := s.noteRow(stays)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.exec("UPDATE note SET uid = ? WHERE id = ?", stays[:], from.id)
		return err
	}
	if err != nil {
		return err
	}
	if to.unseen && !from.unseen {
		from, to = to, from
	}
	if newerText(from.stamp, from.text, to.stamp, to.text) {
		if err := s.renewFrom(from, to); err != nil {
			return err
		}
	} else if _, err := s.exec("UPDATE note SET earlier = ? WHERE id = ?",
		joinEarlier(to.text, earlierTexts(from.earlier), []string{textDigest(from.text)}, earlierTexts(to.earlier)), to.id); err != nil {
		return err
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
			return fmt.Errorf("unite notes: %w", err)
		}
	}
	_, err = s.exec("UPDATE note SET uid = ? WHERE id = ?", stays[:], to.id)
	return err
}

// renewFrom gives a note the text of another row of it, which is newer.
func (s *Store) renewFrom(from, to noteRow) error {
	origin, unseen := settledOrigin(to.text, to.origin, to.unseen, from.text, from.origin, from.origin != "" && !from.unseen)
	earlier := joinEarlier(from.text, earlierTexts(to.earlier), []string{textDigest(to.text)}, earlierTexts(from.earlier))
	_, err := s.exec(`UPDATE note SET (text, explicit, rule, reason, parked, sum, media, tags, stamp, anki, edited) =
			(SELECT text, explicit, rule, reason, parked, sum, media, tags, stamp, anki, edited FROM note WHERE id = ?),
			origin = ?, earlier = ?, unseen = ? WHERE id = ?`, from.id, origin, earlier, unseen, to.id)
	return err
}

// settledOrigin returns what a note remembers of its file here once it has newer text from elsewhere: note.origin and
// note.unseen. edited says that the newer text is a learner's own.
func settledOrigin(text, origin string, unseen bool, newer, newerOrigin string, edited bool) (string, bool) {
	was := text // what the file here says, if it was read
	if origin != "" {
		was = origin
	}
	nowhere := unseen && origin == text // no file here has ever had it
	switch {
	case nowhere && edited:
		return newerOrigin, false
	case nowhere:
		return newer, true
	case !edited && was == newer:
		return "", false
	}
	return was, !edited
}
