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
		Short: "Explain a card and its schedule: its rule and every review",
		Long: `Show where a card comes from and which rule made it, then go through its log:
each review with the SM-2 arithmetic behind its interval, and what Good would
give now.`,
		Example: "  recall why 7f3a",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.present(c.Context(), func(o *opened) error {
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
				lines, err := a.explainCard(o, card, life, st)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(a.Out, strings.Join(lines, "\n"))
				return err
			})
		},
	}
	c.ValidArgsFunction = a.completeCards
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

func (a *app) explainCard(o *opened, c *data.Card, life []data.Act, st draw.Style) (lines []string, err error) {
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
	add("  ", fmt.Sprintf("%s → %s", faceLine(c.Front()), faceLine(c.Answer)))
	if c.Rule != "" { // empty if its bullet was edited and no longer makes a card
		kind = fmt.Sprintf("rule %s; %s", c.Rule, kind)
	}
	add("  ", kind)
	add("  ", a.origin(c))
	if c.Weakness != "" {
		add("  ", "a draft at first: "+quiz.Weak(c))
	}
	switch c.Older {
	case data.Reworded:
		add("  ", "in the wording of an older deck builder")
	case data.Outdated:
		add("  ", "outdated: the deck builder would not make it any more")
	}
	if len(life) > 0 {
		lines = append(lines, "")
	}
	for i := range life {
		act := &life[i]
		head := fmt.Sprintf("%s  %s %s ease %s", act.Day, draw.Pad(actName(act), 7),
			draw.Pad(interval(act.After.Interval), 6), ease(act.After.Ease))
		why := st.Signs(arithmetic(act))
		if why == "" || draw.Width(head)+draw.Width(why)+4 <= st.Width {
			lines = append(lines, strings.TrimRight("  "+head+"  "+why, " "))
		} else {
			lines = append(lines, "  "+head)
			add("              ", why)
		}
		if act.Edit != nil {
			add("              ", a.editLine(act.Edit))
		}
	}
	off, err := o.Unwanted(c)
	if err != nil {
		return nil, err
	}
	for _, l := range outlook(c, o.today, off) {
		add("  ", l)
	}
	return lines, nil
}

func actName(act *data.Act) string {
	if act.Kind == srs.Review {
		return quiz.GradeName(act.Grade)
	}
	return act.Kind.String()
}

// arithmetic explains how an act led to its interval and ease.
func arithmetic(act *data.Act) string {
	switch act.Kind {
	case srs.Review:
		parts := []string{intervalOf(act)}
		if change := easeOf(act); change != "" {
			parts = append(parts, change)
		}
		return strings.Join(parts, "; ")
	case srs.Changed:
		if act.Edit != nil {
			return whyText(act.Edit.Why) + ": due that day"
		}
		return "the fact changed: due that day"
	case srs.Edited:
		return "its bullet was edited: the schedule stays"
	case srs.Park:
		if act.Edit != nil && act.Edit.Why != data.WhyGone {
			return whyText(act.Edit.Why)
		}
		return "its bullet was gone from the source"
	case srs.Revive:
		return "its bullet was there again"
	case srs.Reset:
		return "new again"
	case srs.Redraft:
		return "a draft again, as others of its kind were turned down"
	case srs.Move:
		return moved(act)
	case srs.Tag:
		return tagged(act.Tagged, act.Untagged)
	}
	return ""
}

// moved says from which day to which a card was moved, and why.
func moved(act *data.Act) string {
	say := fmt.Sprintf("due %s, not %s", act.To, act.From)
	switch {
	case act.Before.Due != act.From:
		return say + ": it was due on another day by then, so that stays"
	case act.Pause == nil:
		return say + ": by hand"
	case act.Pause.Until <= act.Day:
		return say + ": the pause ended"
	}
	return say + fmt.Sprintf(": paused until %s", act.Pause.Until)
}

// easeOf says how a review changed the ease, or returns "" if it did not.
func easeOf(act *data.Act) string {
	before, after := act.Before.Ease, act.After.Ease
	say := fmt.Sprintf("ease %s + %s", ease(before), ease(after-before))
	switch {
	case after == before:
		return ""
	case after < before:
		say = fmt.Sprintf("ease %s - %s", ease(before), ease(before-after))
	}
	switch back := act.Sum.Recovered; {
	case after == srs.MinEase:
		say += ", at the floor"
	case back > 0:
		say += fmt.Sprintf(", %s of it recovery", ease(back))
	}
	return say
}

// intervalOf explains how a review led to its interval.
func intervalOf(act *data.Act) string {
	sum, say := act.Sum, ""
	switch sum.Cause {
	case srs.Unchanged:
		if act.Effect == srs.AsCram {
			return "practice, counts for nothing"
		}
		return "repeated on the same day: changes nothing"
	case srs.StillNew:
		return "not passed yet: it stays new"
	case srs.FirstPass:
		if act.Effect == srs.AsNew {
			return "first pass: 1 day"
		}
		return "first pass again: 1 day"
	case srs.StartedOver:
		return "failed: starts over at 1 day"
	case srs.EarlyStays:
		return "early: the due day stays"
	case srs.EarlyLimited:
		say = fmt.Sprintf("early, after %s: no more than on the due day", quiz.Count(sum.Days, "day", "days"))
	case srs.EarlyGrown:
		say = "early: " + multiplied(sum)
	case srs.SecondPass:
		say = "second pass: 6 days"
	case srs.Grown:
		say = multiplied(sum)
	}
	if sum.Cut {
		say += fmt.Sprintf(", but at most %d", act.Rules.MaxInterval)
	}
	if sum.Shift != 0 {
		say += fmt.Sprintf(", %+d for balance", sum.Shift)
	}
	return say
}

// multiplied formats an interval times the ease: "6 × 2.50 = 15", "15 × 2.36 = 35.40, rounded up to 36".
func multiplied(s srs.Sum) string {
	if s.Exact()%100 == 0 {
		return fmt.Sprintf("%d × %s = %d", s.Days, ease(s.Ease), s.Interval())
	}
	return fmt.Sprintf("%d × %s = %s, rounded up to %d", s.Days, ease(s.Ease), ease(s.Exact()), s.Interval())
}

// outlook says when the card is due, and what Good would give.
func outlook(c *data.Card, today srs.Day, off bool) []string {
	s := c.State
	if status := c.Status(); status != "young" && status != "mature" && status != "new" {
		return []string{"It is " + status + ", and not asked."}
	}
	if off {
		return []string{"It is not asked: its deck has reverse off."}
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
	switch {
	case good.Sum.Cause == srs.Grown && good.Sum.Cut:
		how = fmt.Sprintf(" (the longest; %s)", multiplied(good.Sum))
	case good.Sum.Cause == srs.Grown:
		how = fmt.Sprintf(" (%s)", multiplied(good.Sum))
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

// actRow is an act as JSON.
type actRow struct {
	Time           string   `json:"time"`
	Day            string   `json:"day"`
	Act            string   `json:"act"`
	Grade          *int     `json:"grade"` // null if it is not a review
	Effect         string   `json:"effect"`
	IntervalBefore int      `json:"interval_before_days"`
	IntervalAfter  int      `json:"interval_after_days"`
	EaseBefore     jsonEase `json:"ease_before"`
	EaseAfter      jsonEase `json:"ease_after"`
	Why            string   `json:"why"`
	Edit           *editRow `json:"edit"` // null if no import wrote it
}

// editRow is what an import found when it wrote an act, as JSON.
type editRow struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	Why  string `json:"why"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// editLine says where a bullet stood, and what it said before and after.
func (a *app) editLine(e *data.Edited) string {
	say := quoted(e.Old)
	if e.New != "" && e.New != e.Old {
		say += " -> " + quoted(e.New)
	}
	return a.lineOf(e.Path, e.Line) + "  " + say
}

// jsonEase is an ease in hundredths, written as a number with two decimals.
type jsonEase int

// MarshalJSON writes 250 as 2.50.
func (e jsonEase) MarshalJSON() ([]byte, error) { return []byte(ease(int(e))), nil }

func whyJSON(c *data.Card, life []data.Act) map[string]any {
	rows := []actRow{}
	for i := range life {
		act := &life[i]
		r := actRow{
			Time: act.Time.Format("2006-01-02T15:04:05Z07:00"), Day: act.Day.String(), Act: "review",
			Effect: act.Effect.String(), IntervalBefore: act.Before.Interval, IntervalAfter: act.After.Interval,
			EaseBefore: jsonEase(act.Before.Ease), EaseAfter: jsonEase(act.After.Ease), Why: arithmetic(act),
		}
		if e := act.Edit; e != nil {
			r.Edit = &editRow{e.Path, e.Line, string(e.Why), e.Old, e.New}
		}
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
