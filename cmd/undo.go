package cmd

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

// manySteps is the most actions that recall undo undoes without asking.
const manySteps = 10

func (a *app) undo() *cobra.Command {
	var yes, imported bool
	c := &cobra.Command{
		Use:   "undo [STEPS]",
		Short: "Undo the last review, suspend, bury, …",
		Long: `Undo the last action of this installation that has not been undone yet: a
review, suspend, bury, flag, accept, reject, tag, reschedule or pause. All
cards that one command marked or moved are one action. Run it again to undo the
one before, or recall undo 5 to undo the last five. It asks before it undoes
more than ten. Nothing is erased: the log keeps both the action and the undo.

Imports and deck commands are passed over. --import takes the newest import of
this installation back, whatever you did since: bullets, cards and schedules
are as they were, your reviews since then count, and what it made is parked.
recall deck restore brings back a deleted deck.`,
		Example: "  recall undo\n  recall undo 5\n  recall undo --import",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			if imported {
				if len(args) > 0 {
					return &usageError{msg: "--import can't be used with a number",
						hint: "only the newest import can be taken back: recall undo --import"}
				}
				return a.present(c.Context(), func(o *opened) error { return a.undoImport(o, yes) })
			}
			steps := 1
			if len(args) > 0 {
				var err error
				if steps, err = strconv.Atoi(args[0]); err != nil || steps < 1 {
					return &usageError{msg: fmt.Sprintf("recall undo does not take %q", args[0]),
						hint: "it takes the number of actions to undo, 1 or more"}
				}
			}
			return a.present(c.Context(), func(o *opened) error { return a.runUndo(o, steps, yes) })
		},
	}
	c.Flags().BoolVar(&imported, "import", false, "take the newest import back")
	c.Flags().BoolVarP(&yes, "yes", "y", false,
		fmt.Sprintf("don't ask, even before undoing more than %d actions", manySteps))
	return c
}

func (a *app) runUndo(o *opened, steps int, yes bool) error {
	backup := ""
	if steps > manySteps {
		err := a.confirm(yes, fmt.Sprintf("the last %d actions would be undone, or as many as there are", steps),
			"Undo them?", "nothing was changed")
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
				say = "There is nothing to undo: everything here was done on another installation, or is undone already."
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
		say, err := quiz.DescribeAll(o.Store, undone)
		if err != nil {
			return err
		}
		if _, err = fmt.Fprintf(a.Out, "Undone: %s\n", a.signs(clean(say))); err != nil {
			return err
		}
	}
	if backup != "" {
		fmt.Fprintf(a.Err, "To get it back as it was: recall restore %s --replace\n", clean(quoteArg(backup)))
	}
	return nil
}
