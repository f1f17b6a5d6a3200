package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/data/place"
	"recall/deck/match"
	"recall/srs"
)

// pull lets a learner pull decks from a folder.
func pull(t testing.TB, s *Store, folder string, m Moment, decks ...string) Exchanged {
	t.Helper()
	p, err := s.placeAt(folder)
	if err != nil {
		there, err := s.DecksAt(context.Background(), folder, m)
		if err != nil {
			t.Fatal(err)
		}
		there = slices.DeleteFunc(there, func(d DeckAt) bool { return len(decks) > 0 && !slices.Contains(decks, d.Name) })
		if p, err = s.RememberPull(folder, there); err != nil {
			t.Fatal(err)
		}
	}
	before := files(t, folder)
	done, err := s.Exchange(context.Background(), p, m, false, func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	if done.Sent != (place.Contents{}) || done.Bytes != 0 || !slices.Equal(files(t, folder), before) {
		t.Fatalf("who only pulls has written: %+v", done)
	}
	return done
}

// content returns what a deck asks, without what anybody learnt.
func content(t testing.TB, s *Store, deck string) (list []string) {
	t.Helper()
	for _, c := range cards(t, s) {
		if c.Deck == deck && !c.State.Parked {
			list = append(list, fmt.Sprintf("%x %s %s: %s → %s (%q, %v, %v)", c.UID, c.Slot, c.Path, c.Prompt, c.Answer, c.Text, c.Tags, c.Draft))
		}
	}
	slices.Sort(list)
	return list
}

const class1 = `---
tags: [harbour]
---
# Sea

## Hull

- Keel: stops the drift of 3 boats
- Rudder: turns the boat
- Bilge: the lowest part of the hull inside
- Transom: the flat board that closes the stern

## Wind

- Lee: the side that the wind leaves #calm
- Luff: the front edge of a sail
`

const class2 = `---
tags: [harbour]
---
# Sea

## Hull

- Keel: stops the drift of 5 boats
- Rudder: turns the whole boat
- Transom: the flat board that closes the stern
- Strake: a row of planks from stem to stern

## Rig

- Luff: the front edge of a sail

## Wind

- Lee: the side that the wind leaves #calm
`

// A teacher keeps a deck up; a learner gets each edition of it. What is learnt stays with its bullet, what the learner
// wrote stays, a changed fact is due, and nothing of the teacher's learning comes.
func TestClass(t *testing.T) {
	folder := t.TempDir()
	teacher, learner, late := fresh(t), fresh(t), fresh(t)
	loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
	loadDeck(t, teacher, "own", "teacher/own.md", "# Own\n\n- Salary: nobody's business but the teacher's\n", at(0))
	record(t, teacher, card(t, teacher, "Keel").ID, srs.Easy, at(0))
	flagged := card(t, teacher, "Lee").ID
	for _, kind := range []srs.Kind{srs.Suspend, srs.Flag} {
		if _, err := teacher.Mark(flagged, kind, at(0)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range cards(t, teacher) {
		if c.Text == card(t, teacher, "Lee").Text {
			if _, err := teacher.Tag([]int64{c.ID}, []string{"exam"}, nil, at(0)); err != nil {
				t.Fatal(err)
			}
		}
	}
	exchange(t, teacher, folder, at(0))

	done := pull(t, learner, folder, at(1), "sea")
	if n := len(done.Pulled.Plans); n != 1 || !done.Pulled.Plans[0].New {
		t.Fatalf("%d plans: %+v", n, done.Pulled)
	}
	same := func(when string) {
		t.Helper()
		if say := difference(1, content(t, teacher, "sea"), content(t, learner, "sea")); say != "" {
			t.Errorf("%s, the deck is not the teacher's:\n%s", when, say)
		}
		sound(t, learner)
	}
	same("at first")
	for _, e := range logOf(t, learner) {
		if !strings.HasPrefix(e, fmt.Sprintf("%x-", learner.own.uid)) {
			t.Errorf("of the teacher's log came %s", e)
		}
	}
	if c := card(t, learner, "Lee"); c.State.Suspended || c.State.Flagged || !slices.Contains(c.Tags, "exam") {
		t.Errorf("Lee: %+v, tags %q", c.State, c.Tags)
	}
	if slices.ContainsFunc(cards(t, learner), func(c *Card) bool { return c.Prompt == "Salary" }) {
		t.Error("a deck came that nobody asked for")
	}
	if done := pull(t, learner, folder, at(1)); len(done.Pulled.Plans) > 0 || done.Read > 0 {
		t.Errorf("with nothing new, %+v", done)
	}

	for day := range 3 {
		for _, front := range []string{"Keel", "Rudder", "Luff", "Bilge", "Transom"} {
			record(t, learner, card(t, learner, front).ID, srs.Good, at(2+day*6))
		}
	}
	if _, err := learner.EditText(card(t, learner, "Transom").ID, "Transom: what closes the stern, flat", at(20)); err != nil {
		t.Fatal(err)
	}
	was := card(t, learner, "Luff").State
	loadDeck(t, teacher, "sea", "teacher/sea.md", class2, at(20))
	exchange(t, teacher, folder, at(20))
	done = pull(t, learner, folder, at(21))
	if len(done.Pulled.Plans) != 1 {
		t.Fatalf("%+v", done.Pulled)
	}
	p := done.Pulled.Plans[0]
	for kind, n := range map[match.Fate]int{match.New: 1, match.Changed: 1, match.Fixed: 1, match.Moved: 1, match.Parked: 1} {
		if p.Count[kind] != n {
			t.Errorf("%s: %d, not %d", kind, p.Count[kind], n)
		}
	}
	sound(t, learner)
	keel, rudder, luff, transom := card(t, learner, "Keel"), card(t, learner, "Rudder"), card(t, learner, "Luff"), card(t, learner, "Transom")
	if !strings.HasSuffix(keel.Answer, "5 boats") || keel.State.Reps != 0 {
		t.Errorf("the fact of the keel changed: %q, %+v", keel.Answer, keel.State)
	}
	if rudder.Answer != "turns the whole boat" || rudder.State.Reps == 0 {
		t.Errorf("the rudder was reworded: %q, %+v", rudder.Answer, rudder.State)
	}
	if luff.State != was || !slices.Contains(luff.Path, "Rig") {
		t.Errorf("the luff moved: %s, %+v", luff.Path, luff.State)
	}
	if transom.Answer != "what closes the stern, flat" || transom.State.Reps == 0 {
		t.Errorf("the learner's own words: %q, %+v", transom.Answer, transom.State)
	}
	if bilge := card(t, learner, "Bilge"); !bilge.State.Parked || bilge.State.Reps == 0 {
		t.Errorf("the bilge is gone: %+v", bilge.State)
	}

	// who comes late gets the deck as it is; what comes back is there again
	pull(t, late, folder, at(22), "sea")
	if say := difference(1, content(t, teacher, "sea"), content(t, late, "sea")); say != "" {
		t.Errorf("who comes late does not have the teacher's deck:\n%s", say)
	}
	sound(t, late)
	back, err := teacher.Plans([]Batch{{Deck: "sea", Older: true, Files: []File{fileOf(t, "/teacher/sea.md", class1)}}})
	if err == nil {
		_, err = teacher.Import(back, at(23))
	}
	if err != nil {
		t.Fatal(err)
	}
	exchange(t, teacher, folder, at(23))
	pull(t, learner, folder, at(24))
	sound(t, learner)
	if bilge := card(t, learner, "Bilge"); bilge.State.Parked || bilge.State.Reps == 0 {
		t.Errorf("the bilge is back: %+v", bilge.State)
	}
	if keel := card(t, learner, "Keel"); !strings.HasSuffix(keel.Answer, "3 boats") {
		t.Errorf("the teacher went back to an earlier text: %q", keel.Answer)
	}
}

// A learner with two machines pulls on both, and they agree; the second takes nothing twice.
func TestClassOnTwoMachines(t *testing.T) {
	class, home := t.TempDir(), t.TempDir()
	teacher, a, b := fresh(t), fresh(t), fresh(t)
	loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
	exchange(t, teacher, class, at(0))
	pull(t, a, class, at(1))
	for day := range 3 {
		record(t, a, card(t, a, "Keel").ID, srs.Good, at(1+6*day))
	}
	exchange(t, a, home, at(14))
	exchange(t, b, home, at(14))
	pull(t, b, class, at(14))
	agreeOn := func() {
		t.Helper()
		for range 2 {
			exchange(t, a, home, at(30))
			exchange(t, b, home, at(30))
		}
		agree(t, a, b)
	}
	agreeOn()
	loadDeck(t, teacher, "sea", "teacher/sea.md", class2, at(31))
	exchange(t, teacher, class, at(31))
	pull(t, b, class, at(32))
	exchange(t, b, home, at(32))
	exchange(t, a, home, at(32))
	record(t, a, card(t, a, "Keel").ID, srs.Good, at(33))
	was := card(t, a, "Keel").State
	pull(t, a, class, at(34))
	if now := card(t, a, "Keel").State; now != was {
		t.Errorf("the second machine judged the same edit again: %+v, not %+v", now, was)
	}
	agreeOn()
}

// What a learner deleted stays deleted, and comes once it is brought back; a place that lost a file parks nothing.
func TestClassLeavesAlone(t *testing.T) {
	folder := t.TempDir()
	teacher, learner := fresh(t), fresh(t)
	loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
	exchange(t, teacher, folder, at(0))
	pull(t, learner, folder, at(1))
	d, err := learner.FindDeck("sea")
	if err != nil {
		t.Fatal(err)
	}
	if err := learner.DeleteDeck(d.ID, at(2)); err != nil {
		t.Fatal(err)
	}
	loadDeck(t, teacher, "sea", "teacher/sea.md", class2, at(3))
	exchange(t, teacher, folder, at(3))
	for range 2 {
		if done := pull(t, learner, folder, at(4)); !slices.Equal(done.Pulled.Left, []LeftDeck{{Name: "sea"}}) || len(done.Pulled.Plans) > 0 {
			t.Errorf("a deck that was deleted here: %+v", done.Pulled)
		}
	}
	if _, err := learner.UndeleteDeck("sea", at(5)); err != nil {
		t.Fatal(err)
	}
	pull(t, learner, folder, at(5))
	if say := difference(1, content(t, teacher, "sea"), content(t, learner, "sea")); say != "" {
		t.Errorf("the deck is back, and not the teacher's:\n%s", say)
	}
	sound(t, learner)
}

// Whoever shares a deck may delete it, and purge it. Who has its cards goes on with them, and who comes later gets all that
// the place still has of it.
func TestClassOutlivesItsDeck(t *testing.T) {
	for _, purge := range []bool{false, true} {
		folder := t.TempDir()
		teacher, learner, late := fresh(t), fresh(t), fresh(t)
		loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
		record(t, teacher, card(t, teacher, "Keel").ID, srs.Good, at(0))
		exchange(t, teacher, folder, at(0))
		pull(t, learner, folder, at(1))
		record(t, learner, card(t, learner, "Keel").ID, srs.Good, at(1))
		record(t, learner, card(t, learner, "Rudder").ID, srs.Good, at(1))
		was := content(t, learner, "sea")
		d, err := teacher.FindDeck("sea")
		if err != nil {
			t.Fatal(err)
		}
		remove := teacher.DeleteDeck
		if purge {
			remove = teacher.PurgeDeck
		}
		if err := remove(d.ID, at(2)); err != nil {
			t.Fatal(err)
		}
		exchange(t, teacher, folder, at(2))
		done := pull(t, learner, folder, at(3))
		for _, p := range done.Pulled.Plans {
			if p.Changed() {
				t.Errorf("purged: %t: the plan changes %v and %+v", purge, p.Count, p.Fallout)
			}
		}
		if say := difference(1, was, content(t, learner, "sea")); say != "" {
			t.Errorf("purged: %t: the learner lost cards:\n%s", purge, say)
		}
		sound(t, learner)
		if !purge { // the bullets there say that they are gone
			continue
		}
		pull(t, late, folder, at(4))
		if say := difference(1, was, content(t, late, "sea")); say != "" {
			t.Errorf("who comes late does not have the deck:\n%s", say)
		}
		sound(t, late)
	}
}

// A card that the new edition of a bullet no longer asks is parked, and the exchange says so, also where the bullet reads as
// before.
func TestClassSaysWhatItParks(t *testing.T) {
	folder := t.TempDir()
	teacher, learner := fresh(t), fresh(t)
	loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
	exchange(t, teacher, folder, at(0))
	pull(t, learner, folder, at(1))
	c := card(t, teacher, "Keel")
	if _, _, err := teacher.act(&entry{subject: c.ID, kind: srs.Park}, at(2)); err != nil {
		t.Fatal(err)
	}
	exchange(t, teacher, folder, at(2))
	done := pull(t, learner, folder, at(3))
	if !card(t, learner, "Keel").State.Parked || len(done.Pulled.Plans) != 1 || !done.Pulled.Plans[0].Changed() {
		t.Errorf("%+v parks a card and says nothing: %+v", done.Pulled, card(t, learner, "Keel").State)
	}
}

// What is missing in a place that is not whole was not taken out by the teacher.
func TestClassWaitsForTheWhole(t *testing.T) {
	folder := t.TempDir()
	teacher, learner := fresh(t), fresh(t)
	loadDeck(t, teacher, "sea", "teacher/sea.md", class1, at(0))
	exchange(t, teacher, folder, at(0))
	pull(t, learner, folder, at(1))
	was := content(t, learner, "sea")
	loadDeck(t, teacher, "sea", "teacher/sea.md", class2, at(3))
	exchange(t, teacher, folder, at(3))
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		path := filepath.Join(folder, e.Name())
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for what, harm := range map[string]func() error{
			"gone":    func() error { return os.Remove(path) },
			"cut off": func() error { return os.WriteFile(path, whole[:len(whole)/2], 0o600) },
		} {
			if err := harm(); err != nil {
				t.Fatal(err)
			}
			pull(t, learner, folder, at(4))
			if say := difference(1, was, content(t, learner, "sea")); say != "" {
				t.Errorf("%s is %s:\n%s", e.Name(), what, say)
			}
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	pull(t, learner, folder, at(5))
	if say := difference(1, content(t, teacher, "sea"), content(t, learner, "sea")); say != "" {
		t.Errorf("once all is there:\n%s", say)
	}
}

// What a file of the learner's says came with it, and not once more with the class: also of a deck that was purged, and of a
// bullet that had other words when the class first had it.
func TestClassOfWhichTheLearnerHasTheFile(t *testing.T) {
	for _, purge := range []bool{false, true} {
		folder := t.TempDir()
		teacher, learner := fresh(t), fresh(t)
		for day, text := range []string{class1, class2} {
			loadDeck(t, teacher, "sea", "teacher/sea.md", text, at(day))
		}
		exchange(t, teacher, folder, at(2))
		if purge {
			pull(t, learner, folder, at(3))
			record(t, learner, card(t, learner, "Keel").ID, srs.Good, at(3))
			if err := learner.PurgeDeck(deckOf(t, learner, "sea").ID, at(4)); err != nil {
				t.Fatal(err)
			}
		}
		loadDeck(t, learner, "sea", "learner/sea.md", class2, at(5))
		was := content(t, learner, "sea")
		if purge {
			there, err := learner.DecksAt(t.Context(), folder, at(6))
			if err == nil {
				_, err = learner.RememberPull(folder, there)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		pull(t, learner, folder, at(6))
		if say := difference(1, was, content(t, learner, "sea")); say != "" {
			t.Errorf("purged %t: the class brings once more what the file has:\n%s", purge, say)
		}
		loadDeck(t, teacher, "sea", "teacher/sea.md", class2+"- Gybe: the stern turns through the wind\n", at(7))
		exchange(t, teacher, folder, at(7))
		pull(t, learner, folder, at(8))
		if n := len(content(t, learner, "sea")) - len(was); n != 2 || card(t, learner, "Gybe").Deck != "sea" {
			t.Errorf("purged %t: %d cards came of one new bullet", purge, n)
		}
		sound(t, learner)
	}
}
