package data

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"

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

// leaveKnown removes from a plan the notes that were made for Anki of cards that are here. They come back with what was
// learnt in Anki, and their cards stay as they are here.
func (s *Store) leaveKnown(p *Plan) error {
	for i, f := range p.Files {
		if f.device == ([16]byte{}) { // not from Anki
			continue
		}
		var left []deck.Note
		for k := range f.Doc.Notes {
			known, err := s.isKnown(f.Path, &f.Doc.Notes[k])
			if err != nil {
				return err
			}
			if !known {
				left = append(left, f.Doc.Notes[k])
			}
		}
		if len(left) == len(f.Doc.Notes) {
			continue
		}
		if p.known == 0 {
			p.Files = slices.Clone(p.Files)
		}
		p.known += len(f.Doc.Notes) - len(left)
		doc := *f.Doc
		doc.Notes = left
		p.Files[i].Doc = &doc
	}
	return nil
}

// isKnown reports whether a note was made for Anki of a card that is here. It has the card's id, or the one that a note of
// the same source had in Anki.
func (s *Store) isKnown(source string, n *deck.Note) (known bool, err error) {
	if n.Rule != anki.OursRule {
		return false, nil
	}
	if _, err = s.cardOf(n.ID); !errors.Is(err, sql.ErrNoRows) {
		return err == nil, err
	}
	return known, s.get([]any{&known}, `SELECT EXISTS (SELECT 1 FROM source o JOIN note n ON n.source = o.id
		WHERE o.path = ? AND n.explicit = ? AND n.rule <> ? AND n.parked = 0)`, source, n.ID, anki.OursRule)
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
