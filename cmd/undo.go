package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/srs"
)

func (a *app) undo() *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Take the newest review, or other act, back",
		Long: `Take back the newest act of this installation that is not taken back yet: a review,
or that a card was suspended, buried, flagged, accepted or rejected. Once more takes the
one before back. Nothing is erased: the log keeps both.`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.open(c.Context(), func(o *opened) error {
				undone, err := o.Undo(o.moment())
				if errors.Is(err, data.ErrNothingToUndo) {
					fmt.Fprintln(a.Err, "There is nothing to undo.")
					return nil
				}
				if err != nil {
					return err
				}
				card, err := o.Card(undone.Card)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Out, "Undone: %s\n", quiz.Describe(undone, card))
				return err
			})
		},
	}
}

// mark makes the commands that change one card without a review.
func (a *app) mark(verb string) *cobra.Command {
	acts := map[string]struct {
		kind  srs.Kind
		short string
		done  string
	}{
		"suspend": {srs.Suspend, "Ask a card no more until it is resumed", "Suspended"},
		"resume":  {srs.Resume, "Ask a suspended or buried card again", "Resumed"},
		"accept":  {srs.Accept, "Take a draft on: it is asked from now on", "Accepted"},
		"reject":  {srs.Reject, "Turn a draft down", "Rejected"},
		"reset":   {srs.Reset, "Make a card new again; its history stays", "Reset"},
	}
	act := acts[verb]
	return &cobra.Command{
		Use:     verb + " CARD",
		Short:   act.short,
		Example: "  recall " + verb + " 7f3a",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.open(c.Context(), func(o *opened) error {
				card, err := o.FindCard(args[0])
				if err != nil {
					return err
				}
				if _, err := o.Mark(card.ID, act.kind, o.moment()); err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Out, "%s %s: %s   (recall undo takes it back)\n", act.done, card.Short(), clean(card.Front()))
				return err
			})
		},
	}
}
