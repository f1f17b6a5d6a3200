package data

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

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

// The new cards of several decks, of which the first few are read at once, are those of each deck read by itself, also
// where the first few are not enough.
func TestNewCardsAreReadAtOnce(t *testing.T) {
	s := fresh(t)
	var decks []int64
	for k, bullets := range []int{0, 1, 7, 30, 30} {
		name := fmt.Sprintf("deck%d", k)
		var text strings.Builder
		for i := range bullets {
			fmt.Fprintf(&text, "- Part %d of %s: holds %d others; lost\n", i, name, i)
		}
		text.WriteString("- Keel: stops drift\n")
		loadDeck(t, s, name, name+".md", text.String(), at(0))
		d, err := s.FindDeck(name)
		if err != nil {
			t.Fatal(err)
		}
		decks = append(decks, d.ID)
	}
	for i, c := range cards(t, s) {
		switch {
		case i%9 == 0:
			record(t, s, c.ID, srs.Easy, at(0))
		case i%7 == 0:
			if err := s.writeState(c.ID, srs.State{Ease: 250, Buried: day0 + 1}); err != nil {
				t.Fatal(err)
			}
		}
	}
	// Leaders that wait for nothing and followers that are unlocked, in any number.
	if _, err := s.exec("UPDATE schedule SET follower = {unlocked} WHERE follower = {locked} AND card % 3 = 0"); err != nil {
		t.Fatal(err)
	}
	notes, err := s.numbers("SELECT id FROM note ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		taken := map[int64]bool{}
		for range rapid.IntRange(0, 40).Draw(t, "taken") {
			taken[rapid.SampledFrom(notes).Draw(t, "note")] = true
		}
		most := rapid.SliceOfN(rapid.SampledFrom([]int{0, 1, 3, 9, 70}), len(decks), len(decks)).Draw(t, "most")
		got, err := s.newIn(s.Studied(), day0+1, taken, decks, most)
		if err != nil {
			t.Fatal(err)
		}
		for i := range decks {
			want, err := s.newIn(s.Studied(), day0+1, taken, decks[i:i+1], most[i:i+1])
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got[i], want[0]) {
				t.Fatalf("deck %d, at most %d: read at once %+v, by itself %+v", i, most[i], got[i], want[0])
			}
		}
	})
}
