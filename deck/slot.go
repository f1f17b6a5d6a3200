package deck

import "strings"

// Dependent reports whether a card is locked until another one of its note is known well: reverse cards, gaps, single
// members and steps are.
func (c Card) Dependent() bool { return SlotDependent(c.Slot) }

// SlotDependent reports whether a card with this slot waits for another one of its note.
func SlotDependent(slot string) bool {
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
