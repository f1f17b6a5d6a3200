package data

import (
	"database/sql"
	"slices"
)

// Which notes and cards of two databases are one is a fact that every machine has to know, or one keeps what another gave
// up. So it is said in the log: see alias.go. Only an id that nobody else can know of is given up in silence.

// identify gives a note there and one here one id, and their cards likewise. Quietly, those here take the ids there; else
// the log will say that they are one.
func (m *merger) identify(there, here int64, uidThere, uidHere [16]byte, quiet bool) error {
	if m.ones.of(uidThere) == m.ones.of(uidHere) {
		return nil
	}
	if quiet {
		if _, err := m.exec("UPDATE note SET uid = ? WHERE id = ?", uidThere[:], here); err != nil {
			return err
		}
		return m.adoptCards(there, here)
	}
	m.say(uidThere, uidHere)
	return m.sameSlots(there, here, func(uidThere []byte, card int64) error {
		var uid []byte
		err := m.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", card)
		if err == nil {
			m.say([16]byte(uidThere), [16]byte(uid))
		}
		return err
	})
}

// say notes that two ids are one, unless that is known.
func (m *merger) say(one, two [16]byte) {
	if m.ones.join(one, two) {
		m.said = append(m.said, [2][16]byte{one, two})
	}
}

// knowAliases reads which ids are one, and which decks were merged, from both logs.
func (m *merger) knowAliases() error {
	ones, merges, err := m.joined()
	if err != nil {
		return err
	}
	there, others, err := m.from.joined()
	for gone, lower := range there {
		ones.join(gone, lower)
	}
	m.newMerges = slices.DeleteFunc(slices.Clone(others), func(e entry) bool {
		return slices.ContainsFunc(merges, func(known entry) bool {
			return known.uid == e.uid && known.tick == e.tick && known.detail == e.detail
		})
	})
	m.ones, m.merged = ones, homesOf(ones, append(merges, others...))
	return err
}

// uniteFound makes one of what the log says is one, after all that came is here. What this machine found is said first. An
// older backup still has both.
func (m *merger) uniteFound() error {
	for _, pair := range m.said {
		if err := m.sayAlias(pair[0], pair[1], m.at); err != nil {
			return err
		}
	}
	done, err := m.unite()
	if err != nil {
		return err
	}
	m.done.Parts += done.parts
	found := len(m.said)
	if err := m.meetTwice(done.notes); err != nil {
		return err
	}
	for _, subject := range done.subjects {
		if m.sync != nil {
			m.sync.replays(subject)
			m.sync.decks[subject] = true
		}
	}
	if m.said = m.said[found:]; len(m.said) > 0 {
		return m.uniteFound()
	}
	return nil
}

// meetTwice says that two cards of one note are one if they ask for the same: two machines made them before they knew that
// their notes are one. notes are those that were united just now.
func (m *merger) meetTwice(notes []int64) error {
	if m.sync != nil {
		stays := map[[16]byte]bool{}
		for _, lower := range m.ones {
			stays[lower] = true
		}
		for _, n := range m.sync.notes {
			if id := m.notes[n.there]; id != 0 && stays[[16]byte(n.uid)] {
				notes = append(notes, id)
			}
		}
	}
	for _, note := range notes {
		first := map[string][16]byte{}
		err := m.each(func(rows *sql.Rows) error {
			var slot string
			var uid []byte
			if err := rows.Scan(&slot, &uid); err != nil {
				return err
			}
			if other, twice := first[slot]; twice {
				m.say(other, [16]byte(uid))
			} else {
				first[slot] = [16]byte(uid)
			}
			return nil
		}, "SELECT c.slot, u.uid FROM card c JOIN subject u ON u.id = c.id WHERE c.note = ? ORDER BY u.uid", note)
		if err != nil {
			return err
		}
	}
	return nil
}

// left reports whether ids of this machine may be known elsewhere.
func (s *Store) left() (yes bool, err error) {
	err = s.get([]any{&yes}, `SELECT EXISTS (SELECT 1 FROM place
		WHERE pushed > 0 OR parcel <> '' OR direction <> 'pull' AND met > 0)`)
	return yes, err
}

// sameSlots calls f for the cards of a note there that one here has, too: by their slots, with the id there and the number
// here.
func (m *merger) sameSlots(there, here int64, f func(uid []byte, card int64) error) error {
	type pair struct {
		uid  []byte
		card int64
	}
	cards := map[string]int64{}
	err := m.each(func(rows *sql.Rows) error {
		var slot string
		var id int64
		err := rows.Scan(&slot, &id)
		cards[slot] = id
		return err
	}, "SELECT slot, id FROM card WHERE note = ? ORDER BY id DESC", here)
	if err != nil {
		return err
	}
	var list []pair
	err = m.from.each(func(rows *sql.Rows) error {
		var slot string
		var p pair
		err := rows.Scan(&slot, &p.uid)
		if p.card = cards[slot]; p.card != 0 {
			list = append(list, p)
		}
		return err
	}, "SELECT c.slot, u.uid FROM card c JOIN subject u ON u.id = c.id WHERE c.note = ? ORDER BY c.id", there)
	for _, p := range list {
		if err == nil {
			err = f(p.uid, p.card)
		}
	}
	return err
}
