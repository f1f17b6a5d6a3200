package data

import (
	"fmt"
	"slices"
	"time"

	"recall/srs"
)

// Rate is a share and the number of observations behind it.
type Rate struct{ Passed, Of int }

// minObservations is how many observations a rate needs to be shown. With fewer it is noise.
const minObservations = 10

// Known returns the rate from 0 to 1, if there are enough observations.
func (r Rate) Known() (float64, bool) {
	if r.Of < minObservations {
		return 0, false
	}
	return float64(r.Passed) / float64(r.Of), true
}

func (r *Rate) add(passed bool) {
	r.Of++
	if passed {
		r.Passed++
	}
}

func (r *Rate) merge(o Rate) {
	r.Passed += o.Passed
	r.Of += o.Of
}

// What the figures are, in a sentence each without its full stop. The tables, the screens, the report, the help and the
// README all say it in these words.
const (
	LapseSays     = "A lapse is a failed first answer of a day on a card passed before"
	RetentionSays = "True retention is the share passed of each day's first answers on cards passed before, " +
		"young or mature by the interval before the answer; fewer than 10 answers give none"
)

// Retention is the true retention: of the first answers of a day on cards that were passed before, the share that
// passed, by the interval before the answer.
type Retention struct{ Young, Mature Rate }

// testsMemory reports whether a step is an answer that retention counts.
func (st *step) testsMemory() bool { return st.After.Tested > st.Before.Tested }

func (r *Retention) add(st *step) {
	if !st.testsMemory() {
		return
	}
	rate := &r.Young
	if st.Before.Interval >= Mature {
		rate = &r.Mature
	}
	rate.add(st.Grade.Passed())
}

func (r *Retention) merge(o Retention) {
	r.Young.merge(o.Young)
	r.Mature.merge(o.Mature)
}

// hour returns the hour of an entry on the learner's clock.
func (e *entry) hour() int { return Cell{Number: e.wall(), Zone: e.zone}.Hour() }

// All returns the retention of young and mature cards together.
func (r Retention) All() Rate {
	return Rate{r.Young.Passed + r.Mature.Passed, r.Young.Of + r.Mature.Of}
}

// Span is the period that statistics cover.
type Span struct {
	Today srs.Day
	Back  int // days whose reviews count, including today; 0: all
	Ahead int // days of the forecast, including today
}

// covers reports whether a day's reviews count.
func (s Span) covers(d srs.Day) bool { return s.Back == 0 || d > s.Today-srs.Day(s.Back) }

// DayRow is what the learner did on one day.
type DayRow struct {
	Day                     srs.Day
	Reviews, New            int // first answers on each card that day; how many of them on new cards
	Again, Hard, Good, Easy int // the first answers by grade
	Lapses                  int // see LapseSays
	Retention               Retention
	Answers                 int           // repeats and practice included
	Took                    time.Duration // time for all answers, each counted as at most LongAnswer
	Streak                  int           // days in a row with reviews, up to this one
}

// Stats is all that recall stats shows.
type Stats struct {
	Total    GroupRow
	Decks    []GroupRow
	Chapters []GroupRow
	Sections []GroupRow
	Days     []DayRow // days of the span with an answer, oldest first
	Hours    [24]int  // first answers by the hour on the learner's clock
	Recent   Retention
	Ever     Retention
	Leeches  int
	LeechAt  int      // lapses that make a card one; 0 if decks differ
	Forecast []DueRow // by day ahead and deck
	Due      []int    // cards due today (overdue ones included), tomorrow, …
	Overdue  int      // how many of those due today were due earlier
	Streak   int      // days in a row with reviews up to today, or to yesterday if today has none yet
	Longest  int
}

// RecentDays is how many days Stats.Recent covers if the span is unlimited.
const RecentDays = 30

// Stats computes the statistics of a filter's cards. An empty filter also counts reviews in decks that are deleted or
// inactive: a day's work stays a day's work.
func (s *Store) Stats(f Filter, span Span) (*Stats, error) {
	st := &Stats{}
	err := s.read(func() error { return s.stats(st, f, span) })
	return st, err
}

func (s *Store) stats(out *Stats, f Filter, span Span) error {
	groups, err := s.groups(f, span)
	if err != nil {
		return err
	}
	var counted bool
	if err := s.get([]any{&counted}, "SELECT coalesce((SELECT log FROM counted), 0)"); err != nil {
		return err
	}
	if counted && span.Back == 0 && f.wholeDecks() {
		err = s.readHours(out, f)
	} else {
		err = s.replayHours(out, f, span, groups)
	}
	if err != nil {
		return err
	}
	recent := span
	if recent.Back == 0 {
		recent.Back = RecentDays
	}
	for _, d := range out.Days {
		out.Ever.merge(d.Retention)
		if recent.covers(d.Day) {
			out.Recent.merge(d.Retention)
		}
	}
	free, err := s.free()
	if err != nil {
		return err
	}
	out.streaks(span.Today, free)
	out.Days = slices.DeleteFunc(out.Days, func(d DayRow) bool { return !span.covers(d.Day) })
	groups.sum(out)
	return nil
}

// readHours reads what was done from hour_count, for a filter of whole decks.
func (s *Store) readHours(out *Stats, f Filter) error {
	where, args := "1", []any(nil)
	if !f.all() {
		where, args = f.place("deck", "")
	}
	return s.eachHour(func(at hour, d *DayRow) error {
		if at.hour < 0 || at.hour >= len(out.Hours) {
			return &damage{fmt.Sprintf("reviews are counted in hour %d of a day", at.hour)}
		}
		out.Hours[at.hour] += d.Reviews
		if last := len(out.Days) - 1; last >= 0 && out.Days[last].Day == d.Day {
			out.Days[last].merge(d)
		} else {
			out.Days = append(out.Days, *d)
		}
		return nil
	}, where, args...)
}

// replayHours finds what was done in the log, and the retention of each group in the span.
func (s *Store) replayHours(out *Stats, f Filter, span Span, groups *groups) error {
	days := map[srs.Day]*DayRow{}
	day := &DayRow{}  // the day of the previous step; a day's answers mostly follow each other
	var cards []int64 // nil: all
	if !f.all() {
		cards = cardsAt(groups.place, func(at int32) bool { return at != 0 })
	}
	_, err := s.historyOf(cards, false, func(st *step) error {
		group, ok := groups.of(st.subject)
		if st.Undone || st.Kind != srs.Review || !ok && !f.all() {
			return nil
		}
		if day.Day != st.Day {
			if day = days[st.Day]; day == nil {
				day = &DayRow{Day: st.Day}
				days[st.Day] = day
			}
		}
		day.add(st)
		if !span.covers(st.Day) {
			return nil
		}
		if ok && span.Back > 0 && st.testsMemory() {
			group.Retention.add(st.Grade.Passed())
		}
		if st.First {
			out.Hours[st.hour()]++
		}
		return nil
	})
	for _, d := range days {
		out.Days = append(out.Days, *d)
	}
	slices.SortFunc(out.Days, func(a, b DayRow) int { return int(a.Day - b.Day) })
	return err
}

func (d *DayRow) add(st *step) {
	d.Answers++
	d.Took += min(LongAnswer, time.Duration(st.took)*time.Millisecond)
	d.Retention.add(st)
	d.Lapses += st.After.Lapses - st.Before.Lapses
	if !st.First {
		return
	}
	d.Reviews++
	if st.Before.New() {
		d.New++
	}
	switch {
	case !st.Grade.Passed():
		d.Again++
	case st.Grade == srs.Hard:
		d.Hard++
	case st.Grade == srs.Good:
		d.Good++
	default:
		d.Easy++
	}
}

func (d *DayRow) merge(o *DayRow) {
	sum, more := d.figures(), o.figures()
	for i, n := range more {
		sum[i] += n
	}
	d.setFigures(sum)
}

// Sum adds up the days and counts those with reviews. Day and Streak can't be summed and stay 0.
func (out *Stats) Sum() (sum DayRow, days int) {
	for i := range out.Days {
		d := &out.Days[i]
		sum.merge(d)
		if d.Reviews > 0 {
			days++
		}
	}
	return sum, days
}

// streaks counts the days in a row with reviews, as Store.Streak does. A day with only practice does not count.
func (out *Stats) streaks(today srs.Day, free free) {
	run, last := 0, srs.Day(0)
	for i := range out.Days {
		d := &out.Days[i]
		if d.Reviews == 0 {
			continue
		}
		if run > 0 && free.between(last, d.Day) {
			run++
		} else {
			run = 1
		}
		last, d.Streak = d.Day, run
		out.Longest = max(out.Longest, run)
	}
	if run > 0 && free.between(last, today) {
		out.Streak = run
	}
}
