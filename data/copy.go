package data

import (
	"database/sql"
	"encoding/hex"
	"errors"

	"recall/deck"
	"recall/deck/anki"
)

// isCopy reports whether all files of a plan were exported from a deck. What the deck already has, anywhere, is then
// left alone.
func (p *Plan) isCopy() bool {
	for _, f := range p.Files {
		if !f.Doc.Copy {
			return false
		}
	}
	return true
}

// leaveOriginals removes from a copy's plan the pairs whose bullets are in other files of the deck, and returns how
// many bullets of the copy those were. The deck may have changed since the export, and keeps its own version.
func (p *Plan) leaveOriginals() (same int) {
	if !p.isCopy() {
		return 0
	}
	given := p.given()
	kept := p.pairs[:0]
	for _, pair := range p.pairs {
		if pair.Old < 0 || given[p.stored[pair.Old].Source] || p.stored[pair.Old].Parked {
			kept = append(kept, pair)
		} else if pair.New >= 0 {
			same++
		}
	}
	p.pairs = kept
	return same
}

// findKnown finds the notes that were made for Anki of cards that are here. They come back with what was learnt in Anki, and
// their cards stay as they are here.
func (s *Store) findKnown(p *Plan) error {
	for _, f := range p.Files {
		for i := range f.Doc.Notes {
			n := &f.Doc.Notes[i]
			if n.Rule != anki.OursRule {
				continue
			}
			_, err := s.cardOf(n.ID)
			if errors.Is(err, sql.ErrNoRows) { // it kept the id that its note had in Anki
				var id int64
				err = s.get([]any{&id}, `SELECT n.id FROM note n JOIN source o ON o.id = n.source
					WHERE o.path = ? AND n.explicit = ? AND n.rule <> ? AND n.parked = 0`, f.Path, n.ID, anki.OursRule)
			}
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			if p.known == nil {
				p.known = map[*deck.Note]bool{}
			}
			p.known[n] = true
		}
	}
	return nil
}

// cardOf returns the card whose id a note for Anki has, or sql.ErrNoRows.
func (s *Store) cardOf(id string) (card subject, err error) {
	uid, err := hex.DecodeString(id)
	if err != nil || len(uid) != len(card.uid) {
		return card, sql.ErrNoRows
	}
	copy(card.uid[:], uid)
	return card, s.get([]any{&card.id}, `SELECT c.id FROM subject u JOIN card c ON c.id = u.id JOIN note n ON n.id = c.note
		WHERE u.uid = ? AND n.parked = 0`, uid)
}
