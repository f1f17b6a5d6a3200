package cmd

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

func (a *app) check() *cobra.Command {
	var rebuild bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Check the database: the file, every log entry, every schedule",
		Long: `Check that the file is sound, that every log entry is as it was written, and
that every schedule and every count of reviews agrees with the log. With
--rebuild, those that disagree are recalculated. The log itself never changes.
The pictures and sounds that came with Anki packages are checked too.`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			err := a.existing(c.Context(), func(o *opened) error { return a.runCheck(o, rebuild) })
			var file *data.FileError
			if errors.As(err, &file) && file.Fault == data.FileDamaged { // other commands refer to this one
				return hinted{errors.New(file.Error()), a.howToRestore()}
			}
			return err
		},
	}
	c.Flags().BoolVar(&rebuild, "rebuild", false, "recalculate schedules and counts that disagree with the log")
	return c
}

func (a *app) runCheck(o *opened, rebuild bool) error {
	r, err := o.Check(rebuild)
	if err != nil {
		return err
	}
	media, err := o.CheckMedia()
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
		return a.sayMedia(o, media)
	case r.Rebuilt == len(r.Faults):
		fmt.Fprintf(a.Out, "%s recalculated from the log\n",
			quiz.Count(r.Rebuilt, "schedule or count was", "schedules and counts were"))
		return a.sayMedia(o, media)
	}
	fmt.Fprintln(a.Out, quiz.Count(len(r.Faults), "fault", "faults"))
	if err := a.sayMedia(o, media); err != nil {
		fmt.Fprintln(a.Err, clean(err.Error()))
	}
	err = errors.New("the database has faults; what can be read is safe")
	if r.Stale > r.Rebuilt {
		return hinted{err, "recall check --rebuild recalculates the schedules and counts"}
	}
	return hinted{err, a.howToRestore()}
}

// howToRestore says what to do about a damaged database.
func (a *app) howToRestore() string {
	list, _, err := a.backups()
	if err != nil || len(list) == 0 {
		return "there is no backup beside it; recall restore FILE takes one from elsewhere"
	}
	return "recall restore " + filepath.Base(list[0].Path) +
		" makes the database anew from the newest backup and what can still be read; the damaged file is kept"
}

// sayMedia says what a check of the pictures and sounds found. Files that no card names are no fault.
func (a *app) sayMedia(o *opened, m data.CheckedMedia) error {
	const most = 20
	some := func(list []string, line string) {
		listFirst(a.Out, len(list), most, func(i int) { fmt.Fprintf(a.Out, line+"\n", clean(list[i])) })
	}
	some(m.Faults, "%s")
	if m.Files > 0 {
		fine := "all is well"
		if n := len(m.Faults); n > 0 {
			fine = quiz.Count(n, "fault", "faults")
		}
		fmt.Fprintf(a.Out, "%s: %s\n", quiz.Count(m.Files, "picture or sound", "pictures and sounds"), fine)
	}
	if n := len(m.Unused); n > 0 {
		fmt.Fprintf(a.Out, "%s in %s %s shown by no card of this database, %s:\n", quiz.Count(n, "file", "files"),
			clean(a.tilde(o.MediaFolder())), map[bool]string{true: "is", false: "are"}[n == 1], bytes(m.Bytes))
		some(m.Unused, "  %s")
	}
	if len(m.Faults) == 0 {
		return nil
	}
	return hinted{errors.New("pictures or sounds are missing or damaged; the cards and your reviews are not affected"),
		"import their packages again: recall stores them anew"}
}
