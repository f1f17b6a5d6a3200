package data

import (
	"database/sql"
	"errors"
	"slices"

	"recall/deck"
	"recall/deck/inline"
)

// adoptMet gives bullets one id that two machines made from the same text with two, as their first texts differed. The
// id with a history stays; else every machine takes the lower one.
func (m *merger) adoptMet() error {
	if err := m.knowAliases(); err != nil {
		return err
	}
	fresh := map[int64][]*metNote{} // notes that are not here, by deck here
	for _, n := range m.sync.notes {
		if here, ok := m.sync.paired[n.deck]; ok && n.here.id == 0 {
			fresh[here] = append(fresh[here], n)
		}
	}
	for deckID, list := range fresh {
		if err := m.adoptMetIn(deckID, list); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) adoptMetIn(deckID int64, list []*metNote) error {
	var uid []byte
	if err := m.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", deckID); err != nil {
		return err
	}
	waiting := map[bulletKey][]*knownNote{}
	uids := map[*knownNote][16]byte{}
	err := m.keyed(deckID, func(id int64, uid [16]byte, k bulletKey) error {
		h := &knownNote{id: id}
		waiting[k], uids[h] = append(waiting[k], h), uid
		return nil
	})
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, n := range list {
		var k bulletKey
		err := m.from.get([]any{&k.headings, &k.label, &k.group},
			"SELECT headings, label, grp FROM section WHERE id = ?", n.section)
		if err != nil {
			return err
		}
		k.text = n.text
		if n.edited {
			k.text = n.origin
		}
		found := waiting[k]
		at := slices.IndexFunc(found, func(h *knownNote) bool { return !m.sync.holders.share([16]byte(n.uid), uids[h]) })
		if at < 0 {
			continue
		}
		h := found[at]
		if twins([16]byte(uid), k, [16]byte(n.uid), uids[h]) {
			continue // two bullets of the same words
		}
		waiting[k] = slices.Delete(found, at, at+1)
		if err := m.agree(n, h.id, uids[h]); err != nil {
			return err
		}
	}
	return nil
}

// twins reports whether two ids were both made from these words: of two bullets that say the same.
func twins(deckUID [16]byte, k bulletKey, one, two [16]byte) bool {
	const most = 16
	made := 0
	normal := inline.Frozen(k.text)
	for ordinal := range most {
		if id := deck.NoteUID(deckUID, normal, k.group, ordinal); id == one || id == two {
			made++
		}
	}
	return made == 2
}

// agree decides on one id for a note there and one here.
func (m *merger) agree(n *metNote, here int64, uid [16]byte) error {
	if m.sync.one([16]byte(n.uid), uid) {
		return nil
	}
	const logged = "SELECT EXISTS (SELECT 1 FROM card c JOIN log l ON l.subject = c.id WHERE c.note = ?)"
	var ours, theirs bool
	if err := errors.Join(m.get([]any{&ours}, logged, here), m.from.get([]any{&theirs}, logged, n.there)); err != nil {
		return err
	}
	if !theirs { // or what was done there came with an earlier parcel
		var err error
		if theirs, err = m.knowsLogOf(n); err != nil {
			return err
		}
	}
	if !ours && (theirs || slices.Compare(n.uid, uid[:]) < 0) {
		if _, err := m.exec("UPDATE note SET uid = ? WHERE id = ?", n.uid, here); err != nil {
			return err
		}
		if err := m.adoptCards(n.there, here); err != nil {
			return err
		}
		_, err := m.find(n)
		return err
	}
	if !theirs {
		// ours stays, and is due there, so that the others take it
		_, err := m.exec("INSERT INTO place_note (place, note) VALUES (?, ?) ON CONFLICT DO UPDATE SET push = 0",
			m.sync.place, here)
		m.sync.notes = slices.DeleteFunc(m.sync.notes, func(o *metNote) bool { return o == n })
		return err
	}
	return m.sayOne(n, here, uid)
}

// knowAliases reads which ids are one, from both logs.
func (m *merger) knowAliases() (err error) {
	if m.sync.aliases, err = m.aliases(); err != nil {
		return err
	}
	there, err := m.from.aliases()
	for gone, stays := range there {
		m.sync.aliases[gone] = stays
	}
	return err
}

// one reports whether two ids are known to be one.
func (m *meeting) one(a, b [16]byte) bool {
	for _, id := range []*[16]byte{&a, &b} {
		for stays, gone := m.aliases[*id]; gone; stays, gone = m.aliases[*id] {
			*id = stays
		}
	}
	return a == b
}

// knowsLogOf reports whether there are entries here about cards of a note there.
func (m *merger) knowsLogOf(n *metNote) (known bool, err error) {
	err = m.from.each(func(rows *sql.Rows) error {
		var uid []byte
		if err := rows.Scan(&uid); err != nil || known {
			return err
		}
		return m.get([]any{&known}, "SELECT EXISTS (SELECT 1 FROM log l JOIN subject u ON u.id = l.subject WHERE u.uid = ?)", uid)
	}, "SELECT u.uid FROM card c JOIN subject u ON u.id = c.id WHERE c.note = ?", n.there)
	return known, err
}

// sayOne tells all machines that a note there and one here are the same, with their cards.
func (m *merger) sayOne(n *metNote, here int64, uid [16]byte) error {
	m.sync.say([16]byte(n.uid), uid)
	return m.from.each(func(rows *sql.Rows) error {
		var slot string
		var theirs, ours []byte
		if err := rows.Scan(&slot, &theirs); err != nil {
			return err
		}
		err := m.get([]any{&ours}, "SELECT u.uid FROM card c JOIN subject u ON u.id = c.id WHERE c.note = ? AND c.slot = ?", here, slot)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			m.sync.say([16]byte(theirs), [16]byte(ours))
		}
		return err
	}, "SELECT c.slot, u.uid FROM card c JOIN subject u ON u.id = c.id WHERE c.note = ?", n.there)
}

// say notes that two ids are one, unless that is known.
func (m *meeting) say(a, b [16]byte) {
	if !m.one(a, b) {
		m.said = append(m.said, [2][16]byte{a, b})
	}
}

// uniteMet makes one of what the log says is one, after all that came is here. What this machine found is said first, unless
// another has said it.
func (m *merger) uniteMet() error {
	if _, err := m.exec("UPDATE place SET taking = 0 WHERE id = ?", m.sync.place); err != nil { // what is written now is due there, too
		return err
	}
	for _, pair := range m.sync.said {
		if err := m.sayAlias(pair[0], pair[1], m.at); err != nil {
			return err
		}
	}
	cards, err := m.unite()
	for _, card := range cards {
		m.sync.cards[card] = true
	}
	return err
}
