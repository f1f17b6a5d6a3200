package deck

import "strings"

// Follows reports whether a card is locked until another one of its note is known well: reverse cards, gaps, single members
// and steps are.
func (c Card) Follows() bool { return SlotFollows(c.Slot) }

// SlotFollows reports whether a card with this slot follows another one of its note; see Card.Follows.
func SlotFollows(slot string) bool {
	switch SlotKind(slot) {
	case "reverse", "cloze", "member", "next":
		return true
	}
	return false
}

// SlotKind is a slot without its key.
func SlotKind(slot string) string {
	kind, _, _ := strings.Cut(slot, ":")
	return kind
}
