package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/srs"
)

func (a *app) check() *cobra.Command {
	var rebuild, repair bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Check the database: the file, every entry, row and schedule",
		Long: `Check that the file is sound, that every log entry and every bullet, card and
setting is as it was written, and that every schedule and every count of
reviews agrees with the log. Without a flag nothing is written.

With --rebuild, schedules and counts that disagree with the log are
recalculated. With --repair, that is done too, and all else that can be put
right is: where one byte of an entry or a row is wrong, it is found by the
checksum. What can't be put right is moved to the table quarantine, or copied
there; nothing is deleted. A backup is made before.

The pictures and sounds that came with Anki packages are checked too.`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := a.there(c.Context()); err != nil {
				return err
			}
			err := a.look(c.Context(), func(s *data.Store) error { // no built-in roadmap has to be loaded for this
				if repair {
					return a.runRepair(c.Context(), s)
				}
				return a.runCheck(c.Context(), s, rebuild)
			})
			var file *data.FileError
			if errors.As(err, &file) && file.Fault == data.FileDamaged { // other commands refer to this one
				return hinted{errors.New(file.Error()), a.howToRestore(c.Context())}
			}
			return err
		},
	}
	c.Flags().BoolVar(&rebuild, "rebuild", false, "recalculate schedules and counts that disagree with the log")
	c.Flags().BoolVar(&repair, "repair", false, "put right what can be, and move to quarantine what can't")
	c.MarkFlagsMutuallyExclusive("rebuild", "repair")
	return c
}

func (a *app) runCheck(ctx context.Context, s *data.Store, rebuild bool) error {
	r, err := s.Check(rebuild)
	if err != nil {
		return err
	}
	at, err := a.moment(s)
	if err != nil {
		return err
	}
	later, err := s.CheckTimes(at)
	if err != nil && !data.Damaged(s.Cause(err)) {
		return err
	}
	r.Faults = append(r.Faults, later...)
	media, unread := s.CheckMedia()
	if unread != nil && data.Damaged(s.Cause(unread)) {
		unread = nil // it is among the faults
	}
	for _, f := range r.Faults {
		fmt.Fprintln(a.Out, a.sayFault(f))
	}
	judge := func(say string) { fmt.Fprintf(a.Out, "%s: %s\n", sayChecked(r), say) }
	switch {
	case len(r.Faults) == 0:
		judge("all is well")
		return a.sayMedia(s, media, unread)
	case r.Rebuilt == len(r.Faults):
		judge(quiz.Count(r.Rebuilt, "schedule or count was", "schedules and counts were") + " recalculated from the log")
		return a.sayMedia(s, media, unread)
	}
	judge(quiz.Count(len(r.Faults), "fault", "faults"))
	if err := a.sayMedia(s, media, unread); err != nil {
		fmt.Fprintln(a.Err, inLine(err.Error()))
	}
	err = errors.New("the database has faults; what can be read is safe")
	switch {
	case r.Broken():
		return hinted{err, a.howToRestore(ctx)}
	case r.Stale == len(r.Faults):
		return hinted{err, "recall check --rebuild recalculates the schedules and counts"}
	}
	return hinted{err, "recall check --repair puts right what it can, and makes a backup before"}
}

// sayFault words a fault, or what was done about it, for a screen. Paths in it stand at the start of a word.
func (a *app) sayFault(f string) string {
	if home := a.userHome(); home != "" {
		for _, before := range []string{" ", "("} {
			f = strings.ReplaceAll(f, before+home+string(os.PathSeparator), before+"~"+string(os.PathSeparator))
		}
	}
	return a.signs(inLine(f))
}

// sayChecked says what was checked.
func sayChecked(r data.Checked) string {
	return fmt.Sprintf("%s, %s, %s", quiz.Count(r.Entries, "log entry", "log entries"), quiz.Count(r.Cards, "card", "cards"),
		quiz.Count(r.Notes, "bullet", "bullets"))
}

// moment returns the current time and day. What is set need not be readable for that.
func (a *app) moment(s *data.Store) (data.Moment, error) {
	now, err := a.clock()
	if err != nil {
		return data.Moment{}, err
	}
	set, err := s.Settings()
	if err != nil {
		set.Rollover = 0
	}
	return data.Moment{Time: now(), Day: srs.DayOf(now(), set.Rollover)}, nil
}

// runRepair repairs the database, and says what was done.
func (a *app) runRepair(ctx context.Context, s *data.Store) error {
	at, err := a.moment(s)
	if err != nil {
		return err
	}
	before, err := s.BackupOrCopy(at.Time)
	if err != nil {
		return fmt.Errorf("%w; nothing was repaired", err)
	}
	r, err := s.Repair(at)
	if err != nil {
		return err
	}
	for _, done := range r.Done {
		fmt.Fprintln(a.Out, a.sayFault(done))
	}
	for _, f := range r.Left {
		fmt.Fprintln(a.Out, a.sayFault(f))
	}
	switch n := len(r.Left); {
	case n > 0:
		fmt.Fprintf(a.Out, "%s: %s left\n", sayChecked(r.Checked), quiz.Count(n, "fault is", "faults are"))
	case len(r.Done) == 0:
		fmt.Fprintf(a.Out, "%s: all is well\n", sayChecked(r.Checked))
	default:
		fmt.Fprintf(a.Out, "%s: all is well now\n", sayChecked(r.Checked))
	}
	if len(r.Done) > 0 {
		fmt.Fprintf(a.Out, "As it was before: %s\n", clean(a.tilde(before)))
	}
	if len(r.Left) > 0 {
		return hinted{errors.New("not everything could be repaired; what can be read is safe"), a.howToRestore(ctx)}
	}
	return nil
}

// howToRestore says what to do about a damaged database. It names no backup that a restore would refuse.
func (a *app) howToRestore(ctx context.Context) string {
	const elsewhere = "; recall restore FILE takes one from elsewhere"
	path, err := a.path()
	if err != nil {
		return ""
	}
	now, err := a.clock()
	if err != nil {
		return ""
	}
	b, all, found := data.UsableBackup(ctx, path, now())
	switch {
	case found:
		return a.command("restore", filepath.Base(b.Path)) +
			" makes the database anew from that backup and what can still be read; the damaged file is kept"
	case all > 0:
		return "none of the newest backups beside it can be restored; recall backup list shows all" + elsewhere
	}
	return "there is no backup beside it" + elsewhere
}

// sayMedia says what a check of the pictures and sounds found, or why it could not look. Files that no card names are no fault.
func (a *app) sayMedia(o *data.Store, m data.CheckedMedia, unread error) error {
	if unread != nil {
		return fmt.Errorf("%s: the pictures and sounds could not be checked: %w", clean(a.tilde(o.MediaFolder())), data.Plain(unread))
	}
	const most = 20
	some := func(list []string, line string) {
		listFirst(a.Out, len(list), most, func(i int) { fmt.Fprintf(a.Out, line+"\n", inLine(list[i])) })
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
