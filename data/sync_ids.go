package data

import (
	"slices"

	"recall/deck"
	"recall/deck/inline"
)

// adoptMet finds bullets that two machines made from the same text under two ids, as their first texts differed.
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
	known := map[[16]byte]bool{}
	err := m.keyed(deckID, func(id int64, uid [16]byte, k bulletKey) error {
		h := &knownNote{id: id}
		waiting[k], uids[h] = append(waiting[k], h), uid
		known[m.ones.of(uid)] = true
		return nil
	})
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, n := range list {
		if known[m.ones.of([16]byte(n.uid))] {
			continue // the log says which one it is
		}
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
		if err := m.identifyMet(n, h.id, uids[h]); err != nil {
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

// identifyMet gives a note there and one here one id.
func (m *merger) identifyMet(n *metNote, here int64, uid [16]byte) error {
	quiet := m.sync.unmet && !slices.ContainsFunc(m.sync.notes, func(o *metNote) bool { return o.here.id == here })
	if quiet {
		var learnt bool
		err := m.get([]any{&learnt}, "SELECT EXISTS (SELECT 1 FROM card c JOIN log l ON l.subject = c.id WHERE c.note = ?)", here)
		if err != nil {
			return err
		}
		quiet = !learnt
	}
	if err := m.identify(n.there, here, [16]byte(n.uid), uid, quiet); err != nil || !quiet {
		return err
	}
	_, err := m.find(n)
	return err
}
