package cmd

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"recall/data"
	"recall/quiz"
)

// missing asks what to do where the database is missing or empty, but there are backups of it. Beginning anew in
// silence would look as if everything was lost. Where there is nobody to ask, it is an error, unless --new is set.
func (a *app) missing(ctx context.Context, path string, now func() time.Time) error {
	seen := data.See(path)
	if a.anew || !seen.Gone() {
		return nil
	}
	list, err := data.BackupsOf(path, now())
	if err != nil || len(list) == 0 {
		return err
	}
	b, say, restore := a.sayMissing(ctx, path, list, now())
	if !a.canAsk() || b.Path == "" {
		return hinted{errors.New(say), restore + "; --new begins a new one"}
	}
	answer, err := a.answer(inLine(sentence(say)) +
		".\n  r  restore it    n  begin a new one    Enter  leave everything as it is\n? ")
	if errors.Is(err, quiz.ErrInterrupt) {
		fmt.Fprintln(a.Err)
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "r":
		return a.fromBackup(ctx, seen, b.Path, now())
	case "n":
		return nil
	}
	return errors.New("nothing was changed")
}

// sayMissing says that a database is missing of which there are backups, and how to restore the newest that a restore
// takes. If it knows of none, b is zero.
func (a *app) sayMissing(ctx context.Context, path string, list []data.Backup, now time.Time) (b data.Backup, say, restore string) {
	backups, of := "is a backup of it", "of "
	if len(list) > 1 {
		backups, of = fmt.Sprintf("are %d backups of it", len(list)), "the newest of "
	}
	say = fmt.Sprintf("%s is missing, but there %s", a.tilde(path), backups)
	b, _, found := data.UsableBackup(ctx, path, now)
	if !found {
		return data.Backup{}, say + ", of which the newest can't be restored",
			a.command("backup", "list") + " shows all; " + a.command("restore", "FILE") + " takes another"
	}
	if b != list[0] {
		of = "the newest that can be restored of "
	}
	return b, say + ", " + of + b.Time.In(now.Location()).Format("2 January 2006 15:04"),
		a.command("restore", filepath.Base(b.Path)) + " brings it back"
}

// command returns a command line for a hint, about the database that --db names.
func (a *app) command(words ...string) string {
	line := []string{"recall"}
	for _, word := range words {
		line = append(line, quoteArg(word))
	}
	if a.db != "" {
		line = append(line, "--db", quoteArg(a.db))
	}
	return clean(strings.Join(line, " "))
}

// present opens the database for a command on what is in it. One that --db names has to be there, as its name may be
// mistyped. At the usual place a first run may begin with any command.
func (a *app) present(ctx context.Context, f func(*opened) error) error {
	if a.db == "" {
		return a.open(ctx, f)
	}
	return a.existing(ctx, f)
}

// existing opens the database for a command that is about what is in it. It is an error if there is none, as where its
// name is mistyped, and none is created.
func (a *app) existing(ctx context.Context, f func(*opened) error) error {
	if err := a.there(ctx); err != nil {
		return err
	}
	return a.open(ctx, f)
}

// there returns an error if there is no database.
func (a *app) there(ctx context.Context) error {
	path, err := a.path()
	if err != nil || !data.Gone(path) {
		return err
	}
	now, err := a.clock()
	if err != nil {
		return err
	}
	list, err := data.BackupsOf(path, now())
	switch {
	case err != nil:
		return err
	case len(list) > 0:
		_, say, restore := a.sayMissing(ctx, path, list, now())
		return hinted{errors.New(say), restore}
	case a.named() != "":
		return hinted{fmt.Errorf("there is no database at %s", a.tilde(path)), "check the name that --db or RECALL_DB gives"}
	}
	return hinted{fmt.Errorf("there is no database at %s", a.tilde(path)), "recall review creates one"}
}

// complete opens the database to complete a word. If there is none, it does nothing: Tab neither creates one nor asks.
func (a *app) complete(ctx context.Context, f func(*opened) error) error {
	if path, err := a.path(); err != nil || data.Gone(path) {
		return err
	}
	return a.open(ctx, f)
}

// offerRescued offers to merge what was recorded in a file that another program took away, and returns what to say of that in
// the session, as its first card takes the screen. Where there is nobody to ask, it says so.
func (a *app) offerRescued(ctx context.Context, o *opened) (say string, err error) {
	list, err := o.RescuedBackups()
	if err != nil { // no reason not to study
		fmt.Fprintln(a.Err, inLine(err.Error()))
		return "", nil
	}
	if len(list) == 0 || o.ReadOnly() {
		return "", nil
	}
	var added []string
	for _, b := range list {
		say := fmt.Sprintf("Another program put another file in the place of the database. What was recorded until %s is saved.",
			b.Time.In(o.now().Location()).Format("2 January 2006 15:04"))
		if !a.canAsk() {
			fmt.Fprintf(a.Err, "%s\nhint: recall restore %s adds it\n", say, clean(quoteArg(filepath.Base(b.Path))))
			continue
		}
		answer, err := a.answer(say + "\nAdd it? [y/N] ")
		if err != nil {
			return "", err
		}
		if !isYes(answer) {
			continue
		}
		if _, err := o.BackupIfOlder(0, o.now()); err != nil {
			return "", err
		}
		m, err := o.TakeRescued(ctx, b, o.moment())
		if err != nil { // it stays, and studying goes on
			a.complain(err)
			continue
		}
		a.sayAside(m)
		added = append(added, "Added: "+strings.Join(append(mergedParts(m), quiz.Count(m.Changed, "schedule changed", "schedules changed")), ", ")+".")
	}
	return strings.Join(added, " · "), nil
}
