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

// missing asks what to do where the database is missing or empty, but there are backups of it. Beginning anew in silence
// would look as if everything was lost. Where there is nobody to ask, it is an error, unless --new is set.
func (a *app) missing(ctx context.Context, path string, now func() time.Time) error {
	if a.anew || !data.Gone(path) {
		return nil
	}
	list, err := data.BackupsOf(path)
	if err != nil || len(list) == 0 {
		return err
	}
	newest, name := list[0], clean(filepath.Base(list[0].Path))
	when := newest.Time.In(now().Location()).Format("2 January 2006 15:04")
	say := fmt.Sprintf("%s is missing, but there is a backup of it, of %s", a.tilde(path), when)
	if len(list) > 1 {
		say = fmt.Sprintf("%s is missing, but there are %d backups of it, the newest of %s", a.tilde(path), len(list), when)
	}
	if !a.canAsk() {
		return hinted{errors.New(say), "recall restore " + name + " brings it back; --new begins a new one"}
	}
	fmt.Fprintf(a.Err, "%s.\n  r  restore it    n  begin a new one    Enter  leave everything as it is\n? ", clean(sentence(say)))
	answer, err := a.answer()
	if errors.Is(err, quiz.ErrInterrupt) {
		fmt.Fprintln(a.Err)
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "r":
		return a.fromBackup(ctx, path, newest.Path, now())
	case "n":
		return nil
	}
	return errors.New("nothing was changed")
}
