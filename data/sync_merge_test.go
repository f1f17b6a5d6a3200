package data

import (
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

const (
	greek = "# Greek\n\n- Alpha: the first letter\n- Beta: the second letter\n"
	latin = "# Latin\n\n- Amo: I love all things\n- Canis: dog of the house\n"
)

// meetAll lets machines meet until nothing is new. They agree then, also with one that comes only now, and is the last of
// those that are returned.
func meetAll(t *testing.T, folder string, m Moment, machines ...*Store) []*Store {
	t.Helper()
	for range 3 {
		for _, s := range machines {
			exchange(t, s, folder, m)
		}
	}
	late := fresh(t)
	if done := exchange(t, late, folder, m); done.Bytes > 0 {
		t.Errorf("who comes last sends %d bytes, and has nothing of its own", done.Bytes)
	}
	all := append(slices.Clone(machines), late)
	agree(t, all...)
	return all
}

// classics returns two machines that have met at a folder, with the same two decks.
func classics(t *testing.T) (folder string, a, b *Store) {
	t.Helper()
	folder, a, b = t.TempDir(), fresh(t), fresh(t)
	for _, s := range []*Store{a, b} {
		loadDeck(t, s, "Greek", "g.md", greek, at(0))
		loadDeck(t, s, "Latin", "l.md", latin, at(0))
	}
	meetAll(t, folder, at(0), a, b)
	return folder, a, b
}

func merge(t *testing.T, s *Store, from, into string, m Moment) {
	t.Helper()
	if _, err := s.MergeDecks(deckOf(t, s, from).ID, deckOf(t, s, into).ID, false, m); err != nil {
		t.Fatal(err)
	}
}

// Decks that are merged on one machine are one deck on all, whatever these have done to them since.
func TestMergedDecksTravel(t *testing.T) {
	for name, c := range map[string]struct {
		before func(a, b *Store) // that they meet again
		decks  []string
		after  string // the file with Greek as b has it then
	}{
		"nothing else":     {func(a, b *Store) { merge(t, a, "Greek", "Latin", at(2)) }, []string{"Latin"}, greek},
		"to a higher name": {func(a, b *Store) { merge(t, a, "Latin", "Greek", at(2)) }, []string{"Greek"}, greek},
		"an edit before it": {func(a, b *Store) {
			merge(t, a, "Greek", "Latin", at(3))
			loadDeck(t, b, "Greek", "b/g.md", strings.Replace(greek, "the first letter", "the first of all letters", 1)+"- Gamma: the third letter\n", at(2))
		}, []string{"Latin"}, strings.Replace(greek, "the first letter", "the first of all letters", 1) + "- Gamma: the third letter\n"},
		"an edit after it": {func(a, b *Store) {
			merge(t, a, "Greek", "Latin", at(2))
			loadDeck(t, b, "Greek", "b/g.md", greek+"- Gamma: the third letter\n", at(3))
		}, []string{"Latin"}, greek + "- Gamma: the third letter\n"},
		"the other way round": {func(a, b *Store) {
			merge(t, a, "Greek", "Latin", at(3))
			merge(t, b, "Latin", "Greek", at(2))
		}, []string{"Greek"}, greek},
		"deleted elsewhere": {func(a, b *Store) {
			merge(t, a, "Greek", "Latin", at(3))
			if err := b.DeleteDeck(deckOf(t, b, "Greek").ID, at(2)); err != nil {
				t.Fatal(err)
			}
		}, []string{"Latin"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			a, b := fresh(t), fresh(t)
			loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
			loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
			loadDeck(t, b, "Latin", "b/l.md", latin, at(0))
			loadDeck(t, b, "Greek", "b/g.md", greek, at(0))
			record(t, b, card(t, b, "Alpha").ID, srs.Good, at(0))
			meet := func(day int) {
				t.Helper()
				for i, s := range meetAll(t, folder, at(day), a, b) {
					got := deckNames(t, s)
					if slices.Sort(got); !slices.Equal(got, c.decks) {
						t.Errorf("day %d, machine %d has the decks %q", day, i, got)
					}
				}
			}
			exchange(t, a, folder, at(1))
			exchange(t, b, folder, at(1))
			exchange(t, a, folder, at(1))
			c.before(a, b)
			meet(4)
			if c.after == "" {
				return
			}
			// The file stays that of its bullets.
			d := deckOf(t, b, c.decks[0])
			p := loadDeck(t, b, d.Name, "b/g.md", c.after+"- Omega: the last letter\n", at(5))
			if p.Count["new"] != 1 || p.Count["parked"] != 0 || p.Count["same"] != strings.Count(c.after, "- ") {
				t.Errorf("the file's import makes %v", p.Count)
			}
			meet(6)
			if got := card(t, a, "Alpha"); got.State.Reps != 1 {
				t.Errorf("what was learnt of Alpha is %+v", got.State)
			}
			// Another file of the name that is gone makes another deck.
			other := map[string]string{"Latin": "Greek", "Greek": "Latin"}[c.decks[0]]
			loadDeck(t, a, other, "a/other.md", "- Moon: goes round the earth\n", at(7))
			c.decks = []string{"Greek", "Latin"}
			meet(8)
			for range 2 {
				if done := exchange(t, a, folder, at(9)); done.Bytes+done.Read != 0 {
					t.Errorf("with nothing new, %d bytes are sent and %d read", done.Bytes, done.Read)
				}
			}
		})
	}
}

// A merge that comes with a restore makes no text newer: an edit on another machine stays. A place that gets one deck gets the
// merge, and all of the deck that it gets then.
func TestMergesByOtherWays(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
	loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
	begin, err := a.Backup(at(0).Time)
	if err != nil {
		t.Fatal(err)
	}
	p, err := a.RememberPlace(folder, BothWays, []int64{deckOf(t, a, "Greek").ID})
	if err == nil {
		_, err = a.Exchange(t.Context(), p, at(0), false, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	exchange(t, b, folder, at(0))
	merge(t, a, "Greek", "Latin", at(1))
	merged, err := a.Backup(at(1).Time)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.EditText(card(t, b, "Alpha").ID, "Alpha: the first of all letters", at(2)); err != nil {
		t.Fatal(err)
	}
	for day := 3; day < 5; day++ {
		exchange(t, a, folder, at(day))
		exchange(t, b, folder, at(day))
	}
	agree(t, a, b)
	if got := deckNames(t, b); !slices.Equal(got, []string{"Latin"}) || card(t, b, "Amo").Deck != "Latin" {
		t.Errorf("the other machine has the decks %q", got)
	}
	if c := card(t, a, "Alpha"); c.Answer != "the first of all letters" {
		t.Errorf("Alpha is %q", c.Answer)
	}

	from := fresh(t)
	for _, path := range []string{begin.Path, merged.Path} {
		if _, err := from.Restore(t.Context(), path, at(5)); err != nil {
			t.Fatal(err)
		}
	}
	sound(t, from)
	exchange(t, from, folder, at(6))
	exchange(t, a, folder, at(6))
	for _, s := range []*Store{from, a} {
		if c := card(t, s, "Alpha"); c.Answer != "the first of all letters" || c.Deck != "Latin" {
			t.Errorf("Alpha is %q in %s", c.Answer, c.Deck)
		}
	}
}

// What a restore brings back of a purged deck stays, also on the other machines.
func TestRestoreOfAPurgedDeckStays(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
	record(t, a, card(t, a, "Alpha").ID, srs.Good, at(0))
	exchange(t, a, folder, at(0))
	exchange(t, b, folder, at(0))
	old, err := a.Backup(at(0).Time)
	if err == nil {
		err = a.PurgeDeck(deckOf(t, a, "Greek").ID, at(1))
	}
	if err == nil {
		_, err = a.Restore(t.Context(), old.Path, at(2))
	}
	if err != nil {
		t.Fatal(err)
	}
	for day := 3; day < 5; day++ {
		exchange(t, a, folder, at(day))
		exchange(t, b, folder, at(day))
	}
	for i, s := range []*Store{a, b} {
		if got := deckNames(t, s); !slices.Equal(got, []string{"Greek"}) {
			t.Errorf("machine %d has the decks %q", i, got)
		}
		sound(t, s)
	}
}

// A class goes on in the deck into which a learner merged it, also with a new file of it. What a file of the learner's has, too,
// is there once.
func TestClassOfADeckThatWasMerged(t *testing.T) {
	folder := t.TempDir()
	teacher, learner := fresh(t), fresh(t)
	loadDeck(t, teacher, "Greek", "teacher/g.md", greek, at(0))
	exchange(t, teacher, folder, at(0))
	loadDeck(t, learner, "Latin", "learner/l.md", latin, at(0))
	pull(t, learner, folder, at(1))
	record(t, learner, card(t, learner, "Alpha").ID, srs.Good, at(1))
	merge(t, learner, "Greek", "Latin", at(2))
	loadDeck(t, teacher, "Greek", "teacher/g.md", strings.Replace(greek, "second letter", "second of all letters", 1), at(3))
	loadDeck(t, teacher, "Greek", "teacher/more.md", "# Greek\n\n- Gamma: the third letter\n", at(3))
	exchange(t, teacher, folder, at(3))
	pull(t, learner, folder, at(4))
	if got := deckNames(t, learner); !slices.Equal(got, []string{"Latin"}) {
		t.Errorf("the decks are %q", got)
	}
	if c := card(t, learner, "Beta"); c.Answer != "the second of all letters" || card(t, learner, "Gamma").Deck != "Latin" {
		t.Errorf("Beta is %q", c.Answer)
	}
	if c := card(t, learner, "Alpha"); c.State.Reps != 1 {
		t.Errorf("what was learnt is gone: %+v", c.State)
	}
	sound(t, learner)

	own := fresh(t)
	loadDeck(t, own, "Greek", "own/g.md", greek, at(0))
	many := len(cards(t, own))
	pull(t, own, folder, at(4))
	if n := len(cards(t, own)); n != many+2 { // those of Gamma
		t.Errorf("%d cards became %d", many, n)
	}
	sound(t, own)
}

// A deck that was made by another name on each machine is one where both learners call it the same.
func TestDecksThatHaveOneNameNow(t *testing.T) {
	for name, before := range map[string]func(a, b *Store){
		"of which one knew the other": func(a, b *Store) {
			loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
			merge(t, a, "Latin", "Greek", at(1))
		},
		"of which each knew the other": func(a, b *Store) {
			loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
			loadDeck(t, b, "Greek", "b/g.md", greek, at(0))
			merge(t, b, "Greek", "Latin", at(1))
			rename(t, b, "Latin", "Greek", at(1))
			record(t, b, card(t, b, "Alpha").ID, srs.Good, at(2))
		},
		"that are strangers": func(a, b *Store) {},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := fresh(t), fresh(t)
			loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
			loadDeck(t, b, "Latin", "b/l.md", latin, at(0))
			before(a, b)
			if deckNames(t, b)[0] != "Greek" {
				rename(t, b, "Latin", "Greek", at(1))
			}
			meetAll(t, t.TempDir(), at(3), a, b)
		})
	}
}

// A deck that one machine deletes or purges, while another merges a deck into it, is back with what came into it: nothing of
// that is lost on any machine, whichever was first. What was purged stays away.
func TestMergeIntoADeckThatIsGone(t *testing.T) {
	remove := map[string]func(s *Store, deck int64, m Moment) error{"deleted": (*Store).DeleteDeck, "purged": (*Store).PurgeDeck}
	for how, remove := range remove {
		for when, day := range map[string]int{"before": 1, "after": 5} {
			t.Run(how+" "+when, func(t *testing.T) {
				folder := t.TempDir()
				a, b := fresh(t), fresh(t)
				loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
				loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
				loadDeck(t, b, "Greek", "b/g.md", greek, at(0))
				loadDeck(t, b, "Latin", "b/l.md", latin, at(0))
				exchange(t, a, folder, at(0))
				exchange(t, b, folder, at(0))
				loadDeck(t, b, "Greek", "b/g.md", greek+"- Gamma: the third letter\n", at(1))
				record(t, b, card(t, b, "Alpha").ID, srs.Good, at(1))
				merge(t, b, "Greek", "Latin", at(2))
				edit := func(front, text string, day int) {
					t.Helper()
					if _, err := b.EditText(card(t, b, front).ID, front+": "+text, at(day)); err != nil {
						t.Fatal(err)
					}
				}
				edit("Alpha", "the first of all letters", 3)
				if err := remove(a, deckOf(t, a, "Latin").ID, at(day)); err != nil {
					t.Fatal(err)
				}
				for day := 6; day < 10; day++ {
					if day == 8 {
						edit("Beta", "the second of all letters", day)
						loadDeck(t, b, "Latin", "b/g.md", greek+"- Gamma: the third letter\n- Delta: the fourth letter\n", at(day))
					}
					exchange(t, a, folder, at(day))
					exchange(t, b, folder, at(day))
				}
				exchange(t, a, folder, at(10))
				late := fresh(t)
				exchange(t, late, folder, at(10))
				for i, s := range []*Store{a, b, late} {
					sound(t, s)
					if names := deckNames(t, s); !slices.Equal(names, []string{"Latin"}) {
						t.Errorf("machine %d has the decks %q", i, names)
					}
					for front, says := range map[string]string{"Alpha": "the first of all letters", "Beta": "the second of all letters",
						"Gamma": "the third letter", "Delta": "the fourth letter"} {
						if n := len(slices.DeleteFunc(cards(t, s), func(c *Card) bool { return c.Prompt != front })); n != 1 {
							t.Errorf("machine %d has %s %d times", i, front, n)
						}
						if c := card(t, s, front); c.Answer != says || c.Deck != "Latin" || c.State.Parked {
							t.Errorf("machine %d: %s is %q in %s, %+v", i, front, c.Answer, c.Deck, c.State)
						}
					}
					if c := card(t, s, "Alpha"); c.State.Reps != 1 {
						t.Errorf("machine %d: what was learnt is %+v", i, c.State)
					}
					if say := difference(i, logOf(t, a), logOf(t, s)); say != "" {
						t.Errorf("the log of machine %d is another:\n%s", i, say)
					}
					if done := exchange(t, s, folder, at(11)); done.Bytes > 0 || done.Read > 0 && i == 0 {
						t.Errorf("machine %d: with nothing new, %d bytes are sent and %d read", i, done.Bytes, done.Read)
					}
				}
				agree(t, b, late)
				if how == "deleted" {
					agree(t, a, b)
				} else if slices.ContainsFunc(cards(t, a), func(c *Card) bool { return c.Prompt == "Amo" }) {
					t.Error("what was purged is back")
				}
			})
		}
	}
}

// Two merges in opposite directions leave one deck with all that was said of it: also on a machine that had forgotten it when it
// merged that deck away, and whichever machine had said it.
func TestOppositeMergesKeepTheSettings(t *testing.T) {
	for name, far := range map[string]bool{"said where it was merged away": false, "said on a machine that meets only that one": true} {
		t.Run(name, func(t *testing.T) {
			near, other := t.TempDir(), t.TempDir()
			a, b, c := fresh(t), fresh(t), fresh(t)
			loadDeck(t, a, "Greek", "a/g.md", greek, at(0))
			loadDeck(t, a, "Latin", "a/l.md", latin, at(0))
			exchange(t, a, near, at(0))
			exchange(t, a, other, at(0))
			exchange(t, b, near, at(0))
			exchange(t, c, other, at(0))
			says := a
			if far {
				says = c
			}
			setValue(t, says, "new_per_day", deckOf(t, says, "Greek").ID, "3", at(1))
			rename(t, says, "Greek", "Hellas", at(1))
			if far {
				exchange(t, c, other, at(1))
				exchange(t, a, other, at(1))
			}
			merge(t, a, "Hellas", "Latin", at(3))
			merge(t, b, "Latin", "Greek", at(2))
			for range 2 {
				for _, s := range []*Store{a, b} {
					exchange(t, s, near, at(4))
				}
				for _, s := range []*Store{a, c} {
					exchange(t, s, other, at(4))
				}
			}
			late := fresh(t)
			exchange(t, late, near, at(4))
			for i, s := range []*Store{a, b, c, late} {
				d := deckOf(t, s, card(t, s, "Amo").Deck)
				if value, err := s.keptIn(settings, d.ID, "new_per_day"); d.Name != "Hellas" || value != "3" || err != nil {
					t.Errorf("machine %d has %s with %q new cards a day, %v", i, d.Name, value, err)
				}
			}
			agree(t, a, b, c, late)
			for _, s := range []*Store{a, b} {
				if done := exchange(t, s, near, at(5)); done.Bytes > 0 {
					t.Errorf("with nothing new, %d bytes are sent", done.Bytes)
				}
			}
		})
	}
}

// The name of a deck that was merged into another is erased with that.
func TestPurgeErasesTheNameOfAPart(t *testing.T) {
	s := fresh(t)
	loadDeck(t, s, "Greek", "a/g.md", greek, at(0))
	loadDeck(t, s, "Latin", "a/l.md", latin, at(0))
	rename(t, s, "Greek", "Hellas", at(1))
	merge(t, s, "Hellas", "Latin", at(2))
	if err := s.PurgeDeck(deckOf(t, s, "Latin").ID, at(3)); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := s.get([]any{&left}, "SELECT count(*) FROM setting WHERE value = 'Hellas'"); err != nil || left > 0 {
		t.Errorf("the name is there %d times, %v", left, err)
	}
}

// A deck that two machines deleted, one of which knew what had been merged into it, stays deleted, and comes back with all.
func TestMergedDeckDeletedKnowingly(t *testing.T) {
	for first := range 2 {
		folder, a, b := classics(t)
		merge(t, a, "Greek", "Latin", at(1))
		for i, s := range []*Store{a, b} {
			if err := s.DeleteDeck(deckOf(t, s, "Latin").ID, at(2+i)); err != nil {
				t.Fatal(err)
			}
		}
		exchange(t, []*Store{a, b}[first], folder, at(4))
		for i, s := range meetAll(t, folder, at(4), a, b) {
			if names := deckNames(t, s); len(names) > 0 {
				t.Errorf("%d is first, and machine %d has the decks %q", first, i, names)
			}
		}
		if _, err := a.UndeleteDeck("Latin", at(5)); err != nil {
			t.Fatal(err)
		}
		for i, s := range meetAll(t, folder, at(6), a, b) {
			for _, c := range cards(t, s) {
				if c.State.Parked || c.Deck != "Latin" {
					t.Errorf("%d is first, machine %d: %s in %s, parked %t", first, i, c.Prompt, c.Deck, c.State.Parked)
				}
			}
		}
	}
}

// A deck that was purged, filled by a merge of another machine, deleted and restored asks what came into it, and not what was
// purged. Nor does a name that comes later for a part of it stay.
func TestPurgedTextStaysAwayFromADeckThatWasFilled(t *testing.T) {
	folder, a, b := classics(t)
	record(t, a, card(t, a, "Amo").ID, srs.Good, at(0))
	merge(t, b, "Greek", "Latin", at(2))
	if err := a.PurgeDeck(deckOf(t, a, "Latin").ID, at(3)); err != nil {
		t.Fatal(err)
	}
	for day := 4; day < 6; day++ {
		exchange(t, b, folder, at(day))
		exchange(t, a, folder, at(day))
	}
	if err := a.DeleteDeck(deckOf(t, a, "Latin").ID, at(7)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.UndeleteDeck("Latin", at(8)); err != nil {
		t.Fatal(err)
	}
	for _, c := range cards(t, a) {
		if (c.Prompt == "") != c.State.Parked {
			t.Errorf("the card %q is parked: %t", c.Prompt, c.State.Parked)
		}
	}
	sound(t, a)
}

// The name of a deck that became a part of a purged one does not come with a later exchange either.
func TestNameOfAPartComesAfterThePurge(t *testing.T) {
	folder, a, b := classics(t)
	rename(t, b, "Greek", "Hellas", at(1))
	merge(t, a, "Greek", "Latin", at(2))
	if err := a.PurgeDeck(deckOf(t, a, "Latin").ID, at(3)); err != nil {
		t.Fatal(err)
	}
	for day := 4; day < 7; day++ {
		exchange(t, b, folder, at(day))
		exchange(t, a, folder, at(day))
	}
	var left int
	if err := a.get([]any{&left}, "SELECT count(*) FROM setting WHERE value = 'Hellas'"); err != nil || left > 0 {
		t.Errorf("the name is there %d times, %v", left, err)
	}
}
