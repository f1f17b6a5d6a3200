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
		p.Deck, p.deckID = d.Name, d.ID
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
		switch {
		case errors.Is(err, sql.ErrNoRows):
			p.New, p.deckID = true, 0
			return nil
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
