package deck

import (
	"math"
	"time"
)

// Schedule is how a card stood in the tool that wrote the file, if the file says so. It may say anything, so all of it is
// bounded.
type Schedule struct {
	Interval int // days, at least 1
	Ease     int // hundredths
	Due      int // days since 1970-01-01
	Reps     int // passes in a row; 0 after a failure
	Lapses   int
}

// The bounds of a schedule. Where a file says nothing of the ease, or nothing that can be one, a new card's stands in.
const (
	startEase  = 250
	minEase    = 130
	maxEase    = 9_999
	maxDays    = 36_500
	maxDue     = 1_000_000 // some 2,700 years
	maxCounted = 9_999     // passes and lapses
)

// NewSchedule returns a schedule with what each tool keeps: an interval in days, the ease as a factor such as 2.5, and the
// due day. An interval of no days is that of a card that was failed last.
func NewSchedule(days, ease float64, due time.Time) *Schedule {
	s := &Schedule{Interval: 1, Ease: startEase, Due: int(max(-maxDue, min(due.Unix()/(24*60*60), maxDue)))}
	if days > 0 { // not so for what is no number
		s.Interval = int(math.Round(min(max(days, 1), maxDays)))
		s.Reps = min(s.Interval, 2) // with 2, the next interval is a multiple of this one
	}
	if ease > 0 {
		s.Ease = int(math.Round(min(max(ease*100, minEase), maxEase)))
	}
	return s
}

// Counted sets how often the card was passed in a row, and how often it was failed, if these are known.
func (s *Schedule) Counted(reps, lapses int) {
	if s.Reps > 0 {
		s.Reps = max(s.Reps, min(reps, maxCounted))
	}
	s.Lapses = max(0, min(lapses, maxCounted))
}
