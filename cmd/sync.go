package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/data/place"
	"recall/quiz"
)

// syncFlags are the flags of recall sync.
type syncFlags struct {
	status, dryRun, asJSON bool
	push, pull, leaves     bool
	forget                 string
	decks                  []string
}

func (a *app) syncCommand() *cobra.Command {
	var f syncFlags
	c := &cobra.Command{
		Use:     "sync [PLACE]",
		Short:   "Exchange reviews and cards with your other machines",
		Example: "  recall sync ~/Sync/recall\n  recall sync --status",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			f.leaves = c.Flags().Changed("forget") // an empty name is no other command
			return a.runSync(c.Context(), args, f)
		},
	}
	addHelp(c, func() string { return topicText("sync") })
	c.ValidArgsFunction = a.completePlaces
	c.Flags().BoolVar(&f.status, "status", false, "say who was seen when and what is new, and exchange nothing")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be exchanged, and write nothing")
	c.Flags().StringVar(&f.forget, "forget", "", "sync with `PLACE` no more; its files stay")
	c.Flags().StringArrayVar(&f.decks, "deck", nil, "only this `DECK`, and no longer those named before; may be given again")
	c.Flags().BoolVar(&f.push, "push", false, "only push to the place, and take nothing")
	c.Flags().BoolVar(&f.pull, "pull", false, "only take cards from the place, as from a class, and push nothing")
	c.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object")
	c.RegisterFlagCompletionFunc("deck", a.completeDeckFlag)
	return c
}

func (a *app) runSync(ctx context.Context, args []string, f syncFlags) error {
	if err := f.check(args); err != nil {
		return err
	}
	open := a.existing
	if len(args) > 0 && !f.status && !f.dryRun {
		open = a.open // a new machine begins with what the others have
	}
	return open(ctx, func(o *opened) error {
		if f.leaves {
			return a.forgetPlace(o, f.forget)
		}
		places, err := a.placesToSync(ctx, o, args, f)
		if err != nil {
			return err
		}
		if f.status {
			return a.syncStatus(ctx, o, places, f.asJSON)
		}
		return a.exchangeAll(ctx, o, places, f)
	})
}

// check refuses flags that contradict each other.
func (f *syncFlags) check(args []string) error {
	switch {
	case f.leaves && (len(args) > 0 || f.status || f.dryRun || f.asJSON || f.about()):
		return &usageError{msg: "--forget takes one place, and no other flag",
			hint: "recall sync --status shows the places that are known"}
	case f.push && f.pull:
		return &usageError{msg: "--push and --pull can't be used together", hint: "without both, recall exchanges both ways"}
	case f.about() && (f.status || f.dryRun):
		return &usageError{msg: "--deck, --push and --pull change what a place is for; --status and --dry-run change nothing",
			hint: "recall sync --status says what it is for"}
	case f.about() && len(args) == 0:
		return &usageError{msg: "--deck, --push and --pull are about one place", hint: "name it: recall sync PLACE"}
	}
	return nil
}

// exchangeAll exchanges with each place. One that fails does not keep the others waiting.
func (a *app) exchangeAll(ctx context.Context, o *opened, places []data.Place, f syncFlags) error {
	rows := []map[string]any{}
	var failed []error
	for _, p := range places {
		done, err := o.Exchange(ctx, p, o.moment(), f.dryRun, func() error {
			_, err := o.BackupIfOlder(sessionBackup, o.now())
			return err
		})
		if ctx.Err() != nil {
			return quiz.ErrInterrupt
		}
		if err != nil {
			failed = append(failed, a.lostPlace(p, err))
			continue
		}
		if f.asJSON {
			rows = append(rows, exchangedRow(done))
			continue
		}
		a.sayExchanged(done, f.dryRun)
		if err := a.reportPulled(p.At, done.Pulled); err != nil {
			return err
		}
	}
	if f.asJSON {
		if err := printJSON(a.Out, map[string]any{"places": rows}); err != nil {
			return err
		}
	}
	if len(failed) == 0 || len(places) == 1 {
		return errors.Join(failed...)
	}
	for _, err := range failed {
		a.complain(err)
	}
	return &partlyError{fmt.Sprintf("%d of %s could not be synced", len(failed), quiz.Count(len(places), "place", "places"))}
}

// lostPlace adds what to do where a place is not what it was.
func (a *app) lostPlace(p data.Place, err error) error {
	var lost *data.LostError
	if errors.As(err, &lost) {
		at := quoteArg(p.At)
		return hinted{fmt.Errorf("%s: %w", a.tilde(p.At), err),
			"if it is, write all of it again: recall sync --forget " + at + ", then recall sync " + at}
	}
	var merged *data.MergedError
	if errors.As(err, &merged) {
		return hinted{fmt.Errorf("%s: %w", a.tilde(p.At), err),
			"to share all of that one: " + shareAgain(p, merged.Name, merged.Into)}
	}
	var failed *place.Error
	if errors.As(err, &failed) && errors.Is(err, fs.ErrNotExist) && !place.IsRemote(p.At) {
		return hinted{err, "if it is elsewhere now, name it there: recall sync PLACE"}
	}
	if errors.As(err, &failed) && place.IsRemote(p.At) {
		return hinted{err, "nothing is lost: what is due there waits for the next recall sync"}
	}
	return err
}

// sayExchanged says what an exchange did.
func (a *app) sayExchanged(done data.Exchanged, dry bool) {
	var parts []string
	taken := takenParts(done.Merged)
	if done.Media > 0 {
		taken = append(taken, quiz.Count(done.Media, "picture or sound", "pictures and sounds"))
	}
	if len(taken) > 0 {
		parts = append(parts, strings.Join(taken, ", ")+" from others")
	} else if done.Pulled != nil {
		parts = append(parts, pulledParts(done.Pulled)...)
	}
	if n := done.Merged.Changed; n > 0 {
		parts = append(parts, quiz.Count(n, "schedule changed", "schedules changed"))
	}
	if sent := amounts(done.Sent); sent != "" {
		parts = append(parts, sent+" sent")
	}
	say := "nothing new"
	if len(parts) > 0 {
		say = strings.Join(parts, "; ")
	}
	if dry {
		say = "would be: " + say
	}
	fmt.Fprintf(a.Out, "%s: %s\n", clean(a.tilde(done.Place.At)), say)
	if done.NewID {
		fmt.Fprintln(a.Err, newID)
	}
	for _, say := range changedThere(done.Merged) {
		fmt.Fprintln(a.Err, say)
	}
	a.sayAside(done.Merged)
	a.sayIgnored(done.Ignored)
	if !done.Ahead.IsZero() {
		fmt.Fprintf(a.Err, "entries here are of up to %s, more than five years after the clock: other machines do not take them. "+
			"Set the clock if it is wrong now; if it was wrong then, run recall check --repair.\n",
			done.Ahead.Format("2006-01-02 15:04"))
	}
	if n := len(done.Waiting); n > 0 {
		fmt.Fprintf(a.Err, "%s announced and not there yet; the next sync looks again.\n", quiz.Count(n, "file is", "files are"))
	}
}

// changedThere says which decks were merged or deleted on another machine.
func changedThere(m data.Merged) (say []string) {
	for part := range strings.Lines(m.Parts) {
		say = append(say, clean(strings.TrimSuffix(part, "\n"))+".")
	}
	for name := range strings.Lines(m.Deleted) {
		name = clean(strings.TrimSuffix(name, "\n"))
		say = append(say, fmt.Sprintf("%s was deleted on another machine; recall deck restore %s brings it back.", name, quoteArg(name)))
	}
	return say
}

// newID is true of a copy, of a database that went back to an old backup, and of a place that was forgotten for long.
const newID = "files there have the id of this database, and it did not write them or no longer knows of it, as after a " +
	"copy or an old backup; it goes on under a new id, and nothing is lost"

// mostIgnored is how many ignored files are named.
const mostIgnored = 5

func (a *app) sayIgnored(list []place.Ignored) {
	if slices.ContainsFunc(list, func(f place.Ignored) bool { return f.Ahead }) {
		defer fmt.Fprintln(a.Err, "Set the clock that is wrong. If it was the other machine's, then run recall check --repair there.")
	}
	for i, f := range list {
		if i == mostIgnored {
			fmt.Fprintf(a.Err, "and %s; recall sync --status --json lists all\n", quiz.Count(len(list)-i, "more file", "more files"))
			return
		}
		fmt.Fprintf(a.Err, "ignored: %s: %s\n", inLine(f.Name), inLine(f.Why))
	}
}

// amounts says what a push holds, or returns "".
func amounts(c place.Contents) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{{c.Entries, "log entry", "log entries"}, {c.Notes, "bullet", "bullets"}, {c.Settings, "setting", "settings"}} {
		if p.n > 0 {
			parts = append(parts, quiz.Count(p.n, p.one, p.many))
		}
	}
	return quiz.Names(parts)
}

// takenParts is mergedParts, with the bullets that have newer words and the settings.
func takenParts(m data.Merged) []string {
	parts := mergedParts(m)
	if m.Edited > 0 {
		parts = append(parts, quiz.Count(m.Edited, "edited bullet", "edited bullets"))
	}
	if m.Renamed > 0 {
		parts = append(parts, quiz.Count(m.Renamed, "renamed deck", "renamed decks"))
	}
	if m.Settings > 0 {
		parts = append(parts, quiz.Count(m.Settings, "setting", "settings"))
	}
	return parts
}

func exchangedRow(done data.Exchanged) map[string]any {
	return map[string]any{"place": done.Place.At, "taken": map[string]int{"entries": done.Entries, "decks": done.Decks,
		"bullets": done.Merged.Notes, "cards": done.Cards, "edited": done.Edited, "media": done.Media,
		"schedules_changed": done.Changed, "settings": done.Settings, "renamed": done.Renamed},
		"sent":     contentsRow(done.Sent),
		"bytes_in": done.Read, "bytes_out": done.Bytes, "new_id": done.NewID, "ignored": ignoredRows(done.Ignored),
		"waiting": append([]string{}, done.Waiting...), "pulled": pulledRows(done.Pulled)}
}

func contentsRow(c place.Contents) map[string]int {
	return map[string]int{"entries": c.Entries, "bullets": c.Notes, "settings": c.Settings}
}

func ignoredRows(list []place.Ignored) []map[string]string {
	rows := []map[string]string{}
	for _, f := range list {
		rows = append(rows, map[string]string{"name": f.Name, "why": f.Why})
	}
	return rows
}

// completePlaces completes the places that are remembered; a folder will do too.
func (a *app) completePlaces(c *cobra.Command, args []string, _ string) (list []string, _ cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	err := a.complete(c.Context(), func(o *opened) error {
		places, err := o.Places()
		for _, p := range places {
			list = append(list, p.At)
		}
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return list, cobra.ShellCompDirectiveDefault
}
