package srs

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	_ "recall/srs/lawtest" // the same histories in every run
)

// learnt is the state in which the published sequences start: a learnt card that awaits its first repetition.
var learnt = State{Interval: 1, Ease: StartEase}

func TestIntervals(t *testing.T) {
	for _, test := range []struct {
		name   string
		grades []Grade
		want   []int
	}{
		{"all good", []Grade{4, 4, 4, 4}, []int{1, 6, 15, 38}},
		{"failing starts over", []Grade{4, 4, 2, 4}, []int{1, 6, 1, 1}},
		{"hard lowers the ease for the time after the next", []Grade{4, 4, 3, 4}, []int{1, 6, 15, 36}},
		{"an exact product is not rounded up", []Grade{4, 4, 4}, []int{1, 6, 15}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, got := learnt, []int{}
			for _, g := range test.grades {
				s = Published.Next(s, g, s.Due)
				got = append(got, s.Interval)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("intervals %v, want %v", got, test.want)
			}
		})
	}
}

type vector struct {
	ID, Variant string
	Grades      []Grade
	Days        [][]Grade
	Options     struct {
		MaxIntervalDays int `json:"max_interval_days"`
	}
	Expected []struct {
		Reps          int
		IntervalDays  int `json:"interval_days"`
		EF            float64
		Presentations int
		LeftSession   bool `json:"left_session"`
	}
}

// rules returns what a vector's variant stands for here: new decks follow the text of the paper, logs that set no rules
// the formula.
func (v vector) rules() Rules {
	r := map[string]Rules{"text": Published, "formula": Unlogged}[v.Variant]
	if v.Options.MaxIntervalDays > 0 {
		r.MaxInterval = v.Options.MaxIntervalDays
	}
	return r
}

func readVectors(t *testing.T) (vectors, sessions []vector) {
	t.Helper()
	raw, err := os.ReadFile("testdata/sm2.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors        []vector
		SessionVectors []vector `json:"session_vectors"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	return file.Vectors, file.SessionVectors
}

func TestVectors(t *testing.T) {
	vectors, _ := readVectors(t)
	ran := map[string]int{}
	for _, v := range vectors {
		if v.Variant != "formula" && v.Variant != "text" {
			continue // other readings of the paper, which we do not offer
		}
		ran[v.Variant]++
		s := learnt
		for i, g := range v.Grades {
			s = v.rules().Next(s, g, s.Due)
			want := v.Expected[i]
			if s.Reps != want.Reps || s.Interval != want.IntervalDays || math.Abs(float64(s.Ease)/100-want.EF) > 1e-9 {
				t.Fatalf("%s, review %d: reps %d, interval %d, ease %d; want %+v", v.ID, i+1, s.Reps, s.Interval,
					s.Ease, want)
			}
		}
	}
	if ran["formula"] != 60 || ran["text"] != 60 {
		t.Errorf("ran %v, want 60 of each", ran)
	}
}

// Vectors of whole sessions: on each due day the first grade schedules, and the rest is drill until a 4 is reached.
func TestSessionVectors(t *testing.T) {
	_, vectors := readVectors(t)
	if len(vectors) != 20 {
		t.Fatalf("%d session vectors, want 20", len(vectors))
	}
	for _, v := range vectors {
		s := learnt
		s.Due, s.Last = 100, 99
		for i, grades := range v.Days {
			today := s.Due
			for _, g := range grades {
				s = v.rules().Apply(s, Entry{Kind: Review, Day: today, Grade: g})
			}
			want := v.Expected[i]
			left := !v.rules().Returns(s, today)
			if s.Reps != want.Reps || s.Interval != want.IntervalDays || math.Abs(float64(s.Ease)/100-want.EF) > 1e-9 ||
				left != want.LeftSession || len(grades) != want.Presentations {
				t.Fatalf("%s, day %d: %+v, left %v; want %+v", v.ID, i+1, s, left, want)
			}
		}
	}
}

func anyRules(t *rapid.T) Rules {
	return Rules{
		KeepEase:    rapid.Bool().Draw(t, "keep"),
		MaxInterval: rapid.SampledFrom([]int{1, 5, 6, 100, 365, 36500}).Draw(t, "max"),
		RepeatBelow: Grade(rapid.IntRange(0, 5).Draw(t, "repeat")),
	}
}

func TestEaseAndIntervalStayInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, s, today := anyRules(t), Fresh, Day(20000)
		for _, g := range rapid.SliceOf(rapid.IntRange(0, 5)).Draw(t, "grades") {
			today += Day(rapid.IntRange(-3, 4000).Draw(t, "wait"))
			before := s
			s = r.Apply(s, Entry{Kind: Review, Day: today, Grade: Grade(g)})
			if s.Ease < MinEase {
				t.Fatalf("ease %d", s.Ease)
			}
			if !s.New() && (s.Interval < 1 || s.Interval > r.MaxInterval) {
				t.Fatalf("interval %d, at most %d", s.Interval, r.MaxInterval)
			}
			if !before.New() && s.New() {
				t.Fatal("a learnt card became new")
			}
			if s.Due < before.Due && Grade(g).Passed() {
				t.Fatalf("a pass moved the due day from %v back to %v", before.Due, s.Due)
			}
		}
	})
}

func TestEarlyPassNeverBeatsTheDueDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		interval := rapid.IntRange(6, 400).Draw(t, "interval")
		s := State{Reps: rapid.IntRange(2, 9).Draw(t, "reps"), Interval: interval,
			Ease: rapid.IntRange(130, 320).Draw(t, "ease"), Last: 100, Due: 100 + Day(interval)}
		today := Day(100 + rapid.IntRange(1, interval).Draw(t, "elapsed"))
		g := Grade(rapid.IntRange(3, 5).Draw(t, "grade"))
		after := Published.Apply(s, Entry{Kind: Review, Day: today, Grade: g})
		onTime := Published.Next(s, g, s.Due)
		if after.Interval > onTime.Interval || after.Due < s.Due {
			t.Fatalf("early %+v, on time %+v", after, onTime)
		}
		if today < s.Due && after.Ease != s.Ease {
			t.Fatalf("an early pass moved the ease from %d to %d", s.Ease, after.Ease)
		}
		if (after.Reps == s.Reps) != (after.Due == s.Due) {
			t.Fatalf("repetitions %d to %d, due %v to %v", s.Reps, after.Reps, s.Due, after.Due)
		}
	})
}
