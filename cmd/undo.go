package cmd

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

func (a *app) undo() *cobra.Command {
	return &cobra.Command{
		Use:   "undo [STEPS]",
		Short: "Take the newest review, or other act, back",
		Long: `Take back the newest act of this installation that is not taken back yet: a review,
or that a card was suspended, buried, flagged, accepted or rejected. Once more takes the
one before back, and recall undo 5 the newest five. Nothing is erased: the log keeps both.`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			steps := 1
			if len(args) > 0 {
				var err error
				if steps, err = strconv.Atoi(args[0]); err != nil || steps < 1 {
					return &usageError{msg: fmt.Sprintf("recall undo does not take %q", args[0]), hint: "it takes how many acts to take back, from 1 on"}
				}
			}
			return a.open(c.Context(), func(o *opened) error {
				for range steps {
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
					if _, err = fmt.Fprintf(a.Out, "Undone: %s\n", a.signs(quiz.Describe(undone, card))); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}
