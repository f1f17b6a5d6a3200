package data

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"recall/srs"
)

// The learner's own grades are used once there are enough of them. Drill, practice and undone answers don't count.
func TestHabit(t *testing.T) {
	s := fresh(t)
	var b strings.Builder
	for i := range habitLeast {
		fmt.Fprintf(&b, "- token %c%c: stands for %d metres\n", 'a'+i%26, 'a'+i/26, 100+i*37%997)
	}
	list := loadInto(t, s, "words", "words.md", b.String(), at(0))
	if h, err := s.Habit(); err != nil || h.OwnFirst || h.First != assumed.First {
		t.Fatalf("%+v, %v: nothing is known yet", h, err)
	}
	var leaders []*Card
	for _, c := range list {
		if c.Slot == list[0].Slot {
			leaders = append(leaders, c)
		}
	}
	if len(leaders) < habitLeast {
		t.Fatalf("%d cards", len(leaders))
	}
	for i, c := range leaders[:habitLeast] {
		record(t, s, c.ID, srs.Again, at(0)) // still being learnt
		record(t, s, c.ID, srs.Good, at(0))
		g := srs.Good
		if i%5 == 0 {
			g = srs.Again
		}
		record(t, s, c.ID, g, at(1))
		record(t, s, c.ID, srs.Easy, at(1)) // drill
	}
	record(t, s, leaders[0].ID, srs.Easy, at(2))
	if _, err := s.Undo(at(2)); err != nil {
		t.Fatal(err)
	}
	h, err := s.Habit()
	if err != nil {
		t.Fatal(err)
	}
	if want := (srs.Odds{srs.Good: habitLeast}); h.First != want || !h.OwnFirst {
		t.Errorf("new cards pass with %v, want %v", h.First, want)
	}
	if want := (srs.Odds{srs.Again: habitLeast / 5, srs.Good: habitLeast * 4 / 5}); h.Young != want || !h.OwnYoung {
		t.Errorf("young cards get %v, want %v", h.Young, want)
	}
	if h.OwnMature || h.Mature != assumed.Mature {
		t.Errorf("no mature card was graded, and %v is believed", h.Mature)
	}
	if h.Took != 6*time.Second || h.NewTook != 6*time.Second || !h.OwnTook {
		t.Errorf("a new card takes %v, a due one %v; each took two answers of 3 s", h.NewTook, h.Took)
	}
}

// A course contains what a session would ask: no drafts, nothing suspended, and as many new cards as the days can
// reach.
func TestCourse(t *testing.T) {
	s, day := queried(t)
	set, err := s.Settings()
	if err != nil {
		t.Fatal(err)
	}
	count := func(c srs.Course) (learnt, fresh int) {
		for _, card := range c.Cards {
			if card.State.New() {
				fresh++
			} else {
				learnt++
			}
		}
		return learnt, fresh
	}
	c, err := s.Course(Filter{}, habit(t, s), set, -1, 30)
	if err != nil {
		t.Fatal(err)
	}
	learnt, all := count(c)
	if learnt != 2 || len(c.Decks) != 1 || c.Decks[0].New != 10 || c.Beyond != 0 {
		t.Errorf("%d learnt cards, %+v, %d beyond: want Keel and Beaufort 0 with 10 a day", learnt, c.Decks, c.Beyond)
	}
	c, err = s.Course(Filter{}, habit(t, s), set, 1, 1)
	if _, fresh := count(c); err != nil || fresh > spare || fresh+c.Beyond != all {
		t.Errorf("%d new cards and %d beyond, %v; want %d in all", fresh, c.Beyond, err, all)
	}
	if loads := c.Simulate(day, 1, 1); loads[0].New != 1 || loads[0].Left != all-1 {
		t.Errorf("%+v: one of %d new cards comes", loads[0], all)
	}
}

// The simulation matches real sessions: played day by day, the store asks as many cards as predicted.
func TestSimulationIsWhatComes(t *testing.T) {
	for _, test := range []struct {
		name string
		set  map[string]string // for all decks, or DECK/NAME
		days int
	}{
		{"no limit", nil, 60},
		{"a limit that makes a backlog", map[string]string{"reviews_per_day": "4"}, 40},
		{"balanced days", map[string]string{"balance": "on"}, 100},
		{"a limit of one deck", map[string]string{"words/reviews_per_deck": "2"}, 40},
		{"no reviews in one deck", map[string]string{"colours/reviews_per_deck": "0"}, 20},
		{"a limit of new cards over all decks", map[string]string{"new_total": "4"}, 40},
		{"one deck with few new cards, and a limit over all", map[string]string{"words/new_per_day": "1", "new_total": "3"}, 40},
		{"all limits", map[string]string{"new_total": "3", "reviews_per_day": "6", "words/reviews_per_deck": "3"}, 40},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			var b, more strings.Builder
			for i := range 20 {
				fmt.Fprintf(&b, "- token %c: stands for %d metres\n- By day the radio of dock %c listens on `channel %d`\n",
					'a'+i, 100+i*37, 'a'+i, i)
				fmt.Fprintf(&more, "- colours %c: red%d, green%d, blue%d\n", 'a'+i, i, i, i)
			}
			loadDeck(t, s, "words", "words.md", b.String(), at(0))
			loadDeck(t, s, "colours", "colours.md", more.String(), at(0))
			for name, value := range merged(map[string]string{"new_per_day": "3", "reviews_per_day": "9999"}, test.set) {
				deck := int64(0)
				if of, rest, ok := strings.Cut(name, "/"); ok {
					d, err := s.FindDeck(of)
					if err != nil {
						t.Fatal(err)
					}
					deck, name = d.ID, rest
				}
				k, err := FindKey(name)
				if err != nil {
					t.Fatal(err)
				}
				if err := s.SetValue(k, deck, value, at(0)); err != nil {
					t.Fatal(err)
				}
			}
			var ids []int64
			for _, c := range cards(t, s) {
				ids = append(ids, c.ID)
			}
			if _, err := s.MarkAll(ids, srs.Accept, at(0)); err != nil { // sets have their gaps as drafts
				t.Fatal(err)
			}
			set, err := s.Settings()
			if err != nil {
				t.Fatal(err)
			}
			course, err := s.Course(Filter{}, habit(t, s), set, -1, test.days)
			if err != nil {
				t.Fatal(err)
			}
			good := srs.Odds{srs.Good: 1}
			course.Habit = srs.Habit{First: good, Young: good, Mature: good}
			for day, want := range course.Simulate(day0, test.days, 1) {
				q, err := s.Queue(Filter{}, day0+srs.Day(day), QueueOptions{Settings: set, NewLimit: -1})
				if err != nil {
					t.Fatal(err)
				}
				if len(q.Due) != want.Reviews || len(q.New) != want.New || q.Overdue.Cards != want.Waiting {
					t.Fatalf("day %d asks %d due and %d new cards, %d wait; foretold were %d, %d and %d", day,
						len(q.Due), len(q.New), q.Overdue.Cards, want.Reviews, want.New,
						want.Waiting)
				}
				for _, c := range append(q.Due, q.New...) {
					record(t, s, c, srs.Good, at(day))
				}
			}
		})
	}
}

func habit(t *testing.T, s *Store) Habit {
	t.Helper()
	h, err := s.Habit()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// merged returns the entries of several maps; later ones win.
func merged(list ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range list {
		maps.Copy(all, m)
	}
	return all
}
