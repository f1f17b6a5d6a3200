package data

import (
	"database/sql"
	"errors"
)

// adopt runs before anything is merged. Where both databases made something from the same text, it gives the two one
// id: the other's, if nothing was logged here under ours. Ids are made when a text is first seen, so they differ if the
// text, or the name of its deck, has changed since. That happens when a deck was exported and imported elsewhere before
// its log. What was reviewed under both ids stays here unchanged; the other's entries wait in the log.
func (m *merger) adopt() error {
	pairs, err := m.adoptDecks()
	if err != nil {
		return err
	}
	for there, here := range pairs {
		if err := m.adoptNotes(there, here); err != nil {
			return err
		}
	}
	return nil
}

// adoptDecks returns the decks that both databases know, by their ids or else by their names: the number there to the number
// here.
func (m *merger) adoptDecks() (map[int64]int64, error) {
	type unknown struct {
		there int64
		uid   [16]byte
		name  string
	}
	var list []unknown
	pairs, paired := map[int64]int64{}, map[int64]bool{}
	err := m.from.each(func(rows *sql.Rows) error {
		var there, here int64
		var name string
		var uid []byte
		if err := rows.Scan(&there, &name, &uid); err != nil {
			return err
		}
		stays := m.merged.of([16]byte(uid))
		err := m.get([]any{&here}, "SELECT d.id FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid IN (?, ?)", uid, stays[:])
		if errors.Is(err, sql.ErrNoRows) {
			list = append(list, unknown{there, [16]byte(uid), name})
			return nil
		}
		pairs[there], paired[here] = here, true
		return err
	}, "SELECT d.id, d.name, u.uid FROM deck d JOIN subject u ON u.id = d.id")
	for _, u := range list {
		var here int64
		if err == nil {
			err = m.get([]any{&here}, "SELECT id FROM deck WHERE name = ?", u.name)
		}
		if errors.Is(err, sql.ErrNoRows) || err == nil && paired[here] { // the one with that name is another one there
			err = nil
			continue
		}
		var class bool // a class knows the id
		if err == nil {
			err = m.get([]any{&class}, `SELECT EXISTS (SELECT 1 FROM place p, subject u WHERE u.id = ? AND p.direction = 'pull'
				AND instr(p.decks, lower(hex(u.uid))) > 0)`, here)
		}
		if err == nil && (m.sync == nil || m.sync.unmet && !class) {
			here, err = m.adoptDeck(here, u.uid)
		}
		if err == nil && m.sync != nil {
			err = m.sayDeck(here, u.uid)
		}
		pairs[u.there] = here
	}
	return pairs, err
}

// sayDeck notes that a deck there is one here.
func (m *merger) sayDeck(here int64, uid [16]byte) error {
	var own []byte
	err := m.get([]any{&own}, "SELECT uid FROM subject WHERE id = ?", here)
	if err == nil {
		m.say(uid, [16]byte(own))
	}
	return err
}

// adoptSubject gives a subject here the other's id, if it has no log entries here and nothing here has that id.
func (m *merger) adoptSubject(here int64, uid []byte) error {
	_, err := m.exec(`UPDATE subject SET uid = ?2 WHERE id = ?1
		AND NOT EXISTS (SELECT 1 FROM log WHERE subject = ?1) AND NOT EXISTS (SELECT 1 FROM subject WHERE uid = ?2)`, here, uid)
	return err
}

// bulletKey is where a note stands, and what its source says.
type bulletKey struct{ headings, label, group, text string }

const bulletKeys = `n.id, n.uid, x.headings, x.label, x.grp, CASE n.origin WHEN '' THEN n.text ELSE n.origin END
	FROM note n JOIN section x ON x.id = n.section JOIN source o ON o.id = n.source
	WHERE n.deck = ? AND o.purged = 0 ORDER BY n.id`

// keyed calls f for the bullets of a deck.
func (s *Store) keyed(deck int64, f func(id int64, uid [16]byte, k bulletKey) error) error {
	return s.each(func(rows *sql.Rows) error {
		var id int64
		var uid []byte
		var k bulletKey
		if err := rows.Scan(&id, &uid, &k.headings, &k.label, &k.group, &k.text); err != nil {
			return err
		}
		return f(id, [16]byte(uid), k)
	}, "SELECT "+bulletKeys, deck)
}

// adoptNotes pairs the bullets of a deck that both databases have with the same text but different ids.
func (m *merger) adoptNotes(there, here int64) error {
	left, err := m.left()
	if err != nil {
		return err
	}
	known := map[[16]byte]bool{}
	if err := m.from.keyed(there, func(_ int64, uid [16]byte, _ bulletKey) error {
		known[uid] = true
		return nil
	}); err != nil {
		return err
	}
	type bullet struct {
		id  int64
		uid [16]byte
	}
	waiting := map[bulletKey][]bullet{}
	if err := m.keyed(here, func(id int64, uid [16]byte, k bulletKey) error {
		if known[uid] {
			delete(known, uid) // what is left has an id known only there
		} else {
			waiting[k] = append(waiting[k], bullet{id, uid})
		}
		return nil
	}); err != nil || len(waiting) == 0 {
		return err
	}
	return m.from.keyed(there, func(id int64, uid [16]byte, k bulletKey) error {
		list := waiting[k]
		if !known[uid] || len(list) == 0 {
			return nil
		}
		waiting[k] = list[1:]
		return m.identify(id, list[0].id, uid, list[0].uid, !left)
	})
}

// adoptCards gives the cards of a bullet the ids that they have there, by their slots.
func (m *merger) adoptCards(there, here int64) error {
	return m.sameSlots(there, here, func(uid []byte, card int64) error { return m.adoptSubject(card, uid) })
}
