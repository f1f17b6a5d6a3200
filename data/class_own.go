package data

import "database/sql"

// A bullet of a class that a file of the learner's has, too, is left to that file: there it is once, in the learner's words. The
// two are known by the id, or by what they say at one place of the deck, now or before: either may have been reworded since.

// ownBullet is a bullet in a file of the learner's.
type ownBullet struct {
	text    string
	says    []string // digests of what it and its file say
	earlier []string // digests of what it said before
	left    bool     // a bullet of the class is this one
}

// ownPlace is the learner's bullets at one place of a deck, by the digests of what they say and said.
type ownPlace struct{ says, any map[string][]*ownBullet }

// leftOfClass returns which new bullets of a plan for a class are in a file of the learner's, by pair. Where the words differ,
// the plan names both.
func (s *Store) leftOfClass(p *Plan) (map[int]bool, error) {
	left := map[int]bool{}
	in := map[bulletKey]*ownPlace{} // by their place; no text
	for _, now := range []bool{true, false} {
		for i, pair := range p.pairs {
			if pair.Old >= 0 || left[i] || p.idsOf(p.notes[pair.New]).note == [16]byte{} {
				continue
			}
			n := p.notes[pair.New]
			ids := p.idsOf(n)
			own, here, err := s.ownWithID(ids.note)
			if err == nil && !here {
				headings, _, failed := sectionKey(n.note.Place)
				place := bulletKey{headings: headings, label: n.note.Label, group: n.note.Group}
				if _, read := in[place]; !read && failed == nil {
					in[place], failed = s.ownAt(p.deckID, place)
				}
				if err = failed; err == nil {
					own = in[place].find(now, textDigest(n.note.Text), ids.earlier)
					here = own != nil
				}
			}
			if err != nil {
				return nil, err
			}
			if left[i] = here; own == nil {
				continue
			}
			if own.left = true; own.text != n.note.Text {
				p.Kept = append(p.Kept, Change{Kind: pair.Fate, Path: p.Files[n.file].Path, Line: n.note.Line, Old: own.text, New: n.note.Text})
			}
		}
	}
	return left, nil
}

// find returns the bullet that says what one of a class says; else, without now, one that is free, and that says or said what
// that says or said.
func (o *ownPlace) find(now bool, says string, earlier []string) *ownBullet {
	if now {
		for _, own := range o.says[says] {
			return own
		}
		return nil
	}
	for _, digest := range append([]string{says}, earlier...) {
		for _, own := range o.any[digest] {
			if !own.left {
				return own
			}
		}
	}
	return nil
}

const ownBullets = `SELECT n.text, iif(n.origin = '', n.text, n.origin), n.earlier, o.path GLOB '` + SyncedPath + `*'
	FROM note n JOIN source o ON o.id = n.source WHERE n.parked = 0 AND o.purged = 0 AND `

// ownWithID returns the bullet with an id, if it is here; nil where that is in no file of the learner's.
func (s *Store) ownWithID(uid [16]byte) (own *ownBullet, here bool, err error) {
	err = s.eachOwn(func(o *ownBullet, synced bool) {
		if here = true; !synced {
			own = o
		}
	}, ownBullets+"n.uid = ?", uid[:])
	return own, here, err
}

// ownAt returns the bullets at a place of a deck that are in files of the learner's.
func (s *Store) ownAt(deckID int64, at bulletKey) (*ownPlace, error) {
	found := &ownPlace{map[string][]*ownBullet{}, map[string][]*ownBullet{}}
	return found, s.eachOwn(func(o *ownBullet, synced bool) {
		if synced {
			return
		}
		for _, digest := range o.says {
			found.says[digest] = append(found.says[digest], o)
		}
		for _, digest := range append(o.earlier, o.says...) {
			found.any[digest] = append(found.any[digest], o)
		}
	}, ownBullets+"n.section IN (SELECT id FROM section WHERE deck = ? AND headings = ? AND label = ? AND grp = ?)",
		deckID, at.headings, at.label, at.group)
}

func (s *Store) eachOwn(f func(o *ownBullet, synced bool), query string, args ...any) error {
	return s.each(func(rows *sql.Rows) error {
		var o ownBullet
		var file, earlier string
		var synced bool
		if err := rows.Scan(&o.text, &file, &earlier, &synced); err != nil {
			return err
		}
		o.says, o.earlier = []string{textDigest(o.text), textDigest(file)}, earlierTexts(earlier)
		f(&o, synced)
		return nil
	}, query, args...)
}

// earlierIn returns what the notes of a deck remember of their earlier texts, by id.
func (s *Store) earlierIn(deckID int64) (map[[16]byte]string, error) {
	earlier := map[[16]byte]string{}
	return earlier, s.each(func(rows *sql.Rows) error {
		var uid []byte
		var digests string
		err := rows.Scan(&uid, &digests)
		earlier[[16]byte(uid)] = digests
		return err
	}, "SELECT uid, earlier FROM note WHERE deck = ? AND earlier <> '[]'", deckID)
}
