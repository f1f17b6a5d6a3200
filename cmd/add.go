package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck"
	"recall/deck/export"
	"recall/deck/inline"
)

// addFlags are the flags of recall add.
type addFlags struct {
	to     string
	tags   []string
	asJSON bool
	yes    bool
}

func (a *app) add() *cobra.Command {
	var f addFlags
	c := &cobra.Command{
		Use:   "add [DECK] [FRONT BACK | -]",
		Short: "Add a card, or one for each line of standard input",
		Long: `Add a card to a deck. Without a front and a back, an editor opens to write them
in; "-" reads lines from standard input, each a front, a tab and a back. If
you have a single deck of your own, it needs no name.

The cards are kept as Markdown in the folder added next to the database, one
file for each deck. You can edit these files and import them like any others.
--to appends to a file of your notes instead: to one that was imported, or to
any Markdown file that you name, which is imported then. Nothing else in the
file changes. A front that the deck has already is named and not added again.
recall undo --import takes the cards back.`,
		Example: "  recall add go 'What does cap(s) return?' 'how far a slice can grow'\n" +
			"  recall add --to notes.md 'keel' 'stops drift' --tags boats\n  recall add go - < words.tsv",
		Args: atMost(3),
		RunE: func(c *cobra.Command, args []string) error {
			deckName, sides := "", args
			if len(args)%2 == 1 && args[0] != "-" || len(args) == 2 && args[1] == "-" {
				deckName, sides = args[0], args[1:]
			}
			if len(sides) == 1 && sides[0] != "-" { // three arguments, or it would be the deck
				return &usageError{msg: "a card needs a front and a back", hint: "usage: " + c.UseLine()}
			}
			return a.runAdd(c.Context(), deckName, sides, f)
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().StringVar(&f.to, "to", "", "append to this `FILE` of your notes")
	c.Flags().StringSliceVar(&f.tags, "tags", nil, "write these `TAGS` behind each card, such as boats,hull")
	c.Flags().BoolVar(&f.asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "make the deck if there is none of this name")
	return c
}

func (a *app) runAdd(ctx context.Context, deckName string, args []string, f addFlags) error {
	tags, err := tagsOf(f.tags)
	if err != nil {
		return err
	}
	var cards []export.Sides
	switch {
	case len(args) == 2:
		cards = []export.Sides{{Front: args[0], Back: args[1]}}
		err = checkSides(cards[0])
	case len(args) == 1:
		cards, err = a.cardLines()
	case !a.interactive() || a.noInput:
		err = &usageError{msg: "there is no terminal to write a card in",
			hint: "recall add [DECK] FRONT BACK, or - for lines of front, tab, back"}
	}
	if err != nil {
		return err
	}
	return a.open(ctx, func(o *opened) error {
		if err := oneSided(o, deckName, args); err != nil {
			return err
		}
		t, err := a.addTarget(ctx, o, deckName, f)
		if err != nil {
			return err
		}
		if len(args) == 0 {
			if cards, err = a.writeCards(ctx, t); err != nil {
				return err
			}
			if len(cards) == 0 {
				fmt.Fprintln(a.Err, "Nothing was added.")
				return nil
			}
		}
		for i := range cards {
			cards[i].Tags = deck.Tags(cards[i].Tags, tags)
		}
		fresh, err := a.fresh(o, t, cards)
		if err != nil {
			return err
		}
		if fresh.there == len(cards) {
			return a.sayAdded(o, t, fresh, nil, f)
		}
		return a.storeCards(ctx, o, t, fresh, f)
	})
}

// oneSided returns an error if a card without a deck has the name of one as its front: the back is missing.
func oneSided(o *opened, deckName string, args []string) error {
	if deckName != "" || len(args) != 2 {
		return nil
	}
	d, found, err := deckCalled(o.Store, args[0])
	if err != nil || !found {
		return err
	}
	return &usageError{
		msg:  quoted(d.Name) + " is a deck, so this card has a front and no back; nothing was added",
		hint: "recall add DECK FRONT BACK, also for a card whose front is the name of a deck",
	}
}

// tagsOf returns the tags of a flag, as they are written behind a card.
func tagsOf(given []string) ([]string, error) {
	for i := range given {
		given[i] = strings.TrimSpace(given[i])
	}
	tags, err := tagsNamed(given)
	if err != nil {
		return nil, err
	}
	for _, tag := range tags {
		if _, read := inline.CutTags("x #" + tag); len(read) == 0 {
			return nil, &usageError{msg: fmt.Sprintf("#%s in a file of notes is no tag", tag),
				hint: "recall tag CARD " + tag + " gives it to the card once it is added"}
		}
	}
	return tags, nil
}

// checkSides returns what is wrong with the sides of a card.
func checkSides(s export.Sides) error {
	for _, side := range [][2]string{{"front", s.Front}, {"back", s.Back}} {
		switch {
		case strings.TrimSpace(side[1]) == "":
			return &usageError{msg: "the " + side[0] + " is empty; write both sides"}
		case !utf8.ValidString(side[1]):
			return fmt.Errorf("the %s is not UTF-8 text", side[0])
		}
	}
	return nil
}

// cardLines reads cards from standard input: a front, a tab and a back on each line.
func (a *app) cardLines() (cards []export.Sides, err error) {
	text, err := io.ReadAll(a.In)
	if err != nil {
		return nil, fmt.Errorf("read standard input: %w", err)
	}
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		if n++; strings.TrimSpace(line) == "" {
			continue
		}
		front, back, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.Contains(back, "\t") {
			return nil, fmt.Errorf("-:%d: a card is a front, one tab and a back; nothing was added", n)
		}
		s := export.Sides{Front: front, Back: back}
		if err := checkSides(s); err != nil {
			return nil, fmt.Errorf("-:%d: %w; nothing was added", n, err)
		}
		cards = append(cards, s)
	}
	if len(cards) == 0 {
		return nil, errors.New("standard input has no card")
	}
	return cards, nil
}

// storeCards writes cards into their file and imports it.
func (a *app) storeCards(ctx context.Context, o *opened, t *addTarget, fresh freshCards, f addFlags) error {
	if _, err := o.BackupIfOlder(sessionBackup, o.now()); err != nil {
		return err
	}
	if err := a.appendCards(t, fresh.write); err != nil {
		return err
	}
	unstored := func(err error) error {
		return hinted{fmt.Errorf("%w; the card is in %s, but not in the deck yet", err, a.tilde(t.path)),
			"recall import " + a.pathArg(t.path)}
	}
	flags := importFlags{yes: f.yes}
	if !t.known {
		flags.deck = t.name
	}
	g, plans, err := a.planImport(ctx, o.Store, []string{t.path}, flags)
	if err != nil {
		return unstored(err)
	}
	plans = slices.DeleteFunc(plans, func(p *data.Plan) bool { return p == nil })
	hint := "recall import " + a.pathArg(t.path) + " asks, or takes --yes or --keep"
	if err := a.confirmImport(plans, flags, hint); err != nil {
		return unstored(err)
	}
	if _, err := o.Import(plans, o.moment()); err != nil {
		return unstored(err)
	}
	if err := a.sayAdded(o, t, fresh, plans, f); err != nil || f.asJSON {
		return err
	}
	st, err := a.style()
	if err != nil {
		return err
	}
	a.sayBeside(g, plans, len(fresh.write)+len(fresh.inFile), st)
	return nil
}

// unfit says which card no form of Markdown carries, and what to do.
func (a *app) unfit(t *addTarget, cards []export.Sides, err error) error {
	var u *export.UnfitError
	if !errors.As(err, &u) {
		return err
	}
	front := quoted(cards[u.Index].Front)
	if t.own {
		return hinted{fmt.Errorf("the card %s can't be written as Markdown and read back unchanged; nothing was added",
			front), "write it another way, or import it from a table: recall import cards.csv"}
	}
	return hinted{fmt.Errorf(
		"the card %s can't be added at the end of %s so that both are read back unchanged; nothing was added",
		front, a.tilde(t.path)), "leave --to out to keep it among the added cards"}
}
