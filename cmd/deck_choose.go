package cmd

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

// orAsk requires n arguments, except on a terminal, where the command asks for missing ones.
func (a *app) orAsk(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if !a.interactive() || a.noInput {
			return exactly(n)(c, args)
		}
		return atMost(n)(c, args)
	}
}

// chooseDecks returns a deck for each label: the one an argument names, or else one that the person picks. It returns
// quiz.ErrQuit if they leave.
func (a *app) chooseDecks(ctx context.Context, o *opened, args []string, labels ...string) (chosen []data.Deck,
	err error) {
	for _, arg := range args {
		d, err := a.findDeck(o, arg)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, d)
	}
	if len(args) == len(labels) {
		return chosen, nil
	}
	decks, err := o.Decks()
	if err != nil {
		return nil, err
	}
	for _, label := range labels[len(args):] {
		left := slices.DeleteFunc(slices.Clone(decks), func(d data.Deck) bool { return slices.Contains(chosen, d) })
		d, err := a.pickDeck(ctx, left, label)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, d)
	}
	return chosen, nil
}

// pickDeck lets the person pick one of the decks.
func (a *app) pickDeck(ctx context.Context, decks []data.Deck, label string) (d data.Deck, err error) {
	var names []string
	for _, d := range decks {
		names = append(names, clean(d.Name))
	}
	err = a.ask(ctx, func(ui quiz.UI) error {
		i, err := ui.Pick(label, names)
		if err == nil {
			d = decks[i]
		}
		return err
	})
	return d, err
}

// askName asks for a deck's new name.
func (a *app) askName(ctx context.Context, old string) (name string, err error) {
	err = a.ask(ctx, func(ui quiz.UI) (err error) {
		name, err = ui.Field("New name for "+clean(old), old, func(s string) error {
			if strings.TrimSpace(s) == "" {
				return errors.New("a deck needs a name")
			}
			return nil
		})
		return err
	})
	return name, err
}

// ask runs f with a UI to ask a person, then restores the terminal.
func (a *app) ask(ctx context.Context, f func(quiz.UI) error) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	ui, done, err := a.person(ctx, st)
	if err != nil {
		return err
	}
	return errors.Join(f(ui), done())
}
