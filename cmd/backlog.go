package cmd

import (
	"fmt"

	"recall/quiz"
	"recall/srs"
)

// Limits on simulating a backlog until it is cleared, in cards times days. Nobody waits for the first card: what comes
// before it is simulated only if that takes a few hundredths of a second.
const (
	backlogAtOnce   = 20_000
	backlogAtEnd    = 150_000
	mostBacklogDays = 365
)

// backlog says what today's limit leaves for later and when that will be cleared. It simulates the days from one on, as
// recall simulate does, including what comes due meanwhile. If that is more work than given, it leaves open when. It
// returns "" if there is no backlog.
func backlog(o *opened, overdue int, from srs.Day, work int) (say string, open bool, err error) {
	if overdue == 0 {
		return "", false, nil
	}
	perDay := o.set.ReviewsPerDay
	if perDay == 0 {
		return fmt.Sprintf("%d overdue, and reviews_per_day is 0: none of them is asked.", overdue), false, nil
	}
	least := (overdue + perDay - 1) / perDay // days, if nothing came due meanwhile
	days := min(mostBacklogDays, 2*least+14)
	most := work / days
	learnt, err := o.Learnt(most + 1)
	if err != nil {
		return "", false, err
	}
	if days < least || learnt > most {
		return fmt.Sprintf("%d more overdue: %s of %d a day, besides what comes due meanwhile; new cards wait until then (--new N brings some now).",
			overdue, quiz.Count(least, "day", "days"), perDay), true, nil
	}
	habit, err := o.Habit()
	if err != nil {
		return "", false, err
	}
	course, err := o.Course(o.Studied(), habit, o.set, 0, 1)
	if err != nil {
		return "", false, err
	}
	for i, load := range course.Simulate(from, days, simulationSeed) {
		if load.Waiting == 0 {
			return fmt.Sprintf("%d more overdue: %d a day clears them by about %s; new cards wait until then (--new N brings some now).", overdue, perDay,
				date(from+srs.Day(i), o.today)), false, nil
		}
	}
	return fmt.Sprintf("%d more overdue: %d a day does not clear them within %s; recall config reviews_per_day allows more.", overdue, perDay,
		quiz.Count(days, "day", "days")), false, nil
}

// date formats a day, with its year if that differs from today's.
func date(day, today srs.Day) string {
	if t := day.Time(); t.Year() != today.Time().Year() {
		return t.Format("2 January 2006")
	}
	return day.Time().Format("2 January")
}
