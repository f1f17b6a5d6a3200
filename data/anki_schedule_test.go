package data

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"recall/deck/anki"
	"recall/deck/read"
	"recall/srs"
)

// ankiCard is a card of a package, as tests say it.
type ankiCard struct {
	guid, deck string
	interval   int   // days
	due        int   // days after day 0
	reviews    []int // the days after day 0 on which it was answered with Good
	modified   int   // the day after day 0
	suspended  bool
}

// ankiPackage writes a package and returns its path.
func ankiPackage(t testing.TB, cards ...ankiCard) string {
	t.Helper()
	const age = 100 // days of the collection on day 0
	west := 0
	made := at(-age).Time
	c := &anki.Collection{Created: made.Unix(), Rollover: 4, West: &west, Types: map[int64]*anki.NoteType{},
		Decks: map[int64]*anki.Deck{}}
	c.Types[7] = &anki.NoteType{ID: 7, Name: "Basic", Fields: []string{"Front", "Back"},
		Templates: []anki.Template{{Name: "Card 1", Front: "{{Front}}", Back: "{{FrontSide}}<hr id=answer>{{Back}}"}}}
	decks := map[string]int64{}
	for i, k := range cards {
		if decks[k.deck] == 0 {
			decks[k.deck] = int64(len(decks) + 11)
			c.Decks[decks[k.deck]] = &anki.Deck{ID: decks[k.deck], Name: k.deck}
		}
		id := made.UnixMilli() + int64(i)
		c.Notes = append(c.Notes, anki.Note{ID: id, GUID: k.guid, Type: 7, Modified: made.Unix(),
			Fields: []string{"What is " + k.guid + "?", "part " + k.guid}})
		card := anki.Card{ID: id, Note: id, Deck: decks[k.deck], Modified: at(k.modified).Time.Unix(), Due: int64(i)}
		if k.interval > 0 {
			card.Kind, card.Queue, card.Interval, card.Ease = anki.Reviewing, anki.QueueReview, k.interval, 2500
			card.Due, card.Repetitions = int64(age+k.due), len(k.reviews)
		}
		if k.suspended {
			card.Queue = anki.Suspended
		}
		c.Cards = append(c.Cards, card)
		for _, day := range k.reviews {
			c.Reviews = append(c.Reviews, anki.Review{ID: at(day).Time.UnixMilli() + int64(i), Card: id, Button: 3,
				Interval: k.interval, Ease: 2500, Took: 4000, Kind: anki.InReview})
		}
	}
	return packed(t, c)
}

// stands says how the card of a GUID stands: its interval, its due day after day 0, and its reviews.
func stands(t testing.TB, s *Store, guid string) string {
	t.Helper()
	c := card(t, s, "What is "+guid+"?")
	n := 0
	if err := s.get([]any{&n}, "SELECT count(*) FROM live WHERE subject = ? AND kind = {review}", c.ID); err != nil {
		t.Fatal(err)
	}
	out := fmt.Sprintf("new, %d reviews", n)
	if c.State.Interval > 0 {
		out = fmt.Sprintf("%d due %d, %d reviews", c.State.Interval, c.State.Due-day0, n)
	}
	if c.State.Suspended {
		out += ", suspended"
	}
	return out
}

func wantStands(t testing.TB, s *Store, guid, want string) {
	t.Helper()
	if got := stands(t, s, guid); got != want {
		t.Errorf("%s stands at %s, want %s", guid, got, want)
	}
}

func TestAnkiTwice(t *testing.T) {
	s := fresh(t)
	keel := ankiCard{guid: "keel", deck: "Boats::Parts", interval: 10, due: 5, reviews: []int{-8, -5}, modified: -5}
	importAnki(t, s, at(0), ankiPackage(t, keel))
	wantStands(t, s, "keel", "10 due 5, 2 reviews")
	keel.interval, keel.due, keel.reviews, keel.modified = 25, 30, append(keel.reviews, 5), 5
	path := ankiPackage(t, keel)
	if done := importAnki(t, s, at(6), path); done != (Applied{Reviews: 1, Schedules: 1}) {
		t.Errorf("the second package brings %+v", done)
	}
	wantStands(t, s, "keel", "25 due 30, 3 reviews")
	if done := importAnki(t, s, at(7), path); done != (Applied{}) {
		t.Errorf("the same package brings %+v", done)
	}
}

// A card that was answered and is new again was reset.
func TestAnkiResetCard(t *testing.T) {
	s := fresh(t)
	importAnki(t, s, at(0), ankiPackage(t, ankiCard{guid: "keel", deck: "Boats", reviews: []int{-8, -5}, modified: -4}))
	wantStands(t, s, "keel", "new, 2 reviews")
}

// Anki touches cards that nobody answered, such as when it brings back what was buried for a day.
func TestAnkiTouchedCardKeepsWhatWasDoneHere(t *testing.T) {
	s := fresh(t)
	keel := ankiCard{guid: "keel", deck: "Boats", interval: 10, due: 5, reviews: []int{-8, -5}, modified: -5}
	importAnki(t, s, at(0), ankiPackage(t, keel))
	id := card(t, s, "What is keel?").ID
	record(t, s, id, srs.Good, at(5))
	if _, err := s.Mark(id, srs.Suspend, at(6)); err != nil {
		t.Fatal(err)
	}
	keel.modified = 9
	importAnki(t, s, at(10), ankiPackage(t, keel))
	wantStands(t, s, "keel", "25 due 30, 3 reviews, suspended")
	keel.reviews, keel.interval, keel.due, keel.modified = append(keel.reviews, 11), 30, 41, 11
	importAnki(t, s, at(12), ankiPackage(t, keel))
	wantStands(t, s, "keel", "30 due 41, 4 reviews")
}

// With a clock that is behind, answers come from the future: they are taken once they don't.
func TestAnkiAnswersOfLater(t *testing.T) {
	s := fresh(t)
	path := ankiPackage(t, ankiCard{guid: "keel", deck: "Boats", interval: 10, due: 5, reviews: []int{-8, -5}, modified: -5})
	importAnki(t, s, at(-6), path)
	if n := stands(t, s, "keel"); !strings.HasSuffix(n, ", 1 reviews") {
		t.Errorf("before the second answer keel stands at %s", n)
	}
	files, err := ReadAnki(context.Background(), path, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := s.Unchanged(files[0].Path, files[0].Sum, read.As{}); err != nil || same {
		t.Errorf("the package counts as read: %v, %v", same, err)
	}
	importAnki(t, s, at(0), path)
	wantStands(t, s, "keel", "10 due 5, 2 reviews")
}

func TestAnkiAgainAfterUndo(t *testing.T) {
	s := fresh(t)
	keel := ankiCard{guid: "keel", deck: "Boats", interval: 10, due: 5, reviews: []int{-8, -5}, modified: -5, suspended: true}
	path := ankiPackage(t, keel)
	importAnki(t, s, at(0), path)
	if _, err := s.UndoImport(at(1), false); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	importAnki(t, s, at(2), path)
	wantStands(t, s, "keel", "10 due 5, 2 reviews, suspended")
}

// The schedule of a package that one machine reads late hides no answer that another gave before.
func TestAnkiOnTwoMachines(t *testing.T) {
	path := ankiPackage(t, ankiCard{guid: "keel", deck: "Boats", interval: 10, due: 5, reviews: []int{-8, -5}, modified: -5})
	one, two := fresh(t), fresh(t)
	importAnki(t, one, at(0), path)
	record(t, one, card(t, one, "What is keel?").ID, srs.Good, at(5))
	importAnki(t, two, at(7), path)
	b := backUp(t, one, at(8))
	for range 2 {
		if _, err := two.Restore(context.Background(), b.Path, at(8)); err != nil {
			t.Fatal(err)
		}
		sound(t, two)
		wantStands(t, two, "keel", "25 due 30, 3 reviews")
	}
	b = backUp(t, two, at(9))
	if _, err := one.Restore(context.Background(), b.Path, at(9)); err != nil {
		t.Fatal(err)
	}
	sound(t, one)
	wantStands(t, one, "keel", "25 due 30, 3 reviews")
}

func TestAnkiMovesNoteToAnotherDeck(t *testing.T) {
	s := fresh(t)
	keel := ankiCard{guid: "keel", deck: "Boats", interval: 10, due: 5, reviews: []int{-8, -5}, modified: -5}
	mast := ankiCard{guid: "mast", deck: "Boats", interval: 10, due: 5, reviews: []int{-8, -5}, modified: -5}
	importAnki(t, s, at(0), ankiPackage(t, keel, mast))
	record(t, s, card(t, s, "What is keel?").ID, srs.Good, at(5))
	keel.deck, keel.modified = "Ships", 4
	importAnki(t, s, at(6), ankiPackage(t, keel, mast))
	if n := len(cards(t, s)); n != 2 {
		t.Errorf("there are %d cards, want 2", n)
	}
	wantStands(t, s, "keel", "25 due 30, 3 reviews")
	wantStands(t, s, "mast", "10 due 5, 2 reviews")
}
