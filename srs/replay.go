package srs

import (
	"bytes"
	"cmp"
	"slices"
)

// Kind is what a log entry records. The numbers are stored and never reused. A kind that this version does not know is
// kept and has no effect.
type Kind int

// The kinds of log entries.
const (
	Review  Kind = 1 + iota // a graded answer
	Undo                    // undoes an earlier entry of the same device
	Suspend                 // don't ask until Resume
	Resume
	Bury // don't ask again today
	Reset
	Flag   // mark for later attention, or remove the mark
	Accept // a draft becomes a card
	Reject // a draft or a card is rejected: it is never asked
	Changed
	Park // the bullet is gone from its source
	Revive
	Config   // the deck's Rules from here on
	Edited   // the fact may have changed: the schedule stays
	SetState // the schedule as it is from here on, whatever came before
	Redraft  // the learner makes a card a draft: it waits until it is accepted
	Tag      // the learner gives the card tags, or takes some from it: the schedule stays
	Move     // the card is due on another day, by hand or around a pause
	Pause    // a deck is paused until a day; what it moves are entries of kind Move
	Alias    // the card or note is the same as another
	Merge    // the deck is part of another from here on
)

var kindNames = [...]string{"", "review", "undo", "suspend", "resume", "bury", "reset", "flag", "accept", "reject",
	"changed", "park", "revive", "config", "edited", "state", "redraft", "tag", "move", "pause", "alias", "merge"}

// String returns the kind as one word, or "other" for a kind that this version does not know.
func (k Kind) String() string {
	if k < Review || int(k) >= len(kindNames) {
		return "other"
	}
	return kindNames[k]
}

// Kinds returns all kinds that this version knows.
func Kinds() (list []Kind) {
	for k := Review; int(k) < len(kindNames); k++ {
		list = append(list, k)
	}
	return list
}

// Known reports whether this version knows a kind.
func (k Kind) Known() bool { return k >= Review && int(k) < len(kindNames) }

// Entry is one act in the log, reduced to what the schedule depends on.
type Entry struct {
	Tick   int64    // ms; orders entries, and never decreases within a device
	Device [16]byte // the installation that wrote the entry
	Seq    int64    // counts up within a device
	Kind   Kind
	Day    Day   // the learner's day when it was written
	Grade  Grade // with Review
	Cram   bool  // with Review: practice, which never counts
	Shift  int   // with Review: days that balancing moved the due day by
	Undone bool  // it was undone, so it changes nothing
	Rules  Rules // with Config
	Set    State // with SetState: the schedule in it counts, and nothing else
	From   Day   // with Move: the day that the card was due on
	To     Day   // with Move: the day that it is due on instead
	New    bool  // with Config: written when the deck was made, so it has no effect if the deck had rules already
}

// Compare orders entries the way every machine must replay them.
func (e Entry) Compare(o Entry) int {
	return cmp.Or(cmp.Compare(e.Tick, o.Tick), bytes.Compare(e.Device[:], o.Device[:]), cmp.Compare(e.Seq, o.Seq))
}

// Replay returns the state that results from a card's entries and the Config entries of its deck. They may come in any
// order. Whoever reads the log leaves out entries that were undone.
func Replay(entries []Entry) State {
	p := Begin
	for _, e := range slices.SortedFunc(slices.Values(entries), Entry.Compare) {
		p.Take(e)
	}
	return p.State
}

// Apply returns the state after one more entry. What a grade means depends on the day: the first grade of a day
// schedules the card if it is due and counts as early if it is not. Every later grade that day is drill.
func (r Rules) Apply(s State, e Entry) State {
	s, _ = r.apply(s, e)
	return s
}

func (r Rules) apply(s State, e Entry) (after State, sum Sum) {
	switch e.Kind {
	case Review:
		return r.review(s, e)
	case Suspend:
		s.Suspended = true
	case Resume:
		s.Suspended, s.Buried = false, 0
	case Bury:
		s.Buried = e.Day
	case Flag:
		s.Flagged = !s.Flagged
	case Accept:
		s.Accepted, s.Rejected, s.Drafted = true, false, false
	case Reject:
		s.Accepted, s.Rejected, s.Drafted = false, true, false
	case Redraft:
		s.Accepted, s.Rejected, s.Drafted = false, false, true
	case Park:
		s.Parked = true
	case Revive:
		s.Parked = false
	case Reset:
		kept := s
		s = Fresh
		s.Suspended, s.Flagged, s.Parked = kept.Suspended, kept.Flagged, kept.Parked
		s.Accepted, s.Rejected, s.Drafted = kept.Accepted, kept.Rejected, kept.Drafted
		s.Ripe, s.Answered = kept.Ripe, kept.Answered
		s.Tested, s.Held = kept.Tested, kept.Held
	case SetState:
		set := e.Set
		s.Reps, s.Lapses, s.Interval, s.Ease, s.Due, s.Last = set.Reps, set.Lapses, set.Interval, set.Ease, set.Due, set.Last
		s.Ripe = s.Ripe || set.Ripe
	case Move:
		if !s.New() && s.Due == e.From { // or another machine knew of an answer that made it due on another day
			s.Due = e.To
		}
	case Changed:
		if !s.New() { // the fact changed: learn it again from today, with the same ease
			s.Reps, s.Interval, s.Due, s.Last, s.Seen = 0, 1, e.Day, e.Day-1, 0
		}
	}
	return s, sum
}

func (r Rules) review(s State, e Entry) (after State, sum Sum) {
	if !e.Grade.Valid() {
		return s, sum
	}
	after = s
	switch effect(s, e) {
	case AsCram, AsUndone:
		return s, sum
	case AsNew:
		sum.Cause = StillNew
		if e.Grade.Passed() {
			after, sum = r.next(s, e.Grade, e.Day)
		}
	case AsReview:
		after, sum = r.next(s, e.Grade, e.Day)
	case AsEarly:
		after, sum = r.early(s, e.Grade, e.Day)
	}
	if after.Due != s.Due && after.Interval > 1 {
		after.move(e.Shift)
		sum.Shift = e.Shift
	}
	if tests(s, e) {
		after.Tested++
		if e.Grade.Passed() {
			after.Held++
		} else {
			after.Lapses++
		}
	}
	after.Seen, after.Grade, after.Answered = e.Day, e.Grade, max(s.Answered, e.Day)
	return after, sum
}

// first reports whether an entry is the day's first answer to a card in state s, practice aside.
func first(s State, e Entry) bool {
	return e.Kind == Review && !e.Cram && !e.Undone && e.Day > s.Answered
}

// tests reports whether an entry tests the memory: a first answer of a day, early or not, on a card that was passed
// before. A failed one is a lapse. A reset makes a card new again; a fact that changed does not.
func tests(s State, e Entry) bool { return first(s, e) && !s.New() }

// move postpones the due day, or brings it forward if days is negative.
func (s *State) move(days int) {
	s.Interval += days
	s.Due += Day(days)
}

// Returns reports whether the card is asked again on the given day: it was answered that day, and is still new or was
// graded below RepeatBelow.
func (r Rules) Returns(s State, today Day) bool {
	return s.Seen == today && (s.New() || s.Grade < r.RepeatBelow)
}

// Outcome is what a grade would lead to.
type Outcome struct {
	State
	Returns bool // asked again the same day
	Drill   bool // the grade does not change the schedule
	Sum     Sum
}

// Move moves the outcome's due day by the shift that Balance returned.
func (o *Outcome) Move(days int) {
	o.State.move(days)
	o.Sum.Shift = days
}

// Preview returns the outcome of each possible grade on the day. It runs the same code that will apply the grade.
func (r Rules) Preview(s State, today Day) [best + 1]Outcome {
	var list [best + 1]Outcome
	for g := range list {
		e := Entry{Kind: Review, Day: today, Grade: Grade(g)}
		after, sum := r.apply(s, e)
		list[g] = Outcome{State: after, Returns: r.Returns(after, today), Drill: effect(s, e) == AsDrill, Sum: sum}
	}
	return list
}

// LeechAt is the number of lapses at which a card is a leech, unless the learner sets another.
const LeechAt = 8

// Leech reports whether the lapse that led to s should be reported: at the given number of lapses, and then again each
// time that half as many have been added. With 0, none is.
func (s State) Leech(at int) bool {
	return at > 0 && s.Lapses >= at && (s.Lapses-at)%max(1, at/2) == 0
}
