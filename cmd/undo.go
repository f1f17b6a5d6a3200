package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
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
