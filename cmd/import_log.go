package cmd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"recall/data"
	"recall/quiz"
	"recall/srs"
)

// splitLogs separates the arguments of an import into notes and logs that recall export wrote.
func (a *app) splitLogs(args []string) (notes, logs []string, err error) {
	for _, arg := range args {
		var head []byte
		if arg == "-" {
			in := bufio.NewReader(a.In)
			a.In = in
			head, _ = in.Peek(len(data.DumpMark)) // an error will come up again when the rest is read
		} else if head, err = startOf(arg, len(data.DumpMark)); err != nil {
			return nil, nil, err
		}
		if string(head) == data.DumpMark {
			logs = append(logs, arg)
		} else {
			notes = append(notes, arg)
		}
	}
	return notes, logs, nil
}

// startOf reads the first bytes of a file. It returns none if path is not a regular file; the import reports that
// later.
func startOf(path string, n int) ([]byte, error) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, data.Plain(err))
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(n)))
}

// importLogs imports the notes, if there are any, and then merges the logs.
func (a *app) importLogs(ctx context.Context, notes, logs []string, f importFlags) error {
	if f.deck != "" && len(notes) == 0 {
		return &usageError{msg: "--deck can't be used with a log",
			hint: "its decks keep their names; recall deck rename changes them"}
	}
	var partly error // some of the notes were left out: the logs are merged all the same
	if len(notes) > 0 {
		if partly = a.runImport(ctx, notes, f); partly != nil && !errors.As(partly, new(*partlyError)) {
			return partly
		}
	}
	open := a.open
	if f.dryRun {
		open = a.openToLook
	}
	return open(ctx, func(o *opened) error {
		if !f.dryRun {
			if _, err := o.BackupIfOlder(0, o.now()); err != nil {
				return err
			}
		}
		rows := []map[string]any{}
		left := 0
		for _, path := range logs {
			m, bad, err := a.takeLog(ctx, o, path, f)
			if err != nil {
				return err
			}
			left += bad
			rows = append(rows, map[string]any{"path": path, "entries": m.Entries, "decks": m.Decks, "bullets": m.Notes,
				"cards": m.Cards, "schedules_changed": m.Changed})
			if !f.asJSON {
				a.sayMerged(path, m)
			}
		}
		if f.asJSON {
			if err := printJSON(a.Out, map[string]any{"logs": rows}); err != nil {
				return err
			}
		}
		if f.dryRun && !f.asJSON {
			fmt.Fprintf(a.Out, "Nothing was written. Run recall import%s to do it.\n", clean(f.arguments(logs)))
		}
		return errors.Join(partly, skipped(left))
	})
}

// openToLook opens the database or, if there is none yet, an empty temporary one.
func (a *app) openToLook(ctx context.Context, f func(*opened) error) (err error) {
	path, err := a.path()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return a.open(ctx, f)
	}
	now, err := a.clock()
	if err != nil {
		return err
	}
	dir, err := data.TempFolder()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	store, err := data.Open(ctx, filepath.Join(dir, "recall.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return f(&opened{Store: store, set: data.DefaultSettings, now: now,
		today: srs.DayOf(now(), data.DefaultSettings.Rollover)})
}

// takeLog merges one log and counts its bad lines. Any bad line makes it fail, unless --skip-bad is set.
func (a *app) takeLog(ctx context.Context, o *opened, path string, f importFlags) (m data.Merged, bad int, err error) {
	var in io.Reader = a.In
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return m, 0, fmt.Errorf("read %s: %w", path, data.Plain(err))
		}
		defer file.Close()
		in = file
	}
	m, problems, err := o.ReadDump(ctx, path, in, f.skipBad, f.dryRun, o.moment())
	for _, p := range problems {
		fmt.Fprintln(a.Err, inLine(worded(p)))
	}
	if err == nil && len(problems) > 0 && !f.skipBad {
		err = hinted{fmt.Errorf("%s; nothing was imported", quiz.Count(len(problems), "problem", "problems")),
			"export the deck again, or import the rest with --skip-bad"}
	}
	return m, len(problems), err
}

func (a *app) sayMerged(path string, m data.Merged) {
	a.sayAside(m)
	parts := mergedParts(m)
	if len(parts) == 0 {
		fmt.Fprintf(a.Out, "%s: the database already has all of it\n", inLine(path))
		return
	}
	fmt.Fprintf(a.Out, "%s: %s; %s\n", inLine(path), strings.Join(parts, ", "),
		quiz.Count(m.Changed, "schedule changed", "schedules changed"))
}

// sayAside names the entries of which one stands here and another came, as a forged or a copied log has them.
func (a *app) sayAside(m data.Merged) {
	for line := range strings.Lines(m.Aside) {
		fmt.Fprintln(a.Err, inLine(strings.TrimSpace(line)))
	}
}
