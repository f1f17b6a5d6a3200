package srs

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The life of a card: what each answer counted as, and how its interval came about.
func TestSteps(t *testing.T) {
	short, keep := Unlogged, Unlogged
	short.MaxInterval, keep.Recovers = 20, true
	sum := func(c Cause, days, ease int) Sum { return Sum{Cause: c, Days: days, Ease: ease} }
	cram, undone, moved := review(11, 4), review(11, 1), review(32, 4)
	cram.Cram, undone.Undone, moved.Shift = true, true, -1
	for _, test := range []struct {
		name    string
		entries []Entry
		effects []Effect
		first   []bool
		sum     Sum // of the last step
		after   int // its interval afterwards
	}{
		{"not passed yet",
			[]Entry{review(10, 1)}, []Effect{AsNew}, []bool{true}, Sum{Cause: StillNew}, 0},
		{"drill follows the first pass",
			[]Entry{review(10, 4), review(10, 4)}, []Effect{AsNew, AsDrill}, []bool{true, false}, Sum{}, 1},
		{"practice before the day's first answer",
			[]Entry{review(10, 4), cram, review(11, 4)},
			[]Effect{AsNew, AsCram, AsReview}, []bool{true, false, true}, sum(SecondPass, 1, 250), 6},
		{"the third pass grows by the ease",
			[]Entry{review(10, 4), review(11, 3), review(17, 4)},
			[]Effect{AsNew, AsReview, AsReview}, []bool{true, true, true}, sum(Grown, 6, 236), 15},
		{"a failure starts over",
			[]Entry{review(10, 4), review(11, 4), review(17, 1), review(18, 4)},
			[]Effect{AsNew, AsReview, AsReview, AsReview}, []bool{true, true, true, true}, sum(FirstPass, 1, 196), 1},
		{"early, for the days that went by",
			[]Entry{review(10, 4), review(11, 4), review(14, 5)},
			[]Effect{AsNew, AsReview, AsEarly}, []bool{true, true, true}, sum(EarlyGrown, 3, 250), 8},
		{"early, and it gains nothing",
			[]Entry{review(10, 4), review(11, 4), review(12, 4)},
			[]Effect{AsNew, AsReview, AsEarly}, []bool{true, true, true}, Sum{Cause: EarlyStays}, 6},
		{"cut to the longest interval, and moved",
			[]Entry{{Kind: Config, Rules: short}, review(10, 4), review(11, 4), review(17, 4), moved},
			[]Effect{NoAnswer, AsNew, AsReview, AsReview, AsReview}, []bool{false, true, true, true, true},
			Sum{Cause: Grown, Days: 15, Ease: 250, Cut: true, Shift: -1}, 19},
		{"the ease recovers with the third pass",
			[]Entry{{Kind: Config, Rules: keep}, review(10, 3), review(11, 4), review(17, 4)},
			[]Effect{NoAnswer, AsNew, AsReview, AsReview}, []bool{false, true, true, true},
			Sum{Cause: Grown, Days: 6, Ease: 236, Recovered: 5}, 15},
		{"what was taken back did nothing",
			[]Entry{review(10, 4), undone, review(11, 4)},
			[]Effect{AsNew, AsUndone, AsReview}, []bool{true, false, true}, sum(SecondPass, 1, 250), 6},
		{"an answer that is dated back is no first one",
			[]Entry{review(10, 4), {Kind: Reset, Day: 10}, review(9, 4)},
			[]Effect{AsNew, NoAnswer, AsNew}, []bool{true, false, false}, sum(FirstPass, 0, 250), 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := Begin
			var st Step
			var effects []Effect
			var first []bool
			for _, e := range test.entries {
				st = p.Take(e)
				effects, first = append(effects, st.Effect), append(first, st.First)
			}
			if !slices.Equal(effects, test.effects) || !slices.Equal(first, test.first) {
				t.Errorf("the answers count as %v, first %v", effects, first)
			}
			if st.Sum != test.sum || st.After.Interval != test.after {
				t.Errorf("the last is %+v, %d days; want %+v, %d", st.Sum, st.After.Interval, test.sum, test.after)
			}
		})
	}
}

// A step says what was really done: multiplied, cut and moved, its sum gives the interval.
func TestSumIsTheInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, day := Begin, Day(20000)
		p.Rules = anyRules(t)
		for range rapid.IntRange(1, 12).Draw(t, "reviews") {
			day += Day(rapid.IntRange(0, 40).Draw(t, "days"))
			e := review(day, Grade(rapid.IntRange(0, 5).Draw(t, "grade")))
			e.Shift = rapid.IntRange(-1, 1).Draw(t, "shift")
			st := p.Take(e)
			want := st.Before.Interval
			switch st.Sum.Cause {
			case FirstPass, StartedOver:
				want = 1
			case SecondPass:
				want = 6
			case Grown, EarlyGrown:
				want = (st.Sum.Days*st.Before.Ease + 99) / 100
			case EarlyLimited:
				continue // the same as on the due day
			}
			if st.Sum.Cut {
				want = min(want, st.Rules.MaxInterval)
			}
			if got := st.After.Interval; got != want+st.Sum.Shift {
				t.Fatalf("%+v made %d days of %+v", st.Sum, got, st.Before)
			}
		}
	})
}
