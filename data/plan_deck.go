package data

import (
	"database/sql"
	"errors"
	"fmt"

	"recall/deck"
)

// Which deck a plan is about.

// planDeck finds the deck named in a plan, or makes an id for a new one. A renamed deck keeps the id derived from its
// first name, so another deck of that name takes the next id. A file that names a deck's id means that deck, whatever
// it is called now.
func (s *Store) planDeck(p *Plan) error {
	d, err := s.deckNamed(p.Deck)
	if err == nil {
		p.Deck, p.deckID, p.deleted = d.Name, d.ID, d.gone
		var uid []byte
		err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", d.ID)
		copy(p.uid[:], uid)
		return err
	}
	if !errors.As(err, new(*NoDeckError)) {
		return err
	}
	id, given := p.Files[0].Doc.DeckID, p.uid
	for ordinal := 1; ; ordinal++ {
		switch {
		case given != [16]byte{} && ordinal == 1:
			p.uid = given
		case ordinal > 1:
			p.uid = deck.DeckUID(fmt.Sprintf("%s\x00%d", p.Deck, ordinal))
		case id != "":
			p.uid = deck.DeckUID(id)
		default:
			p.uid = deck.DeckUID(p.Deck)
		}
		var name string
		var gone bool
		err := s.get([]any{&p.deckID, &name, &gone},
			"SELECT d.id, d.name, d.gone FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", p.uid[:])
		home := p.uid
		if errors.Is(err, sql.ErrNoRows) {
			if home, err = s.home(p.uid); err == nil {
				err = sql.ErrNoRows
			}
		}
		switch {
		case errors.Is(err, sql.ErrNoRows) && home == p.uid:
			p.New, p.deckID = true, 0
			return nil
		case errors.Is(err, sql.ErrNoRows) && (ordinal > 1 || id == "" && given == [16]byte{}): // it only has the merged one's name
			continue
		case errors.Is(err, sql.ErrNoRows):
			return s.planHome(p, home)
		case err != nil:
			return err
		case gone: // it was purged, along with its name
			p.renames = true
			return nil
		case id != "" && ordinal == 1:
			p.Deck = name
			return nil
		}
	}
}

// planHome takes the deck for a plan that the plan's deck is a part of.
func (s *Store) planHome(p *Plan, home [16]byte) error {
	p.uid = home
	err := s.get([]any{&p.deckID, &p.Deck}, "SELECT d.id, d.name FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", home[:])
	if errors.Is(err, sql.ErrNoRows) {
		p.New, p.deckID, err = true, 0, nil
	}
	return err
}

// checkDeck returns ErrPlanIsOld if a file of a plan belongs to another deck. A known file keeps its deck, so another
// program imported this one after its deck was chosen.
func (s *Store) checkDeck(p *Plan) error {
	for _, f := range p.Files {
		var elsewhere bool
		err := s.get([]any{&elsewhere}, "SELECT EXISTS (SELECT 1 FROM source WHERE path IN (?, ?) AND deck <> ?)", f.Path,
			f.Was, p.deckID)
		if err != nil {
			return err
		}
		if elsewhere {
			return ErrPlanIsOld
		}
	}
	return nil
}
