package cmd

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

// manySteps is from where on recall undo asks first.
const manySteps = 10

func (a *app) undo() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:   "undo [STEPS]",
		Short: "Take the newest review, or other act, back",
		Long: `Take back the newest act of this installation that is not taken back yet: a review,
or that a card was suspended, buried, flagged, accepted or rejected; all cards that one
command marked are one act. Once more takes the one before back, and recall undo 5 the
newest five; more than ten ask. Nothing is erased: the log keeps both.

What an import or a deck command did is passed over: a backup is made before each
import, and recall deck restore brings a deleted deck back.`,
		Example: "  recall undo\n  recall undo 5",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			steps := 1
			if len(args) > 0 {
				var err error
				if steps, err = strconv.Atoi(args[0]); err != nil || steps < 1 {
					return &usageError{msg: fmt.Sprintf("recall undo does not take %q", args[0]),
						hint: "it takes how many acts to take back, from 1 on"}
				}
			}
			return a.open(c.Context(), func(o *opened) error { return a.runUndo(o, steps, yes) })
		},
	}
	c.Flags().BoolVarP(&yes, "yes", "y", false, fmt.Sprintf("do not ask, also for more than %d acts", manySteps))
	return c
}

func (a *app) runUndo(o *opened, steps int, yes bool) error {
	backup := ""
	if steps > manySteps {
		err := a.confirm(yes, fmt.Sprintf("the newest %d acts would be taken back, or as many as there are", steps),
			"Take them back?", "nothing was changed")
		if err != nil {
			return err
		}
		if backup, err = o.BackupIfOlder(0, o.now()); err != nil {
			return err
		}
	}
	for step := range steps {
		undone, err := o.UndoTogether(o.moment())
		if errors.Is(err, data.ErrNothingToUndo) {
			say := "There is nothing to undo."
			if reviewed, err := o.Reviewed(); err == nil && reviewed && step == 0 {
				say = "There is nothing to undo: what this database holds was done at another place, or is taken back."
			}
			fmt.Fprintln(a.Err, say)
			if step == 0 {
				return nil
			}
			break
		}
		if err != nil {
			return err
		}
		card, err := o.Card(undone[0].Card)
		if err != nil {
			return err
		}
		more := ""
		if n := len(undone) - 1; n > 0 {
			more = " and " + quiz.Count(n, "other card", "other cards")
		}
		if _, err = fmt.Fprintf(a.Out, "Undone: %s%s\n", a.signs(quiz.Describe(undone[0], card)), more); err != nil {
			return err
		}
	}
	if backup != "" {
		fmt.Fprintf(a.Err, "To have it back as it was: recall restore %s --replace\n", clean(quoteArg(backup)))
	}
	return nil
}
