package data

import (
	"slices"
	"testing"

	"recall/srs"
)

// A list is in the order of what it is sorted by. Cards without a value come last, whichever way it goes, and cards
// with the same one stay in roadmap order.
func TestCardsBy(t *testing.T) {
	s, _ := queried(t)
	if _, err := s.exec("UPDATE note SET added = 0 WHERE text LIKE 'Rudder%'"); err != nil {
		t.Fatal(err)
	}
	loadDeck(t, s, "tide", "tide.md", "# Tide\n\n- ebb: falls\n- **Ünder** current: runs below\n", at(5))
	record(t, s, card(t, s, "Keel").ID, srs.Again, at(40)) // a lapse
	for by, want := range map[string][]string{
		"":          {"Keel", "Rudder", "Beaufort 0", "Beaufort 12", "persistence modes (3)", "ebb", "Ünder current"},
		"due":       {"Rudder", "Keel", "Beaufort 0", "Beaufort 12", "persistence modes (3)", "ebb", "Ünder current"},
		"-due":      {"Beaufort 0", "Keel", "Rudder", "Beaufort 12", "persistence modes (3)", "ebb", "Ünder current"},
		"-lapses":   {"Keel", "Rudder", "Beaufort 0", "Beaufort 12", "persistence modes (3)", "ebb", "Ünder current"},
		"-interval": {"Beaufort 0", "Keel", "Rudder", "Beaufort 12", "persistence modes (3)", "ebb", "Ünder current"},
		"-added":    {"ebb", "Ünder current", "Keel", "Beaufort 0", "Beaufort 12", "persistence modes (3)", "Rudder"},
	} {
		o, ok := FindOrder(by)
		if by != "" && !ok {
			t.Fatalf("there is no order %q", by)
		}
		var got []string
		if err := s.CardsBy(o, Filter{}, func(c *Card) error {
			if c.Slot == "forward" {
				got = append(got, c.Prompt)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("by %q: %q, want %q", by, got, want)
		}
	}
	for _, by := range []string{"", "-", "--due", "dew"} {
		if _, ok := FindOrder(by); ok {
			t.Errorf("%q is an order", by)
		}
	}
}
