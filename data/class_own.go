package data

import (
	"database/sql"
	"slices"
)

// A bullet of a class that a file of the learner's has, too, is left to that file: there it is once, in the learner's words. The
// two are known by the id, or by what they say at one place of the deck, now or before: either may have been reworded since.

// ownBullet is a bullet in a file of the learner's.
type ownBullet struct {
	text   string
	digest []string // of what it says, of what its file says, and of what it said before
	left   bool     // a bullet of the class is this one
}

// leftOfClass returns which new bullets of a plan for a class are in a file of the learner's, by pair. Where the words differ,
// the plan names both.
func (s *Store) leftOfClass(p *Plan) (map[int]bool, error) {
	left := map[int]bool{}
	in := map[bulletKey][]*ownBullet{} // by their place; no text
	ways := []func(o *ownBullet, text string, earlier []string) bool{
		func(o *ownBullet, text string, _ []string) bool {
			return o.text == text || o.digest[1] == textDigest(text)
		},
		func(o *ownBullet, text string, earlier []string) bool {
			return !o.left && slices.ContainsFunc(append(earlier, textDigest(text)), func(d string) bool { return slices.Contains(o.digest, d) })
		},
	}
	for _, same := range ways {
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
				at := slices.IndexFunc(in[place], func(o *ownBullet) bool { return same(o, n.note.Text, ids.earlier) })
				if err = failed; at >= 0 {
					own, here = in[place][at], true
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
func (s *Store) ownAt(deckID int64, at bulletKey) (list []*ownBullet, err error) {
	return list, s.eachOwn(func(o *ownBullet, synced bool) {
		if !synced {
			list = append(list, o)
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
		o.digest = append([]string{textDigest(o.text), textDigest(file)}, earlierTexts(earlier)...)
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
