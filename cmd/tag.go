package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck"
	"recall/quiz"
)

// tagFlags say which tags cards get and lose.
type tagFlags struct {
	add, remove []string
	yes, json   bool
}

func (a *app) tag() *cobra.Command {
	var f tagFlags
	var ch choice
	c := &cobra.Command{
		Use:   "tag [CARD|QUERY TAG…]",
		Short: "Give cards tags, take tags from them, or list all tags",
		Long: `Give cards tags of your own, and take tags from them. Without an argument it
lists the tags there are, with the number of cards that have each.

Cards get tags from their files, too: from the front matter, from the #tags at
the end of a bullet, and from a column of tags. Your own tags stay with the
card whatever becomes of its file, and what you take away stays away.

A tag has no blanks. A slash makes levels: tag:verbs finds verbs/irregular as
well. Anki's verbs::irregular is the same tag. Case makes no difference.

With -q or --chapter, all arguments are tags.`,
		Example: "  recall tag\n  recall tag 7f3a exam verbs/irregular\n  recall tag 7f3a --remove exam\n" +
			"  recall tag 'deck:python path:5' exam --remove later --yes\n  recall tag -q GIL threads",
		RunE: func(c *cobra.Command, args []string) error {
			chosen := ch.query != "" || ch.chapter != ""
			switch {
			case len(args) == 0 && !chosen && len(f.remove) == 0:
				return a.present(c.Context(), func(o *opened) error { return a.listTags(o, f.json) })
			case len(args) == 0 && !chosen:
				return &usageError{msg: "recall tag needs to know which cards", hint: "recall tag CARD --remove TAG"}
			case !chosen:
				ch.args, args = args[:1], args[1:]
			}
			f.add = args
			if err := f.check(); err != nil {
				return err
			}
			return a.runTag(c.Context(), ch, f)
		},
	}
	c.ValidArgsFunction = func(c *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 && ch.query == "" && ch.chapter == "" {
			return a.completeCards(c, args, start)
		}
		return a.completeTags(c, args, start)
	}
	ch.flags(c)
	c.Flags().StringArrayVarP(&f.remove, "remove", "r", nil, "take this `TAG` from the cards; once for each tag")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "don't ask for confirmation, however many cards match")
	c.Flags().BoolVar(&f.json, "json", false, `list the tags as one JSON object, {"tags":[…]}`)
	a.completeChoice(c)
	if err := c.RegisterFlagCompletionFunc("remove", a.completeTags); err != nil {
		panic(err) // the flag is not defined
	}
	return c
}

// check refuses what is no tag, and what can't be meant.
func (f *tagFlags) check() error {
	if len(f.add)+len(f.remove) == 0 {
		return &usageError{msg: "recall tag needs a tag", hint: "recall tag CARD TAG, or recall tag CARD --remove TAG"}
	}
	if _, err := tagsNamed(slices.Concat(f.add, f.remove)); err != nil {
		return err
	}
	for _, tag := range f.add {
		if deck.HasTag(deck.Tags(f.remove), deck.Tag(tag)) {
			return &usageError{msg: fmt.Sprintf("the tag %q can't be both given and taken away", tag)}
		}
	}
	return nil
}

// tagsNamed returns the normal forms of tags that someone typed.
func tagsNamed(given []string) ([]string, error) {
	for _, tag := range given {
		if fault := deck.TagFault(tag); fault != "" {
			return nil, &usageError{msg: fmt.Sprintf("%q can't be a tag: %s", tag, fault)}
		}
	}
	return deck.Tags(given), nil
}

func (a *app) runTag(ctx context.Context, ch choice, f tagFlags) error {
	return a.present(ctx, func(o *opened) error {
		one, err := a.oneCard(o, marking{verb: "tag"}, ch)
		if err != nil {
			return err
		}
		if one != nil {
			return a.tagOne(o, one, f)
		}
		filter, err := a.filter(o, ch)
		if err != nil {
			return err
		}
		var ids []int64
		if err := o.Cards(filter, func(c *data.Card) error {
			ids = append(ids, c.ID)
			return nil
		}); err != nil {
			return err
		}
		if len(ids) == 0 {
			fmt.Fprintln(a.Err, "No card matches.")
			return nil
		}
		say := quiz.Count(len(ids), "card", "cards") + " found"
		if err := a.confirm(f.yes, say, "Change their tags?", "nothing was changed"); err != nil {
			return err
		}
		changed, err := o.Tag(ids, f.add, f.remove, o.moment())
		if err != nil {
			return err
		}
		already := ""
		if n := len(ids) - len(changed); n > 0 {
			already = "; nothing changes on " + quiz.Count(n, "card", "cards")
		}
		_, err = fmt.Fprintf(a.Out, "Changed the tags of %s%s.\n", quiz.Count(len(changed), "card", "cards"), already)
		return err
	})
}

// tagOne changes the tags of one card, and says which it has.
func (a *app) tagOne(o *opened, card *data.Card, f tagFlags) error {
	changed, err := o.Tag([]int64{card.ID}, f.add, f.remove, o.moment())
	if err != nil {
		return err
	}
	if card, err = o.Card(card.ID); err != nil {
		return err
	}
	has := clean(strings.Join(card.Tags, " "))
	if has == "" {
		has = "none"
	}
	if len(changed) == 0 {
		_, err = fmt.Fprintf(a.Err, "Nothing changes. Tags of %s: %s\n", card.Short(), has)
		return err
	}
	_, err = fmt.Fprintf(a.Out, "Tags of %s: %s   (to undo: recall undo)\n", card.Short(), has)
	return err
}

// tagRow is a tag as JSON.
type tagRow struct {
	Tag   string `json:"tag"`
	Cards int    `json:"cards"`
}

func (a *app) listTags(o *opened, asJSON bool) error {
	list, err := o.TagCounts()
	if err != nil {
		return err
	}
	if asJSON {
		out := newJSONList(a.Out, "tags")
		for _, t := range list {
			if err := out.add(tagRow(t)); err != nil {
				return err
			}
		}
		return out.end()
	}
	for _, t := range list {
		if _, err := fmt.Fprintf(a.Out, "%5d  %s\n", t.Cards, clean(t.Tag)); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		fmt.Fprintln(a.Err, "No card has a tag. recall tag CARD TAG gives it one.")
	}
	return nil
}

// tagged says which tags an act gave a card and took from it. A purge erases them.
func tagged(given, taken []string) string {
	var parts []string
	for _, tag := range given {
		parts = append(parts, "+"+tag)
	}
	for _, tag := range taken {
		parts = append(parts, "-"+tag)
	}
	return clean(strings.Join(parts, " "))
}

// completeTags completes the names of tags, and shows how many cards have each.
func (a *app) completeTags(c *cobra.Command, _ []string, _ string) (list []string, _ cobra.ShellCompDirective) {
	err := a.complete(c.Context(), func(o *opened) error {
		tags, err := o.TagCounts()
		for _, t := range tags {
			list = append(list, clean(t.Tag)+"\t"+quiz.Count(t.Cards, "card", "cards"))
		}
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeTagTerm completes a query that ends in tag: and the start of a name. ok is false for another query.
func (a *app) completeTagTerm(c *cobra.Command, query string) (list []string, ok bool) {
	at := strings.LastIndex(query, "tag:")
	if at < 0 || strings.Contains(query[at:], " ") {
		return nil, false
	}
	tags, _ := a.completeTags(c, nil, "")
	for _, tag := range tags {
		list = append(list, query[:at]+"tag:"+tag)
	}
	return list, true
}
