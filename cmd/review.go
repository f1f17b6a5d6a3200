package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/quiz/term"
)

// reviewFlags are the flags of recall review.
type reviewFlags struct {
	choice
	limit   int
	minutes int
	new     int
	ahead   int
	cram    bool
	form    string
	pick    bool
}

func (a *app) review() *cobra.Command {
	var f reviewFlags
	c := &cobra.Command{
		Use:     "review [DECK|QUERY]",
		Aliases: []string{"learn"},
		Short:   "Review what is due today, then a few new cards",
		Long: `Review what is due today, then a few new cards. Space shows the answer; 1 to 4
say how well you knew it. Each grade is stored at once, so you can quit with q
at any time. Through a pipe, or with --plain, each answer is a line.`,
		Example: "  recall review\n  recall review python --chapter 5 --limit 20\n  recall review --ahead 1",
		RunE: func(c *cobra.Command, args []string) error {
			f.args = args
			for name, n := range map[string]int{"limit": f.limit, "minutes": f.minutes, "ahead": f.ahead} {
				if n < 0 {
					return &usageError{msg: fmt.Sprintf("--%s does not take %d", name, n),
						hint: "it takes 0 or more"}
				}
			}
			if c.Flags().Changed("new") && f.new < 0 {
				return &usageError{msg: fmt.Sprintf("--new does not take %d", f.new),
					hint: "it takes 0 or more"}
			}
			if f.cram && (f.ahead > 0 || c.Flags().Changed("new")) {
				return &usageError{msg: "--cram asks every learnt card, so --ahead and --new have no effect",
					hint: "leave one of them out"}
			}
			if f.form != "" && !slices.Contains(quiz.Ways, f.form) {
				return &usageError{msg: fmt.Sprintf("--form does not take %q", f.form), hint: "it takes " +
					strings.Join(quiz.Ways, ", ")}
			}
			if f.pick && !a.interactive() {
				return &usageError{msg: "--pick needs a terminal",
					hint: "recall review DECK --chapter TITLE works without one"}
			}
			return a.runReview(c.Context(), f)
		},
	}
	c.ValidArgsFunction = a.completeDecks
	f.flags(c)
	a.completeChoice(c)
	c.Flags().IntVarP(&f.limit, "limit", "n", 0, "ask at most `N` cards; 0 means no limit")
	c.Flags().IntVarP(&f.minutes, "minutes", "m", 0, "start no card after `M` minutes; 0 means no limit")
	c.Flags().IntVar(&f.new, "new", -1, "add `N` new cards, whatever today's limit says")
	c.Flags().Lookup("new").DefValue = "0" // so that help doesn't show -1
	c.Flags().IntVar(&f.ahead, "ahead", 0, "also ask cards due within `DAYS` days: 1 adds tomorrow's")
	c.Flags().StringVar(&f.form, "form", "",
		"how to ask: `FORM` is auto, reveal, type, choice, order or set (default: the\nsetting form); auto depends on the card and its age, and is reveal in a pipe")
	c.RegisterFlagCompletionFunc("form", cobra.FixedCompletions(quiz.Ways, cobra.ShellCompDirectiveNoFileComp))
	c.Flags().BoolVarP(&f.pick, "pick", "p", false, "pick the deck and the chapter from menus")
	c.Flags().BoolVar(&f.cram, "cram", false, "practise every learnt card without affecting the schedule")
	return c
}

// again returns the command that continues such a session. It repeats the flags that chose the cards, except --new N:
// those new cards have been introduced.
func (f reviewFlags) again() string {
	s := "recall review" + f.arguments()
	if f.new == 0 {
		s += " --new 0"
	}
	if f.ahead > 0 {
		s += fmt.Sprintf(" --ahead %d", f.ahead)
	}
	return s
}

func (a *app) runReview(ctx context.Context, f reviewFlags) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	return a.open(ctx, func(o *opened) (err error) {
		if o.ReadOnly() { // before anything is answered in vain
			return hinted{fmt.Errorf("no answer can be stored: %w", &data.FileError{Path: o.Path(), Fault: data.FileReadOnly}),
				"a copy of the file in another place can be reviewed; recall restore merges it later"}
		}
		added, err := a.offerRescued(ctx, o)
		if err != nil {
			return err
		}
		away, came, err := setOut(ctx, o)
		if err != nil {
			return err
		}
		defer func() { a.comeBack(o, away, err) }()
		filter, err := a.filter(o, f.choice)
		if err != nil {
			return err
		}
		if err := activate(o, filter.Decks); err != nil {
			return err
		}
		ui, done, err := a.person(ctx, st)
		if err != nil {
			return err
		}
		opt := quiz.Options{
			Again: f.again(), Filter: filter, Limit: f.limit, Time: time.Duration(f.minutes) * time.Minute,
			Cram: f.cram,
			Way:  f.form, Lines: !a.interactive(), Edit: a.editor(ctx, o, ui), Open: a.opener(),
			Word: worded, Elsewhere: away.Meet,
			Queue: data.QueueOptions{Settings: o.set, NewLimit: f.new, Ahead: f.ahead, All: f.cram},
		}
		lines, err := a.sit(ctx, o, ui, opt, f, []string{added, came})
		if !errors.Is(err, quiz.ErrInterrupt) {
			away.Leave(o.moment())
		}
		err = errors.Join(err, done(), a.tell(lines))
		if err = o.Cause(err); !data.Damaged(err) {
			err = errors.Join(err, a.backUpAfter(o, err == nil))
		}
		if data.Damaged(o.DamageBehind(err)) {
			err = hinted{err, a.howToRestore(ctx)}
		}
		if o.Replaced() {
			fmt.Fprintln(a.Err, "Another program wrote an older copy over the database meanwhile. What was recorded before that may be"+
				" missing; recall restore adds what a backup has of it.")
		}
		return err
	})
}

// backUpAfter makes the backup after a session, if one is due. If it can't, it says so, and that is no error, as the
// session is done. Damage to the database, which it may find, is one.
func (a *app) backUpAfter(o *opened, stored bool) error {
	_, err := o.BackupIfOlder(sessionBackup, o.now())
	if err == nil || data.Damaged(o.DamageBehind(err)) {
		return err
	}
	say := "the backup after the session failed: "
	if stored {
		say = "every grade is stored, but " + say
	}
	fmt.Fprintln(a.Err, inLine(sentence(say+err.Error())))
	return nil
}

// editor returns the function for the key e, which hands the terminal to an editor meanwhile. It is nil without a
// terminal.
func (a *app) editor(ctx context.Context, o *opened, ui quiz.UI) func(*data.Card) (string, error) {
	t, ok := ui.(*term.Term)
	if !ok {
		return nil
	}
	return func(c *data.Card) (say string, err error) {
		err = t.Release(func() error {
			say, err = a.editCard(ctx, o, c)
			return err
		})
		if err != nil {
			err = told{err} // the session shows it on a screen, so it must include the way out
		}
		return say, err
	}
}

// activate adds the decks that a review names to those that are studied from now on.
func activate(o *opened, decks []int64) error {
	for _, id := range decks {
		if err := o.Activate(id); err != nil {
			return err
		}
	}
	return nil
}

// person returns the UI to ask a person: the terminal, or lines. The function that it returns restores the terminal.
func (a *app) person(ctx context.Context, st draw.Style) (quiz.UI, func() error, error) {
	if !a.interactive() {
		p := term.NewPlain(a.In, a.Out, st)
		stop := context.AfterFunc(ctx, p.Interrupt)
		return p, func() error { stop(); return nil }, nil
	}
	t, err := term.Open(a.In.(*os.File), bare(a.Out).(*os.File), term.Options{Color: st.Color, ASCII: st.ASCII})
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, t.Interrupt)
	return t, func() error { stop(); return t.Close() }, nil
}

// sit runs a session and returns the lines to print after it. from says what came from other machines, or is "".
func (a *app) sit(ctx context.Context, o *opened, ui quiz.UI, opt quiz.Options, f reviewFlags, news []string) ([]string, error) {
	if f.pick {
		var err error
		if opt, f.choice, err = pick(o, ui, opt, f.choice); err != nil {
			return nil, quiet(err)
		}
		opt.Again = f.again()
	}
	s, err := quiz.New(o.Store, ui, o.now, opt)
	if err != nil {
		return nil, err
	}
	if s.Left() == 0 {
		say, err := nothingDue(o, opt.Filter, f.choice)
		for i, part := range say {
			say[i] = clean(part)
		}
		if line := strings.Join(say, apart); draw.Width(line) <= ui.Style().Width {
			say = []string{line}
		}
		return append(said(news), say...), err // in parts, so that a command isn't broken at its dashes
	}
	changed, err := changedSources(o)
	if err != nil {
		return nil, err
	}
	say, open, err := backlog(o, s.Overdue(), o.today, backlogAtOnce)
	if err != nil {
		return nil, err
	}
	paused, err := pausedNow(o, opt.Filter)
	if err != nil {
		return nil, err
	}
	s.Say(strings.Join(said(append(news, changed, early(s.Early(), f.ahead), say, paused)), " · "))
	left := s.Run(ctx)
	if left != nil && !errors.Is(left, quiz.ErrQuit) && !errors.Is(left, quiz.ErrInterrupt) {
		return nil, left
	}
	lines, err := s.Summary(ui.Style())
	if err != nil || left != nil || !open {
		return lines, errors.Join(err, quiet(left))
	}
	// what would have kept the first card waiting
	if say, open, err = backlog(o, s.Overdue(), o.today+1, backlogAtEnd); err == nil && !open {
		lines = append(lines, draw.Wrap(say, ui.Style().Width)...)
	}
	return lines, err
}

// said returns the notices that say something.
func said(notices []string) []string {
	return slices.DeleteFunc(notices, func(n string) bool { return n == "" })
}

// early says what --ahead adds, or returns "" if it adds nothing.
func early(cards, days int) string {
	if cards == 0 {
		return ""
	}
	within := "tomorrow"
	if days > 1 {
		within = fmt.Sprintf("within %d days", days)
	}
	return fmt.Sprintf("%s early: due %s.", quiz.Count(cards, "card is", "cards are"), within)
}

// quiet returns nil if err only says that the person left.
func quiet(err error) error {
	if errors.Is(err, quiz.ErrQuit) {
		return nil
	}
	return err
}

// tell prints lines after a session, once the terminal is restored.
func (a *app) tell(lines []string) error {
	if len(lines) == 0 {
		return nil
	}
	_, err := fmt.Fprintln(a.Out, strings.Join(lines, "\n"))
	return err
}

// findDeck returns the deck with a name. If there is none, the error suggests a similar name.
func (a *app) findDeck(o *opened, name string) (data.Deck, error) {
	d, err := o.FindDeck(name)
	var none *data.NoDeckError
	if !errors.As(err, &none) || none.Deleted != "" {
		return d, err
	}
	decks, listErr := o.Decks()
	if listErr != nil {
		return d, listErr
	}
	names := make([]string, len(decks))
	for i, known := range decks {
		names[i] = known.Name
	}
	if near := nearestName(name, names); near != "" {
		return d, hinted{err, fmt.Sprintf("did you mean %q?", near)}
	}
	return d, err
}

// completeDecks completes the names of decks, and shows what is due in each.
func (a *app) completeDecks(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var list []string
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	err := a.complete(c.Context(), func(o *opened) error {
		q, err := o.Count(o.Studied(), o.today, data.QueueOptions{Settings: o.set, NewLimit: -1})
		if err != nil {
			return err
		}
		decks, err := o.Decks()
		for _, d := range decks {
			item := clean(d.Name)
			if t := q.ByDeck[d.ID]; t != nil {
				item += "\t" + strings.Join(counts(*t), " ")
			}
			list = append(list, item)
		}
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}
