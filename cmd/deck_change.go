package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

func (a *app) deckRename() *cobra.Command {
	c := &cobra.Command{
		Use:     "rename DECK NAME",
		Short:   "Rename a deck; its files still belong to it",
		Example: "  recall deck rename python 'Python, from the start'",
		Args:    a.orAsk(2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.present(c.Context(), func(o *opened) error {
				decks, err := a.chooseDecks(c.Context(), o, args[:min(len(args), 1)], "Rename which deck?")
				if err != nil {
					return quiet(err)
				}
				d, name := decks[0], strings.Join(args[min(len(args), 1):], "")
				if len(args) < 2 {
					if name, err = a.askName(c.Context(), d.Name); err != nil {
						return quiet(err)
					}
				}
				if err := o.RenameDeck(d.ID, name, o.moment()); err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Out, "%s is now called %s.\n", clean(d.Name), clean(strings.TrimSpace(name)))
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
		Use:   "merge DECK TARGET",
		Short: "Move everything in a deck into another one",
		Long: `Move all notes, cards and files of a deck into another one, with their history,
and remove the empty deck. Decks can have rules of their own (recall config
--deck). If the target's rules would have scheduled some cards differently, the
merge says so and does nothing; with --reschedule, those cards get the schedule
that the target's rules calculate from their log.`,
		Example: "  recall deck merge redis databases",
		Args:    a.orAsk(2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.present(c.Context(), func(o *opened) error {
				decks, err := a.chooseDecks(c.Context(), o, args, "Merge which deck?", "Into which deck?")
				if err != nil {
					return quiet(err)
				}
				from, into := decks[0], decks[1]
				say := fmt.Sprintf("the deck %s would become part of %s and no longer be a deck of its own",
					clean(from.Name), clean(into.Name))
				if err := a.confirm(yes, say, "Merge them?", "nothing was changed"); err != nil {
					return err
				}
				if _, err := o.BackupIfOlder(0, o.now()); err != nil {
					return err
				}
				before, err := o.Places()
				if err != nil {
					return err
				}
				changed, err := o.MergeDecks(from.ID, into.ID, reschedule, o.moment())
				var would *data.RescheduleError
				if errors.As(err, &would) {
					return hinted{fmt.Errorf("%w; nothing was changed", err),
						"--reschedule applies the other deck's rules"}
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Out, "%s is now part of %s; %s.\n", clean(from.Name), clean(into.Name),
					map[bool]string{true: "no schedule changed",
						false: quiz.Count(changed, "schedule", "schedules") + " changed"}[changed == 0])
				a.sayShared(before, from.Name, into.Name)
				return err
			})
		},
	}
	c.ValidArgsFunction = a.completeTwoDecks
	c.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask for confirmation")
	c.Flags().BoolVar(&reschedule, "reschedule", false, "let schedules change where the two decks had different rules")
	return c
}

// sayShared says what places that got a deck get once it is a part of another one.
func (a *app) sayShared(places []data.Place, from, into string) {
	for _, p := range places {
		if !slices.Contains(p.Decks, from) || slices.Contains(p.Decks, into) || p.Direction == data.PullOnly {
			continue
		}
		at := clean(a.tilde(p.At))
		if p.Direction == data.BothWays {
			fmt.Fprintf(a.Err, "%s gets all of %s from now on.\n", at, clean(into))
			continue
		}
		fmt.Fprintf(a.Err, "%s gets nothing more, as it was not meant to have the rest of %s; to share all of that: %s\n",
			at, clean(into), shareAgain(p, from, into))
	}
}

// shareAgain is the command by which a place that is only pushed to gets a deck instead of one that is a part of it now.
func shareAgain(p data.Place, from, into string) string {
	say := "recall sync " + quoteArg(p.At) + " --push"
	for _, deck := range p.Decks {
		if deck == from {
			deck = into
		}
		say += " --deck " + quoteArg(deck)
	}
	return say
}

// completeTwoDecks completes the names of decks for both arguments.
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
		Short: "Delete a deck; its cards are parked, with their history",
		Long: `Delete a deck: its cards are parked with their history and no longer asked.
recall deck restore brings it back, and so does importing its file. It asks
first if you give only the start of a name. With --purge its text is removed
from the database; the reviews stay, as figures without words. Backups made
earlier still hold the text.`,
		Example: "  recall deck delete redis\n  recall deck delete diary --purge",
		Args:    a.orAsk(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.present(c.Context(), func(o *opened) error {
				decks, err := a.chooseDecks(c.Context(), o, args, "Delete which deck?")
				if err != nil {
					return quiet(err)
				}
				whole := len(args) == 0 || data.SameName(args[0], decks[0].Name) // chosen from the menu, or named in full
				return a.deleteDeck(o, decks[0], whole, purge, yes)
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&purge, "purge", false, "remove the text too; asks first, unless --yes is given")
	c.Flags().BoolVarP(&yes, "yes", "y", false, "don't ask, neither to purge nor for the full name")
	return c
}

func (a *app) deleteDeck(o *opened, d data.Deck, whole, purge, yes bool) error {
	if !purge {
		if err := a.confirmOr(yes || whole, fmt.Sprintf("the deck %s would be deleted", clean(d.Name)), "Delete it?",
			"nothing was changed", "give its name in full, or add --yes"); err != nil {
			return err
		}
		if err := o.DeleteDeck(d.ID, o.moment()); err != nil {
			return err
		}
		_, err := fmt.Fprintf(a.Out, "%s is deleted; its cards keep their history. recall deck restore %s brings it back.\n", clean(d.Name), clean(quoteArg(d.Name)))
		return err
	}
	say := fmt.Sprintf("all text of %s would be removed from the database; its reviews stay, as figures without words",
		clean(d.Name))
	if err := a.confirm(yes, say, "Purge it?", "nothing was changed"); err != nil {
		return err
	}
	if err := o.PurgeDeck(d.ID, o.moment()); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "%s is purged.\n", clean(d.Name))
	backups, err := o.Backups()
	if err == nil && len(backups) > 0 {
		fmt.Fprintf(a.Err, "%s in %s still %s its text.\n", quiz.Count(len(backups), "backup", "backups"),
			clean(a.tilde(filepath.Dir(backups[0].Path))),
			map[bool]string{true: "holds", false: "hold"}[len(backups) == 1])
	}
	return err
}

func (a *app) deckRestore() *cobra.Command {
	c := &cobra.Command{
		Use:     "restore DECK",
		Short:   "Bring back a deleted deck as it was",
		Example: "  recall deck restore redis",
		Args:    a.orAsk(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.present(c.Context(), func(o *opened) error {
				name := strings.Join(args, "")
				if name == "" {
					deleted, err := o.DeletedDecks()
					if err != nil {
						return err
					}
					if len(deleted) == 0 {
						fmt.Fprintln(a.Err, "There is no deleted deck.")
						return nil
					}
					d, err := a.pickDeck(c.Context(), deleted, "Bring back which deck?")
					if err != nil {
						return quiet(err)
					}
					name = d.Name
				}
				d, err := o.UndeleteDeck(name, o.moment())
				if err != nil {
					return deletedHint(o, err)
				}
				_, err = fmt.Fprintf(a.Out, "%s is back.\n", clean(d.Name))
				return err
			})
		},
	}
	c.ValidArgsFunction = func(c *cobra.Command, _ []string, _ string) (list []string, _ cobra.ShellCompDirective) {
		err := a.present(c.Context(), func(o *opened) error {
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

// deletedHint adds a hint that lists the deleted decks, unless the error has a hint already.
func deletedHint(o *opened, err error) error {
	decks, listErr := o.DeletedDecks()
	if listErr != nil || len(decks) == 0 || hintFor(err) != "" {
		return err
	}
	var names []string
	for _, d := range decks {
		names = append(names, quoteArg(d.Name))
	}
	return hinted{err, "deleted decks: " + strings.Join(names, ", ")}
}
