package srs

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// steady grades every card Good.
var steady = Habit{First: Odds{Good: 1}, Young: Odds{Good: 1}, Mature: Odds{Good: 1}, NewTook: 20 * time.Second,
	Took: 10 * time.Second}

func newCards(n int) (list []CourseCard) {
	for i := range n {
		list = append(list, CourseCard{Note: int64(i), State: Fresh})
	}
	return list
}

func TestSimulate(t *testing.T) {
	c := Course{Cards: newCards(4), Decks: []CourseDeck{{Published, 2, -1, 0}}, Reviews: -1, New: -1, Habit: steady}
	var got [][4]int
	for _, l := range c.Simulate(100, 24, 1) {
		got = append(got, [4]int{l.New, l.Reviews, l.Left, int(l.Took.Seconds())})
	}
	want := make([][4]int, 24) // a card is new, then due 1, 1+6 and 1+6+15 days later
	want[0], want[1], want[2] = [4]int{2, 0, 2, 40}, [4]int{2, 2, 0, 60}, [4]int{0, 2, 0, 20}
	want[7], want[8], want[22], want[23] = [4]int{0, 2, 0, 20}, [4]int{0, 2, 0, 20}, [4]int{0, 2, 0, 20},
		[4]int{0, 2, 0, 20}
	if !slices.Equal(got, want) {
		t.Errorf("new, reviews, left, seconds:\n got %v\nwant %v", got, want)
	}
	if c.Cards[0].State != Fresh {
		t.Error("the simulation changed the course")
	}
}

func TestSimulateKeepsTheRulesOfADay(t *testing.T) {
	t.Run("a backlog stops new cards", func(t *testing.T) {
		c := Course{Cards: newCards(3), Decks: []CourseDeck{{Published, 10, -1, 0}}, Reviews: 2, New: -1, Habit: steady}
		for i := range 5 {
			c.Cards = append(c.Cards, CourseCard{Note: int64(10 + i),
				State: State{Reps: 3, Interval: 30, Ease: 250, Due: 90, Last: 60}})
		}
		loads := c.Simulate(100, 3, 1)
		for i, want := range []Load{{Reviews: 2, Waiting: 3, Left: 3}, {Reviews: 2, Waiting: 1, Left: 3},
			{Reviews: 1, New: 3}} {
			if got := loads[i]; got.Reviews != want.Reviews || got.Waiting != want.Waiting || got.New != want.New ||
				got.Left != want.Left {
				t.Errorf("day %d: %+v, want %+v", i, got, want)
			}
		}
	})
	t.Run("a follower waits until its note is ripe, and takes half of a day's new", func(t *testing.T) {
		c := Course{Cards: []CourseCard{
			{Note: 1, State: Fresh}, {Note: 1, State: Fresh, Follower: true, Locked: true}, {Note: 2, State: Fresh},
		}, Decks: []CourseDeck{{Published, 5, -1, 0}}, Reviews: -1, New: -1, Habit: steady}
		loads := c.Simulate(100, 10, 1)
		// The leaders pass on day 0, are due on days 1 and 7, and then get an interval of 15: one card of a note a day.
		for day, want := range map[int]int{0: 2, 6: 0, 7: 0, 8: 1} {
			if loads[day].New != want {
				t.Errorf("day %d brings %d new cards, want %d", day, loads[day].New, want)
			}
		}
	})
}

// Whatever the habit, no day exceeds its limits, no card is introduced twice, and every introduced card is scheduled
// somewhere.
func TestSimulateHoldsItsLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		odds := func(name string) Odds {
			return Odds{Again: rapid.IntRange(0, 9).Draw(t, name), Hard: 1, Good: rapid.IntRange(0, 9).Draw(t, name),
				Easy: 1}
		}
		c := Course{
			Decks: []CourseDeck{{Published, rapid.IntRange(0, 5).Draw(t, "new"), -1, 0},
				{Published, 2, rapid.IntRange(-1, 5).Draw(t, "limit of a deck"), 1010}},
			Reviews: rapid.IntRange(-1, 10).Draw(t, "limit"),
			New:     rapid.IntRange(-1, 5).Draw(t, "new in all"),
			Habit:   Habit{First: Odds{Good: 3, Easy: 1}, Young: odds("young"), Mature: odds("mature")},
		}
		for i := range rapid.IntRange(0, 40).Draw(t, "cards") {
			c.Cards = append(c.Cards, CourseCard{Note: int64(i / 3), Deck: i / 3 % 2, State: Fresh, Follower: i%3 > 0,
				Locked: i%3 == 1})
		}
		left := len(c.Cards)
		for day, l := range c.Simulate(1000, 60, rapid.Uint64().Draw(t, "seed")) {
			if l.New > c.Decks[0].New+c.Decks[1].New {
				t.Fatalf("day %d: %d new cards", day, l.New)
			}
			if c.New >= 0 && l.New > c.New {
				t.Fatalf("day %d: %d new cards, the limit over all decks is %d", day, l.New, c.New)
			}
			if c.Reviews >= 0 && l.Reviews > c.Reviews {
				t.Fatalf("day %d: %d reviews, the limit is %d", day, l.Reviews, c.Reviews)
			}
			if left -= l.New; l.Left != left || left < 0 {
				t.Fatalf("day %d: %d cards are left, want %d", day, l.Left, left)
			}
		}
	})
}

// If a deck balances its days, so does the simulation: the cards of one day spread to several.
func TestSimulateBalances(t *testing.T) {
	spread := func(r Rules) (days int) {
		c := Course{Decks: []CourseDeck{{r, 0, -1, 0}}, Reviews: -1, New: -1, Habit: steady}
		for i := range 30 {
			c.Cards = append(c.Cards, CourseCard{Note: int64(i),
				State: State{Reps: 4, Interval: 40, Ease: 250, Due: 100, Last: 60}})
		}
		for _, l := range c.Simulate(100, 120, 1)[1:] {
			if l.Reviews > 0 {
				days++
			}
		}
		return days
	}
	balanced := Published
	balanced.Balanced = true
	if plain, even := spread(Published), spread(balanced); plain != 1 || even != 2*balanceDays+1 {
		t.Errorf("30 cards with one interval come back on %d days, balanced on %d", plain, even)
	}
}
