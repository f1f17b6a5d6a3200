package srs

// Step is an entry of a log with what it did to its card. All that tells of the past reads steps: what a grade
// counted as, and how an interval came about, is found here while it is computed, and nowhere a second time.
type Step struct {
	Entry
	Before, After State
	Rules         Rules  // in force
	Effect        Effect // what the answer counted as; NoAnswer for other acts
	First         bool   // the first answer of its card on its day that is no mere practice
	Sum           Sum    // how the answer made interval and ease
}

// Effect is what an answer counted as.
type Effect int

// The effects.
const (
	NoAnswer Effect = iota
	AsNew           // the card had never been passed
	AsReview        // it was due
	AsEarly         // it was not due yet
	AsDrill         // it was scheduled that day already: nothing changes
	AsCram          // practice: nothing changes
	AsUndone        // it was taken back: nothing changes
)

var effectNames = [...]string{"", "new", "review", "early", "drill", "cram", "undone"}

func (e Effect) String() string { return effectNames[e] }

// effect is what an entry counts as on a card in some state.
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
	case e.Day <= s.Last: // also by a clock that was set back
		return AsDrill
	case e.Day < s.Due:
		return AsEarly
	}
	return AsReview
}

// Sum is the arithmetic of an answer.
type Sum struct {
	Cause     Cause
	Days      int  // with Grown and EarlyGrown: multiplied by Ease. The interval before, or the days that went by
	Ease      int  // hundredths
	Cut       bool // the longest interval was less
	Shift     int  // days that balancing moved the due day by
	Recovered int  // hundredths of the ease that came back
}

// Cause is what made an interval.
type Cause int

// The causes.
const (
	Unchanged    Cause = iota
	StillNew           // not passed: SM-2 begins with the first pass
	FirstPass          // 1 day
	SecondPass         // 6 days
	Grown              // Days times Ease
	StartedOver        // failed: 1 day
	EarlyStays         // passed early, and the due day stays
	EarlyGrown         // passed early: Days times Ease
	EarlyLimited       // passed early, after Days: no more than on the due day
)

// Exact is Days times Ease in hundredths of a day.
func (s Sum) Exact() int { return s.Days * s.Ease }

// Interval is Days times Ease, rounded up.
func (s Sum) Interval() int { return grow(s.Days, s.Ease) }

// grow multiplies days by an ease in hundredths and rounds up.
func grow(days, ease int) int { return (days*ease + 99) / 100 }

// Past is what the log of a card amounts to so far.
type Past struct {
	Rules  Rules
	State  State
	Newest Day // the latest day with an answer: one that is dated back is no first answer
}

// Begin is the past of a card without a log.
var Begin = Past{Rules: Defaults, State: Fresh}

// Take adds the next entry of the card's log, or a Config entry of its deck's.
func (p *Past) Take(e Entry) Step {
	st := Step{Entry: e, Before: p.State, After: p.State, Rules: p.Rules, Effect: effect(p.State, e)}
	switch {
	case e.Undone:
		return st
	case e.Kind == Config:
		p.Rules = e.Rules
		return st
	}
	st.After, st.Sum = p.Rules.apply(p.State, e)
	p.State = st.After
	if st.Effect != NoAnswer && st.Effect != AsCram {
		st.First = e.Day > p.Newest
		p.Newest = max(p.Newest, e.Day)
	}
	return st
}
