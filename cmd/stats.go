package cmd

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
)

// How many days the forecast looks ahead without --days: on the screen, and in CSV and JSON.
const (
	forecastShown = 7
	forecastGiven = 30
)

// longestSpan is the largest --days: a hundred years.
const longestSpan = 36525

// statsFlags are the flags of recall stats.
type statsFlags struct {
	choice
	csv, json     bool
	by            string
	days          int
	bom, raw, all bool
	uncovered     bool
	place         string // where many learners' logs are
	learners      []string
}

func (a *app) stats() *cobra.Command {
	var fl statsFlags
	c := &cobra.Command{
		Use:   "stats [DECK|QUERY]",
		Short: "Show your progress, or print the figures as CSV or JSON",
		Long: `Show your progress: in all decks, in one deck with its sections, in a chapter,
or for the cards that a query finds. A review is the first answer to a card on
a day; repeats on that day count as time only. --csv and --json print the
figures as tables; recall help csv explains them.

What is longer than the window goes through PAGER, or less. --plain, a pipe,
and an empty PAGER or cat do without.`,
		Example: "  recall stats\n  recall stats python --days 90\n  recall stats path:concurrency is:mature\n" +
			"  recall stats --csv --by day > days.csv\n  recall stats python --json --by chapter",
		RunE: func(c *cobra.Command, args []string) error {
			fl.args = args
			if err := fl.check(c.Flags().Changed); err != nil {
				return err
			}
			defer collectEarly()()
			if fl.place != "" {
				return a.learnersTable(c.Context(), fl)
			}
			return a.present(c.Context(), func(o *opened) error {
				return a.runStats(c.Context(), o, fl, c.Flags().Changed("by"))
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&fl.csv, "csv", false, "print a table as CSV")
	c.Flags().BoolVar(&fl.json, "json", false, "print one JSON object; with --by a table, {\"rows\":[…]}")
	c.Flags().StringVar(&fl.by, "by", "day", "the `TABLE` to print: "+tableNames())
	c.Flags().IntVar(&fl.days, "days", 0, "count only the reviews of the last `N` days, and look N days ahead")
	c.Flags().BoolVar(&fl.bom, "bom", false, "begin the CSV with a byte order mark, which some spreadsheets need")
	c.Flags().BoolVar(&fl.raw, "raw", false,
		"leave texts as they are, even those that a spreadsheet would run as a formula")
	c.Flags().BoolVar(&fl.all, "all", false, "with --by review: include answers that were undone")
	c.Flags().BoolVar(&fl.uncovered, "uncovered", false, "also list the bullets without a card, and why they have none")
	c.Flags().StringVar(&fl.place, "place", "",
		"with --by review: the answers of all learners who push to `PLACE`, and not yours; recall help sync")
	c.Flags().StringArrayVar(&fl.learners, "learner", nil,
		"with --place: only this learner, by the `NAME` of the machine or the start of its id; may be given again")
	if err := c.RegisterFlagCompletionFunc("by",
		cobra.FixedCompletions(strings.Split(tableNames(), ", "), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is there
	}
	fl.flags(c)
	a.completeChoice(c)
	return c
}

func tableNames() string {
	var names []string
	for _, t := range data.Tables {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

// check returns an error if flags can't be used together.
func (fl *statsFlags) check(changed func(string) bool) error {
	switch {
	case fl.csv && fl.json:
		return &usageError{msg: "--csv and --json can't be used together", hint: "leave one of them out"}
	case changed("by") && !fl.csv && !fl.json:
		return &usageError{msg: "--by needs --csv or --json", hint: "recall stats --csv --by " + fl.by}
	case data.TableOf(fl.by) == nil:
		return &usageError{msg: fmt.Sprintf("--by does not take %q", fl.by), hint: "it takes " + tableNames()}
	case (fl.bom || fl.raw) && !fl.csv:
		return &usageError{msg: "--bom and --raw need --csv", hint: "recall stats --csv --by " + fl.by + " --raw"}
	case fl.all && (fl.by != "review" || !fl.csv && !fl.json):
		return &usageError{msg: "--all needs --by review", hint: "recall stats --csv --by review --all"}
	case changed("place") && (fl.by != "review" || !fl.csv && !fl.json):
		return &usageError{msg: "--place needs --by review", hint: "recall stats --csv --by review --place " + quoteArg(fl.place)}
	case changed("place") && fl.place == "":
		return &usageError{msg: "--place needs a folder or a remote of rclone", hint: "recall help sync"}
	case len(fl.learners) > 0 && fl.place == "":
		return &usageError{msg: "--learner needs --place", hint: "recall stats --csv --by review --place PLACE --learner NAME"}
	case fl.uncovered && (fl.csv || fl.json):
		return &usageError{msg: "--uncovered is for the screen", hint: "recall stats --json has bullets_without_card"}
	case changed("days") && (fl.days < 1 || fl.days > longestSpan):
		return &usageError{msg: fmt.Sprintf("--days does not take %d", fl.days),
			hint: fmt.Sprintf("it takes 1 to %d", longestSpan)}
	}
	return nil
}

func (a *app) runStats(ctx context.Context, o *opened, fl statsFlags, by bool) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	f, err := a.filter(o, fl.choice)
	if err != nil {
		return err
	}
	span := data.Span{Today: o.today, Back: fl.days, Ahead: fl.days}
	if fl.days == 0 {
		span.Ahead = forecastGiven
		if !fl.csv && !fl.json {
			span.Ahead = forecastShown
		}
	}
	if fl.csv || by {
		return a.writeTable(o, fl, f, span)
	}
	stats, err := o.Stats(f, span)
	if err != nil {
		return err
	}
	if fl.json {
		v, err := statsJSON(stats, span)
		if err != nil {
			return err
		}
		paused, _, err := o.PausedIn(f, o.today)
		if err != nil {
			return err
		}
		v["paused"] = pausedRows(paused)
		return printJSON(a.Out, v)
	}
	if t := &stats.Total; t.Bullets+t.Cards+t.Drafts+t.Parked == 0 {
		_, err := fmt.Fprintln(a.Err, "No card matches.")
		return err
	}
	paused, err := pausedNow(o, f)
	if err != nil {
		return err
	}
	var out strings.Builder
	v := statsView{paused: paused, out: &out, st: st, s: stats, span: span, plain: a.plain, part: len(fl.args) > 0 || fl.query != "" ||
		fl.chapter != ""}
	if v.name, err = choiceName(o, fl.choice); err != nil {
		return err
	}
	if fl.uncovered {
		if v.bare, err = o.Uncovered(f, stats.Total.Bullets); err != nil {
			return err
		}
	}
	v.print()
	return a.page(ctx, out.String())
}

func (a *app) writeTable(o *opened, fl statsFlags, f data.Filter, span data.Span) error {
	t, row, err := a.startTable(data.TableOf(fl.by), fl)
	if err != nil {
		return err
	}
	if err := o.Table(fl.by, f, span, fl.all, row); err != nil {
		return err
	}
	return t.end()
}

// startTable begins a table as the flags say, and returns what adds a row.
func (a *app) startTable(table *data.Table, fl statsFlags) (*tableWriter, func([]data.Cell) error, error) {
	t := newTableWriter(a.Out, table)
	t.raw = fl.raw
	if fl.json {
		t.last = "\n]}\n"
		t.out.WriteString("{\"rows\":[\n")
		return t, t.object, nil
	}
	if fl.bom {
		t.out.WriteString(byteOrderMark)
	}
	return t, t.row, t.header()
}

// statsJSON returns what recall stats --json prints: the tables of decks, chapters and coming days, and the other
// figures of the screen.
func statsJSON(s *data.Stats, span data.Span) (map[string]any, error) {
	m := map[string]any{
		"day": span.Today.String(), "overdue": s.Overdue, "streak_days": s.Streak, "longest_streak_days": s.Longest,
		"leeches": s.Leeches,
		"hours":   s.Hours, "eases": easesJSON(s.Total.Eases),
		"bullets_without_card": s.Total.Bullets - s.Total.Covered,
		"retention":            map[string]any{"ever": retentionJSON(s.Ever), "recent": retentionJSON(s.Recent)},
	}
	m["last_days"], m["recent_days"] = nil, data.RecentDays
	if span.Back > 0 {
		m["last_days"], m["recent_days"] = span.Back, span.Back
	}
	for name, by := range map[string]string{"decks": "deck", "chapters": "chapter", "forecast": "forecast"} {
		rows, err := tableJSON(by, s.Rows)
		if err != nil {
			return nil, err
		}
		m[name] = rows
	}
	total := &data.Stats{Decks: []data.GroupRow{s.Total}}
	rows, err := tableJSON("deck", total.Rows)
	if err != nil {
		return nil, err
	}
	var list []map[string]any
	if err := json.Unmarshal(rows, &list); err != nil {
		return nil, err
	}
	delete(list[0], "deck")
	m["total"] = list[0]
	sum, days := s.Sum()
	for name, n := range map[string]int{"reviews": sum.Reviews, "new": sum.New, "answers": sum.Answers,
		"lapses": sum.Lapses,
		"again":  sum.Again, "hard": sum.Hard, "good": sum.Good, "easy": sum.Easy, "days_with_reviews": days} {
		m[name] = n
	}
	m["minutes"] = json.Number(decimal(nil, int64((sum.Took+3*time.Second)/(6*time.Second)), 1))
	return m, nil
}

// easesJSON counts learnt cards by ease.
func easesJSON(eases map[int]int) map[string]int {
	m := map[string]int{}
	for e, n := range eases {
		m[ease(e)] = n
	}
	return m
}

func retentionJSON(r data.Retention) map[string]any {
	return map[string]any{"young": rateJSON(r.Young), "mature": rateJSON(r.Mature)}
}

func rateJSON(r data.Rate) map[string]any {
	m := map[string]any{"rate": nil, "of": r.Of}
	if share, ok := r.Known(); ok {
		m["rate"] = share
	}
	return m
}
