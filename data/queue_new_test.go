package data

import (
	"slices"
	"testing"

	"recall/srs"
)

// Decks take turns with their new cards, also when a number of them is asked for, and go on with them in the next session
// of the day. So no deck waits for the end of another one's document.
func TestNewCardsOfDecksTakeTurns(t *testing.T) {
	s := fresh(t)
	loadDeck(t, s, "sea", "sea.md", "- Keel: stops drift\n- Boom: holds the foot of a sail\n- Jib: a sail before the mast\n", at(0))
	loadDeck(t, s, "land", "land.md", "- Levee: keeps a river off the fields\n- Polder: land below the sea\n", at(0))
	want := func(limit int, fronts ...string) {
		t.Helper()
		q, err := s.Queue(Filter{}, day0, QueueOptions{Settings: DefaultSettings, NewLimit: limit})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, id := range q.New {
			c, err := s.Card(id)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, c.Prompt)
		}
		if !slices.Equal(got, fronts) {
			t.Errorf("with %d new cards asked for, %q come, want %q", limit, got, fronts)
		}
	}
	want(-1, "Keel", "Levee", "Boom", "Polder", "Jib")
	want(3, "Keel", "Levee", "Boom")
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	want(-1, "Levee", "Boom", "Polder", "Jib")
	want(1, "Levee")
}
