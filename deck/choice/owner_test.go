package choice

import (
	"testing"

	"recall/deck"
)

// A wrong answer that is right for another card is reported as such, unless both cards have the same answer. Then it
// was only spelled differently.
func TestOwnerOf(t *testing.T) {
	typed := deck.Reveal | deck.Type
	forward := func(prompt, answer string) deck.Card {
		return deck.Card{Slot: "forward", Prompt: prompt, Answer: answer, Forms: typed}
	}
	reverse := func(prompt, answer string) deck.Card {
		return deck.Card{Slot: "reverse", Prompt: prompt, Answer: answer, Forms: typed}
	}
	near := []deck.Card{
		forward("a whole number", "int"), forward("a text", "str"), forward("the port of the log", "6514"),
		forward("lookup", "O(n)"), forward("retries", "3"), forward("the cache", "off"),
		forward("the port of the proxy", "default 8081"),
		forward("jib", "a sail in front of the mast"), reverse("a sail in front of the mast", "jib"),
		reverse("a large sail in front of the mast that overlaps it", "genoa"),
		{Slot: "forward", Context: "Ports", Prompt: "web", Answer: "8443", Forms: typed},
		{Slot: "forward", Context: "Old ports", Prompt: "web", Answer: "8008", Forms: typed},
	}
	for _, c := range []struct {
		card  deck.Card
		given string
		want  Owner
	}{
		{forward("the base of bool", "`int`"), "Int", Owner{}},
		{forward("the base of bool", "`int`"), "STR", Owner{Prompt: "a text"}},
		{forward("the base of bool", "`int`"), "float", Owner{}},
		{forward("the port of mail", "2525"), "6514", Owner{Prompt: "the port of the log"}},
		{forward("the base of bool", "`int`"), "6514", Owner{}}, // of another kind
		{forward("the base of bool", "`int`"), "8081", Owner{}},
		{forward("the port of mail", "2525"), "8081", Owner{Prompt: "the port of the proxy"}},
		{forward("insert", "O(1)"), "O(n)", Owner{}}, // many cards have it
		{forward("workers", "4"), "3", Owner{}},
		{forward("the journal", "on"), "off", Owner{}},
		{reverse("a sail behind the mast", "mainsail"), "jib", Owner{Prompt: "a sail in front of the mast"}},
		{reverse("a sail in front of the mast", "jib"), "genoa",
			Owner{"a large sail in front of the mast that overlaps it", true}},
		{reverse("a large sail in front of the mast that overlaps it", "genoa"), "jib",
			Owner{Prompt: "a sail in front of the mast"}}, // it is not said to overlap
		{deck.Card{Slot: "forward", Context: "Ports", Prompt: "web", Answer: "443", Forms: typed}, "8443",
			Owner{"Ports › web", true}},
		{deck.Card{Slot: "forward", Context: "Ports", Prompt: "web", Answer: "443", Forms: typed}, "8008", Owner{}},
	} {
		if got := OwnerOf(c.card, c.given, near); got != c.want {
			t.Errorf("%q for %q belongs to %+v, want %+v", c.given, c.card.Prompt, got, c.want)
		}
	}
}
