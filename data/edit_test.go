package data

import (
	"errors"
	"slices"
	"testing"

	"recall/deck/match"
	"recall/srs"
)

// Editing a stored text keeps its progress, as editing a file does.
func TestEditText(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel := card(t, s, "Keel")
	record(t, s, keel.ID, srs.Good, at(0))
	want := record(t, s, keel.ID, srs.Good, at(1))
	for _, step := range []struct {
		text, answer string
		kind         match.Fate
	}{
		{"Keel: stops the boat from drifting sideways", "stops the boat from drifting sideways", match.Same},
		{"- Keel: stops a boat from\n  drifting sideways\n", "stops a boat from drifting sideways", match.Fixed},
		{"Keel: stops the boat from 90 % of drifting sideways", "stops the boat from 90 % of drifting sideways", match.Changed},
	} {
		done, err := s.EditText(keel.ID, step.text, at(2))
		if err != nil || done.Kind != step.kind || done.Reason != "" {
			t.Errorf("%q is %+v, %v; want %s", step.text, done, err, step.kind)
		}
		c, err := s.Card(keel.ID)
		if err != nil || c.Answer != step.answer || c.Prompt != "Keel" || c.Chapter != "1 Boats" ||
			c.Line != keel.Line {
			t.Errorf("it reads %q → %q in %q, %v", c.Prompt, c.Answer, c.Chapter, err)
		}
		if step.kind != match.Changed && c.State != want {
			t.Errorf("its schedule is %+v, want %+v", c.State, want)
		}
		if step.kind == match.Changed && (c.State.Due != day0+2 || c.State.Ease != want.Ease) {
			t.Errorf("the changed fact has %+v", c.State)
		}
		sound(t, s)
	}
	if _, err := s.EditText(keel.ID, " - \n", at(2)); err == nil {
		t.Error("a bullet without text passed")
	}
	if done, err := s.EditText(keel.ID, "see https://example.org", at(2)); err != nil || done.Reason == "" {
		t.Errorf("a bullet without a question is %+v, %v", done, err)
	}
	if st, err := s.State(keel.ID); err != nil || !st.Parked {
		t.Errorf("its card is %+v, %v", st, err)
	}
	sound(t, s)
}

func TestLife(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel := card(t, s, "Keel")
	record(t, s, keel.ID, srs.Again, at(0))
	record(t, s, keel.ID, srs.Good, at(0))
	record(t, s, keel.ID, srs.Good, at(0))
	if _, err := s.Undo(at(0)); err != nil {
		t.Fatal(err)
	}
	record(t, s, keel.ID, srs.Hard, at(1))
	setValue(t, s, "max_interval", 0, "10", at(2))
	record(t, s, keel.ID, srs.Good, at(4))
	record(t, s, keel.ID, srs.Good, at(4))
	life, err := s.Life(keel.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		effect   string
		interval int
		longest  int
	}{{"new", 0, 36500}, {"new", 1, 36500}, {"review", 6, 36500}, {"early", 8, 10}, {"drill", 8, 10}}
	if len(life) != len(want) {
		t.Fatalf("%d acts, want %d", len(life), len(want))
	}
	for i, a := range life {
		if a.Effect.String() != want[i].effect || a.After.Interval != want[i].interval ||
			a.Rules.MaxInterval != want[i].longest {
			t.Errorf("act %d is %s, interval %d, at most %d; want %+v", i, a.Effect, a.After.Interval,
				a.Rules.MaxInterval, want[i])
		}
	}
	if st, err := s.State(keel.ID); err != nil || st != life[len(life)-1].After {
		t.Errorf("it ends with %+v, the schedule is %+v, %v", life[len(life)-1].After, st, err)
	}
}

func TestMarkAll(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	var ids []int64
	for _, c := range cards(t, s) {
		ids = append(ids, c.ID)
	}
	if _, err := s.Mark(ids[0], srs.Suspend, at(0)); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		kind srs.Kind
		n    int
	}{{srs.Suspend, len(ids) - 1}, {srs.Suspend, 0}, {srs.Reset, 0}, {srs.Resume, len(ids)}, {srs.Resume, 0},
		{srs.Redraft, len(ids)}, {srs.Redraft, 0}, {srs.Accept, len(ids)}} {
		if list, err := s.MarkAll(ids, step.kind, at(0)); err != nil || len(list) != step.n {
			t.Errorf("kind %d changed %d cards, %v; want %d", step.kind, len(list), err, step.n)
		}
	}
	if list, err := s.MarkAll([]int64{ids[1], -1}, srs.Suspend, at(0)); err == nil {
		t.Errorf("a card that is not there: %v", list)
	}
	if st, err := s.State(ids[1]); err != nil || st.Suspended {
		t.Error("half of it was done")
	}
	sound(t, s)
}

// Cards that one act made drafts of wait as drafts, survive an import, and are asked again once it is undone.
func TestRedraft(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	var ids []int64
	for _, c := range cards(t, s) {
		if c.Status() == "new" {
			ids = append(ids, c.ID)
		}
	}
	if _, err := s.MarkAll(ids, srs.Redraft, at(1)); err != nil {
		t.Fatal(err)
	}
	did := Done{ids[len(ids)-1], srs.Redraft}
	load(t, s, "sea.md", notes+"\n- Cleat: holds a rope\n", at(1))
	for _, id := range ids {
		if c, err := s.Card(id); err != nil || c.Status() != "draft" {
			t.Errorf("card %d is %s, %v", id, c.Status(), err)
		}
	}
	if list := found(t, s, "is:draft", day0); !slices.Contains(list, "Keel") {
		t.Errorf("is:draft finds %q", list)
	}
	sound(t, s)
	if _, err := s.UndoLast(did, len(ids)+1, at(2)); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("more than there is: %v", err)
	}
	if list, err := s.UndoLast(did, len(ids), at(2)); err != nil || len(list) != len(ids) {
		t.Errorf("undone %d of %d, %v", len(list), len(ids), err)
	}
	for _, id := range ids {
		if got, err := s.State(id); err != nil || got != srs.Fresh {
			t.Errorf("card %d is %+v, %v", id, got, err)
		}
	}
	sound(t, s)
}
