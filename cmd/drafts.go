package cmd

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

func (a *app) drafts() *cobra.Command {
	var ch choice
	var by string
	c := &cobra.Command{
		Use:   "drafts [DECK|QUERY]",
		Short: "Accept or reject drafts, one by one",
		Long: `Go through the drafts: cards that may be weak, and are not asked until you
accept them. For each draft, press a key: a accepts it, r rejects it, A accepts
all that the same rule made with the same weakness, e edits the bullet, s
leaves it for later, u undoes, q quits; R rejects all of the form. The gaps of
one bullet are one draft here until Enter takes them apart. With --by section,
one key accepts or rejects all drafts of a section, and Enter looks closer.
Through a pipe, each key is a line. Your decisions survive every later import.
recall list is:draft lists the drafts.`,
		Example: "  recall drafts\n  recall drafts python --chapter 5\n  recall drafts python --by section",
		RunE: func(c *cobra.Command, args []string) error {
			if by != "" && by != "section" {
				return &usageError{msg: fmt.Sprintf("--by does not take %q", by),
					hint: "recall drafts --by section walks through the sections"}
			}
			ch.args = args
			return a.runDrafts(c.Context(), ch, by == "section")
		},
	}
	c.ValidArgsFunction = a.completeDecks
	ch.flags(c)
	c.Flags().StringVar(&by, "by", "", "walk through the drafts by section: --by `section`")
	a.completeChoice(c)
	if err := c.RegisterFlagCompletionFunc("by",
		cobra.FixedCompletions([]string{"section"}, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is not defined
	}
	return c
}

func (a *app) runDrafts(ctx context.Context, ch choice, sections bool) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	return a.present(ctx, func(o *opened) error {
		f, err := a.filter(o, ch)
		if err != nil {
			return err
		}
		ui, done, err := a.person(ctx, st)
		if err != nil {
			return err
		}
		walk, err := quiz.NewDrafts(o.Store, ui, o.moment, f, a.editor(ctx, o, ui))
		if err != nil {
			return errors.Join(err, done())
		}
		if walk.Left() == 0 {
			err := done()
			fmt.Fprintln(a.Err, "No drafts are waiting.")
			return err
		}
		run := walk.Run
		if sections {
			run = walk.RunSections
		}
		left := run(ctx)
		if left != nil && !errors.Is(left, quiz.ErrQuit) && !errors.Is(left, quiz.ErrInterrupt) {
			return errors.Join(left, done())
		}
		return errors.Join(quiet(left), done(), a.tell(draw.Wrap(st.Signs(walk.Summary()), st.Width)))
	})
}

// acceptAll accepts all drafts that match a filter and returns how many.
func acceptAll(o *opened, f data.Filter) (int, error) {
	var ids []int64
	err := o.Cards(f, func(c *data.Card) error {
		if c.Status() == "draft" {
			ids = append(ids, c.ID)
		}
		return nil
	})
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	accepted, err := o.MarkAll(ids, srs.Accept, o.moment())
	return len(accepted), err
}
