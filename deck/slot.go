package deck

import (
	"strings"
)

// Follows tells a card that is locked until another one of its note is known well: the reverse, gaps, single members and steps.
func (c Card) Follows() bool { return SlotFollows(c.Slot) }

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
