package data

import (
	"database/sql"
	"errors"
	"strconv"

	"recall/srs"
)

// That a deck was deleted is a stamped setting of it, as its name is: so all machines that meet agree whether it is there.
// The column deck.gone says the same here. The bullets and cards were parked on each machine by what their notes and the
// log say.

// goneSetting is the name of that setting: "1" for a deleted deck, "" for one that is back. It is none that recall config
// knows.
const goneSetting = "deleted"

// setGone says that a deck is deleted, or back.
func (s *Store) setGone(deck int64, gone bool, at Moment) error {
	if _, err := s.exec("UPDATE deck SET gone = ? WHERE id = ?", gone, deck); err != nil {
		return err
	}
	value := ""
	if gone {
		value = "1"
	}
	return s.keepSetting(deck, goneSetting, value, at)
}

// saidGone is a deck that is deleted here and back elsewhere, or the other way round.
type saidGone struct {
	id    int64
	name  string
	gone  bool  // as the setting has it
	stamp int64 // of the setting
}

// settleGone deletes the decks that are deleted elsewhere, and brings back those that are back there. A purged deck has no
// words to bring back.
func (m *merger) settleGone() error {
	var list []saidGone
	err := m.each(func(rows *sql.Rows) error {
		var g saidGone
		err := rows.Scan(&g.id, &g.name, &g.gone, &g.stamp)
		list = append(list, g)
		return err
	}, `SELECT d.id, d.name, x.value <> '', x.stamp FROM deck d JOIN setting x ON x.deck = d.id AND x.name = ?
		WHERE d.gone <> (x.value <> '') AND (SELECT coalesce(min(purged), 0) FROM source WHERE deck = d.id) = 0 ORDER BY d.id`,
		goneSetting)
	for _, g := range list {
		after := ""
		if g.gone {
			after = strconv.FormatInt(g.stamp-1, 10)
			m.done.Deleted += g.name + "\n"
		}
		if err == nil {
			err = m.keep(meta, g.id, metaDeletedAfter, after)
		}
		if err == nil {
			_, err = m.exec("UPDATE deck SET gone = ? WHERE id = ?", g.gone, g.id)
		}
	}
	return err
}

// fillDecks lists the decks again that are deleted here, and into which another machine merged one that is not: whoever
// deleted them did not know of it. Of one that was purged its words stay away, and it takes the name that it has there.
func (m *merger) fillDecks() error {
	m.filled = map[int64]int64{}
	for _, e := range m.newMerges {
		home := m.merged.of(e.uid)
		var deck, stamp int64
		var purged bool
		err := m.get([]any{&deck, &stamp, &purged}, `SELECT d.id, coalesce(x.stamp, 0),
				EXISTS (SELECT 1 FROM source o WHERE o.deck = d.id AND o.purged = 1)
			FROM subject u JOIN deck d ON d.id = u.id LEFT JOIN setting x ON x.deck = d.id AND x.name = ?
			WHERE u.uid = ? AND d.gone = 1 AND NOT EXISTS (SELECT 1 FROM subject f JOIN deck part ON part.id = f.id
				WHERE f.uid = ? AND part.gone = 1)`, goneSetting, home[:], e.uid[:])
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil && purged && m.sync == nil {
			continue // a restore brings its words back, and then it is listed: see takeDeck
		}
		var knowingly bool
		if err == nil {
			knowingly, err = m.parkedSince(deck, e)
		}
		if err == nil && knowingly {
			continue
		}
		if err == nil && purged {
			err = m.nameAsThere(deck, home)
		}
		if err == nil {
			_, err = m.exec("UPDATE deck SET gone = 0 WHERE id = ?", deck)
		}
		if err != nil {
			return err
		}
		m.filled[deck] = stamp
	}
	return nil
}

// parkedSince reports whether somebody who may have known of a merge deleted the deck after it: then cards of that were parked
// for it. What is in the log here is no sign, as the merge is not. Nor is the setting, as it has the newest deletion, which may be
// ours.
func (m *merger) parkedSince(deck int64, merge entry) (parked bool, err error) {
	err = m.from.each(func(rows *sql.Rows) error {
		var uid, device []byte
		var seq int64
		if err := rows.Scan(&uid, &device, &seq); err != nil || parked {
			return err
		}
		return m.get([]any{&parked}, `SELECT EXISTS (SELECT 1 FROM subject u JOIN schedule s ON s.card = u.id
				WHERE u.uid = ? AND s.deck IN (?, (SELECT id FROM subject WHERE uid = ?)))
			AND NOT EXISTS (SELECT 1 FROM log l JOIN device d ON d.id = l.device WHERE d.uid = ? AND l.seq = ?)`,
			uid, deck, merge.uid[:], device, seq)
	}, `SELECT u.uid, d.uid, l.seq FROM log l JOIN subject u ON u.id = l.subject JOIN device d ON d.id = l.device
		WHERE l.kind = {park} AND l.detail = ? AND l.tick > ?`, detailDeck, merge.tick)
	return parked, err
}

// nameAsThere gives a deck the name that it has there.
func (m *merger) nameAsThere(deck int64, uid [16]byte) error {
	var name string
	err := m.from.get([]any{&name}, "SELECT d.name FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", uid[:])
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		name, err = m.freeName(name)
	}
	if err == nil {
		_, err = m.exec("UPDATE deck SET name = ? WHERE id = ?", name, deck)
	}
	return err
}

// keepFilled says that the decks of fillDecks are back, unless they were deleted elsewhere since.
func (m *merger) keepFilled() error {
	for deck, stamp := range m.filled {
		var deleted bool
		err := m.get([]any{&deleted}, "SELECT EXISTS (SELECT 1 FROM setting WHERE deck = ? AND name = ? AND value <> '' AND stamp = ?)", deck, goneSetting, stamp)
		if err == nil && deleted {
			err = m.setGone(deck, false, m.at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bringBack asks again what was parked with a deck that was restored since, as far as the machine that restored it could not
// know of that: another one had deleted the deck, too, and parked cards that only that one had.
func (m *merger) bringBack() error {
	if !m.sync.back {
		return nil
	}
	decks, err := m.numbers(`SELECT DISTINCT s.deck FROM schedule s JOIN deck d ON d.id = s.deck
		WHERE d.gone = 0 AND s.hold & {parked} > 0 AND `+hasText+`
		AND EXISTS (SELECT 1 FROM log l WHERE l.subject = s.card AND l.kind = {park} AND l.detail = ?)`, detailDeck)
	for _, deck := range decks {
		var restored int64
		if err == nil {
			err = m.get([]any{&restored}, `SELECT coalesce(max(l.tick), 0) FROM schedule s CROSS JOIN live l ON l.subject = s.card
				WHERE s.deck = ? AND l.kind = {revive} AND l.detail = ?`, deck, detailDeck)
		}
		if err == nil {
			err = m.reviveDeck(deck, restored, m.at)
		}
	}
	return err
}

// reviveDeck asks again what was parked with a deck that was deleted before a tick.
func (s *Store) reviveDeck(deck, before int64, at Moment) error {
	cards, err := s.cardsDeletedWith(deck, before)
	if err == nil {
		err = s.revive(cards, detailDeck, at)
	}
	if err != nil || len(cards) == 0 && before <= maxTick {
		return err
	}
	_, err = s.exec(`UPDATE note SET parked = 0 WHERE deck = ?1 AND parked = 1
		AND source NOT IN (SELECT id FROM source WHERE purged = 1)
		AND (id IN (SELECT note FROM schedule WHERE deck = ?1 AND hold & {parked} = 0)
			OR stamp < ?2 AND id NOT IN (SELECT note FROM card))`, deck, before)
	return err
}

// cardsDeletedWith returns the cards that were parked before a tick because their deck was deleted, and for no other reason since
// they were asked last. All machines read that in the log alike, whichever of them deleted the deck. Of a deck that an undone
// import had made, or that was deleted before entries said so, they are those that were parked after the deletion began here.
func (s *Store) cardsDeletedWith(deck, before int64) ([]int64, error) {
	list, err := s.numbers(`WITH gone AS (SELECT card, (SELECT coalesce(max(tick), 0) FROM live r WHERE r.subject = s.card
				AND r.kind = {revive}) AS asked
			FROM schedule s WHERE deck = ? AND hold & {parked} > 0 AND `+hasText+`)
		SELECT card FROM gone WHERE (SELECT min(l.detail IS ?) AND max(l.tick) < ? FROM live l
			WHERE l.subject = gone.card AND l.kind = {park} AND l.tick > gone.asked)`, deck, detailDeck, before)
	if err != nil || len(list) > 0 || before <= maxTick {
		return list, err
	}
	after, err := s.keptIn(meta, deck, metaDeletedAfter)
	if err != nil {
		return nil, err
	}
	since, _ := strconv.ParseInt(after, 10, 64) // if it is missing, all parked cards come back
	return s.numbers(`SELECT card FROM schedule s WHERE deck = ? AND hold & {parked} > 0 AND `+hasText+`
		AND EXISTS (SELECT 1 FROM live l WHERE l.subject = s.card AND l.kind = {park} AND l.tick > ?)`, deck, since)
}

// hasText is the condition that the note of a row s of schedule was not purged.
const hasText = "s.note NOT IN (SELECT n.id FROM source o JOIN note n ON n.source = o.id WHERE o.purged = 1)"

// reviveNote brings back a parked note with the words that it has, and the cards that were parked with it: those that were
// parked last, and at one time.
func (s *Store) reviveNote(note int64, at Moment) error {
	cards, err := s.numbers(`WITH last AS (SELECT s.card, (SELECT l.tick - l.lag FROM live l WHERE l.subject = s.card
				AND l.kind = {park} ORDER BY l.tick DESC LIMIT 1) AS wall
			FROM schedule s WHERE s.note = ? AND s.hold & {parked} > 0)
		SELECT card FROM last WHERE wall IS (SELECT max(wall) FROM last)`, note)
	if err == nil {
		err = s.revive(cards, "", at)
	}
	if err == nil {
		_, err = s.exec("UPDATE note SET parked = 0 WHERE id = ?", note)
	}
	return err
}

// revive has cards asked again that were parked. The detail says whether it is for their whole deck.
func (s *Store) revive(cards []int64, detail string, at Moment) error {
	for _, card := range cards {
		if _, _, err := s.act(&entry{subject: card, kind: srs.Revive, detail: detail}, at); err != nil {
			return err
		}
	}
	return nil
}
