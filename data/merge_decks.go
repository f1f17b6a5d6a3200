package data

import (
	"bytes"
	"cmp"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"recall/srs"
)

// A deck that was merged into another is a part of it from then on, on every machine. So a merge is an entry of the log, of
// kind merge: about the deck that is gone, with the id of the other one. Notes of the deck that is gone may turn up for long,
// from machines that have not heard of it, and from backups.

// homes says by their ids which deck has now what was in another one.
type homes struct {
	ones oneness
	into map[[16]byte][16]byte
}

// of returns the deck that has now what was in a deck.
func (h homes) of(id [16]byte) [16]byte {
	id = h.ones.of(id)
	for next, merged := h.into[id]; merged; next, merged = h.into[id] {
		id = next
	}
	return id
}

// homesOf reads the merges of decks. Where two lead in a circle, as two machines merged the same decks the one into the other
// and the other into the one, the earlier counts.
func homesOf(ones oneness, merges []entry) homes {
	slices.SortFunc(merges, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.tick, b.tick), bytes.Compare(a.device.uid[:], b.device.uid[:]), cmp.Compare(a.seq, b.seq))
	})
	h := homes{ones, map[[16]byte][16]byte{}}
	for _, e := range merges {
		to, err := hex.DecodeString(e.detail)
		if err != nil || len(to) != len(e.uid) {
			continue // it can't be meant
		}
		if from, into := h.of(e.uid), h.of([16]byte(to)); from != into {
			h.into[from] = into
		}
	}
	return h
}

// homes reads which decks were merged.
func (s *Store) homes() (homes, error) {
	ones, merges, err := s.joined()
	return homesOf(ones, merges), err
}

// home returns the id of the deck that has now what was in a deck: the same one, unless that was merged or has another id now.
func (s *Store) home(uid [16]byte) ([16]byte, error) {
	var other bool
	err := s.get([]any{&other}, `SELECT EXISTS (SELECT 1 FROM log l JOIN subject u ON u.id = l.subject
		WHERE u.uid = ? AND l.kind IN ({alias}, {merge}))`, uid[:])
	if err != nil || !other { // the whole log need not be read for it
		return uid, err
	}
	h, err := s.homes()
	return h.of(uid), err
}

// RescheduleError reports that a merge would change schedules, because the decks had different rules when their cards
// were reviewed.
type RescheduleError struct{ Cards int }

// Error says how many schedules would change.
func (e *RescheduleError) Error() string {
	return fmt.Sprintf("the schedules of %d cards would change, as the two decks were scheduled by other rules",
		e.Cards)
}

// The tables whose rows belong to a deck, by their column deck: what is in it, and what is said about it. The counts follow
// from the first, and the record of an import keeps what was.
var (
	deckContent   = []string{"source", "folder", "section", "note", "schedule"}
	settingTables = []string{"setting", "place_setting"}
)

// changeDeckIn puts the rows of tables that belong to a deck into another.
func (s *Store) changeDeckIn(tables []string, from, into int64) error {
	for _, table := range tables {
		if _, err := s.exec("UPDATE "+table+" SET deck = ? WHERE deck = ?", into, from); err != nil {
			return err
		}
	}
	return nil
}

// MergeDecks moves everything in one deck into another and removes the empty deck, also on the machines that this one meets.
// Cards keep their log. If the other deck's rules lead to different schedules, the merge is refused with a RescheduleError
// unless reschedule is set. It returns the number of schedules that changed.
func (s *Store) MergeDecks(from, into int64, reschedule bool, at Moment) (changed int, err error) {
	if from == into {
		return 0, errors.New("a deck can't be merged into itself")
	}
	err = s.write(func() error {
		if err := s.sayMerge(from, into, at); err != nil {
			return err
		}
		cards, _, err := s.moveDeck(from, into)
		if err != nil {
			return err
		}
		if changed, err = s.reschedule(cards); err != nil {
			return err
		}
		if changed > 0 && !reschedule {
			return &RescheduleError{changed}
		}
		return s.setGone(into, false, at) // whoever deleted it elsewhere before did not know what is in it now
	})
	return changed, err
}

// sayMerge adds an entry that says that a deck is part of another.
func (s *Store) sayMerge(from, into int64, at Moment) error {
	var uid, to []byte
	err := s.get([]any{&uid, &to}, "SELECT (SELECT uid FROM subject WHERE id = ?), (SELECT uid FROM subject WHERE id = ?)", from, into)
	if err != nil {
		return err
	}
	return s.append(&entry{subject: from, uid: [16]byte(uid), kind: srs.Merge, detail: hex.EncodeToString(to)}, at)
}

// moveDeck moves everything in one deck into another, and removes the empty deck. It returns the cards that were in it, and the
// places that get the other one instead.
func (s *Store) moveDeck(from, into int64) (cards []int64, instead []string, err error) {
	if cards, err = s.numbers("SELECT card FROM schedule WHERE deck = ?", from); err != nil {
		return nil, nil, err
	}
	var before string
	err = s.get([]any{&before}, "SELECT json_group_array(note) FROM touched")
	if err == nil {
		err = errors.Join(s.moveSections(from, into), s.changeDeckIn(deckContent, from, into))
	}
	if err == nil { // their texts are no newer than they were: an edit on another machine, of before the merge, counts
		_, err = s.exec("DELETE FROM touched WHERE note NOT IN (SELECT value FROM json_each(?))", before)
	}
	if err != nil {
		return nil, nil, err
	}
	if _, err := s.exec("UPDATE deck SET builtin = (SELECT builtin FROM deck WHERE id = ?1) WHERE id = ?2 AND builtin = ''", from, into); err != nil {
		return nil, nil, err
	}
	if instead, err = s.shareInstead(from, into, BothWays); err != nil { // a class may not be meant to have all of it
		return nil, nil, err
	}
	if err := errors.Join(s.passMoved(from, into), s.removeMerged(from)); err != nil {
		return nil, nil, err
	}
	return cards, instead, s.unlockIn(into) // whether reverse cards are asked was a setting of the deck that is gone
}

// shareInstead has places of some directions that get a deck get another one, with all that is in it, and returns them. Places
// that got that one get what is new in it.
func (s *Store) shareInstead(from, into int64, directions ...Direction) (instead []string, err error) {
	var gone, stays string
	err = s.get([]any{&gone, &stays}, "SELECT (SELECT lower(hex(uid)) FROM subject WHERE id = ?), (SELECT lower(hex(uid)) FROM subject WHERE id = ?)", from, into)
	if err != nil {
		return nil, err
	}
	var list []Place
	err = s.each(func(rows *sql.Rows) error {
		p, err := scanPlace(rows)
		list = append(list, p)
		return err
	}, "SELECT "+placeColumns+" WHERE p.direction <> 'pull' AND p.decks <> '[]' AND p.forgotten = 0")
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		at, has := slices.Index(p.decks, gone), slices.Contains(p.decks, stays)
		switch {
		case at >= 0 && has:
			p.decks = slices.Delete(p.decks, at, at+1)
		case at >= 0 && slices.Contains(directions, p.Direction):
			p.decks[at] = stays
			instead = append(instead, p.At)
		case !has:
			continue
		}
		if err := errors.Join(s.keepDecks(p), s.allDue(p)); err != nil {
			return nil, err
		}
	}
	return instead, nil
}

// uniteMerged moves what is in decks that were merged on another machine. What was purged here stays where it is.
func (s *Store) uniteMerged(h homes, done *united) error {
	if len(h.into) == 0 {
		return nil
	}
	type row struct {
		id   int64
		uid  []byte
		name string
	}
	var list []row
	err := s.each(func(rows *sql.Rows) error {
		var d row
		err := rows.Scan(&d.id, &d.uid, &d.name)
		list = append(list, d)
		return err
	}, `SELECT d.id, u.uid, d.name FROM deck d JOIN subject u ON u.id = d.id
		WHERE NOT (d.gone = 1 AND EXISTS (SELECT 1 FROM source o WHERE o.deck = d.id AND o.purged = 1)) ORDER BY u.uid`)
	if err != nil {
		return err
	}
	for _, d := range list {
		home := h.of([16]byte(d.uid))
		if home == [16]byte(d.uid) {
			continue
		}
		into, _, err := s.subject(home)
		if err != nil {
			return err
		}
		var name string
		err = s.get([]any{&name}, "SELECT name FROM deck WHERE id = ?", into)
		if errors.Is(err, sql.ErrNoRows) {
			if err := errors.Join(s.renumberDeck(d.id, into), s.unlockIn(into)); err != nil { // with the settings of that one
				return err
			}
			continue
		}
		var cards []int64
		var instead []string
		if err == nil {
			cards, instead, err = s.moveDeck(d.id, into)
		}
		if err != nil {
			return err
		}
		if done.subjects = append(done.subjects, cards...); len(cards) > 0 {
			done.parts += d.name + " is a part of " + name + " now"
			for _, at := range instead {
				done.parts += "; " + at + " gets all of that"
			}
			done.parts += "\n"
		}
	}
	return nil
}

// moveSections moves the notes of a deck into the matching sections of another deck, and deletes the old sections.
func (s *Store) moveSections(from, into int64) error {
	type section struct {
		id                            int64
		chapter, headings, label, grp string
	}
	var list []section
	err := s.each(func(rows *sql.Rows) error {
		var x section
		err := rows.Scan(&x.id, &x.chapter, &x.headings, &x.label, &x.grp)
		list = append(list, x)
		return err
	}, "SELECT id, chapter, headings, label, grp FROM section WHERE deck = ?", from)
	if err != nil {
		return err
	}
	for _, x := range list {
		to, err := s.sectionIn(into, x.chapter, x.headings, x.label, x.grp)
		if err != nil {
			return err
		}
		if _, err := s.exec("UPDATE note SET section = ? WHERE section = ?", to, x.id); err != nil {
			return err
		}
		if _, err := s.exec("DELETE FROM section WHERE id = ?", x.id); err != nil {
			return err
		}
	}
	return nil
}

// reschedule replays cards and counts the schedules that changed.
func (s *Store) reschedule(cards []int64) (changed int, err error) {
	for _, card := range cards {
		before, err := s.readState(card)
		if err != nil {
			return 0, err
		}
		after, err := s.replay(card)
		if err != nil {
			return 0, err
		}
		if after == before {
			continue
		}
		changed++
		if err := s.writeState(card, after); err != nil {
			return 0, err
		}
	}
	return changed, nil
}

// MergedError reports that a deck that a place gets became a part of another one, in which there may be more.
type MergedError struct{ Name, Into string }

// Error names the other deck.
func (e *MergedError) Error() string {
	return fmt.Sprintf("the deck that it gets is a part of %s now; nothing was sent", e.Into)
}

// stillDecks returns a MergedError if a place that others pull from is for a deck that was merged.
func (s *Store) stillDecks(p Place) error {
	if p.Direction != PushOnly || len(p.decks) == 0 {
		return nil
	}
	for i, id := range p.decks {
		uid, err := hex.DecodeString(id)
		if err != nil || len(uid) != 16 {
			continue
		}
		home, err := s.home([16]byte(uid))
		if err != nil {
			return err
		}
		var name string
		err = s.get([]any{&name}, "SELECT d.name FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", home[:])
		if err == nil && home != [16]byte(uid) {
			return &MergedError{p.Decks[i], name}
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return nil
}
