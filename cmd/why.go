package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

func (a *app) why() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "why CARD",
		Short: "Say why a card is asked as it is, and when: its rule and every review",
		Long: `Say where a card comes from and which rule made it, then go through its log: each
review with the arithmetic of SM-2 behind its interval, and what Good would give now.`,
		Example: "  recall why 7f3a",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.open(c.Context(), func(o *opened) error {
				card, err := o.FindCard(args[0])
				if err != nil {
					return err
				}
				life, err := o.Life(card.ID)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(a.Out, whyJSON(card, life))
				}
				_, err = fmt.Fprintln(a.Out, strings.Join(a.explainCard(o, card, life, st), "\n"))
				return err
			})
		},
	}
	c.ValidArgsFunction = a.completeCards
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

func (a *app) explainCard(o *opened, c *data.Card, life []data.Act, st draw.Style) (lines []string) {
	add := func(indent, s string) {
		for _, l := range draw.Wrap(st.Signs(clean(s)), max(20, st.Width-len(indent))) {
			lines = append(lines, indent+l)
		}
	}
	add("", strings.Join(append([]string{c.Deck}, c.Path...), " › "))
	add("", oneLine(c.Text))
	kind, part, _ := strings.Cut(c.Slot, ":")
	if part != "" {
		kind += fmt.Sprintf(" %q", part)
	}
	add("  ", fmt.Sprintf("%s → %s", oneLine(c.Front()), oneLine(c.Answer)))
	if c.Rule != "" { // its bullet, edited since, makes no card
		kind = fmt.Sprintf("rule %s; %s", c.Rule, kind)
	}
	add("  ", kind)
	add("  ", a.origin(c))
	if c.Weakness != "" {
		add("  ", "a draft at first: "+quiz.Weak(c))
	}
	if len(life) > 0 {
		lines = append(lines, "")
	}
	for i := range life {
		act := &life[i]
		head := fmt.Sprintf("%s  %s %s ease %s", act.Day, draw.Pad(actName(act), 7), draw.Pad(interval(act.After.Interval), 6), ease(act.After.Ease))
		why := st.Signs(arithmetic(act))
		if why == "" || draw.Width(head)+draw.Width(why)+4 <= st.Width {
			lines = append(lines, strings.TrimRight("  "+head+"  "+why, " "))
			continue
		}
		lines = append(lines, "  "+head)
		add("              ", why)
	}
	for _, l := range outlook(c, o.today) {
		add("  ", l)
	}
	return lines
}

func actName(act *data.Act) string {
	if act.Kind == srs.Review {
		return quiz.GradeName(act.Grade)
	}
	return act.Kind.String()
}

// arithmetic is how an act led to its interval and ease.
func arithmetic(act *data.Act) string {
	before, after := act.Before, act.After
	var parts []string
	switch act.Kind {
	case srs.Review:
		parts = append(parts, intervalOf(act))
		if d := after.Ease - before.Ease; d != 0 {
			sign := "+"
			if d < 0 {
				sign, d = "-", -d
			}
			parts = append(parts, fmt.Sprintf("ease %s %s %s", ease(before.Ease), sign, ease(d)))
			switch back := after.Ease - before.Ease - srs.EaseStep(act.Grade); {
			case after.Ease == srs.MinEase:
				parts[len(parts)-1] += ", at the floor"
			case act.Rules.Recovers && back > 0:
				parts[len(parts)-1] += fmt.Sprintf(", %s of it recovery", ease(back))
			}
		}
	case srs.Changed:
		parts = append(parts, "the fact changed: due that day")
	case srs.Park:
		parts = append(parts, "its bullet was gone from the source")
	case srs.Revive:
		parts = append(parts, "its bullet was there again")
	case srs.Reset:
		parts = append(parts, "new again")
	}
	return strings.Join(parts, "; ")
}

// intervalOf is the arithmetic of a review's interval.
func intervalOf(act *data.Act) string {
	before, after := act.Before, act.After
	limited := func(days int, text string) string {
		switch {
		case after.Interval < days && act.Rules.MaxInterval == after.Interval:
			return fmt.Sprintf("%s, but at most %d", text, act.Rules.MaxInterval)
		case act.Shift != 0:
			return fmt.Sprintf("%s, %+d for balance", text, act.Shift)
		}
		return text
	}
	switch {
	case act.Effect == "cram":
		return "practice, counts for nothing"
	case act.Effect == "new" && after.New():
		return "not passed yet: it stays new"
	case act.Effect == "new":
		return "first pass: 1 day"
	case act.Effect == "drill":
		return "again on one day: changes nothing"
	case !act.Grade.Passed():
		return "failed: starts over with 1 day"
	case act.Effect == "early" && after.Due == before.Due:
		return "early: the due day stays"
	case act.Effect == "early":
		gone := before
		gone.Interval = int(act.Day - before.Last)
		if after.Interval < product(gone) {
			return fmt.Sprintf("early, after %s: no more than on the due day", quiz.Count(gone.Interval, "day", "days"))
		}
		return limited(product(gone), "early: "+multiplied(gone))
	case before.Reps == 0:
		return "first pass again: 1 day"
	case before.Reps == 1:
		return limited(6, "second pass: 6 days")
	}
	return limited(product(before), multiplied(before))
}

// product is an interval times the ease, rounded up.
func product(s srs.State) int { return (s.Interval*s.Ease + 99) / 100 }

// multiplied writes it: "6 × 2.50 = 15", "15 × 2.36 = 35.40, rounded up to 36".
func multiplied(s srs.State) string {
	exact := s.Interval * s.Ease
	if exact%100 == 0 {
		return fmt.Sprintf("%d × %s = %d", s.Interval, ease(s.Ease), exact/100)
	}
	return fmt.Sprintf("%d × %s = %s, up to %d", s.Interval, ease(s.Ease), ease(exact), product(s))
}

// outlook says when the card comes, and what Good would give.
func outlook(c *data.Card, today srs.Day) []string {
	s := c.State
	if status := c.Status(); status != "young" && status != "mature" && status != "new" {
		return []string{"It is " + status + ", and not asked."}
	}
	if s.New() {
		return []string{"It is new: its first pass gives 1 day."}
	}
	say := fmt.Sprintf("due %s, %s", s.Due, when(s.Due, today))
	good := c.Rules.Preview(s, max(today, s.Due))[srs.Good]
	if good.Drill {
		return []string{say}
	}
	how := ""
	if s.Reps >= 2 {
		how = fmt.Sprintf(" (%s)", multiplied(s))
		if good.Interval < product(s) {
			how = fmt.Sprintf(" (the longest; %s)", multiplied(s))
		}
	}
	if c.Rules.Balanced {
		how += ", or a little less or more, for balance"
	}
	then := ""
	if today < s.Due {
		then = " then"
	}
	return []string{fmt.Sprintf("%s; Good would give %dd%s%s", say, good.Interval, then, how)}
}

func interval(days int) string {
	if days == 0 {
		return "-"
	}
	return fmt.Sprintf("%dd", days)
}

// actRow is an act by its JSON names.
type actRow struct {
	Time           string   `json:"time"`
	Day            string   `json:"day"`
	Act            string   `json:"act"`
	Grade          *int     `json:"grade"` // null where it is no review
	Effect         string   `json:"effect"`
	IntervalBefore int      `json:"interval_before_days"`
	IntervalAfter  int      `json:"interval_after_days"`
	EaseBefore     jsonEase `json:"ease_before"`
	EaseAfter      jsonEase `json:"ease_after"`
	Why            string   `json:"why"`
}

// jsonEase is an ease in hundredths, written as a number with two decimals.
type jsonEase int

// MarshalJSON writes 250 as 2.50.
func (e jsonEase) MarshalJSON() ([]byte, error) { return []byte(ease(int(e))), nil }

func whyJSON(c *data.Card, life []data.Act) map[string]any {
	rows := []actRow{}
	for i := range life {
		act := &life[i]
		r := actRow{Time: act.Time.Format("2006-01-02T15:04:05Z07:00"), Day: act.Day.String(), Act: "review", Effect: act.Effect, IntervalBefore: act.Before.Interval,
			IntervalAfter: act.After.Interval, EaseBefore: jsonEase(act.Before.Ease), EaseAfter: jsonEase(act.After.Ease), Why: arithmetic(act)}
		if act.Kind == srs.Review {
			g := int(act.Grade)
			r.Grade = &g
		} else {
			r.Act = actName(act)
		}
		rows = append(rows, r)
	}
	return map[string]any{"card": rowOf(c), "rule": c.Rule, "log": rows}
}
