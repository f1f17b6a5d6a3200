package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/srs"
)

// marking describes a command that changes cards without a review.
type marking struct {
	kind          srs.Kind
	verb, short   string
	done, already string
	ask           string // the verb of the question; "": verb
	remove        bool   // of a flag: take it off
}

var markings = []marking{
	{kind: srs.Suspend, verb: "suspend", short: "Stop asking cards until you resume them", done: "Suspended",
		already: "already suspended"},
	{kind: srs.Resume, verb: "resume", short: "Ask suspended or buried cards again", done: "Resumed",
		already: "not suspended"},
	{kind: srs.Bury, verb: "bury", short: "Don't ask cards again today", done: "Buried",
		already: "already buried"},
	{kind: srs.Flag, verb: "flag", short: "Flag cards, to find them later by is:flagged", done: "Flagged",
		already: "already flagged"},
	{kind: srs.Reset, verb: "reset", short: "Make cards new again; their history is kept", done: "Reset",
		already: "already new"},
	{kind: srs.Accept, verb: "accept", short: "Accept a draft", done: "Accepted", already: "already accepted"},
	{kind: srs.Reject, verb: "reject", short: "Reject a draft", done: "Rejected", already: "already rejected"},
}

// unflag is what flag --remove does.
var unflag = marking{kind: srs.Flag, verb: "flag --remove", ask: "unflag", done: "Unflagged", already: "not flagged",
	remove: true}

// act carries out a marking, and returns the cards that it changed.
func (m marking) act(o *opened, cards []int64) ([]int64, error) {
	if m.kind == srs.Flag {
		return o.FlagAll(cards, !m.remove, o.moment())
	}
	return o.MarkAll(cards, m.kind, o.moment())
}

// marks returns the commands for markings.
func (a *app) marks() (list []*cobra.Command) {
	for _, m := range markings {
		list = append(list, a.mark(m))
	}
	return list
}

func (a *app) mark(m marking) *cobra.Command {
	var ch choice
	var yes, remove bool
	c := &cobra.Command{
		Use:     m.verb + " CARD|QUERY",
		Short:   m.short,
		Example: "  recall " + m.verb + " 7f3a\n  recall " + m.verb + " 'deck:python path:5' --yes",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && ch.query == "" && ch.chapter == "" {
				return exactly(1)(c, args)
			}
			ch.args = args
			if remove {
				return a.runMark(c.Context(), unflag, ch, yes)
			}
			return a.runMark(c.Context(), m, ch, yes)
		},
	}
	c.ValidArgsFunction = a.completeCards
	ch.flags(c)
	a.completeChoice(c)
	c.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask for confirmation, however many cards match")
	if m.kind == srs.Flag {
		c.Flags().BoolVar(&remove, "remove", false, "remove the flags")
		c.Example += "\n  recall flag is:flagged --remove"
	}
	return c
}

func (a *app) runMark(ctx context.Context, m marking, ch choice, yes bool) error {
	return a.present(ctx, func(o *opened) error {
		one, err := a.oneCard(o, m, ch)
		if err != nil {
			return err
		}
		if one != nil {
			changed, err := m.act(o, []int64{one.ID})
			switch {
			case err != nil:
				return err
			case len(changed) == 0:
				_, err = fmt.Fprintf(a.Err, "%s is %s.\n", one.Short(), m.already)
			default:
				_, err = fmt.Fprintf(a.Out, "%s %s: %s   (to undo: recall undo)\n", m.done, one.Short(),
					a.signs(faceLine(one.Front())))
			}
			return err
		}
		f, err := a.filter(o, ch)
		if err != nil {
			return err
		}
		var ids []int64
		// these two change only drafts; if the query asks for them, accept also takes back the rejected cards among those
		// that it finds, and reject turns down the outdated ones
		drafts := m.kind == srs.Accept || m.kind == srs.Reject
		back := m.kind == srs.Accept && f.AsksFor("rejected")
		down := m.kind == srs.Reject && f.AsksFor("outdated")
		err = o.Cards(f, func(c *data.Card) error {
			status := c.Status()
			if !drafts || down && c.Older == data.Outdated || status == "draft" || back && status == "rejected" {
				ids = append(ids, c.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			fmt.Fprintln(a.Err, map[bool]string{true: "No draft matches.",
				false: "No card matches."}[drafts && !down])
			return nil
		}
		say := quiz.Count(len(ids), "card", "cards") + " found"
		if err := a.confirm(yes, say, sentence(cmp.Or(m.ask, m.verb))+" them?", "nothing was changed"); err != nil {
			return err
		}
		changed, err := m.act(o, ids)
		if err != nil {
			return err
		}
		n := len(changed)
		already := ""
		if n < len(ids) {
			already = fmt.Sprintf("; %d %s", len(ids)-n,
				map[bool]string{true: "was ", false: "were "}[len(ids)-n == 1]+m.already)
		}
		_, err = fmt.Fprintf(a.Out, "%s %s%s.\n", m.done, quiz.Count(n, "card", "cards"), already)
		return err
	})
}

// oneCard returns the card that a single argument names, or nil if the choice is a query.
func (a *app) oneCard(o *opened, m marking, ch choice) (*data.Card, error) {
	if len(ch.args) != 1 || ch.query != "" || ch.chapter != "" {
		return nil, nil
	}
	arg := ch.args[0]
	card, err := o.FindCard(arg)
	if err == nil {
		return card, err
	}
	_, noDeck := o.FindDeck(arg)
	if noDeck == nil || data.IsQuery(arg) {
		return nil, nil
	}
	if errors.As(noDeck, new(*data.ManyDecksError)) {
		return nil, noDeck
	}
	if errors.As(err, new(*data.AmbiguousError)) {
		return nil, err
	}
	return nil, hinted{err, "recall list prints the ids; recall " + m.verb + " -q " + quoteArg(arg) +
		" selects the cards with these words"}
}

// completeCards completes the ids of cards.
func (a *app) completeCards(c *cobra.Command, args []string, start string) (list []string, _ cobra.ShellCompDirective) {
	const most = 100
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	err := a.complete(c.Context(), func(o *opened) error {
		cards, err := o.CardsStarting(start, most)
		for _, card := range cards {
			list = append(list, card.Short()+"\t"+faceLine(card.Front()))
		}
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeChoice completes the values of -q and --chapter.
func (a *app) completeChoice(c *cobra.Command) {
	chapters := func(c *cobra.Command, args []string, _ string) (list []string, _ cobra.ShellCompDirective) {
		err := a.complete(c.Context(), func(o *opened) error {
			f, err := a.filter(o, choice{args: args})
			if err != nil {
				return err
			}
			names, err := o.Chapters(f)
			for _, n := range names {
				list = append(list, oneLine(n))
			}
			return err
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return list, cobra.ShellCompDirectiveNoFileComp
	}
	terms := func(c *cobra.Command, _ []string, start string) (list []string, _ cobra.ShellCompDirective) {
		if tags, ok := a.completeTagTerm(c, start); ok {
			return tags, cobra.ShellCompDirectiveNoFileComp
		}
		for _, s := range data.QueryStates() {
			list = append(list, "is:"+s)
		}
		for _, op := range data.QueryOperators() {
			if op != "is" && op != "prop" {
				list = append(list, op+":")
			}
		}
		return append(list, "prop:interval>", "prop:ease<", "prop:lapses>", "prop:reps>", "prop:due<"),
			cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	if err := errors.Join(c.RegisterFlagCompletionFunc("chapter", chapters),
		c.RegisterFlagCompletionFunc("query", terms)); err != nil {
		panic(err) // the flag is not defined
	}
}
