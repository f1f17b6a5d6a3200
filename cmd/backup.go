package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
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
every year.`,
		Example: "  recall backup\n  recall backup list\n  recall restore recall-20261122-120000.000.db.zst",
	}, a.backupList(), a.backupVerify())
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.open(c.Context(), func(o *opened) error {
			b, err := o.Backup(o.now())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.Out, "%s  %s\n", clean(b.Path), bytes(b.Size))
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
			return a.open(c.Context(), func(o *opened) error {
				list, err := o.Backups()
				if err != nil {
					return err
				}
				rows, cells := []backupRow{}, [][]string{}
				for _, b := range list {
					rows = append(rows, backupRow{b.Time.Format(time.RFC3339), b.Size, b.Path})
					cells = append(cells,
						[]string{b.Time.In(o.now().Location()).Format("2006-01-02 15:04"), bytes(b.Size),
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
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

func (a *app) backupVerify() *cobra.Command {
	c := &cobra.Command{
		Use:   "verify [FILE]",
		Short: "Check a backup (default: the newest) as recall check does the database",
		Args:  atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.open(c.Context(), func(o *opened) error {
				file, err := findBackup(o, args)
				if err != nil {
					return err
				}
				found, err := o.CheckBackup(c.Context(), file)
				if err != nil {
					return err
				}
				for _, f := range found.Faults {
					fmt.Fprintln(a.Out, clean(f))
				}
				fmt.Fprintf(a.Out, "%s: %s, %s, %s\n", clean(a.tilde(file)),
					quiz.Count(found.Entries, "log entry", "log entries"),
					quiz.Count(found.Cards, "card", "cards"), quiz.Count(found.Notes, "bullet", "bullets"))
				if n := len(found.Faults); n > 0 {
					return fmt.Errorf("the backup has %s", quiz.Count(n, "fault", "faults"))
				}
				return nil
			})
		},
	}
	c.ValidArgsFunction = a.completeBackups
	return c
}

// findBackup returns the file that args names: a path or the name of a backup. Without args it is the newest backup.
func findBackup(o *opened, args []string) (string, error) {
	list, err := o.Backups()
	if err != nil {
		return "", err
	}
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
name from recall backup list.`,
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
	run := func(o *opened) error {
		file, err := findBackup(o, args)
		if err != nil {
			return err
		}
		if replace {
			return a.replace(ctx, o, file, yes)
		}
		if err := verified(ctx, o, file); err != nil {
			return err
		}
		if _, err := o.BackupIfOlder(0, o.now()); err != nil {
			return err
		}
		m, err := o.Store.Restore(ctx, file, o.moment())
		if err != nil {
			return err
		}
		parts := mergedParts(m)
		if len(parts) == 0 {
			_, err = fmt.Fprintln(a.Out, "The database already has everything in the backup.")
			return err
		}
		_, err = fmt.Fprintf(a.Out, "Added: %s. %s.\n", strings.Join(parts, ", "),
			quiz.Count(m.Changed, "schedule changed", "schedules changed"))
		return err
	}
	err := a.open(ctx, run)
	if broken(err) && !replace {
		return hinted{err, "recall restore FILE --replace sets the broken file aside and starts from the backup"}
	}
	if broken(err) {
		return a.startOver(ctx, args, yes, err)
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
	if err := verified(ctx, o, file); err != nil {
		return err
	}
	kept, err := o.BackupIfOlder(0, o.now())
	if err != nil {
		return err
	}
	if err := o.Replace(ctx, file); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "The database is now a copy of %s.\n", clean(filepath.Base(file)))
	if kept != "" {
		fmt.Fprintf(a.Out, "To get back what it was before: recall restore %s\n", clean(filepath.Base(kept)))
	}
	return nil
}

// verified returns an error if anything in a backup is not as it was written. Stale schedules don't count, as they are
// recalculated anyway.
func verified(ctx context.Context, o *opened, file string) error {
	found, err := o.CheckBackup(ctx, file)
	if err == nil && len(found.Faults) > found.Stale {
		return hinted{fmt.Errorf("the backup has %s; nothing was restored",
			quiz.Count(len(found.Faults), "fault", "faults")),
			"recall backup verify says more; recall backup list shows others"}
	}
	return err
}

// broken reports whether an error means that the file can't be opened as a database.
func broken(err error) bool {
	var foreign *data.ForeignError
	var file *data.FileError
	return errors.As(err, &foreign) || errors.As(err, &file) && file.Fault == data.FileDamaged
}

// startOver moves a database that can't be opened aside and starts a new one from a backup. The content of the broken
// file is not touched.
func (a *app) startOver(ctx context.Context, args []string, yes bool, why error) error {
	path, err := a.path()
	if err != nil {
		return err
	}
	now, err := a.clock()
	if err != nil {
		return err
	}
	aside := path + ".broken-" + now().UTC().Format("20060102-150405")
	question := "Set it aside as " + clean(filepath.Base(aside)) + " and start from the backup?"
	if err := a.confirm(yes, worded(why), question, "nothing was changed"); err != nil {
		return err
	}
	if err := os.Rename(path, aside); err != nil {
		return err
	}
	// left in place, it would be rolled back into the new file
	if err := os.Rename(path+"-journal", aside+"-journal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, os.Rename(aside, path))
	}
	err = a.open(ctx, func(o *opened) error {
		file, err := findBackup(o, args)
		if err != nil {
			return err
		}
		if err := verified(ctx, o, file); err != nil {
			return err
		}
		if err := o.Replace(ctx, file); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.Out, "The database is now a copy of %s; the broken file is %s.\n",
			clean(filepath.Base(file)),
			clean(a.tilde(aside)))
		return err
	})
	if err == nil {
		return nil
	}
	return errors.Join(err, os.Rename(aside, path))
}

// completeBackups completes the names of backups.
func (a *app) completeBackups(c *cobra.Command, args []string, _ string) (list []string, _ cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	err := a.open(c.Context(), func(o *opened) error {
		backups, err := o.Backups()
		for _, b := range backups {
			list = append(list, filepath.Base(b.Path)+"\t"+
				b.Time.In(o.now().Location()).Format("Monday 2 January 2006 15:04"))
		}
		return err
	})
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
