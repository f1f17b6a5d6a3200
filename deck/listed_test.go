package deck

import (
	"slices"
	"testing"
)

// A question names what is to be ranked, in an order that is not the answer's, and the same one for the same seed.
func TestListed(t *testing.T) {
	ranked := Card{Slot: "order", Members: []string{"L1", "L2", "RAM", "SSD"}, Forms: Reveal | Order}
	seen := map[string]bool{}
	for seed := range uint64(50) {
		got := ranked.Listed(seed)
		if slices.Equal(got, ranked.Members) || !slices.Equal(slices.Sorted(slices.Values(got)), ranked.Members) {
			t.Errorf("seed %d lists %q", seed, got)
		}
		if !slices.Equal(got, ranked.Listed(seed)) {
			t.Errorf("seed %d lists two orders", seed)
		}
		seen[got[0]] = true
	}
	if len(seen) < 4 {
		t.Errorf("only %v ever come first", seen)
	}
	for _, c := range []Card{
		{Slot: "forward", Members: []string{"a", "b"}, Forms: Reveal | Set}, // to be recalled, not to be read
		{Slot: "forward", Forms: Reveal},
	} {
		if got := c.Listed(1); got != nil {
			t.Errorf("%+v lists %q", c, got)
		}
	}
	if got := (Card{Members: []string{"a", "a"}, Forms: Order}).Listed(3); len(got) != 2 {
		t.Errorf("equal members: %q", got)
	}
}
