package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck/match"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

// maxSimulated is the longest simulation: ten years, in days.
const maxSimulated = 3650

// simulationSeed is fixed, so that a simulation run twice gives the same answer.
const simulationSeed = 1

func (a *app) simulate() *cobra.Command {
	var days, fresh int
	var asJSON bool
	var ch choice
	c := &cobra.Command{
		Use:   "simulate [DECK|QUERY]",
		Short: "Show the workload that a number of new cards a day would bring",
		Long: `Simulate the coming days under the rules that will schedule them, and show what
they would bring: reviews, minutes, the peak, and when all new cards will have
been introduced. Grades are drawn to match your own recent ones; the output
says what had to be assumed instead. Nothing is changed.`,
		Example: "  recall simulate python --new 20\n  recall simulate --new 5 --days 365\n  recall simulate python --json",
		RunE: func(c *cobra.Command, args []string) error {
			if days < 1 || days > maxSimulated {
				return &usageError{msg: fmt.Sprintf("--days does not take %d", days),
					hint: fmt.Sprintf("it takes 1 to %d", maxSimulated)}
			}
			if fresh > 9999 || fresh < 0 && c.Flags().Changed("new") {
				return &usageError{msg: fmt.Sprintf("--new does not take %d", fresh), hint: "it takes 0 to 9999"}
			}
			ch.args = args
			return a.runSimulate(c.Context(), ch, fresh, days, asJSON)
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().IntVar(&fresh, "new", -1, "introduce `N` new cards a day in each deck (default: new_per_day)")
	c.Flags().Lookup("new").DefValue = "0" // so that help doesn't show -1
	c.Flags().IntVar(&days, "days", 90, "how many `DAYS` to simulate")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	ch.flags(c)
	a.completeChoice(c)
	return c
}

func (a *app) runSimulate(ctx context.Context, ch choice, fresh, days int, asJSON bool) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	return a.present(ctx, func(o *opened) error {
		f, err := a.filter(o, ch)
		if err != nil {
			return err
		}
		habit, err := o.Habit()
		if err != nil {
			return err
		}
		course, err := o.Course(f, habit, o.set, fresh, days)
		if err != nil {
			return err
		}
		v := simulationView{st: st, plain: a.plain, habit: habit, course: course, from: o.today}
		if slices.ContainsFunc(course.Cards, func(c srs.CourseCard) bool { return c.State.Seen == o.today }) {
			v.from++ // today has begun already
		}
		v.loads = course.Simulate(v.from, days, simulationSeed)
		if asJSON {
			return printJSON(a.Out, v.json())
		}
		if v.name, err = choiceName(o, ch); err != nil {
			return err
		}
		_, err = fmt.Fprintln(a.Out, strings.Join(v.lines(), "\n"))
		return err
	})
}

// choiceName returns a title for the cards that a choice selects.
func choiceName(o *opened, ch choice) (string, error) {
	var names []string
	for _, arg := range ch.args {
		name := arg
		if d, err := o.FindDeck(arg); err == nil {
			name = d.Name
		}
		names = append(names, name)
	}
	for _, part := range []string{ch.chapter, ch.query} {
		if part != "" {
			names = append(names, part)
		}
	}
	if len(names) > 0 {
		return strings.Join(names, " · "), nil
	}
	decks, err := o.Decks()
	if err != nil {
		return "", err
	}
	for _, d := range decks {
		if d.Active {
			names = append(names, d.Name)
		}
	}
	if len(names) == 1 {
		return names[0], nil
	}
	return "All decks", nil
}

// simulationView prints a simulation as text and bars.
type simulationView struct {
	st     draw.Style
	plain  bool
	name   string
	habit  data.Habit
	course srs.Course
	from   srs.Day
	loads  []srs.Load
}

// totals sums up a simulation.
type totals struct {
	fresh, new, reviews, waiting, paused int
	took                                 time.Duration
	done                                 int // the day, from 0, on which the last new card is introduced; -1 if later
	peak, longest                        int // days: most reviews, most time
}

func (v *simulationView) totals() totals {
	t := totals{done: -1, fresh: v.loads[0].Left + v.loads[0].New}
	for i, l := range v.loads {
		t.new, t.reviews, t.took, t.waiting = t.new+l.New, t.reviews+l.Reviews, t.took+l.Took, max(t.waiting, l.Waiting)
		if l.Left == 0 && t.done < 0 {
			t.done = i
		}
		if l.Waiting > 0 {
			t.paused++
		}
		if l.Reviews > v.loads[t.peak].Reviews {
			t.peak = i
		}
		if l.Took > v.loads[t.longest].Took {
			t.longest = i
		}
	}
	return t
}

func (v *simulationView) lines() []string {
	t := v.totals()
	n := len(v.loads)
	var lines []string
	say := func(format string, args ...any) {
		lines = append(lines, draw.Wrap(v.st.Signs(clean(fmt.Sprintf(format, args...))), v.st.Width)...)
	}
	say("%s, %s from %s: %s", v.name, quiz.Count(n, "day", "days"), v.date(0), v.introduced(t))
	say("%s reviews a day on average, %s at most on %s; %s a day on average, %s at most.", perDay(t.reviews, n),
		thousands(v.loads[t.peak].Reviews), v.date(t.peak), quiz.Minutes(t.took/time.Duration(n)),
		quiz.Minutes(v.loads[t.longest].Took))
	if t.paused > 0 {
		say("At %s reviews a day there is a backlog on %s, of at most %s; new cards pause meanwhile.",
			thousands(v.course.Reviews),
			quiz.Count(t.paused, "day", "days"), countOf(t.waiting, "card", "cards"))
	}
	say("%s", v.assumed())
	lines = append(lines, "")
	if v.plain {
		for _, w := range v.weeks() {
			say("%s: %s new, %s reviews, %d min a day", v.date(w.from), perDay(w.new, w.days),
				perDay(w.reviews, w.days), w.minutes)
		}
		return lines
	}
	return append(lines, v.bars()...)
}

// introduced says when the new cards are introduced.
func (v *simulationView) introduced(t totals) string {
	switch {
	case t.fresh == 0:
		return "there are no new cards."
	case t.done >= 0:
		return fmt.Sprintf("all %s new cards are introduced by %s.", thousands(t.fresh), v.date(t.done))
	case t.new == 0:
		return fmt.Sprintf("none of %s new cards is introduced.", thousands(t.fresh))
	}
	left := v.loads[len(v.loads)-1].Left
	recent, since := 0, max(0, len(v.loads)-28)
	for _, l := range v.loads[since:] {
		recent += l.New
	}
	say := fmt.Sprintf("%s of %s new cards are introduced", thousands(t.new), thousands(t.fresh))
	if recent == 0 {
		return say + "."
	}
	more := (left*(len(v.loads)-since) + recent - 1) / recent
	return say + fmt.Sprintf("; at this pace the last one in %s.", countOf(len(v.loads)+more, "day", "days"))
}

// assumed says what the figures are based on.
func (v *simulationView) assumed() string {
	h := v.habit
	share := func(o srs.Odds, own bool) string {
		if own {
			return draw.Percent(o.Passed()) + " as you did"
		}
		return draw.Percent(o.Passed()) + " (assumed)"
	}
	times := "assumed"
	if h.OwnTook {
		times = "as you took"
	}
	return fmt.Sprintf("Recalled: young cards %s, mature ones %s. A new card takes %.0f s and a due one %.0f s (%s).",
		share(h.Young, h.OwnYoung), share(h.Mature, h.OwnMature), h.NewTook.Seconds(), h.Took.Seconds(), times)
}

func (v *simulationView) date(day int) string {
	d := v.from + srs.Day(day)
	if d.Time().Year() != v.from.Time().Year() {
		return d.Time().Format("2 January 2006")
	}
	return d.Time().Format("2 January")
}

// week sums up seven days, or fewer at the end.
type week struct {
	from         int // day
	days         int
	new, reviews int // in all
	minutes      int // a day
}

func (v *simulationView) weeks() (list []week) {
	at := 0
	for part := range slices.Chunk(v.loads, 7) {
		w := week{from: at, days: len(part)}
		var took time.Duration
		for _, l := range part {
			w.new, w.reviews, took = w.new+l.New, w.reviews+l.Reviews, took+l.Took
		}
		w.minutes = int((took/time.Duration(len(part)) + 30*time.Second).Minutes())
		list = append(list, w)
		at += len(part)
	}
	return list
}

// perDay formats an average, to a tenth if it is below ten.
func perDay(sum, days int) string {
	if 10*days > sum && sum > 0 {
		return fmt.Sprintf("%.1f", float64(sum)/float64(days))
	}
	return thousands((2*sum + days) / (2 * days))
}

func (v *simulationView) bars() []string {
	var rows []draw.Bar
	rows = append(rows, draw.Bar{Label: "Week of", Note: "a day:  new  reviews  min"})
	for _, w := range v.weeks() {
		label := (v.from + srs.Day(w.from)).Time().Format("2 Jan 06")
		rows = append(rows, draw.Bar{Label: draw.PadLeft(label, 9), Value: float64(w.reviews) / float64(w.days),
			Note: fmt.Sprintf("%4s  %7s  %3d", perDay(w.new, w.days), perDay(w.reviews, w.days), w.minutes)})
	}
	st := v.st
	st.Width = min(st.Width, 72)
	return draw.Bars(rows, 0, st)
}

// json returns what recall simulate --json prints.
func (v *simulationView) json() map[string]any {
	t := v.totals()
	loads := []map[string]any{}
	for i, l := range v.loads {
		loads = append(loads, map[string]any{
			"day": (v.from + srs.Day(i)).String(), "new": l.New, "reviews": l.Reviews, "waiting": l.Waiting,
			"left": l.Left, "minutes": tenth(l.Took),
		})
	}
	var done any
	if t.done >= 0 {
		done = (v.from + srs.Day(t.done)).String()
	}
	own := func(o srs.Odds, own bool) map[string]any {
		m := map[string]any{"retention": float64(int(o.Passed()*1000+0.5)) / 1000, "assumed": !own, "of": nil}
		if own {
			m["of"] = o.Of()
		}
		return m
	}
	return map[string]any{
		"from": v.from.String(), "days": len(v.loads), "new_cards": t.fresh, "introduced": t.new, "introduced_by": done,
		"reviews": t.reviews, "reviews_peak": v.loads[t.peak].Reviews,
		"reviews_peak_day": (v.from + srs.Day(t.peak)).String(),
		"minutes":          tenth(t.took), "minutes_peak": tenth(v.loads[t.longest].Took), "backlog_days": t.paused,
		"backlog_peak": t.waiting,
		"young":        own(v.habit.Young, v.habit.OwnYoung), "mature": own(v.habit.Mature, v.habit.OwnMature),
		"seconds_new": tenth(v.habit.NewTook * 60), "seconds_due": tenth(v.habit.Took * 60),
		"seconds_assumed": !v.habit.OwnTook,
		"load":            loads,
	}
}

// tenth returns a duration in minutes, rounded to a tenth.
func tenth(d time.Duration) float64 { return float64(int(d.Minutes()*10+0.5)) / 10 }

// sayLoad says what an imported deck will ask, if its new cards will take more than a month to introduce.
func (a *app) sayLoad(o *opened, d data.Deck, p *data.Plan, habit func() (data.Habit, error)) error {
	const long, most = 30, 730 // days
	if p.Count[match.New] == 0 {
		return nil
	}
	own, err := habit()
	if err != nil {
		return err
	}
	course, err := o.Course(data.Filter{Decks: []int64{d.ID}}, own, o.set, -1, most)
	if err != nil || course.Decks[0].New == 0 {
		return err
	}
	fresh := course.Beyond
	for _, c := range course.Cards {
		if c.State.New() {
			fresh++
		}
	}
	days := (fresh + course.Decks[0].New - 1) / course.Decks[0].New
	if days <= long {
		return nil
	}
	peak := 0
	for _, l := range course.Simulate(o.today, min(days+long, most), simulationSeed) {
		peak = max(peak, l.Reviews)
	}
	_, err = fmt.Fprintf(a.Out, "  %s new cards at %d a day: %s days, up to %d reviews a day (recall simulate)\n",
		thousands(fresh), course.Decks[0].New,
		thousands(days), peak)
	return err
}
