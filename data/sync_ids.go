package data

import (
	"errors"
	"slices"

	"recall/deck"
	"recall/deck/inline"
)

// adoptMet gives bullets one id that two machines made from the same text with two, as their first texts differed. The
// id with a history stays; else every machine takes the lower one.
func (m *merger) adoptMet() error {
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
	const logged = "SELECT EXISTS (SELECT 1 FROM card c JOIN log l ON l.subject = c.id WHERE c.note = ?)"
	var ours, theirs bool
	if err := errors.Join(m.get([]any{&ours}, logged, here), m.from.get([]any{&theirs}, logged, n.there)); err != nil {
		return err
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
	// ours stays, and is due there, so that the others take it
	_, err := m.exec("INSERT INTO place_note (place, note) VALUES (?, ?) ON CONFLICT DO UPDATE SET push = 0",
		m.sync.place, here)
	if err != nil {
		return err
	}
	m.sync.notes = slices.DeleteFunc(m.sync.notes, func(o *metNote) bool { return o == n })
	return nil
}
