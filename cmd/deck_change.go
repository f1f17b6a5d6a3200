package cmd

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

func (a *app) deckRename() *cobra.Command {
	c := &cobra.Command{
		Use:     "rename DECK NAME",
		Short:   "Give a deck another name; its files stay its own",
		Example: "  recall deck rename python 'Python, from the start'",
		Args:    exactly(2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.open(c.Context(), func(o *opened) error {
				d, err := a.findDeck(o, args[0])
				if err != nil {
					return err
				}
				if err := o.RenameDeck(d.ID, args[1]); err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Out, "%s is called %s now.\n", clean(d.Name), clean(strings.TrimSpace(args[1])))
				return err
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	return c
}

func (a *app) deckMerge() *cobra.Command {
	var yes, reschedule bool
	c := &cobra.Command{
		Use:   "merge DECK INTO",
		Short: "Move all of a deck into another one",
		Long: `Move all notes, cards and files of a deck into another one, with their history, and
take the empty deck away. Decks can have rules of their own (recall config --deck): where
the other deck's would have scheduled cards otherwise, the merge says so and does nothing;
with --reschedule those cards get the schedule that the other deck's rules make of their log.`,
		Example: "  recall deck merge redis databases",
		Args:    exactly(2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.open(c.Context(), func(o *opened) error {
				from, err := a.findDeck(o, args[0])
				if err != nil {
					return err
				}
				into, err := a.findDeck(o, args[1])
				if err != nil {
					return err
				}
				say := fmt.Sprintf("%s becomes part of %s, and is no deck of its own any more", clean(from.Name), clean(into.Name))
				if err := a.confirm(yes, say, "Merge them?", "nothing was changed"); err != nil {
					return err
				}
				if _, err := o.BackupIfOlder(0, o.now()); err != nil {
					return err
				}
				changed, err := o.MergeDecks(from.ID, into.ID, reschedule)
				var would *data.RescheduleError
				if errors.As(err, &would) {
					return hinted{fmt.Errorf("%w; nothing was changed", err), "--reschedule takes the other deck's rules"}
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Out, "%s is part of %s now; %s.\n", clean(from.Name), clean(into.Name),
					map[bool]string{true: "every schedule is as it was", false: quiz.Count(changed, "schedule is", "schedules are") + " another one"}[changed == 0])
				return err
			})
		},
	}
	c.ValidArgsFunction = a.completeTwoDecks
	c.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	c.Flags().BoolVar(&reschedule, "reschedule", false, "let schedules change where the two decks had other rules")
	return c
}

// completeTwoDecks offers the decks for both arguments.
func (a *app) completeTwoDecks(c *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeDecks(c, nil, start)
}

func (a *app) deckDelete() *cobra.Command {
	var yes, purge bool
	c := &cobra.Command{
		Use:   "delete [DECK]",
		Short: "Delete a deck: its cards are parked, with their history",
		Long: `Delete a deck: its cards are parked with their history and asked no more;
recall deck restore brings it back, and so does an import of its file. With --purge its
text is taken out of the database: the reviews stay, as figures without words. Backups
made before still hold the text.`,
		Example: "  recall deck delete redis\n  recall deck delete diary --purge",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && (!a.interactive() || a.noInput) {
				return exactly(1)(c, args)
			}
			return a.open(c.Context(), func(o *opened) error {
				d, err := a.chooseDeck(c.Context(), o, args)
				if errors.Is(err, quiz.ErrQuit) {
					return nil
				}
				if err != nil {
					return err
				}
				return a.deleteDeck(o, d, purge, yes)
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&purge, "purge", false, "take the text away too; asks, or takes --yes")
	c.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return c
}

func (a *app) deleteDeck(o *opened, d data.Deck, purge, yes bool) error {
	if !purge {
		if err := o.DeleteDeck(d.ID, o.moment()); err != nil {
			return err
		}
		_, err := fmt.Fprintf(a.Out, "%s is deleted; its cards keep their history. recall deck restore %s brings it back.\n", clean(d.Name), clean(quoteArg(d.Name)))
		return err
	}
	say := fmt.Sprintf("all text of %s is taken out of the database; its reviews stay, as figures without words", clean(d.Name))
	if err := a.confirm(yes, say, "Purge it?", "nothing was changed"); err != nil {
		return err
	}
	if err := o.PurgeDeck(d.ID, o.moment()); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "%s is purged.\n", clean(d.Name))
	backups, err := o.Backups()
	if err == nil && len(backups) > 0 {
		fmt.Fprintf(a.Err, "%s in %s still %s its text.\n", quiz.Count(len(backups), "backup", "backups"), clean(a.tilde(filepath.Dir(backups[0].Path))),
			map[bool]string{true: "holds", false: "hold"}[len(backups) == 1])
	}
	return err
}

func (a *app) deckRestore() *cobra.Command {
	c := &cobra.Command{
		Use:     "restore DECK",
		Short:   "Bring a deleted deck back, as it was",
		Example: "  recall deck restore redis",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.open(c.Context(), func(o *opened) error {
				d, err := o.UndeleteDeck(args[0], o.moment())
				if err != nil {
					return deletedHint(o, err)
				}
				_, err = fmt.Fprintf(a.Out, "%s is back.\n", clean(d.Name))
				return err
			})
		},
	}
	c.ValidArgsFunction = func(c *cobra.Command, _ []string, _ string) (list []string, _ cobra.ShellCompDirective) {
		err := a.open(c.Context(), func(o *opened) error {
			decks, err := o.DeletedDecks()
			for _, d := range decks {
				list = append(list, clean(d.Name))
			}
			return err
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return list, cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// deletedHint names the decks that can be brought back.
func deletedHint(o *opened, err error) error {
	decks, listErr := o.DeletedDecks()
	if listErr != nil || len(decks) == 0 {
		return err
	}
	var names []string
	for _, d := range decks {
		names = append(names, d.Name)
	}
	return hinted{err, "deleted are " + strings.Join(names, ", ")}
}

// chooseDeck is the deck of an argument, or one that a person picks.
func (a *app) chooseDeck(ctx context.Context, o *opened, args []string) (data.Deck, error) {
	if len(args) > 0 {
		return a.findDeck(o, args[0])
	}
	st, err := a.style()
	if err != nil {
		return data.Deck{}, err
	}
	decks, err := o.Decks()
	if err != nil {
		return data.Deck{}, err
	}
	var names []string
	for _, d := range decks {
		names = append(names, clean(d.Name))
	}
	ui, done, err := a.person(ctx, st)
	if err != nil {
		return data.Deck{}, err
	}
	i, err := ui.Pick("Delete which deck?", names)
	if err := errors.Join(err, done()); err != nil {
		return data.Deck{}, err
	}
	return decks[i], nil
}
