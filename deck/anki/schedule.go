package anki

import "time"

// How a card of Anki's stands, in our terms.
//
//	Anki                       | here
//	---------------------------|-------------------------------------------------------------------------------
//	new                        | new
//	learning                   | as its answers in the log make it: due the next day after a pass, else new. Steps within a
//	                           | day are not kept
//	reviewing                  | its interval, ease and due day; repetitions so that the interval goes on growing
//	relearning                 | as after a failure: no repetitions, an interval of 1 day, due when Anki asks next
//	in a filtered deck         | as in its home deck, with the due day from before
//	in a filtered deck, preview| likewise: a preview changes nothing
//	buried                     | as it stands otherwise: Anki, too, brings it back the next day
//	suspended                  | as it stands otherwise, and suspended
//	scheduled by FSRS          | its interval and due day, with the ease that a new card has

// Standing is how a card stands.
type Standing struct {
	New         bool  // never passed: the fields up to Ease mean nothing
	Interval    int   // days, at least 1
	Due         int   // days since Collection.FirstDay; see DueAt
	DueAt       int64 // s since 1970, where Anki asks it again within a day; 0: see Due
	Ease        int   // hundredths
	Repetitions int   // passes in a row: 0, 1, or 2 for all that are more, as then only the interval counts
	Lapses      int
	Suspended   bool
	Flag        int // 1 to 7, 0 for none
}

// startEase is the ease of a new card, in hundredths: Anki's and ours. It stands in where Anki keeps none.
const startEase = 250

// minEase is the lowest ease of either, in thousandths. FSRS keeps a difficulty below it in the same place.
const minEase = 1300

// seconds is the least Due that is a time. Anki tells a time from a day by it.
const seconds = 1_000_000_000

// Bounds of what a package can say, which may be anything.
const (
	maxDay      = 1_000_000 // of a due day: some 2,700 years
	maxInterval = 36_500    // days: Anki's longest, and ours
	maxEase     = 99_990    // thousandths
	maxLapses   = 9_999
)

// Standing returns how the card stands.
func (c *Card) Standing() Standing {
	s := Standing{
		New:       c.Kind == New || c.Kind == Learning,
		Lapses:    max(0, min(c.Lapses, maxLapses)),
		Suspended: c.Queue == Suspended,
		Flag:      c.Flag,
	}
	if s.New {
		s.Ease = startEase
		return s
	}
	s.Interval, s.Ease = max(1, min(c.Interval, maxInterval)), Ease(c.Ease)
	if c.Stability > 0 {
		s.Ease = startEase
	}
	due := c.Due
	// In a filtered deck Due is a place in an order. Anki's first scheduler put the time of a relearning card there.
	if c.HomeDue != 0 && (c.Home != 0 || c.Queue == QueueLearning) {
		due = c.HomeDue
	}
	if due >= seconds {
		s.DueAt = min(due, maxDay*day)
	} else {
		s.Due = int(max(-maxDay, min(due, maxDay)))
	}
	switch relearning := c.Kind == Relearning || c.Queue == QueueLearning; {
	case relearning:
		s.Interval = 1
	case s.Interval == 1:
		s.Repetitions = 1
	default:
		s.Repetitions = 2
	}
	return s
}

// Ease returns Anki's ease, in thousandths, as hundredths. Where it is none, the ease of a new card stands in.
func Ease(thousandths int) int {
	if thousandths < minEase {
		return startEase
	}
	return (min(thousandths, maxEase) + 5) / 10
}

// Zone is where the learner's days begin: in the local time zone if the collection does not keep its own.
func (c *Collection) Zone(local *time.Location) *time.Location {
	if c.West == nil {
		return local
	}
	return time.FixedZone("", -*c.West*60)
}

// FirstDay is the day on which the collection was made, from which Anki counts due days, as midnight UTC.
func (c *Collection) FirstDay(local *time.Location) time.Time {
	year, month, day := time.Unix(c.Created, 0).In(c.Zone(local)).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Grade returns our grade of an answer. ok is false where nothing was answered: a due day set by hand, or by a change of
// settings.
func (r *Review) Grade() (grade int, ok bool) {
	if r.Kind == Manual || r.Kind == Rescheduled || r.Button < 1 || r.Button > 4 {
		return 0, false
	}
	return [...]int{1, 3, 4, 5}[r.Button-1], true // Again, Hard, Good, Easy
}

// Cram reports whether an answer changed no schedule: in a filtered deck that does not reschedule. One that does logs the
// ease, too.
func (r *Review) Cram() bool { return r.Kind == InCram && r.Ease == 0 }

// Days returns an interval of the log in days. One of less than a day is 0.
func Days(interval int) int {
	if interval < 0 {
		return -interval / (24 * 60 * 60)
	}
	return interval
}
