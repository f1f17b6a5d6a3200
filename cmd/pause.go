package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

// pauseFlags are the flags of recall pause.
type pauseFlags struct {
	until    string
	end, all bool
}

func (a *app) pause() *cobra.Command {
	var f pauseFlags
	c := &cobra.Command{
		Use:   "pause [DECK] --until DATE",
		Short: "Pause a deck, or all, until a day: a holiday without a backlog",
		Long: `Pause a deck, or all decks that you study, until a day; on that day you are
back. What is overdue, or falls due before, is spread over the days after it:
over as many as the pause has, at most 30, most at risk first. Intervals and
ease stay. New cards wait unless you ask for them (review --new 5). Days on
which everything is paused don't end a streak, and don't count for it.

--end ends a pause today: what it held back is spread from today on, and the
rest is due as it was. Another --until prolongs a pause or cuts it short.
recall undo takes all of it back in one. Without a flag, recall pause says
what is paused.

DATE is a day such as 2027-01-03, +14 for two weeks from today, or tomorrow.`,
		Example: "  recall pause --until 2027-01-03\n  recall pause python --until +14\n  recall pause --end",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			dated := f.until != "" || c.Flags().Changed("until")
			switch {
			case f.end && dated:
				return &usageError{msg: "--end and --until can't be used together", hint: "leave one of them out"}
			case f.all && len(args) > 0:
				return &usageError{msg: "--all can't be used with a deck", hint: "leave one of them out"}
			case !f.end && !dated && (f.all || len(args) > 0):
				return &usageError{msg: "a pause needs the day on which you are back", hint: "recall pause --until +14"}
			}
			return a.runPause(c.Context(), args, f)
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().StringVar(&f.until, "until", "", "pause until `DATE`, the day on which you are back")
	c.Flags().BoolVar(&f.end, "end", false, "end the pause today")
	c.Flags().BoolVar(&f.all, "all", false, "all decks that you study, as without a deck")
	return c
}

func (a *app) runPause(ctx context.Context, args []string, f pauseFlags) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	return a.present(ctx, func(o *opened) error {
		filter, err := a.filter(o, choice{args: args})
		if err != nil {
			return err
		}
		if filter.Selects() {
			return &usageError{msg: "recall pause takes a deck, not a query", hint: "recall suspend stops single cards"}
		}
		paused, _, err := o.PausedIn(filter, o.today)
		if err != nil {
			return err
		}
		var lines []string
		switch {
		case f.end && len(paused) == 0 || !f.end && f.until == "" && len(paused) == 0:
			fmt.Fprintln(a.Err, "Nothing is paused.")
			return nil
		case f.end:
			lines, err = endPause(o, paused)
		case f.until != "":
			lines, err = beginPause(o, filter, f.until)
		default:
			lines = []string{pausedSays(o, paused)}
		}
		for _, line := range lines {
			for _, l := range draw.Wrap(st.Signs(clean(line)), st.Width) {
				if _, err := fmt.Fprintln(a.Out, l); err != nil {
					return err
				}
			}
		}
		return err
	})
}

func beginPause(o *opened, f data.Filter, until string) ([]string, error) {
	day, err := theDay(until, o.today, o.today+1)
	if err != nil {
		return nil, err
	}
	decks, err := o.DecksOf(f)
	if err != nil {
		return nil, err
	}
	done, err := o.Pause(decks, day, o.moment())
	if err != nil {
		return nil, err
	}
	paused, _, err := o.PausedIn(f, o.today)
	if err != nil {
		return nil, err
	}
	say := pausedNames(paused) + " until " + weekday(day, o.today) + "."
	if done.Held == 0 {
		say += " No card is due before; new cards wait."
	} else {
		say += " " + held(done, o.today) + " New cards wait."
	}
	return []string{say, "recall pause --end ends it, recall undo takes it back."}, nil
}

func endPause(o *opened, paused []data.Pause) ([]string, error) {
	var decks []int64
	for _, p := range paused {
		decks = append(decks, p.Deck)
	}
	done, err := o.Pause(decks, o.today, o.moment())
	if err != nil {
		return nil, err
	}
	say := "The pause is over: " + deckNames(paused) + "."
	if done.Held > 0 {
		say += " " + held(done, o.today)
	}
	if done.Back > 0 {
		say += fmt.Sprintf(" %s due as planned.", quiz.Count(done.Back, "card is", "cards are"))
	}
	return []string{say, "recall review goes on, recall undo takes it back."}, nil
}

// held says where the cards go that a pause holds back.
func held(done data.Pausing, today srs.Day) string {
	cards := quiz.Count(done.Held, "card", "cards")
	spread := done.Spread
	switch {
	case spread.Days == 0:
		return cards + " are due as before."
	case spread.Days == 1 || done.Held == 1:
		return fmt.Sprintf("%s due before then: due on %s.", cards, weekday(spread.Back, today))
	}
	most := (done.Held + spread.Days - 1) / spread.Days
	return fmt.Sprintf("%s due before then: spread from %s to %s, at most %d a day.", cards, date(spread.Back, today),
		date(spread.Back+srs.Day(spread.Days-1), today), most)
}

// deckNames lists the decks of pauses.
func deckNames(paused []data.Pause) string {
	var names []string
	for _, p := range paused {
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return quiz.Names(names)
}

// pausedNames says which decks are paused.
func pausedNames(paused []data.Pause) string {
	if len(paused) == 1 {
		return deckNames(paused) + " is paused"
	}
	return deckNames(paused) + " are paused"
}

// pausedSays says which decks are paused and until when, or returns "" if none is.
func pausedSays(o *opened, paused []data.Pause) string {
	byDay := map[srs.Day][]data.Pause{}
	var days []srs.Day
	for _, p := range paused {
		if len(byDay[p.Until]) == 0 {
			days = append(days, p.Until)
		}
		byDay[p.Until] = append(byDay[p.Until], p)
	}
	slices.Sort(days)
	var parts []string
	for _, day := range days {
		parts = append(parts, pausedNames(byDay[day])+" until "+weekday(day, o.today))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + " (recall pause --end)"
}

// pausedJSON is a paused deck as JSON.
type pausedJSON struct {
	Deck  string `json:"deck"`
	From  string `json:"from"`
	Until string `json:"until"`
}

func pausedRows(paused []data.Pause) []pausedJSON {
	rows := []pausedJSON{}
	for _, p := range paused {
		rows = append(rows, pausedJSON{p.Name, p.From.String(), p.Until.String()})
	}
	return rows
}
