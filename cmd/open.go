package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"recall/data"
	"recall/srs"
)

// opened is an open database, with the settings and the clock of the command.
type opened struct {
	*data.Store
	set   data.Settings
	now   func() time.Time
	today srs.Day
	first bool // this run created the database
}

// moment returns the current time, with the day on which the command began.
func (o *opened) moment() data.Moment { return data.Moment{Time: o.now(), Day: o.today} }

// open opens the database, loads the built-in roadmap if it is missing, and calls f.
func (a *app) open(ctx context.Context, f func(*opened) error) (err error) {
	now, err := a.clock()
	if err != nil {
		return err
	}
	path, err := a.path()
	if err != nil {
		return err
	}
	if err := a.missing(ctx, path, now); err != nil {
		return err
	}
	store, err := a.openAt(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = a.leave(store, err) }()
	if err := a.override(store); err != nil {
		return err
	}
	o := &opened{Store: store, now: now}
	if o.set, err = store.Settings(); err != nil {
		return err
	}
	o.today = srs.DayOf(now(), o.set.Rollover)
	lang, err := a.language(o.set.Lang)
	if err != nil {
		return err
	}
	var updates []*data.Plan
	if !store.ReadOnly() {
		store.Sweep(a.Now())
		if o.first, updates, err = store.LoadBuiltin(lang, o.moment()); err != nil {
			return fmt.Errorf("load the built-in roadmap: %w", err)
		}
	}
	if err := a.study(o); err != nil {
		return err
	}
	for _, p := range updates {
		if err := a.tellUpdate(o, p); err != nil {
			return err
		}
	}
	return f(o)
}

// look calls f with the database, or with nil if there is none. It creates no database and does not load a newer
// built-in roadmap.
func (a *app) look(ctx context.Context, f func(*data.Store) error) error {
	path, err := a.path()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return f(nil)
	}
	store, err := a.openAt(ctx, path)
	if err != nil {
		return err
	}
	if err = a.override(store); err == nil {
		err = f(store)
	}
	return a.leave(store, err)
}

// openAt opens a database. Where another program's file stands in its place, it names the backup that brings it back.
func (a *app) openAt(ctx context.Context, path string) (*data.Store, error) {
	store, err := data.Open(ctx, path)
	if !errors.As(err, new(*data.ForeignError)) {
		return store, err
	}
	now, failed := a.clock()
	if failed != nil {
		return nil, err
	}
	if b, _, found := data.UsableBackup(ctx, path, now()); found {
		err = hinted{err, a.command("restore", filepath.Base(b.Path)) + " makes the database anew from that backup; --db names another one"}
	}
	return nil, err
}

// leave closes the database after a command that may have failed. What was saved of a file that another program took away
// is named with the way to get it back.
func (a *app) leave(store *data.Store, err error) error {
	err = errors.Join(store.Cause(err), store.Close())
	var moved *data.MovedError
	if !errors.As(err, &moved) || moved.Kept == "" {
		return err
	}
	what := " makes the database anew from it"
	if moved.There {
		what = " adds it to the database that is there now"
	}
	return hinted{err, a.command("restore", filepath.Base(moved.Kept)) + what}
}

// path returns the path of the database, once a restore is finished that was killed there.
func (a *app) path() (string, error) {
	path, err := a.place()
	if err == nil {
		err = data.FinishSwap(path)
	}
	return path, err
}

// place returns where the database is to be.
func (a *app) place() (string, error) {
	if named := a.named(); named != "" {
		return named, nil
	}
	dir := a.Getenv("XDG_DATA_HOME")
	if dir == "" || !filepath.IsAbs(dir) { // the XDG specification says to ignore a relative path
		home := a.userHome()
		if home == "" {
			return "", hinted{errors.New("there is no home folder to keep the database in"),
				"name a database with --db, or set RECALL_DB"}
		}
		switch runtime.GOOS {
		case "windows":
			dir = filepath.Join(home, "AppData", "Local")
		case "darwin":
			dir = filepath.Join(home, "Library", "Application Support")
		default:
			dir = filepath.Join(home, ".local", "share")
		}
	}
	return filepath.Join(dir, "recall", "recall.db"), nil
}

// named returns the database that --db or RECALL_DB names, or "".
func (a *app) named() string {
	if a.db != "" {
		return a.db
	}
	return a.Getenv("RECALL_DB")
}

// userHome returns the home folder, or "" if it is unknown.
func (a *app) userHome() string {
	if runtime.GOOS == "windows" {
		return a.Getenv("USERPROFILE")
	}
	return a.Getenv("HOME")
}

// tilde shows a path on one line, with the home folder abbreviated to ~.
func (a *app) tilde(path string) string {
	if home := a.userHome(); home != "" {
		if rest, ok := strings.CutPrefix(path, home+string(os.PathSeparator)); ok {
			path = "~" + string(os.PathSeparator) + rest
		}
	}
	return inLine(path)
}

// clock returns the system's clock, or one that runs on from RECALL_NOW. The latter would log reviews on the wrong
// days, so it requires a database to be named.
func (a *app) clock() (func() time.Time, error) {
	text := a.Getenv("RECALL_NOW")
	if text == "" {
		return a.Now, nil
	}
	start, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, fmt.Errorf("RECALL_NOW is %q, not a time such as 2026-11-22T09:00:00+01:00", text)
	}
	if a.named() == "" {
		return nil, hinted{errors.New("RECALL_NOW moves the day, so it works only on a database of its own"),
			"name one with --db or RECALL_DB"}
	}
	began := a.Now()
	return func() time.Time { return start.Add(a.Now().Sub(began)) }, nil
}

// envName returns the environment variable that overrides a setting.
func envName(k data.Key) string { return "RECALL_" + strings.ToUpper(k.Name) }

// override applies the settings in the environment, which take precedence over the stored ones.
func (a *app) override(store *data.Store) error {
	for _, k := range data.Keys {
		value := a.Getenv(envName(k))
		if value == "" || !k.Overridden() {
			continue
		}
		if err := store.Override(k.Name, value); err != nil {
			return fmt.Errorf("%s: %w", envName(k), err)
		}
	}
	return nil
}

// study selects the edition that --lang or the environment names, for this command only. The stored setting is in
// effect already, and the locale counts only on the first run.
func (a *app) study(o *opened) error {
	named := a.lang
	if named == "" {
		k, err := data.FindKey("lang")
		if err != nil {
			return err
		}
		if v, err := o.Value(k, 0); err != nil || v.From != data.FromEnvironment {
			return err
		}
		named = o.set.Lang
	}
	lang := data.Edition(named)
	if lang == "auto" {
		return nil
	}
	found, err := o.Study(lang)
	if err == nil && !found && a.lang != "" {
		return hinted{fmt.Errorf("the built-in roadmap in %q is deleted", lang), "recall deck restore brings it back"}
	}
	return err
}

// language returns the language of the built-in roadmap to start with: from the flag, else the setting, else the
// locale.
func (a *app) language(set string) (string, error) {
	for _, lang := range []string{a.lang, set} {
		switch short := data.Edition(lang); short {
		case "", "auto":
		case "en", "zh":
			return short, nil
		default:
			return "", &usageError{msg: fmt.Sprintf("there is no built-in roadmap in %q", lang),
				hint: "--lang takes en or zh"}
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := a.Getenv(name); value != "" {
			if strings.HasPrefix(value, "zh") {
				return "zh", nil
			}
			break
		}
	}
	return "en", nil
}
