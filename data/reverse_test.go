package data

import (
	"maps"
	"strings"
	"testing"

	"recall/srs"
)

// Without reverse cards a deck asks none, new or learnt, and its bullets are learnt without them. Their schedules stay,
// and when they are wanted again they come back as they were.
func TestReverseOff(t *testing.T) {
	s := fresh(t)
	var b strings.Builder
	for _, bullet := range []string{"Rudder: turns the boat", "Boom: holds the foot of a sail", "Jib: a sail before the mast"} {
		b.WriteString("- " + bullet + "\n")
	}
	list := loadInto(t, s, "sea", "sea.md", b.String(), at(0))
	deck := list[0].DeckID
	ripe := 0
	for _, c := range list {
		if c.Slot == "reverse" {
			continue
		}
		for _, day := range []int{0, 1, 7} { // 15 days: the reverse card is unlocked
			record(t, s, c.ID, srs.Good, at(day))
		}
		ripe++
	}
	if ripe == 0 || ripe == len(list) {
		t.Fatalf("%d of %d cards lead", ripe, len(list))
	}
	var reversed int64
	for _, c := range list {
		if c.Slot == "reverse" {
			reversed = c.ID
			break
		}
	}
	record(t, s, reversed, srs.Good, at(8))
	ask := func(day int) (due, fresh int) {
		t.Helper()
		q, err := s.Queue(Filter{}, day0+srs.Day(day), QueueOptions{Settings: DefaultSettings, NewLimit: -1})
		if err != nil {
			t.Fatal(err)
		}
		n, err := s.DueOn(Filter{}, day0+srs.Day(day))
		if err != nil || n != len(q.Due) {
			t.Errorf("day %d: %d are due, and %d asked, %v", day, n, len(q.Due), err)
		}
		return len(q.Due), len(q.New)
	}
	set := func(deck int64, value string) {
		t.Helper()
		k, err := FindKey("reverse")
		if err == nil {
			err = s.SetValue(k, deck, value, at(8))
		}
		if err != nil {
			t.Fatal(err)
		}
		clear(t, s, "with reverse "+value)
	}
	overview := func() Overview {
		t.Helper()
		list, err := s.Overviews()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list {
			if d.ID == deck {
				return d
			}
		}
		t.Fatal("no deck")
		return Overview{}
	}
	dueOn, freshOn := ask(9)
	if dueOn != 1 || freshOn == 0 {
		t.Fatalf("before, %d due and %d new cards are asked", dueOn, freshOn)
	}
	before, counted := dues(t, s), overview()
	for _, of := range []int64{deck, 0} {
		set(of, "off")
		if due, fresh := ask(9); due != 0 || fresh != 0 {
			t.Errorf("with reverse off, %d due and %d new cards are asked", due, fresh)
		}
		st, err := s.Stats(Filter{}, Span{Today: day0 + 9, Ahead: 3})
		if err != nil || st.Due[0] != 0 || st.Total.Learnt != 3 || overview().Learnt != 3 {
			t.Errorf("with reverse off, %v are due, %d bullets learnt, %v", st.Due, st.Total.Learnt, err)
		}
		course, err := s.Course(Filter{}, habit(t, s), DefaultSettings, -1, 30)
		if err != nil || len(course.Cards) != 3 || course.Beyond != 0 {
			t.Errorf("with reverse off, a simulation has %d cards and %d beyond, %v", len(course.Cards), course.Beyond, err)
		}
		if c, err := s.Card(reversed); err != nil || c.State.Interval != 1 {
			t.Errorf("the learnt reverse card has an interval of %d, %v", c.State.Interval, err)
		} else if off, err := s.Unwanted(c); err != nil || !off {
			t.Errorf("the reverse card is wanted, %v", err)
		}
		set(of, "")
		if due, fresh := ask(9); due != dueOn || fresh != freshOn {
			t.Errorf("with reverse on again, %d due and %d new cards are asked, want %d and %d", due, fresh, dueOn, freshOn)
		}
		if after := dues(t, s); !maps.Equal(before, after) || overview() != counted {
			t.Errorf("with reverse on again %v and %+v, want %v and %+v", after, overview(), before, counted)
		}
	}

	// A deck of its own may have them, and bullets that change decks follow the deck they are in.
	set(0, "off")
	set(deck, "on")
	if due, _ := ask(9); due != 1 {
		t.Errorf("a deck with reverse on asks %d due cards", due)
	}
	loadInto(t, s, "land", "land.md", "- Levee: keeps a river off the fields\n", at(8))
	land, err := s.FindDeck("land")
	if err == nil {
		_, err = s.MergeDecks(deck, land.ID, true, at(9))
	}
	if err != nil {
		t.Fatal(err)
	}
	clear(t, s, "after a merge")
	if due, fresh := ask(9); due != 0 || fresh != 1 {
		t.Errorf("in a deck with reverse off, %d due and %d new cards are asked", due, fresh)
	}
}

// Reverse cards of a deck that asks none are asked in the deck that they are merged into.
func TestReverseOffGoesWithItsDeck(t *testing.T) {
	s := fresh(t)
	sea := loadInto(t, s, "sea", "sea.md", "- Rudder: turns the boat\n", at(0))
	land := loadInto(t, s, "land", "land.md", "- Levee: keeps a river off the fields\n", at(0))
	for _, day := range []int{0, 1, 7} {
		record(t, s, sea[0].ID, srs.Good, at(day))
	}
	setValue(t, s, "reverse", sea[0].DeckID, "off", at(8))
	if _, err := s.MergeDecks(sea[0].DeckID, land[0].DeckID, false, at(9)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if !isNew(t, s, sea[1].ID) {
		t.Error("the reverse card is not asked")
	}
}

// A purge erases the words by which a reverse card is known, and leaves a schedule that agrees with the log.
func TestPurgeWithReverseOff(t *testing.T) {
	s := fresh(t)
	sea := loadInto(t, s, "sea", "sea.md", "- Rudder: turns the boat\n", at(0))
	for _, day := range []int{0, 1, 7} {
		record(t, s, sea[0].ID, srs.Good, at(day))
	}
	record(t, s, sea[1].ID, srs.Good, at(7))
	setValue(t, s, "reverse", 0, "off", at(8))
	loadDeck(t, s, "sea", "sea.md", "", at(9)) // whose bullets are no more
	if err := s.PurgeDeck(sea[0].DeckID, at(9)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}
