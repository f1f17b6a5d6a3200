package deck

// A card that recall exports says, beside front and back, all that tells it from others: its bullet and where that stands, its slot, how it can
// be asked. Read again it is the same card, whatever the recognisers would make of the bullet by then.

// Exported is a card on its way out.
type Exported struct {
	Deck string
	ID   string // the card's id, for tools that tell notes by one
	Note *Note  // its bullet; Cards are left alone
	Card Card
}
