package srs

// Step is a log entry with what it did to its card. Everything that describes the past reads steps: what a grade
// counted as, and how an interval came about, is recorded here while it is computed and nowhere else.
type Step struct {
	Entry
	Before, After State
	Rules         Rules  // in force
	Effect        Effect // what the answer counted as; NoAnswer if the entry is no answer
	First         bool   // the card's first answer of the day, practice aside
	Sum           Sum    // how the interval and ease were computed
}

// Effect is what an answer counted as.
type Effect int

// The effects.
const (
	NoAnswer Effect = iota
	AsNew           // the card had never been passed
	AsReview        // it was due
	AsEarly         // it was not due yet
	AsDrill         // it was already scheduled that day: nothing changes
	AsCram          // practice: nothing changes
	AsUndone        // it was undone: nothing changes
)

var effectNames = [...]string{"", "new", "review", "early", "drill", "cram", "undone"}

// String returns the effect in one word, "" for NoAnswer.
func (e Effect) String() string { return effectNames[e] }

// effect returns what an entry counts as for a card in state s.
func effect(s State, e Entry) Effect {
	switch {
	case e.Kind != Review:
		return NoAnswer
	case e.Undone:
		return AsUndone
	case e.Cram:
		return AsCram
	case s.New():
		return AsNew
	case e.Day <= s.Last: // also if the clock was set back
		return AsDrill
	case e.Day < s.planned():
		return AsEarly
	}
	return AsReview
}

// Sum is the arithmetic behind an answer.
type Sum struct {
	Cause     Cause
	Days      int  // with Grown, the interval before; with EarlyGrown, the days gone by; multiplied by Ease
	Ease      int  // hundredths
	Cut       bool // the interval was cut to the longest allowed
	Shift     int  // days that balancing moved the due day by
	Recovered int  // hundredths of ease regained
}

// Cause says how an interval came about.
type Cause int

// The causes.
const (
	Unchanged    Cause = iota
	StillNew           // not passed yet: SM-2 begins with the first pass
	FirstPass          // 1 day
	SecondPass         // 6 days
	Grown              // Days times Ease
	StartedOver        // failed: 1 day
	EarlyStays         // passed early: the due day stays
	EarlyGrown         // passed early: Days times Ease
	EarlyLimited       // passed early, after Days: limited to what a pass on the due day gives
)

// Exact returns Days times Ease, in hundredths of a day.
func (s Sum) Exact() int { return s.Days * s.Ease }

// Interval returns Days times Ease, rounded up to a whole day.
func (s Sum) Interval() int { return grow(s.Days, s.Ease) }

// grow multiplies days by an ease in hundredths and rounds up to a whole day.
func grow(days, ease int) int { return (days*ease + 99) / 100 }

// Past is the result of a card's log so far.
type Past struct {
	Rules Rules
	Ruled bool // the log has set rules
	State State
}

// Begin is the past of a card with an empty log.
var Begin = Past{Rules: Unlogged, State: Fresh}

// Take applies the next entry of the card's log, or a Config entry of its deck.
func (p *Past) Take(e Entry) Step {
	st := Step{Entry: e, Before: p.State, After: p.State, Rules: p.Rules, Effect: effect(p.State, e),
		First: first(p.State, e)}
	switch {
	case e.Undone:
		return st
	case e.Kind == Config:
		if !p.Ruled || !e.New { // two machines may have made the same deck: the first one's rules hold
			p.Rules, p.Ruled = e.Rules, true
		}
		return st
	}
	st.After, st.Sum = p.Rules.apply(p.State, e)
	p.State = st.After
	return st
}
