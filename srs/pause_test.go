package srs

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSpread(t *testing.T) {
	cards := []Candidate{
		{Card: 1, Due: 90, Interval: 10},  // 2.4 intervals late on day 114
		{Card: 2, Due: 112, Interval: 40}, // 0.05
		{Card: 3, Due: 105, Interval: 6},  // 1.5
		{Card: 4, Due: 113, Interval: 1},  // 1
		{Card: 5, Due: 114, Interval: 6}, {Card: 6, Due: 130, Interval: 6},
	}
	for _, test := range []struct {
		name       string
		from, back Day
		want       map[int64]Day
	}{
		{"two weeks, most at risk first", 100, 114, map[int64]Day{1: 114, 3: 117, 4: 121, 2: 124, 5: 114, 6: 130}},
		{"a day: all on the day after", 113, 114, map[int64]Day{1: 114, 3: 114, 4: 114, 2: 114, 5: 114, 6: 130}},
		{"half a year, over 30 days", -66, 114, map[int64]Day{1: 114, 3: 121, 4: 129, 2: 136, 5: 114, 6: 130}},
		{"no days", 114, 114, map[int64]Day{1: 90, 3: 105, 4: 113, 2: 112, 5: 114, 6: 130}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := SpreadOf(test.from, test.back).Due(cards)
			for card, day := range test.want {
				if got[card] != day {
					t.Errorf("card %d is due on day %d, want %d", card, got[card], day)
				}
			}
		})
	}
}

// No day after a pause gets more than its share, and no card comes before the pause ends or before it would without.
func TestSpreadIsEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(1, 60).Draw(t, "days")
		s := SpreadOf(Day(1000-days), 1000)
		var cards []Candidate
		held := 0
		for i := range rapid.IntRange(0, 200).Draw(t, "cards") {
			c := Candidate{Card: int64(i), Due: Day(rapid.IntRange(900, 1020).Draw(t, "due")),
				Interval: rapid.IntRange(1, 300).Draw(t, "interval"), Seed: Shuffle(1000, [16]byte{byte(i)})}
			if c.Due < 1000 {
				held++
			}
			cards = append(cards, c)
		}
		load := map[Day]int{}
		for i, due := range s.Due(cards) {
			switch c := cards[i]; {
			case c.Due >= 1000 && due != c.Due:
				t.Fatalf("card %d moves from day %d to %d", i, c.Due, due)
			case c.Due < 1000:
				load[due]++
			}
		}
		for day, n := range load {
			if day < 1000 || day >= 1000+Day(min(days, 30)) {
				t.Fatalf("%d cards go to day %d", n, day)
			}
			if most := (held + s.Days - 1) / s.Days; n > most {
				t.Fatalf("day %d gets %d cards, more than its share of %d", day, n, most)
			}
		}
	})
}

// What an answer counts as goes by the planned day, whatever day the card was moved to.
func TestMove(t *testing.T) {
	learnt := State{Reps: 3, Interval: 20, Ease: 250, Due: 120, Last: 100, Ripe: true}
	for _, test := range []struct {
		name     string
		from, to Day
		day      Day // of the answer
		grade    Grade
		effect   Effect
		interval int
		due      Day
	}{
		{"later, answered then: the planned interval counts", 120, 140, 140, Good, AsReview, 50, 190},
		{"later, answered after the planned day: as on it", 120, 140, 125, Good, AsReview, 50, 175},
		{"later, answered before the planned day: early", 120, 140, 115, Good, AsEarly, 38, 153},
		{"later, answered so early that it stays", 120, 140, 105, Good, AsEarly, 20, 140},
		{"earlier: counts for the days that went by", 120, 110, 110, Good, AsEarly, 25, 135},
		{"earlier, and so soon that it is due as planned", 120, 104, 104, Good, AsEarly, 20, 120},
		{"earlier, and failed", 120, 110, 110, Again, AsEarly, 1, 111},
		{"it was due on another day by then", 119, 140, 120, Good, AsReview, 50, 170},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := Past{Rules: Published, State: learnt}
			p.Take(Entry{Kind: Move, Day: 101, From: test.from, To: test.to})
			if s := p.State; s.Interval != 20 || s.Ease != 250 || s.Reps != 3 || s.Last != 100 {
				t.Errorf("the move changed more than the day: %+v", s)
			}
			st := p.Take(Entry{Kind: Review, Day: test.day, Grade: test.grade})
			if st.Effect != test.effect || st.After.Interval != test.interval || st.After.Due != test.due {
				t.Errorf("%v, interval %d, due %d; want %v, %d, %d", st.Effect, st.After.Interval, st.After.Due, test.effect,
					test.interval, test.due)
			}
		})
	}
	p := Begin
	if p.Take(Entry{Kind: Move, From: 0, To: 140}); p.State != Fresh {
		t.Errorf("a new card was moved: %+v", p.State)
	}
}
