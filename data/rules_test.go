package data

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// pond is the deck of testdata/schema/5.sql whose log sets no rules, as its file is now.
const pond = `## Pond

- Frog: croaks at night
- Newt: breathes through its skin
- Lily: floats on the water
- Duck: dives upside down
- Pike: waits among the reeds
- Snail: carries no house
`

// rulesIn returns what the log says of a deck's rules, oldest first.
func rulesIn(t testing.TB, s *Store, name string) (list []string) {
	t.Helper()
	d, err := s.FindDeck(name)
	if err != nil {
		t.Fatal(err)
	}
	o := newOracle(t, s, Span{})
	for _, e := range o.entries {
		if e.subject == d.ID {
			list = append(list, e.kind.String()+" "+e.detail)
		}
	}
	return list
}

const (
	newKeep    = `config {"ease_on_lapse":"keep","max_interval_days":36500,"repeat_below":4,"new":true}`
	newFormula = `config {"ease_on_lapse":"formula","max_interval_days":36500,"repeat_below":4,"new":true}`
	noRules    = `config {"ease_on_lapse":"formula","max_interval_days":36500,"repeat_below":4}`
)

// The log of every deck that is made begins with the rules that SM-2 was published with, or with what is set for all
// decks, also in a database from before. A deck that was there, or comes back, is left as it was.
func TestNewDecksBeginWithTheirRules(t *testing.T) {
	old := func() *Store { return open(t, older(t, 5)) }
	sea := func(s *Store) { loadDeck(t, s, "sea", "cod.md", "- Cod: lives in cold water\n", at(0)) }
	for _, test := range []struct {
		name string
		s    *Store
		do   func(*Store)
		deck string
		want []string
	}{
		{"an import", fresh(t), sea, "sea", []string{newKeep}},
		{"an import into a database from before", old(), sea, "sea", []string{newKeep}},
		{"after another import of it", fresh(t), func(s *Store) { sea(s); sea(s) }, "sea", []string{newKeep}},
		{"with formula for all decks", old(), func(s *Store) {
			setValue(t, s, "ease_on_lapse", 0, "formula", at(0))
			sea(s)
		}, "sea", []string{newFormula}},
		{"the built-in roadmap", fresh(t), func(s *Store) {
			if _, _, err := s.LoadBuiltin("en", at(0)); err != nil {
				t.Fatal(err)
			}
		}, "Python roadmap", []string{newKeep}},
		{"deleted and brought back", fresh(t), func(s *Store) {
			sea(s)
			if err := s.DeleteDeck(deckOf(t, s, "sea").ID, at(1)); err != nil {
				t.Fatal(err)
			}
			if _, err := s.UndeleteDeck("sea", at(1)); err != nil {
				t.Fatal(err)
			}
		}, "sea", []string{newKeep}},
		{"purged and imported again", fresh(t), func(s *Store) {
			sea(s)
			if err := s.PurgeDeck(deckOf(t, s, "sea").ID, at(1)); err != nil {
				t.Fatal(err)
			}
			sea(s)
		}, "sea", []string{newKeep}},
		{"merged into another deck and imported again", fresh(t), func(s *Store) {
			sea(s)
			load(t, s, "boats.md", boats, at(0))
			if _, err := s.MergeDecks(deckOf(t, s, "sea").ID, deckOf(t, s, "test").ID, false, at(9)); err != nil {
				t.Fatal(err)
			}
			loadDeck(t, s, "sea", "again.md", "- Cod: lives in cold water\n", at(1))
		}, "sea", []string{newKeep}},
		{"from before", old(), func(*Store) {}, "pond", nil},
		{"from before, imported again", old(), func(s *Store) {
			loadDeck(t, s, "pond", "pond.md", pond+"- Reed: sways\n", at(0))
		}, "pond", nil},
		{"from before, purged and imported again", old(), func(s *Store) {
			if err := s.PurgeDeck(deckOf(t, s, "pond").ID, at(0)); err != nil {
				t.Fatal(err)
			}
			loadDeck(t, s, "pond", "pond.md", pond, at(0))
		}, "pond", nil},
	} {
		test.do(test.s)
		if got := rulesIn(t, test.s, test.deck); !slices.Equal(got, test.want) {
			t.Errorf("%s: the log says\n%q, want\n%q", test.name, got, test.want)
		}
		sound(t, test.s)
	}
}

// A failure leaves the ease of a new deck's card alone, and lowers it in a deck from before. The setting says so.
func TestWhatAFailureDoesToTheEase(t *testing.T) {
	s := open(t, older(t, 5))
	loadDeck(t, s, "sea", "cod.md", "- Cod: lives in cold water\n", at(0))
	for _, test := range []struct {
		deck, card, value string
		from              Origin
		ease              int // after a first pass with 5 and a failure with 2
	}{{"sea", "Cod", "keep", FromDefault, 260}, {"pond", "Pike", "formula", FromDeck, 228}} {
		c := card(t, s, test.card)
		v, err := s.Value(key(t, "ease_on_lapse"), c.DeckID)
		if err != nil || v.Value != test.value || v.From != test.from {
			t.Errorf("%s: ease_on_lapse is %s from the %s, %v", test.deck, v.Value, v.From, err)
		}
		record(t, s, c.ID, srs.Easy, at(0))
		before, err := s.Card(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if button := before.Rules.Preview(before.State, day0+1)[2]; button.Ease != test.ease {
			t.Errorf("%s: the button says an ease of %d, want %d", test.deck, button.Ease, test.ease)
		}
		if after := record(t, s, c.ID, 2, at(1)); after.Ease != test.ease {
			t.Errorf("%s: the ease is %d, want %d", test.deck, after.Ease, test.ease)
		}
	}
	sound(t, s)
}

// oldPond is a way in which the deck from before comes to a database of today.
var oldPond = map[string]func(t *testing.T, old, s *Store) Merged{
	"a backup": func(t *testing.T, old, s *Store) Merged {
		m, err := s.Restore(context.Background(), backUp(t, old, at(60)).Path, at(60))
		if err != nil {
			t.Fatal(err)
		}
		return m
	},
	"a log": func(t *testing.T, old, s *Store) Merged { return readDump(t, s, dump(t, old, "test", "pond")) },
	"a log from before": func(t *testing.T, _, s *Store) Merged {
		text, err := os.ReadFile("testdata/schema/5.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		return readDump(t, s, string(text))
	},
}

// pondOf returns the schedules of the cards of the pond, by id.
func pondOf(t testing.TB, s *Store) map[string]string {
	t.Helper()
	list := map[string]string{}
	for _, c := range cards(t, s) {
		if c.Deck == "pond" {
			list[hex.EncodeToString(c.UID[:])] = fmt.Sprintf("%+v", c.State)
		}
	}
	return list
}

// No schedule of a log that sets no rules moves, whether the deck is new where the log arrives, was made there with
// rules of its own before the reviews of the log, or after them. What comes next goes by the rules that are left.
func TestOldLogsKeepTheirSchedules(t *testing.T) {
	for way, bring := range oldPond {
		for _, test := range []struct {
			name string
			made int // the day on which the deck was made here; 0: it was not
			want []string
			ease int // of a card, new to both, that passes with 4 and fails with 2
		}{
			{"not here", 0, nil, 218},
			{"made after the reviews", 1, []string{newKeep}, 250},
			{"made before the reviews", -100, []string{newKeep, noRules}, 218},
		} {
			t.Run(way+" "+test.name, func(t *testing.T) {
				old, s := open(t, older(t, 5)), fresh(t)
				if test.made != 0 {
					loadDeck(t, s, "pond", "pond.md", pond, at(test.made))
				}
				want := pondOf(t, old)
				bring(t, old, s)
				if got := pondOf(t, s); len(want) == 0 || !maps.Equal(got, want) {
					t.Errorf("the schedules are\n%v\nand were\n%v", got, want)
				}
				if got := rulesIn(t, s, "pond"); !slices.Equal(got, test.want) {
					t.Errorf("the log says %q, want %q", got, test.want)
				}
				sound(t, s)
				if m := bring(t, old, s); m != (Merged{}) {
					t.Errorf("a second time it brings %+v", m)
				}
				if list := rulesIn(t, s, "pond"); len(list) != len(test.want) {
					t.Errorf("a second time the log says %q", list)
				}
				record(t, s, card(t, s, "Pike").ID, srs.Good, at(70))
				if after := record(t, s, card(t, s, "Pike").ID, 2, at(71)); after.Ease != test.ease {
					t.Errorf("a failure from then on leaves an ease of %d, want %d", after.Ease, test.ease)
				}
				if c, err := s.Check(true); err != nil || c.Rebuilt != 0 {
					t.Errorf("a rebuild changes %d schedules, %v", c.Rebuilt, err)
				}
			})
		}
	}
}

// An old and a new machine that made one deck, and go on at once, end with the same schedules whichever reads the
// other's log first; those of the old one stay as they were.
func TestOldAndNewMachineMeet(t *testing.T) {
	for _, oldFirst := range []bool{true, false} {
		old, s := open(t, older(t, 5)), fresh(t)
		loadDeck(t, s, "pond", "pond.md", strings.Replace(pond, "no house", "its house", 1), at(0)) // as it was first
		for day := 1; day < 4; day++ {
			record(t, old, card(t, old, "Frog").ID, srs.Again, at(day))
			record(t, s, card(t, s, "Pike").ID, []srs.Grade{1, 4, 2, 1}[day], at(day))
		}
		frog := card(t, old, "Frog").State
		meet := func(from, to *Store) { readDump(t, to, dump(t, from, "pond")) }
		if oldFirst {
			meet(old, s)
			meet(s, old)
		} else {
			meet(s, old)
			meet(old, s)
		}
		for _, m := range []*Store{old, s} {
			sound(t, m)
			if got := card(t, m, "Frog").State; got != frog {
				t.Errorf("Frog is %+v, and was %+v", got, frog)
			}
		}
		if a, b := pondOf(t, old), pondOf(t, s); !maps.Equal(a, b) {
			t.Errorf("the schedules differ:\n%v\n%v", a, b)
		}
		meet(old, s)
		if m := readDump(t, old, dump(t, s, "pond")); m != (Merged{}) {
			t.Errorf("when both know all, there is %+v", m)
		}
	}
}

// Two machines of today make one deck. The rules that were there first hold, and what a learner sets after that.
func TestRulesOfTwoNewMachines(t *testing.T) {
	a, b := fresh(t), fresh(t)
	loadDeck(t, a, "pond", "pond.md", pond, at(0))
	setValue(t, a, "ease_on_lapse", deckOf(t, a, "pond").ID, "formula", at(1))
	loadDeck(t, b, "pond", "pond.md", pond, at(2))
	for day, g := range []srs.Grade{4, 1} {
		record(t, a, card(t, a, "Frog").ID, g, at(3+day))
	}
	frog := card(t, a, "Frog").State
	readDump(t, b, dump(t, a, "pond"))
	readDump(t, a, dump(t, b, "pond"))
	for _, s := range []*Store{a, b} {
		c := card(t, s, "Frog")
		c, err := s.Card(c.ID)
		if err != nil || c.State != frog || c.Rules.KeepEase {
			t.Errorf("Frog is %+v by %+v, %v; it was %+v", c.State, c.Rules, err, frog)
		}
		sound(t, s)
	}
}

// A deck that was made here under another id takes the id of a log that arrives, with the rules it was made with, and
// keeps its folder.
func TestADeckThatTakesAnotherIdKeepsItsRules(t *testing.T) {
	old, s := open(t, older(t, 5)), fresh(t)
	if err := old.RenameDeck(deckOf(t, old, "pond").ID, "pool", at(0)); err != nil {
		t.Fatal(err)
	}
	loadDeck(t, s, "pool", "pool.md", pond, at(0))
	setValue(t, s, "new_per_day", deckOf(t, s, "pool").ID, "3", at(0))
	if err := s.KeepFolder("/notes/pool", deckOf(t, s, "pool").ID, true); err != nil {
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Pike").ID, srs.Good, at(0))
	pike := record(t, s, card(t, s, "Pike").ID, 2, at(1))
	readDump(t, s, dump(t, old, "pool"))
	if names := deckNames(t, s); !slices.Equal(names, []string{"pool"}) {
		t.Errorf("the decks are %q", names)
	}
	if got := rulesIn(t, s, "pool"); !slices.Equal(got, []string{newKeep}) {
		t.Errorf("the log says %q", got)
	}
	if got := card(t, s, "Pike"); got.State != pike || got.State.Ease != 250 {
		t.Errorf("Pike is %+v, and was %+v", got.State, pike)
	}
	if got, want := card(t, s, "Frog"), card(t, old, "Frog"); got.State != want.State || got.UID != want.UID {
		t.Errorf("Frog is %+v, and was %+v", got.State, want.State)
	}
	if v, err := s.Value(key(t, "new_per_day"), deckOf(t, s, "pool").ID); err != nil || v.Value != "3" {
		t.Errorf("new_per_day is %s, %v", v.Value, err)
	}
	if got, err := s.Folders(); err != nil || !slices.Equal(got, []Folder{{"/notes/pool", "pool", true}}) {
		t.Errorf("the folders are %v, %v", got, err)
	}
	sound(t, s)
	if m := readDump(t, s, dump(t, old, "pool")); m != (Merged{}) {
		t.Errorf("a second time it brings %+v", m)
	}
}
