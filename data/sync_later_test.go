package data

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"recall/srs"
)

// What was done to many cards elsewhere is applied to schedules and counts here as if it had been done here, whatever was
// done to some of the cards here before, meanwhile and after.
func TestManyAnswersFromElsewhere(t *testing.T) {
	const many = 150 // more than are replayed one by one
	var b strings.Builder
	b.WriteString("# Sea\n\n")
	for i := range many {
		fmt.Fprintf(&b, "- plank%dx: lies %d steps from the stem\n", i, 7*i+3)
	}
	for name, test := range map[string]struct {
		before, after func(t *testing.T, here, there *Store, list []*Card)
	}{
		"of other cards": {},
		"of one that was answered here before": {before: func(t *testing.T, here, _ *Store, list []*Card) {
			record(t, here, list[3].ID, 3, at(1))
		}},
		"of one that was answered here later": {after: func(t *testing.T, here, _ *Store, list []*Card) {
			record(t, here, list[3].ID, 1, at(20))
		}},
		"of one that was answered here in between": {before: func(t *testing.T, here, _ *Store, list []*Card) {
			record(t, here, list[3].ID, 1, Moment{at(5).Time.Add(time.Hour), at(5).Day})
		}},
		"of which one was taken back": {after: func(t *testing.T, _, there *Store, _ []*Card) {
			if _, err := there.Undo(at(20)); err != nil {
				t.Fatal(err)
			}
		}},
		"that follow other rules": {before: func(t *testing.T, _, there *Store, _ []*Card) { setRule(t, there, "40", at(1)) }},
		"before other rules":      {after: func(t *testing.T, here, _ *Store, _ []*Card) { setRule(t, here, "2", at(20)) }},
		"of suspended cards": {before: func(t *testing.T, here, _ *Store, list []*Card) {
			for _, c := range list[:5] {
				if _, err := here.Mark(c.ID, srs.Suspend, at(1)); err != nil {
					t.Fatal(err)
				}
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			here, there := fresh(t), fresh(t)
			for _, s := range []*Store{here, there} {
				loadDeck(t, s, "Sea", "sea.md", b.String(), at(0))
			}
			meetAll(t, folder, at(0), here, there)
			of := func(s *Store) (list []*Card) {
				for _, c := range cards(t, s) {
					if strings.HasPrefix(c.Prompt, "plank") {
						list = append(list, c)
					}
				}
				return list
			}
			for _, c := range of(here)[:20] {
				record(t, here, c.ID, 4, at(0))
			}
			meetAll(t, folder, at(0), here, there)
			if test.before != nil {
				test.before(t, here, there, of(here))
			}
			for i, c := range of(there) {
				record(t, there, c.ID, srs.Grade(i%6), at(5))
				if i < 10 {
					record(t, there, c.ID, 4, at(12))
				}
			}
			if test.after != nil {
				test.after(t, here, there, of(here))
			}
			exchange(t, there, folder, at(21))
			if done := exchange(t, here, folder, at(21)); done.Entries < many || done.Changed < many-1 {
				t.Fatalf("%d entries came and %d schedules changed", done.Entries, done.Changed)
			}
			agree(t, meetAll(t, folder, at(22), here, there)...)
		})
	}
}

// An entry that can't be read concerns its own card alone: what was done to others elsewhere comes in.
func TestDamagedEntryStopsNoOther(t *testing.T) {
	folder := t.TempDir()
	here, there := fresh(t), fresh(t)
	for _, s := range []*Store{here, there} {
		load(t, s, "boats.md", boats, at(0))
	}
	meetAll(t, folder, at(0), here, there)
	record(t, there, card(t, there, "Keel").ID, srs.Good, at(5))
	exchange(t, there, folder, at(5))
	damaged := card(t, here, "Rudder").ID
	record(t, here, damaged, srs.Good, at(6))
	exchange(t, here, t.TempDir(), at(6))
	if _, err := here.exec("UPDATE log SET kind = ?, detail = '{' WHERE subject = ? AND kind = 1", int(srs.SetState), damaged); err != nil {
		t.Fatal(err)
	}
	if done := exchange(t, here, folder, at(7)); done.Entries != 1 || card(t, here, "Keel").State.Reps != 1 {
		t.Errorf("%d entries came", done.Entries)
	}
}

// A card that lost its schedule keeps nothing from the other machines.
func TestCardWithoutAScheduleKeepsNothingBack(t *testing.T) {
	folder := t.TempDir()
	here, there := fresh(t), fresh(t)
	load(t, there, "boats.md", boats, at(0))
	if _, err := there.exec("DELETE FROM schedule WHERE card = ?", card(t, there, "Keel").ID); err != nil {
		t.Fatal(err)
	}
	exchange(t, there, folder, at(1))
	if done := exchange(t, here, folder, at(1)); done.Merged.Notes == 0 {
		t.Error("nothing came")
	}
	card(t, here, "Rudder")
	sound(t, here)
}

// setRule sets the longest interval of the deck about the sea.
func setRule(t *testing.T, s *Store, days string, m Moment) {
	t.Helper()
	k, err := FindKey("max_interval")
	if err == nil {
		err = s.SetValue(k, deckOf(t, s, "Sea").ID, days, m)
	}
	if err != nil {
		t.Fatal(err)
	}
}
