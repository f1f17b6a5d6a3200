package cmd

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

// forecastDays is how far the forecast of recall stats looks ahead.
const forecastDays = 14

func (a *app) stats() *cobra.Command {
	var asCSV, asJSON bool
	var by string
	var ch choice
	c := &cobra.Command{
		Use:   "stats [DECK|QUERY]",
		Short: "Show how learning goes, or take the figures away as CSV or JSON",
		Example: "  recall stats\n  recall stats --csv --by day > days.csv\n" +
			"  recall stats python --csv --by chapter",
		RunE: func(c *cobra.Command, args []string) error {
			ch.args = args
			st, err := a.style()
			if err != nil {
				return err
			}
			if c.Flags().Changed("by") && !asCSV && !asJSON {
				return &usageError{msg: "--by goes with --csv or --json", hint: "recall stats --csv --by " + by}
			}
			if asCSV && asJSON {
				return &usageError{msg: "--csv and --json exclude each other", hint: "leave one of them out"}
			}
			if data.Tables[by] == nil {
				return &usageError{msg: fmt.Sprintf("--by does not take %q", by), hint: "it takes review, day, card, deck or chapter"}
			}
			return a.open(c.Context(), func(o *opened) error {
				f, err := a.filter(o, ch)
				if err != nil {
					return err
				}
				switch {
				case asCSV:
					return writeCSV(a.Out, o, by, f)
				case asJSON && c.Flags().Changed("by"):
					return writeTableJSON(a.Out, o, by, f)
				}
				stats, err := o.Stats(f, o.today, forecastDays)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(a.Out, statsJSON(stats, o.today))
				}
				v := statsView{w: a.Out, st: st, s: stats, today: o.today, plain: a.plain, one: len(f.Decks) == 1}
				v.print()
				return nil
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&asCSV, "csv", false, "print a table as CSV: RFC 4180, UTF-8, with a header")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().StringVar(&by, "by", "day", "the `TABLE` of --csv or --json: review, day, card, deck or chapter")
	ch.flags(c)
	a.completeChoice(c)
	return c
}

// statsView draws statistics for a person. Over each picture stands a sentence that says the same.
type statsView struct {
	w     io.Writer
	st    draw.Style
	s     *data.Stats
	today srs.Day
	plain bool // without the pictures
	one   bool // a single deck
}

func (v *statsView) print() {
	t := &v.s.Total
	name := "All decks"
	if v.one && len(v.s.Decks) > 0 {
		name = v.s.Decks[0].Deck
	}
	v.say("%s: %s cards · %s new · %s young · %s mature · %s drafts", name, thousands(t.Cards), thousands(t.New), thousands(t.Young), thousands(t.Mature), thousands(t.Drafts))
	v.activity()
	v.forecast()
	v.retention()
	v.chapters()
}

func (v *statsView) say(format string, args ...any) {
	for _, l := range draw.Wrap(v.st.Signs(clean(fmt.Sprintf(format, args...))), v.st.Width) {
		fmt.Fprintln(v.w, l)
	}
}

func (v *statsView) activity() {
	weeks := draw.HeatmapWeeks(v.st.Width)
	counts := make([]int, 7*weeks)
	reviews, days := 0, 0
	for _, d := range v.s.Days {
		back := int(v.today - d.Day)
		if d.Reviews == 0 || back < 0 || back >= len(counts) {
			continue
		}
		counts[len(counts)-1-back] = d.Reviews
		reviews += d.Reviews
		days++
	}
	if len(v.s.Days) == 0 {
		v.say("No reviews yet: recall review")
		return
	}
	v.say("Reviews, last %d weeks: %s on %s; longest streak %s, now %d", weeks, thousands(reviews), quiz.Count(days, "day", "days"),
		quiz.Count(v.s.Longest, "day", "days"), v.s.Streak)
	if v.plain {
		return
	}
	for _, l := range draw.Heatmap(counts, v.today.Time(), v.st) {
		fmt.Fprintln(v.w, l)
	}
}

func (v *statsView) forecast() {
	fmt.Fprintln(v.w)
	sum := 0
	for _, n := range v.s.Due {
		sum += n
	}
	overdue := ""
	if v.s.Overdue > 0 {
		overdue = fmt.Sprintf(" (%d of today are overdue)", v.s.Overdue)
	}
	v.say("Due in the next %d days: %d%s", len(v.s.Due), sum, overdue)
	if v.plain || sum == 0 {
		for i, n := range v.s.Due {
			if sum > 0 {
				fmt.Fprintf(v.w, "%s %d\n", v.weekday(i), n)
			}
		}
		return
	}
	var rows []draw.Bar
	for i, n := range v.s.Due {
		rows = append(rows, draw.Bar{Label: v.weekday(i), Value: float64(n), Note: fmt.Sprint(n)})
	}
	st := v.st
	st.Width = min(st.Width, 50)
	for _, l := range draw.Bars(rows, float64(slices.Max(v.s.Due)), st) {
		fmt.Fprintln(v.w, l)
	}
}

func (v *statsView) weekday(in int) string { return (v.today + srs.Day(in)).Time().Format("Mon 02") }

func (v *statsView) retention() {
	fmt.Fprintln(v.w)
	all := v.s.Total.Retention
	v.say("True retention, %d days: young %s, mature %s; ever: young %s, mature %s", data.RecentDays,
		rate(v.s.Recent.Young), rate(v.s.Recent.Mature), rate(all.Young), rate(all.Mature))
	if m := v.s.Total.EaseMedian(); m > 0 {
		floor := 0
		for _, e := range v.s.Total.Eases {
			if e == srs.MinEase {
				floor++
			}
		}
		v.say("Ease median %s, %d%% at the floor", ease(m), floor*100/len(v.s.Total.Eases))
	}
	if v.s.Leeches > 0 {
		v.say("%s, forgotten %d times or more", quiz.Count(v.s.Leeches, "leech", "leeches"), srs.LeechAt)
	}
}

// rate writes a retention with its observations: "88% of 412"; "-" where they are too few.
func rate(r data.Rate) string {
	if share, ok := r.Known(); ok {
		return fmt.Sprintf("%.0f%% of %d", share*100, r.Of)
	}
	return "-"
}

func (v *statsView) chapters() {
	fmt.Fprintln(v.w)
	var rows [][]string
	deck := ""
	for _, g := range v.s.Chapters {
		if g.Bullets == 0 {
			continue
		}
		if g.Deck != deck && !v.one && len(v.s.Decks) > 1 {
			rows = append(rows, []string{g.Deck, "", "", "", "", ""})
		}
		deck = g.Deck
		name := g.Chapter
		if name == "" {
			name = "(before the first heading)"
		}
		if !v.one && len(v.s.Decks) > 1 {
			name = "  " + name
		}
		share := float64(g.Mastered) / float64(g.Bullets)
		meter := fmt.Sprintf("%3.0f%%", share*100)
		if v.st.Width >= 70 && !v.plain {
			meter = draw.Pad(v.st.Meter(share, 1, 10), 10) + meter
		}
		retention := "-"
		all := data.Rate{Passed: g.Retention.Young.Passed + g.Retention.Mature.Passed, Of: g.Retention.Young.Of + g.Retention.Mature.Of}
		if share, ok := all.Known(); ok {
			retention = fmt.Sprintf("%.0f%%", share*100)
		}
		rows = append(rows, []string{name, fmt.Sprint(g.Bullets), fmt.Sprint(g.Covered), fmt.Sprint(g.Learnt), meter, retention})
	}
	table(v.w, v.st, []column{
		{title: "CHAPTER", grow: true}, {title: "BULLETS", right: true}, {title: "COVERED", right: true}, {title: "LEARNT", right: true},
		{title: "MASTERED", right: true}, {title: "RETENTION", right: true},
	}, rows)
}

// statsJSON is what recall stats --json prints.
func statsJSON(s *data.Stats, today srs.Day) map[string]any {
	due := []map[string]any{}
	for i, n := range s.Due {
		due = append(due, map[string]any{"day": (today + srs.Day(i)).String(), "due": n})
	}
	decks := []map[string]any{}
	for _, g := range s.Decks {
		decks = append(decks, groupJSON(&g, "deck"))
	}
	chapters := []map[string]any{}
	for _, g := range s.Chapters {
		chapters = append(chapters, groupJSON(&g, "deck", "chapter"))
	}
	reviews := 0
	var took time.Duration
	for _, d := range s.Days {
		reviews += d.Reviews
		took += time.Duration(d.Took) * time.Millisecond
	}
	return map[string]any{
		"day": today.String(), "total": groupJSON(&s.Total), "decks": decks, "chapters": chapters, "forecast": due, "overdue": s.Overdue,
		"reviews": reviews, "days": len(s.Days), "minutes": int(took.Minutes()), "streak_days": s.Streak, "longest_streak_days": s.Longest, "leeches": s.Leeches,
		"retention_30_days": map[string]any{"young": rateJSON(s.Recent.Young), "mature": rateJSON(s.Recent.Mature)},
	}
}

func groupJSON(g *data.GroupRow, names ...string) map[string]any {
	m := map[string]any{
		"bullets": g.Bullets, "covered": g.Covered, "cards": g.Cards, "drafts": g.Drafts, "new": g.New, "young": g.Young, "mature": g.Mature,
		"suspended": g.Suspended, "parked": g.Parked, "due": g.Due, "learnt": g.Learnt, "mastered": g.Mastered,
		"retention": map[string]any{"young": rateJSON(g.Retention.Young), "mature": rateJSON(g.Retention.Mature)},
	}
	for _, n := range names {
		m[n] = map[string]string{"deck": g.Deck, "chapter": g.Chapter}[n]
	}
	return m
}

func rateJSON(r data.Rate) map[string]any {
	share, ok := r.Known()
	if !ok {
		return map[string]any{"rate": nil, "of": r.Of}
	}
	return map[string]any{"rate": share, "of": r.Of}
}
