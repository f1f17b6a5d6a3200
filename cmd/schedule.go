package cmd

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recall/quiz/draw"
	"recall/srs"
)

func (a *app) schedule() *cobra.Command {
	var asJSON bool
	var onLapse string
	rules := srs.Published
	c := &cobra.Command{
		Use:   "schedule [GRADES…]",
		Short: "Show where a series of grades leads; its help explains SM-2",
		Long: `Show what SM-2 makes of a series of grades, 0 to 5, for a card that has been
learnt, with each review on its due day. Grades are arguments; on standard
input, each line is a series. No database is needed: the rules are those of a
new deck, unless the flags say otherwise.`,
		Example: "  recall schedule 4 4 2 5\n  echo 4 4 4 | recall schedule --json",
		RunE: func(_ *cobra.Command, args []string) error {
			switch onLapse {
			case "formula", "keep":
				rules.KeepEase = onLapse == "keep"
			default:
				return &usageError{msg: fmt.Sprintf("--ease-on-lapse does not take %q", onLapse),
					hint: "it takes keep or formula"}
			}
			if err := rules.Check(); err != nil {
				return &usageError{msg: err.Error(), hint: "--max-interval takes a number of days"}
			}
			return a.runSchedule(rules, args, asJSON)
		},
	}
	addHelp(c, func() string { return topicText("schedule") })
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON array per series")
	c.Flags().StringVar(&onLapse, "ease-on-lapse", "keep",
		"what a failed grade does to the ease: `keep` leaves it alone, formula lowers it")
	c.Flags().IntVar(&rules.MaxInterval, "max-interval", rules.MaxInterval, "limit every interval to `DAYS` days")
	return c
}

func (a *app) runSchedule(rules srs.Rules, args []string, asJSON bool) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	if len(args) > 0 {
		grades, err := parseGrades(args)
		if err != nil {
			return err
		}
		if err := printRun(a.Out, st, rules, grades, asJSON); err != nil || asJSON {
			return err
		}
		return printReading(a.Out, st, rules)
	}
	if _, tty := terminal(a.In); tty {
		return &usageError{msg: "recall schedule needs grades", hint: "recall schedule 4 4 2 5"}
	}
	out := bufio.NewWriter(a.Out)
	lines := bufio.NewScanner(a.In)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(lines.Text())
		if len(fields) == 0 {
			continue
		}
		grades, err := parseGrades(fields)
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if err := printRun(out, st, rules, grades, asJSON); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the grades: %w", err)
	}
	if !asJSON {
		if err := printReading(out, st, rules); err != nil {
			return err
		}
	}
	return out.Flush()
}

// printReading says which reading of SM-2 the tables follow, as the paper can be read in two ways.
func printReading(w io.Writer, st draw.Style, rules srs.Rules) error {
	say, other := "A failure lowers the ease;", "--ease-on-lapse keep leaves it alone."
	if rules.KeepEase {
		say, other = "A failure leaves the ease alone;", "--ease-on-lapse formula lowers it."
	}
	sep := " "
	if draw.Width(say+sep+other) > st.Width { // no flag is broken in two
		sep = "\n"
	}
	_, err := fmt.Fprintln(w, say+sep+other)
	return err
}

func parseGrades(fields []string) ([]srs.Grade, error) {
	var grades []srs.Grade
	for _, f := range fields {
		for _, part := range strings.Split(f, ",") {
			n, err := strconv.Atoi(part)
			if err != nil || !srs.Grade(n).Valid() {
				return nil, &usageError{msg: fmt.Sprintf("%q is not a grade", part),
					hint: "grades are whole numbers from 0 to 5"}
			}
			grades = append(grades, srs.Grade(n))
		}
	}
	return grades, nil
}

// printRun prints the state after each grade of one series.
func printRun(w io.Writer, st draw.Style, rules srs.Rules, grades []srs.Grade, asJSON bool) error {
	s := srs.State{Interval: 1, Ease: srs.StartEase}
	var rows [][]string
	var objects []string
	day := srs.Day(0)
	for i, g := range grades {
		s = rules.Next(s, g, s.Due)
		objects = append(objects, fmt.Sprintf(`{"reps":%d,"interval_days":%d,"ease":%s}`, s.Reps, s.Interval,
			ease(s.Ease)))
		rows = append(rows, []string{strconv.Itoa(i + 1), strconv.Itoa(int(g)), strconv.Itoa(s.Reps),
			strconv.Itoa(s.Interval), ease(s.Ease), strconv.Itoa(int(day))})
		day = s.Due
	}
	if asJSON {
		_, err := fmt.Fprintf(w, "[%s]\n", strings.Join(objects, ","))
		return err
	}
	return table(w, st, []column{
		{title: "REVIEW", right: true}, {title: "GRADE", right: true}, {title: "REPS", right: true},
		{title: "INTERVAL", right: true}, {title: "EASE", right: true}, {title: "ON DAY", right: true},
	}, rows)
}

// ease formats hundredths as a decimal number, such as 2.50.
func ease(hundredths int) string { return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100) }
