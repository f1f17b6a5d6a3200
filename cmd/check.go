package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"recall/quiz"
)

func (a *app) check() *cobra.Command {
	var rebuild bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Check the database: the file, every log entry, every schedule",
		Long: `Check that the file is sound, that every log entry is as it was written, and
that every schedule agrees with the log. With --rebuild, schedules that
disagree are recalculated from the log. The log itself never changes.`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.open(c.Context(), func(o *opened) error {
				r, err := o.Check(rebuild)
				if err != nil {
					return err
				}
				for _, f := range r.Faults {
					fmt.Fprintln(a.Out, clean(f))
				}
				fmt.Fprintf(a.Out, "%s, %s, %s: ", quiz.Count(r.Entries, "log entry", "log entries"),
					quiz.Count(r.Cards, "card", "cards"), quiz.Count(r.Notes, "bullet", "bullets"))
				switch {
				case len(r.Faults) == 0:
					fmt.Fprintln(a.Out, "all is well")
					return nil
				case r.Rebuilt == len(r.Faults):
					fmt.Fprintf(a.Out, "%s recalculated from the log\n",
						quiz.Count(r.Rebuilt, "schedule was", "schedules were"))
					return nil
				}
				fmt.Fprintln(a.Out, quiz.Count(len(r.Faults), "fault", "faults"))
				err = errors.New("the database has faults; what can be read is safe")
				if r.Stale > r.Rebuilt {
					return hinted{err, "recall check --rebuild recalculates the schedules"}
				}
				return err
			})
		},
	}
	c.Flags().BoolVar(&rebuild, "rebuild", false, "recalculate the schedules that disagree with the log")
	return c
}
