package export

import (
	"recall/deck"
	"recall/deck/read"
)

// Besides front and back, an exported card records everything that identifies it: its bullet and the bullet's place,
// its slot, and how it can be asked. Importing it gives the same card, even if the recognisers would by then read the
// bullet differently.

// Exported is a card to be exported.
type Exported struct {
	Deck string
	ID   string     // the card's id, for tools that identify notes by id
	Note *deck.Note // its bullet; its Cards and Tags are not used
	Card deck.Card
	Tags []string // in normal form
}

func exactOf(e *Exported) read.Exact {
	n, c := e.Note, &e.Card
	return read.Exact{
		Front: c.Front(), Back: c.Answer, Deck: e.Deck, Tags: e.Tags, ID: e.ID, Extra: c.Extra, Accept: c.Accept,
		Members: c.Members,
		Path:    n.Headings, Label: n.Label, Group: n.Group, Bullet: n.Text, Pin: n.ID, Slot: c.Slot,
		Context: c.Context,
		Forms:   c.Forms.Names(),
		Rule:    n.Rule, Draft: c.Draft, Weakness: c.Weakness,
	}
}
