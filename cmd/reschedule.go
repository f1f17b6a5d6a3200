package cmd

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/srs"
)

// rescheduling is the marking whose words reschedule shares.
var rescheduling = marking{kind: srs.Move, verb: "reschedule"}

func (a *app) reschedule() *cobra.Command {
	var ch choice
	var yes bool
	c := &cobra.Command{
		Use:   "reschedule CARD|QUERY DATE",
		Short: "Set the day on which cards are due",
		Long: `Set the day on which learnt cards are due. Interval and ease stay. An answer
on that day counts as it would without: before the planned day as an early
one, which gives credit for the days that went by, and later as a late one,
with the interval that was planned. recall why CARD shows the change, and
recall undo takes it back.

DATE is a day such as 2027-01-03, +3 for three days from today, tomorrow, or
today. New cards have no day; recall review --new 5 brings more of them.`,
		Example: "  recall reschedule 7f3a tomorrow\n  recall reschedule 7f3a +30\n" +
			"  recall reschedule 'tag:exam prop:due>7' 2027-01-10 --yes",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) == 1 && ch.query == "" && ch.chapter == "" {
				return exactly(2)(c, args)
			}
			ch.args = args[:len(args)-1]
			return a.runReschedule(c.Context(), ch, args[len(args)-1], yes)
		},
	}
	c.ValidArgsFunction = a.completeCards
	ch.flags(c)
	a.completeChoice(c)
	c.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask for confirmation, however many cards match")
	return c
}

func (a *app) runReschedule(ctx context.Context, ch choice, day string, yes bool) error {
	return a.present(ctx, func(o *opened) error {
		to, err := theDay(day, o.today, o.today)
		if err != nil {
			return err
		}
		one, err := a.oneCard(o, rescheduling, ch)
		if err != nil {
			return err
		}
		if one != nil {
			return a.rescheduleOne(o, one, to)
		}
		f, err := a.filter(o, ch)
		if err != nil {
			return err
		}
		var ids []int64
		if err := o.Cards(f, func(c *data.Card) error { ids = append(ids, c.ID); return nil }); err != nil {
			return err
		}
		if len(ids) == 0 {
			fmt.Fprintln(a.Err, "No card matches.")
			return nil
		}
		say := quiz.Count(len(ids), "card", "cards") + " found"
		if err := a.confirm(yes, say, "Reschedule them to "+weekday(to, o.today)+"?", "nothing was changed"); err != nil {
			return err
		}
		changed, err := o.Reschedule(ids, to, o.moment())
		if err != nil {
			return err
		}
		left := ""
		if n := len(ids) - len(changed); n > 0 {
			left = fmt.Sprintf("; %s new, due then anyway, or answered today", quiz.Count(n, "other is", "others are"))
		}
		_, err = fmt.Fprintf(a.Out, "Rescheduled %s to %s%s.\n", quiz.Count(len(changed), "card", "cards"), weekday(to, o.today), left)
		return err
	})
}

func (a *app) rescheduleOne(o *opened, c *data.Card, to srs.Day) error {
	changed, err := o.Reschedule([]int64{c.ID}, to, o.moment())
	switch {
	case err != nil:
		return err
	case len(changed) > 0:
		_, err = fmt.Fprintf(a.Out, "Rescheduled %s to %s: %s   (to undo: recall undo)\n", c.Short(), weekday(to, o.today),
			a.signs(faceLine(c.Front())))
	case c.State.New():
		return hinted{fmt.Errorf("%s is new, and has no day yet", c.Short()), "recall review --new 5 brings more new cards"}
	case c.State.Due == to:
		_, err = fmt.Fprintf(a.Err, "%s is due then anyway.\n", c.Short())
	default:
		return hinted{fmt.Errorf("%s was answered today, and comes again tomorrow at the earliest", c.Short()),
			"recall reschedule " + c.Short() + " tomorrow"}
	}
	return err
}
