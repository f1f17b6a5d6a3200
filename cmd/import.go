package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck/blocks"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/quiz/term"
)

// importFlags are the flags of recall import.
type importFlags struct {
	deck     string
	dryRun   bool
	report   bool
	asJSON   bool
	yes      bool
	keep     bool
	older    bool
	before   []string // the bullets of an edited file as they were: what an editor wrote is meant, whatever it was
	skipBad  bool
	strict   bool   // --skip-bad=false
	encoding string // as blocks.Encoding names it
	every    bool
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import [PATH…]",
		Short: "Make cards from notes, or update them after an edit",
		Long: `Make cards from the bullets of Markdown and Org files, or read cards from a
table (CSV, TSV, Anki's text export), from JSON or from an Anki package (.apkg,
.colpkg), whose reviews, schedules, pictures and sounds come along. A file
becomes the deck that its title names; a folder becomes one deck of the same
name. When you import an edited file again, its bullets keep their progress,
even if the file or its folder was renamed, or a bullet moved to a file of
another deck. A card whose fact changed starts over, unless --keep says that no
edit changed a fact.
What recall export wrote comes back as the same cards, and a log that it wrote
is merged with the history here. Files that are not UTF-8 need --encoding,
once; UTF-16 with a byte order mark does not. Without a path, every file
imported so far is read again, and so are new files in the folders imported so
far; an Anki package is read again if it changed. "-" is standard input.

In a folder, Markdown and Org files are read, and files of other kinds that say
that they hold cards. Hidden files, node_modules, the templates of an Obsidian
vault and whatever .gitignore or .recallignore lists are passed over, unless
you name them or have imported them before. The report counts what was not
read; --dry-run lists it.`,
		Example: "  recall import notes.md --dry-run\n  recall import notes/ --deck algorithms\n  recall import",
		RunE: func(c *cobra.Command, args []string) error {
			f.strict = c.Flags().Changed("skip-bad") && !f.skipBad
			if err := f.nameEncoding(); err != nil {
				return err
			}
			if f.deck != "" {
				if err := data.CheckDeckName(f.deck); err != nil {
					return &usageError{msg: err.Error()}
				}
			}
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
	c.Flags().StringVar(&f.deck, "deck", "", "put the bullets into the deck `NAME`")
	c.Flags().StringVar(&f.encoding, "encoding", "",
		"read files that are not UTF-8 as `NAME`, such as gb18030, shift_jis, latin1 or utf-16")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "show what would happen, but write nothing")
	c.Flags().BoolVar(&f.report, "report", false, "also list every bullet without a card, and why")
	c.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "don't ask before parking much of a deck or starting many cards over")
	c.Flags().BoolVar(&f.older, "older", false, "import files even if they are old copies of what you have")
	c.Flags().BoolVar(&f.keep, "keep", false, "keep all schedules: take every edit as mended")
	c.Flags().BoolVar(&f.every, "every", false,
		"accept every draft of the decks too: literally every bullet that can be asked")
	c.Flags().BoolVar(&f.skipBad, "skip-bad", false,
		"leave out whatever has problems, and import the rest; later imports of a folder do so too")
	return c
}

// nameEncoding puts the usual name of the encoding into the flags.
func (f *importFlags) nameEncoding() error {
	if f.encoding == "" {
		return nil
	}
	usual, ok := blocks.Encoding(f.encoding)
	if !ok {
		return &usageError{msg: fmt.Sprintf("no encoding of text is called %q", f.encoding),
			hint: "names are such as gb18030, big5, shift_jis, euc-kr, utf-16, windows-1251, latin1"}
	}
	f.encoding = usual
	return nil
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
		g, plans, err := a.planImport(ctx, o.Store, args, f)
		if err != nil {
			return err
		}
		done, err := a.carryOut(ctx, o, g, plans, f)
		if err != nil {
			return err
		}
		if err := g.keepFolders(); err != nil {
			return err
		}
		if f.every {
			if err := a.acceptEvery(o, g.batches, plans, f); err != nil {
				return err
			}
		}
		if f.asJSON {
			return errors.Join(a.reportJSON(g, plans, done), g.partly())
		}
		var decks []data.Deck
		habit := sync.OnceValues(o.Habit) // the same for all decks
		for i, p := range plans {
			if p == nil {
				err = a.reportSame(o.Store, g.batches[i])
			} else {
				a.report(g.batches[i], p, f, st)
				var d data.Deck
				var found bool
				if d, found, err = deckCalled(o.Store, p.Deck); found && err == nil {
					decks = append(decks, d)
					err = a.sayLoad(o, d, p, habit)
				}
			}
			if err != nil {
				return err
			}
		}
		if done.Reviews+done.Schedules > 0 {
			fmt.Fprintf(a.Out, "  from Anki's log: %s, %s\n", quiz.Count(done.Reviews, "review", "reviews"),
				quiz.Count(done.Schedules, "schedule", "schedules"))
		}
		a.reportHeld(g)
		a.reportPackages(g)
		g.reportSkipping(st)
		a.reportLeft(g, f.report, st)
		if f.report {
			a.reportReasons(g.batches)
		}
		return errors.Join(a.sayImported(o, decks), g.partly())
	})
}

// sayImported says what to do after an import that changed decks. For one deck it counts that deck's cards, for several
// those of all studied decks, as the commands that it names would.
func (a *app) sayImported(o *opened, decks []data.Deck) error {
	if len(decks) == 0 {
		return nil
	}
	f, head, argument := o.Studied(), "", ""
	if len(decks) == 1 {
		name := clean(decks[0].Name)
		f, head, argument = f.In(decks[0].ID), name+": ", " "+quoteArg(name)
	}
	q, err := o.Count(f, o.today, data.QueueOptions{Settings: o.set, NewLimit: -1})
	if err != nil {
		return err
	}
	overviews, err := o.Overviews()
	if err != nil {
		return err
	}
	drafts, some := 0, false
	for _, d := range overviews {
		imported := slices.ContainsFunc(decks, func(other data.Deck) bool { return other.ID == d.ID })
		if imported || len(decks) > 1 && d.Active {
			drafts += d.Drafts
			some = some || imported && d.Drafts > 0
		}
	}
	var next []string
	if today := counts(data.Tally{Due: len(q.Due), Again: len(q.Again), New: len(q.New)}); len(today) > 0 {
		next = append(next, strings.Join(today, ", ")+" today: recall review"+argument)
	}
	if some {
		const many = 50 // more than this are sorted faster by section
		by := ""
		if drafts > many {
			by = " --by section"
		}
		next = append(next, quiz.Count(drafts, "draft", "drafts")+": recall drafts"+argument+by)
	}
	if len(next) == 0 {
		return nil
	}
	line := head + strings.Join(next, "; ")
	if _, tty := terminal(a.Err); tty && draw.Width(line) > a.errorStyle().Width { // no command is to be broken
		line = strings.TrimSpace(strings.TrimSpace(head) + "\n  " + strings.Join(next, "\n  "))
	}
	_, err = fmt.Fprintln(a.Err, line)
	return err
}

// planImport reads all files and compares them with what is stored, without writing anything. The plan is nil where all
// of a batch is as it was read last.
func (a *app) planImport(ctx context.Context, store *data.Store, args []string, f importFlags) (*gathering, []*data.Plan, error) {
	p := a.progress()
	defer p.End()
	g, err := a.gather(ctx, store, args, f, p)
	if err != nil {
		return nil, nil, err
	}
	p.Say("Comparing")
	plans := make([]*data.Plan, len(g.batches))
	for more := true; more; {
		var batches []data.Batch
		var at []int // the batch of g that each is
		for i, b := range g.batches {
			if !b.same {
				batches, at = append(batches, b.batch()), append(at, i)
			}
		}
		if len(batches) == 0 {
			break // nothing changed
		}
		made, err := g.plan(batches)
		if err != nil {
			return nil, nil, err
		}
		more = false
		for k, i := range at {
			if plans[i] = made[k]; f.keep {
				plans[i].KeepSchedules()
			}
			more = g.readBeside(g.batches[i], made[k].Needs) || g.leaveOlder(g.batches[i], made[k].Older) || more
		}
		if more {
			g.batches = slices.DeleteFunc(g.batches, func(b *batch) bool { return len(b.files) == 0 })
			plans = make([]*data.Plan, len(g.batches))
		}
	}
	return g, plans, nil
}

// leaveOlder leaves old copies of files out, and reports whether there are any.
func (g *gathering) leaveOlder(b *batch, paths []string) bool {
	b.files = slices.DeleteFunc(b.files, func(f *importFile) bool {
		older := slices.Contains(paths, f.Path)
		if older {
			g.older = append(g.older, f.shown)
			fmt.Fprintf(g.Err, "%s: an old copy: what differs in it was edited since; nothing of it was imported\n", clean(g.tilde(f.shown)))
		}
		return older
	})
	return len(paths) > 0
}

// lacks reports whether a file of a plan is gone.
func (g *gathering) lacks(p *data.Plan) bool {
	return slices.ContainsFunc(p.Files, func(f data.File) bool { return g.gone[f.Path] })
}

// carryOut carries all plans out, or none: it asks before much is lost, and makes a backup first. Pictures and sounds
// are stored again if they are gone, even where nothing else changes. It counts the reviews and schedules that came
// along from other programs.
func (a *app) carryOut(ctx context.Context, o *opened, g *gathering, plans []*data.Plan, f importFlags) (
	done data.Applied, err error) {
	plans = slices.DeleteFunc(slices.Clone(plans), func(p *data.Plan) bool { return p == nil || p.Empty() })
	hint := "add --yes to go ahead"
	if g.all && slices.ContainsFunc(plans, g.lacks) {
		hint = "if a file has another name or place now, import it as that: recall import FILE; else add --yes to go ahead"
	}
	if err := a.confirmImport(plans, f, hint); err != nil {
		return done, err
	}
	p := a.progress()
	defer p.End()
	if slices.ContainsFunc(plans, (*data.Plan).Changed) {
		p.Say("Making a backup")
		if _, err := o.BackupIfOlder(0, o.now()); err != nil {
			return done, err
		}
	}
	p.Say("Storing")
	if err := o.KeepMedia(ctx, g.dataFiles()); err != nil {
		return done, err
	}
	if len(plans) == 0 {
		return done, nil
	}
	o.OnProgress(p.At)
	applied, err := o.Import(plans, o.moment())
	for _, p := range applied {
		done.Reviews += p.Reviews
		done.Schedules += p.Schedules
	}
	return done, err
}

// progress returns a progress display if a person at a terminal can see it; else nil, which shows nothing.
func (a *app) progress() *term.Progress {
	f, tty := terminal(a.Err)
	if !tty || a.plain || a.Getenv("TERM") == "dumb" {
		return nil
	}
	return term.NewProgress(f, a.errorStyle())
}

// acceptEvery accepts all drafts of the decks that were imported.
func (a *app) acceptEvery(o *opened, batches []*batch, plans []*data.Plan, f importFlags) error {
	var decks []int64
	for i, b := range batches {
		name := b.deck
		if plans[i] != nil && plans[i].Empty() {
			continue
		}
		if plans[i] != nil {
			name = plans[i].Deck // a file can name its deck by id, even after a rename
		}
		d, err := o.FindDeck(name)
		if err != nil {
			return err
		}
		decks = append(decks, d.ID)
	}
	if len(decks) == 0 { // an empty filter would mean all decks
		return nil
	}
	n, err := acceptAll(o, data.Filter{Decks: decks})
	if err == nil && !f.asJSON {
		fmt.Fprintf(a.Out, "  %s accepted\n", quiz.Count(n, "draft", "drafts"))
	}
	return err
}

// dryRun shows the plan. If there is no database yet, it compares with nothing and does not create one.
func (a *app) dryRun(ctx context.Context, args []string, f importFlags, st draw.Style) error {
	return a.look(ctx, func(store *data.Store) error {
		if store == nil && len(args) == 0 {
			return errNoneKnown
		}
		g, plans, err := a.planImport(ctx, store, args, f)
		if err != nil {
			return err
		}
		if f.asJSON {
			return errors.Join(a.reportJSON(g, plans, data.Applied{}), g.partly())
		}
		f.report = true
		for i, b := range g.batches {
			a.report(b, plans[i], f, st)
		}
		a.reportHeld(g)
		a.reportPackages(g)
		g.reportSkipping(st)
		a.reportLeft(g, true, st)
		a.reportReasons(g.batches)
		fmt.Fprintf(a.Out, "Nothing was written. Run recall import%s to do it.\n", clean(f.arguments(args)))
		if len(g.batches) == 1 && len(g.batches[0].files) == 1 && len(args) == 1 && args[0] != "-" && !data.IsAnki(args[0]) {
			fmt.Fprintf(a.Out, "recall explain %s shows its cards.\n", clean(quoteArg(g.batches[0].files[0].shown)))
		}
		return g.partly()
	})
}

// arguments formats the paths and the flags that the same import needs on a command line.
func (f importFlags) arguments(paths []string) (line string) {
	for _, p := range paths {
		line += " " + quoteArg(p)
	}
	if f.deck != "" {
		line += " --deck " + quoteArg(f.deck)
	}
	if f.encoding != "" {
		line += " --encoding " + f.encoding
	}
	if f.skipBad {
		line += " --skip-bad"
	}
	if f.every {
		line += " --every"
	}
	if f.keep {
		line += " --keep"
	}
	if f.older {
		line += " --older"
	}
	return line
}
