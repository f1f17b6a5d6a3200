package deck

import (
	"strings"
)

// Follows tells a card that is locked until another one of its note is known well: the reverse, gaps, single members and steps.
func (c Card) Follows() bool { return follows(c.Slot) }

func follows(slot string) bool {
	switch slotKind(slot) {
	case "reverse", "cloze", "member", "next":
		return true
	}
	return false
}

// slotKind is a slot without its key.
func slotKind(slot string) string {
	kind, _, _ := strings.Cut(slot, ":")
	return kind
}
