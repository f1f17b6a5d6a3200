package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/srs"
)

func (a *app) backup() *cobra.Command {
	c := family(&cobra.Command{
		Use:   "backup",
		Short: "Make a backup, list the backups or verify one",
		Long: `Make a backup now. recall also makes backups by itself: before an import that
changes something, before a restore, a merge of decks or a change of the
database's format, and after a session if the last one is more than 30 minutes
old. They are in the folder backups next to the database. recall keeps all of
the last two days, then the newest of each of 12 days, 10 weeks, 9 months and
every year. A backup holds the whole database. The pictures and sounds that
came with Anki packages are not in it: keep a copy of the folder media beside
it.`,
		Example: "  recall backup\n  recall backup list\n  recall restore recall-20261122-120000.000.db.zst",
	}, a.backupList(), a.backupVerify())
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.existing(c.Context(), func(o *opened) error {
			b, err := o.Backup(o.now())
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "%s  %s\n", inLine(b.Path), bytes(b.Size))
			n, err := o.MediaIn(0)
			if n > 0 {
				fmt.Fprintf(a.Err, "Without %s: keep a copy of %s too.\n",
					quiz.Count(n, "picture or sound", "pictures and sounds"), clean(a.tilde(o.MediaFolder())))
			}
			return err
		})
	}
	return c
}

// backupRow is a backup as JSON.
type backupRow struct {
	Time string `json:"time"`
	Size int64  `json:"bytes"`
	Path string `json:"path"`
}

func (a *app) backupList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the backups, newest first",
		Args:  atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			list, now, err := a.backups()
			if err != nil {
				return err
			}
			rows, cells := []backupRow{}, [][]string{}
			for _, b := range list {
				rows = append(rows, backupRow{b.Time.Format(time.RFC3339), b.Size, b.Path})
				cells = append(cells, []string{b.Time.In(now.Location()).Format("2006-01-02 15:04"), bytes(b.Size),
					filepath.Base(b.Path)})
			}
			switch {
			case asJSON:
				return printJSON(a.Out, map[string]any{"backups": rows})
			case len(list) == 0:
				fmt.Fprintln(a.Err, "There is no backup yet: recall backup makes one.")
				return nil
			}
			fmt.Fprintln(a.Err, clean(a.tilde(filepath.Dir(list[0].Path))))
			return table(a.Out, st, []column{{}, {right: true}, {}}, cells)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

func (a *app) backupVerify() *cobra.Command {
	c := &cobra.Command{
		Use:   "verify [FILE]",
		Short: "Check a backup, the newest by default, as recall check does",
		Args:  atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			list, _, err := a.backups()
			if err == nil && len(list)+len(args) == 0 {
				err = a.there(c.Context())
			}
			if err != nil {
				return err
			}
			file, err := findBackup(list, args)
			if err != nil {
				return err
			}
			path, err := a.path()
			if err != nil {
				return err
			}
			found, err := data.CheckBackup(c.Context(), path, file)
			if err != nil {
				return err
			}
			for _, f := range found.Faults {
				fmt.Fprintln(a.Out, inLine(f))
			}
			fmt.Fprintf(a.Out, "%s: %s\n", clean(a.tilde(file)), sayChecked(found))
			if n := len(found.Faults); n > 0 {
				return fmt.Errorf("the backup has %s", quiz.Count(n, "fault", "faults"))
			}
			return nil
		},
	}
	c.ValidArgsFunction = a.completeBackups
	return c
}

// backups returns the backups, newest first, and the time. There need be no database.
func (a *app) backups() (list []data.Backup, at time.Time, err error) {
	path, err := a.path()
	if err != nil {
		return nil, at, err
	}
	now, err := a.clock()
	if err != nil {
		return nil, at, err
	}
	at = now()
	list, err = data.BackupsOf(path, at)
	return list, at, err
}

// backupFile returns the file that args names: a path or the name of a backup. Without args it is the newest backup. It
// also returns the time. There need be no database.
func (a *app) backupFile(args []string) (file string, at time.Time, err error) {
	list, at, err := a.backups()
	if err == nil {
		file, err = findBackup(list, args)
	}
	return file, at, err
}

func findBackup(list []data.Backup, args []string) (string, error) {
	if len(args) == 0 {
		if len(list) == 0 {
			return "", errors.New("there is no backup yet")
		}
		return list[0].Path, nil
	}
	if _, err := os.Stat(args[0]); err == nil {
		return args[0], nil
	}
	for _, b := range list {
		if filepath.Base(b.Path) == args[0] {
			return b.Path, nil
		}
	}
	return "", hinted{fmt.Errorf("there is no backup %q", args[0]), "recall backup list shows them"}
}

func (a *app) restore() *cobra.Command {
	var replace, yes bool
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Add whatever a backup has that the database lacks",
		Long: `Add whatever a backup has that the database lacks: reviews and other log
entries, decks, bullets, cards. Nothing is lost, whichever of the two is newer:
the logs are merged, and every schedule is recalculated from the merged log.

With --replace the database becomes a copy of the backup. Anything that the
backup lacks is dropped, but recall makes a backup first. FILE is a path, or a
name from recall backup list.

A damaged database is put aside as it is. The new one is made from the backup,
with whatever can still be trusted in the damaged file.`,
		Example: "  recall restore recall-20261122-120000.000.db.zst\n  recall restore old/recall.db --replace",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.runRestore(c.Context(), args, replace, yes)
		},
	}
	c.ValidArgsFunction = a.completeBackups
	c.Flags().BoolVar(&replace, "replace", false,
		"drop everything that the backup lacks; asks first, unless --yes is given")
	c.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask for confirmation")
	return c
}

func (a *app) runRestore(ctx context.Context, args []string, replace, yes bool) error {
	path, err := a.path()
	if err != nil {
		return err
	}
	seen := data.See(path)
	if seen.Gone() {
		file, at, err := a.backupFile(args)
		if err != nil {
			return err
		}
		return a.fromBackup(ctx, seen, file, at)
	}
	err = a.open(ctx, func(o *opened) error {
		file, _, err := a.backupFile(args)
		if err != nil {
			return err
		}
		if err := o.Sound(); err != nil {
			return err
		}
		if replace {
			return a.replace(ctx, o, file, yes)
		}
		var m data.Merged
		err = o.Unpack(ctx, file, func(u *data.Unpacked) (err error) {
			if err := a.mended(u, o.moment()); err != nil {
				return err
			}
			if _, err := o.BackupIfOlder(0, o.now()); err != nil {
				return err
			}
			m, err = u.Restore(o.moment())
			return err
		})
		if err == nil {
			err = o.MarkMerged(file)
		}
		if err != nil {
			return err
		}
		for _, say := range changedThere(m) {
			fmt.Fprintln(a.Err, say)
		}
		a.sayAside(m)
		parts := mergedParts(m)
		if len(parts) == 0 {
			_, err = fmt.Fprintln(a.Out, "The database already has everything in the backup.")
			return err
		}
		_, err = fmt.Fprintf(a.Out, "Added: %s. %s.\n", strings.Join(parts, ", "),
			quiz.Count(m.Changed, "schedule changed", "schedules changed"))
		return err
	})
	if data.Damaged(err) {
		return a.rescue(ctx, seen, args, replace, yes, err)
	}
	return err
}

// mergedParts says how many things of each kind were added.
func mergedParts(m data.Merged) (parts []string) {
	for _, p := range []struct {
		n         int
		one, many string
	}{{m.Entries, "log entry", "log entries"}, {m.Decks, "deck", "decks"}, {m.Notes, "bullet", "bullets"},
		{m.Cards, "card", "cards"}} {
		if p.n > 0 {
			parts = append(parts, quiz.Count(p.n, p.one, p.many))
		}
	}
	return parts
}

func (a *app) replace(ctx context.Context, o *opened, file string, yes bool) error {
	say := "the database would become a copy of the backup; anything newer would be kept only in a new backup"
	if err := a.confirm(yes, say, "Replace it?", "nothing was changed"); err != nil {
		return err
	}
	var kept string
	err := o.Unpack(ctx, file, func(u *data.Unpacked) (err error) {
		if err := a.mended(u, o.moment()); err != nil {
			return err
		}
		if kept, err = o.BackupIfOlder(0, o.now()); err != nil {
			return err
		}
		return u.Replace(ctx)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "The database is now a copy of %s.\n", inLine(filepath.Base(file)))
	if kept != "" {
		fmt.Fprintf(a.Out, "To get back what it was before: recall restore %s\n", clean(quoteArg(filepath.Base(kept))))
	}
	return nil
}

// mended mends what is wrong with a backup and says so. It returns an error if that can't be mended.
func (a *app) mended(u *data.Unpacked, at data.Moment) error {
	did, faults, err := u.Mend(at)
	if len(faults) > 0 {
		return hinted{fmt.Errorf("the backup has %s; nothing was restored", quiz.Count(len(faults), "fault", "faults")),
			"recall backup verify says more; recall backup list shows others"}
	}
	a.sayMended(did)
	return err
}

// mostMended is how many faults of a backup are told.
const mostMended = 5

// sayMended says what was wrong with a backup, and what became of it.
func (a *app) sayMended(did []string) {
	for i, say := range did {
		if i == mostMended {
			fmt.Fprintf(a.Err, "and %s; recall backup verify names all\n", quiz.Count(len(did)-i, "more fault", "more faults"))
			return
		}
		fmt.Fprintf(a.Err, "in the backup: %s\n", inLine(say))
	}
}

// rescue restores a backup where the database is damaged. Whatever can be trusted in the damaged file comes along,
// unless replace is set.
func (a *app) rescue(ctx context.Context, seen data.Seen, args []string, replace, yes bool, why error) error {
	seen, err := seen.Judged()
	if err != nil {
		return err
	}
	file, at, err := a.backupFile(args)
	if err != nil {
		return err
	}
	say, was := worded(why), "the damaged file"
	var foreign *data.ForeignError // it may be a file of another program, and not a damaged one of recall
	if errors.As(why, &foreign) {  // which is not left as it is
		say, was = a.tilde(foreign.Path)+" is not a database of recall", "the file that was there"
	}
	if replace || foreign != nil {
		if err := a.confirm(yes, say, "Set it aside and start from the backup?", "nothing was changed"); err != nil {
			return err
		}
	}
	r, err := data.Rescue(ctx, seen, file, !replace, begin(at))
	if err != nil {
		return err
	}
	var broken *data.FileError
	if errors.As(why, &broken) && broken.Fault == data.FileDamaged { // "nothing was changed" is true no more
		say = a.tilde(broken.Path) + " is damaged"
	}
	fmt.Fprintln(a.Err, inLine(sentence(say))+".")
	fmt.Fprintf(a.Out, "The database was made anew from %s; %s is %s.\n", inLine(filepath.Base(file)), was,
		clean(a.tilde(r.Aside)))
	a.sayMended(r.Mended)
	a.sayAside(r.Merged)
	parts := mergedParts(r.Merged)
	if len(parts) > 0 {
		fmt.Fprintf(a.Out, "Saved from the damaged file: %s.\n", strings.Join(parts, ", "))
	}
	if r.Lost > 0 {
		fmt.Fprintf(a.Out, "Left out, as it is not what was written: %s there.\n",
			quiz.Count(r.Lost, "log entry", "log entries"))
	}
	if r.Damaged > 0 {
		fmt.Fprintf(a.Out, "Left out, as it is damaged there: %s. recall import reads their files again.\n",
			quiz.Count(r.Damaged, "bullet", "bullets"))
	}
	if r.Unread != nil {
		const decks = "If decks or bullets are missing, recall import FILE reads them again."
		if len(parts) == 0 {
			fmt.Fprintln(a.Out, "Not all of it could be read: reviews since that backup may be missing. "+decks)
		} else {
			fmt.Fprintln(a.Out, "Not all of it could be read. "+decks)
		}
	}
	return nil
}

// fromBackup makes a database from a backup where there is none.
func (a *app) fromBackup(ctx context.Context, seen data.Seen, file string, at time.Time) error {
	r, err := data.Rescue(ctx, seen, file, false, begin(at))
	if err != nil {
		return err
	}
	a.sayMended(r.Mended)
	_, err = fmt.Fprintf(a.Out, "The database was made anew from %s.\n", inLine(filepath.Base(file)))
	return err
}

// begin returns the moment of a restore without a database, which would say when a day begins.
func begin(at time.Time) data.Moment {
	return data.Moment{Time: at, Day: srs.DayOf(at, data.DefaultSettings.Rollover)}
}

// completeBackups completes the names of backups.
func (a *app) completeBackups(c *cobra.Command, args []string, _ string) (list []string, _ cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	backups, now, err := a.backups()
	for _, b := range backups {
		list = append(list, filepath.Base(b.Path)+"\t"+b.Time.In(now.Location()).Format("Monday 2 January 2006 15:04"))
	}
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return list, cobra.ShellCompDirectiveDefault // a path will do too
}

// bytes formats a size for people.
func bytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
