package cmd

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck"
	"recall/quiz"
	"recall/quiz/draw"
)

// importFlags say how to import.
type importFlags struct {
	deck    string
	dryRun  bool
	report  bool
	asJSON  bool
	yes     bool
	skipBad bool
	every   bool
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import [PATH…]",
		Short: "Make cards of notes, or take over what changed in them",
		Long: `Make cards of the bullets in Markdown files, or of cards in a table (CSV, TSV, a text file
of Anki) or in JSON. A file makes the deck that its title names, a folder one deck of its own name. Imported again, an edited file keeps the progress of
its bullets. Without a path, every file known so far is read again. "-" is standard input.`,
		Example: "  recall import notes.md --dry-run\n  recall import notes/ --deck algorithms\n  recall import",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && f.deck != "" {
				return &usageError{msg: "--deck needs a path", hint: "recall import PATH --deck " + f.deck}
			}
			notes, logs, err := a.splitLogs(args)
			if err != nil || len(logs) == 0 {
				return errors.Join(err, a.runImport(c.Context(), args, f))
			}
			return a.importLogs(c.Context(), notes, logs, f)
		},
	}
	c.Flags().StringVar(&f.deck, "deck", "", "put the bullets into the deck of this `NAME`")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would happen and write nothing")
	c.Flags().BoolVar(&f.report, "report", false, "also list every bullet without a card, and why")
	c.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "do not ask before much of a deck is parked")
	c.Flags().BoolVar(&f.every, "every", false, "accept every draft of the decks too: literally each bullet that can be asked")
	c.Flags().BoolVar(&f.skipBad, "skip-bad", false, "leave out what has problems, and import the rest")
	return c
}

// batch is the files of one deck.
type batch struct {
	deck  string
	files []data.File
	texts [][]byte
	shown []string // the files as they were named
}

// unchanged tells that every file of the batch holds the bytes that were read last: then all of it is as stored.
func (b *batch) unchanged(store *data.Store) (bool, error) {
	for _, f := range b.files {
		same, err := store.Unchanged(f.Path, f.Sum)
		if err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

// parse reads the texts into documents.
func (b *batch) parse() (problems []deck.Problem) {
	for i := range b.files {
		doc, bad := deck.Read(b.shown[i], b.texts[i])
		b.files[i].Doc = doc
		problems = append(problems, bad...)
	}
	return problems
}

func (a *app) runImport(ctx context.Context, args []string, f importFlags) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	if f.dryRun {
		return a.dryRun(ctx, args, f, st)
	}
	return a.open(ctx, func(o *opened) error {
		batches, problems, err := a.gather(o.Store, args, f)
		if err != nil {
			return err
		}
		plans := make([]*data.Plan, len(batches)) // nil: all of it is as stored
		for i, b := range batches {
			if b.files[0].Doc == nil {
				continue
			}
			if plans[i], err = o.Plan(b.deck, b.files); err != nil {
				return err
			}
			if err := a.confirmParking(plans[i], f); err != nil {
				return err
			}
		}
		if slices.ContainsFunc(plans, func(p *data.Plan) bool { return p != nil && p.Changed() }) {
			if _, err := o.BackupIfOlder(0, o.now()); err != nil {
				return err
			}
		}
		for i, p := range plans {
			if p == nil {
				if err := a.reportSame(o.Store, batches[i]); err != nil {
					return err
				}
				continue
			}
			if _, err := o.Apply(p, o.moment()); err != nil {
				return err
			}
			if !f.asJSON {
				a.report(batches[i], p, f, st)
				if err := a.sayLoad(o, p); err != nil {
					return err
				}
			}
		}
		if f.asJSON {
			if err := a.reportJSON(batches); err != nil {
				return err
			}
		}
		if f.every {
			if err := a.acceptEvery(o, batches, f); err != nil {
				return err
			}
		}
		return skipped(problems)
	})
}

// acceptEvery accepts the drafts of the decks that were imported into.
func (a *app) acceptEvery(o *opened, batches []batch, f importFlags) error {
	var decks []int64
	for _, b := range batches {
		d, err := o.FindDeck(b.deck)
		if err != nil {
			return err
		}
		decks = append(decks, d.ID)
	}
	n, err := acceptAll(o, data.Filter{Decks: decks})
	if err == nil && !f.asJSON {
		fmt.Fprintf(a.Out, "  %s accepted\n", quiz.Count(n, "draft", "drafts"))
	}
	return err
}

// dryRun shows the plan. Where there is no database yet, it compares with nothing and makes none.
func (a *app) dryRun(ctx context.Context, args []string, f importFlags, st draw.Style) error {
	path, err := a.path()
	if err != nil {
		return err
	}
	show := func(store *data.Store) error {
		batches, problems, err := a.gather(store, args, f)
		if err != nil {
			return err
		}
		if f.asJSON {
			for _, b := range batches {
				build(b)
			}
			return errors.Join(a.reportJSON(batches), skipped(problems))
		}
		for _, b := range batches {
			p := data.FirstPlan(b.deck, b.files)
			if store != nil {
				if p, err = store.Plan(b.deck, b.files); err != nil {
					return err
				}
			}
			f.report = true
			a.report(b, p, f, st)
		}
		fmt.Fprintf(a.Out, "Nothing was written. recall import %s does it.\n", clean(strings.Join(args, " ")))
		return skipped(problems)
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if len(args) == 0 {
			return errors.New("no file has been imported yet; name one: recall import NOTES.md")
		}
		return show(nil)
	}
	return a.open(ctx, func(o *opened) error { return show(o.Store) })
}

func build(b batch) {
	docs := make([]*deck.Document, len(b.files))
	for i, f := range b.files {
		docs[i] = f.Doc
	}
	deck.Build(docs)
}

// skipped says that problems were left out.
func skipped(problems []deck.Problem) error {
	switch len(problems) {
	case 0:
		return nil
	case 1:
		return &partlyError{"1 problem was left out"}
	}
	return &partlyError{fmt.Sprintf("%d problems were left out", len(problems))}
}

// gather reads the files that the arguments name, sorts them into decks, and parses what is not as it was read last. Problems
// refuse all of them, unless they are to be skipped.
func (a *app) gather(store *data.Store, args []string, f importFlags) ([]batch, []deck.Problem, error) {
	batches, err := a.sortIn(store, args, f)
	if err != nil {
		return nil, nil, err
	}
	var problems []deck.Problem
	for i := range batches {
		if store != nil && !f.dryRun && !f.asJSON && !f.report {
			if same, err := batches[i].unchanged(store); err != nil || same {
				if err != nil {
					return nil, nil, err
				}
				continue
			}
		}
		problems = append(problems, batches[i].parse()...)
	}
	for _, p := range problems {
		fmt.Fprintln(a.Err, clean(p.Error()))
	}
	if len(problems) > 0 && !f.skipBad {
		return nil, nil, hinted{fmt.Errorf("%s; nothing was imported", countProblems(len(problems))), "mend it, or import the rest with --skip-bad"}
	}
	return batches, problems, nil
}

// sortIn reads the files and puts each into the batch of its deck.
func (a *app) sortIn(store *data.Store, args []string, f importFlags) ([]batch, error) {
	var batches []batch
	add := func(deckName string, paths ...string) error {
		for _, p := range paths {
			file, text, err := a.readFile(p)
			if err != nil {
				return err
			}
			name := deckName
			if name == "" {
				if name, err = a.deckName(store, file.Path, text, p, f.deck); err != nil {
					return err
				}
			}
			at := slices.IndexFunc(batches, func(b batch) bool { return b.deck == name })
			if at < 0 {
				at = len(batches)
				batches = append(batches, batch{deck: name})
			}
			b := &batches[at]
			b.files, b.texts, b.shown = append(b.files, file), append(b.texts, text), append(b.shown, p)
		}
		return nil
	}
	if len(args) == 0 {
		sources, err := store.Sources()
		if err != nil {
			return nil, err
		}
		if len(sources) == 0 {
			return nil, errors.New("no file has been imported yet; name one: recall import NOTES.md")
		}
		for _, s := range sources {
			if err := add(s.Deck, s.Path); err != nil {
				return nil, err
			}
		}
	}
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-":
			err = add("", "-")
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", arg, plainErr(err))
		case info.IsDir():
			err = a.addFolder(arg, f, add)
		default:
			err = add("", arg)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(batches) == 0 {
		return nil, errors.New("there is nothing to import there: no file of cards")
	}
	return batches, nil
}

// addFolder adds the files of a folder to the deck of its name.
func (a *app) addFolder(dir string, f importFlags, add func(string, ...string) error) error {
	paths, err := filesIn(dir)
	if err != nil {
		return err
	}
	name := f.deck
	if name == "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		name = filepath.Base(abs)
	}
	return add(name, paths...)
}

func countProblems(n int) string {
	if n == 1 {
		return "there is 1 problem"
	}
	return fmt.Sprintf("there are %d problems", n)
}

// plainErr takes the path off an error that is about to name it.
func plainErr(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// headOf reads the start of a file; nil where it can't be read.
func headOf(path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, 64<<10)) // what can't be read is no deck
	return text
}

// filesIn lists the files of a folder that hold cards, hidden ones left out.
func filesIn(dir string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && path != dir {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.IsDir() && deck.InFolder(path, func() []byte { return headOf(path) }) {
			paths = append(paths, path)
		}
		return nil
	})
	sort.Strings(paths)
	return paths, err
}

func (a *app) readFile(path string) (data.File, []byte, error) {
	var text []byte
	var file data.File
	var err error
	if path == "-" {
		text, err = io.ReadAll(a.In)
		file.Path = "stdin"
	} else {
		var info fs.FileInfo
		if info, err = os.Stat(path); err == nil {
			file.Mtime = info.ModTime().UnixNano()
			text, err = os.ReadFile(path)
		}
		if err == nil {
			file.Path, err = filepath.Abs(path)
		}
	}
	if err != nil {
		return file, nil, fmt.Errorf("read %s: %w", path, plainErr(err))
	}
	file.Sum, file.Size = sha256.Sum256(text), int64(len(text))
	return file, text, nil
}

// deckName is the deck that a file goes to: a known file keeps its own; then --deck, what the file asks for, its title, its name.
func (a *app) deckName(store *data.Store, path string, text []byte, shown, flag string) (string, error) {
	if store != nil {
		known, err := store.DeckOf(path)
		if err != nil || known != "" {
			return known, err
		}
	}
	if flag != "" {
		return flag, nil
	}
	doc, _ := deck.Read(shown, text) // its problems are told when all files are parsed
	for _, name := range []string{doc.Deck, doc.Title} {
		if name = strings.TrimSpace(clean(name)); name != "" {
			return name, nil
		}
	}
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base)), nil
}

// confirmParking asks before much of a deck is parked.
func (a *app) confirmParking(p *data.Plan, f importFlags) error {
	if !p.ParksMany() {
		return nil
	}
	return a.confirm(f.yes, fmt.Sprintf("%d of %d bullets of %s are gone from their source; their cards would be parked, with their history",
		p.Count[deck.Parked], p.Stored, clean(p.Deck)), "Park them?", "nothing was imported")
}
