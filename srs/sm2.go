// Package srs computes the schedule: SM-2 as published, the days it counts in, a day's queue, and the replay of a log.
// It is pure: state and time go in, state comes out. The clock, randomness and the disk belong to the caller.
package srs

import "fmt"

// Grade is how well an answer was recalled, from 0 to 5 as in SM-2: 0-2 failed, 3 passed with serious difficulty, 4
// passed after a hesitation, 5 perfect.
type Grade int

// The grades of the four keys in a session.
const (
	Again Grade = 1
	Hard  Grade = 3
	Good  Grade = 4
	Easy  Grade = 5
)

const (
	pass = Hard // the lowest grade that counts as recalled
	best = Easy
)

// Valid reports whether g is one of 0 to 5.
func (g Grade) Valid() bool { return g >= 0 && g <= best }

// Passed reports whether g counts as recalled.
func (g Grade) Passed() bool { return g >= pass }

// Ease is stored in whole hundredths, so that rounding an interval is exact.
const (
	StartEase = 250 // the ease of a card that was never graded
	MinEase   = 130 // the floor that SM-2 sets
)

// easeStep is 100 × (0.1 - (5-q)(0.08 + (5-q)0.02)), the published change of the ease for each grade q.
var easeStep = [best + 1]int{-80, -54, -32, -14, 0, 10}

// With Rules.Recovers, the ease regains recoverStep hundredths after every recoverAfter passes in a row.
const (
	recoverStep  = 5
	recoverAfter = 3
)

// Rules are the points that SM-2 leaves open, which each deck may settle differently.
type Rules struct {
	KeepEase    bool  // a failed grade leaves the ease alone, as step 6 of the paper says in words
	MaxInterval int   // days; no interval exceeds it
	RepeatBelow Grade // a card graded below this comes back the same day
	Balanced    bool  // due days move slightly, towards days with fewer cards; see Balance
	Recovers    bool  // an ease below StartEase rises slightly with every third pass in a row
}

// There are two sets of rules to begin with, and they must not be mixed up.
var (
	// Published are the rules of SM-2 as `recall help schedule` describes it. A new deck's log begins with them.
	Published = Rules{KeepEase: true, MaxInterval: 36500, RepeatBelow: Good}

	// Unlogged are the rules of a log that sets none, for ever: such logs were written when a failed grade lowered the
	// ease.
	Unlogged = Rules{MaxInterval: 36500, RepeatBelow: Good}
)

// Check returns an error if no schedule could follow the rules.
func (r Rules) Check() error {
	if r.MaxInterval < 1 || r.MaxInterval > 36500 {
		return fmt.Errorf("a longest interval of %d days is outside 1 to 36500", r.MaxInterval)
	}
	if r.RepeatBelow < 0 || r.RepeatBelow > best {
		return fmt.Errorf("a repeat limit of %d is outside 0 to 5", r.RepeatBelow)
	}
	return nil
}

// State is a card's schedule: the result of replaying its log.
type State struct {
	Reps     int // passes in a row since the start or the last failure
	Lapses   int // failed answers that test the memory, since the last reset: see tests
	Tested   int // all answers that test the memory: true retention counts them
	Held     int // how many of them passed
	Interval int // days from the last scheduling review to Due; 0 while the card is new (never passed)
	Ease     int // hundredths
	Due      Day // set if Interval > 0; Last + Interval, unless a Move changed it
	Last     Day // day of the last review that changed the schedule; set if Interval > 0

	Ripe      bool  // its interval has reached RipeInterval once, which unlocks the note's other cards
	Seen      Day   // day of the last graded answer, drill included; 0 for none
	Grade     Grade // of that answer
	Answered  Day   // latest day with a graded answer: none on or before it is a first answer; a reset doesn't clear it
	Buried    Day   // not asked again on that day; 0 for none
	Suspended bool
	Flagged   bool
	Accepted  bool // a draft that the learner accepted
	Rejected  bool // a draft or a card that the learner rejected
	Drafted   bool // a card that the learner made a draft
	Parked    bool // its bullet is gone from the source
}

// RipeInterval is the interval in days at which a note's reverse and cloze cards unlock.
const RipeInterval = 7

// Fresh is the state of a card with an empty log.
var Fresh = State{Ease: StartEase}

// New reports whether the card was never passed.
func (s State) New() bool { return s.Interval == 0 }

// planned returns the day that the last scheduling review led to. Whether an answer is early goes by it: a card that was
// moved to an earlier day has not had its interval yet.
func (s State) planned() Day { return s.Last + Day(s.Interval) }

// Next returns the state of a learnt card after grade g on the given day, on or after its due day. The interval is
// multiplied by the ease from before this grade and rounded up to a whole day.
//
// Source: P. A. Wozniak, Optimization of learning (1990), section 3.2. `recall help schedule` says how the points that
// it leaves open are settled.
func (r Rules) Next(s State, g Grade, today Day) State {
	s, _ = r.next(s, g, today)
	return s
}

func (r Rules) next(s State, g Grade, today Day) (State, Sum) {
	sum := Sum{Days: s.Interval, Ease: s.Ease}
	switch {
	case g < pass:
		sum.Cause, s.Reps, s.Interval = StartedOver, 0, 1
	case s.Reps == 0:
		sum.Cause, s.Reps, s.Interval = FirstPass, 1, 1
	case s.Reps == 1:
		sum.Cause, s.Reps, s.Interval = SecondPass, 2, 6
	default:
		sum.Cause, s.Reps, s.Interval = Grown, s.Reps+1, sum.Interval()
	}
	if s.Interval > r.MaxInterval {
		sum.Cut, s.Interval = true, r.MaxInterval
	}
	if g.Passed() || !r.KeepEase {
		s.Ease = max(MinEase, s.Ease+easeStep[g])
	}
	if r.Recovers && s.Reps > 0 && s.Reps%recoverAfter == 0 && s.Ease < StartEase {
		sum.Recovered = min(StartEase-s.Ease, recoverStep)
		s.Ease += sum.Recovered
	}
	return s.scheduled(today), sum
}

// early returns the state after a review before the planned day. A pass counts for the days that have gone by, but never
// for more than a pass on that day. It leaves the ease alone, and is a repetition only if it moves the due day. A failure
// does what it does on the due day.
func (r Rules) early(s State, g Grade, today Day) (State, Sum) {
	onTime, sum := r.next(s, g, today)
	if !g.Passed() {
		return onTime, sum
	}
	sum = Sum{Cause: EarlyGrown, Days: int(today - s.Last), Ease: s.Ease}
	interval := sum.Interval()
	if interval > onTime.Interval {
		sum.Cause, interval = EarlyLimited, onTime.Interval
	}
	if due := max(s.Due, s.planned()); today+Day(interval) <= due {
		s.Due = due // if it had been moved to today, it is due when it was planned
		return s, Sum{Cause: EarlyStays}
	}
	s.Reps, s.Interval = s.Reps+1, interval
	return s.scheduled(today), sum
}

func (s State) scheduled(today Day) State {
	s.Due, s.Last = today+Day(s.Interval), today
	s.Ripe = s.Ripe || s.Interval >= RipeInterval
	return s
}
