package export

import (
	"recall/deck"
	"recall/deck/read"
)

// A card that recall exports says, beside front and back, all that tells it from others: its bullet and where that
// stands, its slot, how it can be asked. Read again it is the same card, whatever the recognisers would make of the
// bullet by then.

// Exported is a card on its way out.
type Exported struct {
	Deck string
	ID   string     // the card's id, for tools that tell notes by one
	Note *deck.Note // its bullet; Cards are left alone
	Card deck.Card
}

func exactOf(e *Exported) read.Exact {
	n, c := e.Note, &e.Card
	return read.Exact{
		Front: c.Front(), Back: c.Answer, Deck: e.Deck, Tags: n.Tags, ID: e.ID, Extra: c.Extra, Accept: c.Accept,
		Members: c.Members,
		Path:    n.Headings, Label: n.Label, Group: n.Group, Bullet: n.Text, Pin: n.ID, Slot: c.Slot,
		Context: c.Context,
		Forms:   c.Forms.Names(),
		Rule:    n.Rule, Draft: c.Draft, Weakness: c.Weakness,
	}
}
