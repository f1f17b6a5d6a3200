package cmd

import (
	"fmt"

	"recall/quiz"
	"recall/srs"
)

// Limits on simulating a backlog until it is cleared, so that nobody waits for the first card.
const (
	mostBacklogDays = 365
	mostBacklogWork = 150_000 // cards times days
)

// backlog says what today's limit leaves for later and when that will be cleared. It simulates the coming days as
// recall simulate does, including what comes due meanwhile. It returns "" if there is no backlog.
func backlog(o *opened, overdue int) (string, error) {
	if overdue == 0 {
		return "", nil
	}
	perDay := o.set.ReviewsPerDay
	if perDay == 0 {
		return fmt.Sprintf("%d overdue, and reviews_per_day is 0: none of them is asked.", overdue), nil
	}
	least := (overdue + perDay - 1) / perDay // days, if nothing came due meanwhile
	// with more cards than this, even the fewest days would exceed mostBacklogWork
	learnt, err := o.Learnt(mostBacklogWork/least + 1)
	if err != nil {
		return "", err
	}
	days := min(mostBacklogDays, mostBacklogWork/(learnt+1), 2*least+14)
	if days < least {
		return fmt.Sprintf("%d more overdue: %s of %d a day, besides what comes due meanwhile; new cards wait until then (--new N brings some now).",
			overdue, quiz.Count(least, "day", "days"), perDay), nil
	}
	course, _, err := o.Course(o.Studied(), o.set, 0, 1)
	if err != nil {
		return "", err
	}
	for i, load := range course.Simulate(o.today, days, simulationSeed) {
		if load.Waiting == 0 {
			return fmt.Sprintf("%d more overdue: %d a day clears them by about %s; new cards wait until then (--new N brings some now).", overdue, perDay,
				date(o.today+srs.Day(i), o.today)), nil
		}
	}
	return fmt.Sprintf("%d more overdue: %d a day does not clear them within %s; recall config reviews_per_day allows more.", overdue, perDay,
		quiz.Count(days, "day", "days")), nil
}

// date formats a day, with its year if that differs from today's.
func date(day, today srs.Day) string {
	if t := day.Time(); t.Year() != today.Time().Year() {
		return t.Format("2 January 2006")
	}
	return day.Time().Format("2 January")
}
