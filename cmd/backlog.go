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

// backlog says what today's limits leave for later and when that will be cleared. It simulates the days from one on, as
// recall simulate does, including what comes due meanwhile. If that is more work than given, it leaves open when. It
// returns "" if there is no backlog.
func backlog(o *opened, late srs.Late, from srs.Day, work int) (say string, open bool, err error) {
	if late.Cards == 0 {
		return "", false, nil
	}
	by, err := limitedBy(o, late)
	if err != nil {
		return "", false, err
	}
	overdue := late.Cards
	if by.perDay == 0 {
		return fmt.Sprintf("%d overdue%s, and %s is 0: none of them is asked.", overdue, by.where, by.setting), false, nil
	}
	least := (overdue + by.perDay - 1) / by.perDay // days, if nothing came due meanwhile
	days := min(mostBacklogDays, 2*least+14)
	most := work / days
	learnt, err := o.Learnt(most + 1)
	if err != nil {
		return "", false, err
	}
	if days < least || learnt > most {
		return fmt.Sprintf("%d more overdue%s: %s of %d a day, besides what comes due meanwhile; %s wait until then (--new N brings some now).",
			overdue, by.where, quiz.Count(least, "day", "days"), by.perDay, by.fresh), true, nil
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
			return fmt.Sprintf("%d more overdue%s: %d a day clears them by about %s; %s wait until then (--new N brings some now).", overdue,
				by.where, by.perDay, date(from+srs.Day(i), o.today), by.fresh), false, nil
		}
	}
	return fmt.Sprintf("%d more overdue%s: %d a day does not clear them within %s; recall config %s allows more.", overdue, by.where,
		by.perDay, quiz.Count(days, "day", "days"), by.setting), false, nil
}

// limited is what holds due cards back, in words.
type limited struct {
	setting string
	perDay  int
	where   string // " in DECK", if it is not all decks
	fresh   string // the new cards that wait for them
}

// limitedBy returns the limit over all decks if it was reached, and otherwise those of single decks, taken together.
func limitedBy(o *opened, late srs.Late) (limited, error) {
	if late.All {
		return limited{"reviews_per_day", o.set.ReviewsPerDay, "", "new cards"}, nil
	}
	by := limited{setting: "reviews_per_deck", where: fmt.Sprintf(" in %d decks", len(late.Decks)), fresh: "their new cards"}
	decks, err := o.Decks()
	if err != nil {
		return by, err
	}
	for _, d := range decks {
		if !late.Decks[d.ID] {
			continue
		}
		set, err := o.DeckSettings(d.ID)
		if err != nil {
			return by, err
		}
		by.perDay += set.ReviewsPerDeck
		if len(late.Decks) == 1 {
			by.where, by.fresh = " in "+clean(d.Name), "its new cards"
		}
	}
	return by, nil
}
