package data

import (
	"context"
	"slices"
	"testing"

	"recall/deck/match"
	"recall/srs"
)

const (
	roadmapBefore = `# Knots

## 1 Loops

- Bowline: a loop that does not slip
- Cleat hitch: makes fast at a clet
- Sheet bend: joins two ropes of 2 sizes
- Granny knot: slips under load
- Clove hitch: ties a rope to a post
- Figure eight: a stopper at the end of a rope
- Reef knot: ties a reef and holds
`
	roadmapAfter = `# Knots

## 1 Loops

- Rolling hitch: grips along a spar
- Bowline: a loop that does not slip
- Cleat hitch: makes fast at a cleat
- Sheet bend: joins two ropes of 3 sizes
- Clove hitch: ties a rope to a round post
- Reef knot: ties a reef and nothing else
`
)

// A newer roadmap updates the learner's deck as an edited file would. What the learner edited stays, wherever its
// source moved.
func TestNewerRoadmap(t *testing.T) {
	s := fresh(t)
	bring := func(text string, days int) []*Plan {
		t.Helper()
		_, updates, err := s.loadEditions([]edition{{"en", "knots.en", []byte(text)}}, "en", at(days))
		if err != nil {
			t.Fatal(err)
		}
		sound(t, s)
		return updates
	}
	if first, updates, err := s.loadEditions([]edition{{"en", "knots.en", []byte(roadmapBefore)}}, "en",
		at(0)); !first || updates != nil || err != nil {
		t.Fatalf("the first time: %v %v %v", first, updates, err)
	}
	states := map[string]srs.State{}
	for _, front := range []string{"Bowline", "Cleat hitch", "Sheet bend", "Granny knot", "Clove hitch", "Figure eight",
		"Reef knot"} {
		record(t, s, card(t, s, front).ID, srs.Good, at(0))
		states[front] = record(t, s, card(t, s, front).ID, srs.Good, at(1))
	}
	for front, mine := range map[string]string{
		"Clove hitch":  "Clove hitch: ties a rope to any post",
		"Figure eight": "Figure eight: a stopper that unties easily",
		"Reef knot":    "Reef knot: ties a reef and nothing else",
	} {
		if _, err := s.EditText(card(t, s, front).ID, mine, at(1)); err != nil {
			t.Fatal(err)
		}
		states[front], _ = s.State(card(t, s, front).ID)
	}
	mine := card(t, s, "Figure eight").Answer

	if updates := bring(roadmapBefore, 2); updates != nil {
		t.Errorf("the same roadmap is an update: %+v", updates[0].Count)
	}
	updates := bring(roadmapAfter, 2)
	if len(updates) != 1 {
		t.Fatalf("%d updates", len(updates))
	}
	p := updates[0]
	for kind, want := range map[match.Fate]int{match.New: 1, match.Same: 4, match.Fixed: 1, match.Changed: 1,
		match.Parked: 1} {
		if p.Count[kind] != want {
			t.Errorf("%s %d, want %d", kind, p.Count[kind], want)
		}
	}
	var kept []string
	for _, c := range p.Kept {
		kept = append(kept, c.Old+" | "+c.New)
	}
	slices.Sort(kept)
	if want := []string{
		"Clove hitch: ties a rope to any post | Clove hitch: ties a rope to a round post",
		"Figure eight: a stopper that unties easily | ",
	}; !slices.Equal(kept, want) {
		t.Errorf("kept: %q, want %q", kept, want)
	}
	if backups, err := s.Backups(); err != nil || len(backups) != 1 {
		t.Errorf("%d backups, %v: the deck as it was before is to be kept", len(backups), err)
	}
	for front, want := range map[string]string{
		"Rolling hitch": "grips along a spar", "Bowline": "a loop that does not slip", "Cleat hitch": "makes fast at a cleat",
		"Sheet bend": "joins two ropes of 3 sizes", "Clove hitch": "ties a rope to any post", "Figure eight": mine, "Reef knot": "ties a reef and nothing else",
	} {
		c := card(t, s, front)
		if c.Answer != want || c.State.Parked {
			t.Errorf("%s reads %q (parked %v), want %q", front, c.Answer, c.State.Parked, want)
		}
		if before, ok := states[front]; ok && front != "Sheet bend" && c.State != before {
			t.Errorf("%s: the schedule is %+v, want %+v", front, c.State, before)
		}
	}
	c := card(t, s, "Sheet bend")
	if edit, err := s.News(c.ID); c.State.Due != day0+2 || edit == nil || edit.Kind != srs.Changed {
		t.Errorf("a changed fact is due %d, and shows %+v, %v", c.State.Due, edit, err)
	}
	if c := card(t, s, "Granny knot"); !c.State.Parked {
		t.Error("a bullet that is gone is still asked")
	}

	// The source returns to its old text: what is the learner's stays, and what was parked comes back.
	bring(roadmapBefore, 3)
	for front, want := range map[string]string{"Clove hitch": "ties a rope to any post", "Figure eight": mine,
		"Granny knot": "slips under load"} {
		if c := card(t, s, front); c.Answer != want || c.State.Parked {
			t.Errorf("%s reads %q (parked %v), want %q", front, c.Answer, c.State.Parked, want)
		}
	}
}

// A learner's edited text is merged from a backup into a database that holds only the built-in decks.
func TestRestoreTakesEditsOver(t *testing.T) {
	s := fresh(t)
	list := []edition{{"en", "knots.en", []byte(roadmapBefore)}}
	if _, _, err := s.loadEditions(list, "en", at(0)); err != nil {
		t.Fatal(err)
	}
	bowline := card(t, s, "Bowline")
	record(t, s, bowline.ID, srs.Good, at(0))
	if _, err := s.EditText(bowline.ID, "Bowline: a loop of fixed size", at(1)); err != nil {
		t.Fatal(err)
	}
	want, err := s.State(bowline.ID)
	if err != nil {
		t.Fatal(err)
	}
	b := backUp(t, s, at(1))

	other := fresh(t)
	if _, _, err := other.loadEditions(list, "en", at(1)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := other.Restore(context.Background(), b.Path, at(2)); err != nil {
			t.Fatal(err)
		}
		if c := card(t, other, "Bowline"); c.Answer != "a loop of fixed size" || c.State != want {
			t.Errorf("it reads %q with %+v, want %+v", c.Answer, c.State, want)
		}
		sound(t, other)
	}
	if _, updates, err := other.loadEditions([]edition{{"en", "knots.en", []byte(roadmapAfter)}}, "en",
		at(3)); err != nil || len(updates) != 1 {
		t.Fatalf("%d updates, %v", len(updates), err)
	}
	if c := card(t, other, "Bowline"); c.Answer != "a loop of fixed size" {
		t.Errorf("after an update it reads %q", c.Answer)
	}
}
