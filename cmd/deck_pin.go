package cmd

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck"
	"recall/deck/export"
	"recall/quiz"
)

func (a *app) deckPin() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "pin DECK|FILE",
		Short: "Write ids after bullets, so that any edit keeps their progress",
		Long: `Write <!-- id:… --> after each bullet that has no id yet, in all files of a
deck or in one file. Progress follows bullets without ids too, by their text
and place; an id also makes it follow a bullet that you rewrite altogether.
Nothing else in the files changes. They must not have changed since their last
import.`,
		Example: "  recall deck pin notes.md --dry-run\n  recall deck pin python",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.present(c.Context(), func(o *opened) error { return a.pin(c.Context(), o, args[0], dryRun) })
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show the lines that would change, but write nothing")
	return c
}

// pinned is a file with the ids that are about to be written into it.
type pinned struct {
	path      string
	old, text []byte
	count     int
	left      []int
	doc       *deck.Document
}

func (a *app) pin(ctx context.Context, o *opened, arg string, dryRun bool) error {
	sources, err := a.pinSources(o, arg)
	if err != nil {
		return err
	}
	var files []pinned
	for _, s := range sources { // read all of them before writing any
		f, err := a.readPinned(o, s)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	var written []string
	for _, f := range files {
		if dryRun {
			a.showPinned(f)
			continue
		}
		if f.count > 0 {
			if err := data.ReplaceFile(f.path, f.old, f.text); err != nil {
				return err
			}
			written = append(written, f.path)
		}
		fmt.Fprintf(a.Out, "%s: %s pinned\n", clean(a.tilde(f.path)), quiz.Count(f.count, "bullet", "bullets"))
		for _, i := range f.left {
			n := f.doc.Notes[i]
			fmt.Fprintf(a.Err, "%s:%d: an id can't go here: %s\n", clean(a.tilde(f.path)), n.Line,
				clean(oneLine(n.Text)))
		}
	}
	if dryRun {
		fmt.Fprintf(a.Out, "Nothing was written. Run recall deck pin %s to do it.\n", clean(quoteArg(arg)))
		return nil
	}
	if len(written) == 0 {
		return nil
	}
	g, plans, err := a.planImport(ctx, o.Store, written, importFlags{})
	if err != nil {
		return err
	}
	_, err = a.carryOut(ctx, o, g, plans, importFlags{yes: true})
	return err
}

// pinSources returns the files that an argument names: one file, or all files of a deck.
func (a *app) pinSources(o *opened, arg string) ([]data.Source, error) {
	sources, err := o.Sources()
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(arg); err == nil && info.Mode().IsRegular() {
		path, err := filepath.Abs(arg)
		if err != nil {
			return nil, err
		}
		for _, s := range sources {
			if s.Path == path {
				return []data.Source{s}, nil
			}
		}
		return nil, hinted{fmt.Errorf("%s has not been imported yet", arg), "recall import " + quoteArg(arg)}
	}
	d, err := a.findDeck(o, arg)
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(sources, func(s data.Source) bool { return s.Deck != d.Name || s.Parked })
	if len(own) == 0 {
		return nil, fmt.Errorf("%s has no file of yours to write ids into", d.Name)
	}
	return own, nil
}

// readPinned reads a file and adds ids to its text. The file must not have changed since it was imported.
func (a *app) readPinned(o *opened, s data.Source) (pinned, error) {
	path := s.Path
	file, text, err := a.readFile(path)
	if err != nil {
		return pinned{}, err
	}
	if !utf8.Valid(text) {
		return pinned{}, hinted{fmt.Errorf("%s is not UTF-8; ids can't be written into it", a.tilde(path)),
			"save it as UTF-8 and import it: recall import " + a.pathArg(path)}
	}
	same, err := o.Unchanged(path, file.Sum, s.As)
	if err != nil {
		return pinned{}, err
	}
	if !same {
		return pinned{}, hinted{fmt.Errorf("%s has changed since it was imported; nothing was written", a.tilde(path)),
			"recall import " + a.pathArg(path)}
	}
	f := pinned{path: path, old: text}
	f.doc, _ = s.As.Read(path, text)
	ids, err := o.PinIDs(path, f.doc)
	if err != nil {
		return f, err
	}
	if f.text, f.left, err = export.Pin(path, text, ids); err != nil {
		return f, err
	}
	for _, id := range ids {
		if id != "" {
			f.count++
		}
	}
	f.count -= len(f.left)
	return f, nil
}

func (a *app) showPinned(f pinned) {
	before, after := strings.Split(string(f.old), "\n"), strings.Split(string(f.text), "\n")
	for i := range after {
		if before[i] != after[i] {
			fmt.Fprintf(a.Out, "%s:%d: %s\n", clean(a.tilde(f.path)), i+1, clean(strings.TrimSuffix(after[i], "\r")))
		}
	}
}
