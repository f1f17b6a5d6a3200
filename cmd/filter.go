package cmd

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
)

// choice is how a command line says which cards are meant: by an argument, -q and --chapter.
type choice struct {
	args    []string
	query   string
	chapter string
}

// flags adds -q and --chapter.
func (ch *choice) flags(c *cobra.Command) {
	c.Flags().StringVarP(&ch.query, "query", "q", "", "only the cards that a `QUERY` finds; recall help query says what it can hold")
	c.Flags().StringVar(&ch.chapter, "chapter", "", "only the chapter with this number or `TITLE`")
}

// arguments writes a choice as it was given, for a command to follow.
func (ch choice) arguments() (s string) {
	for _, arg := range ch.args {
		s += " " + quoteArg(arg)
	}
	if ch.query != "" {
		s += " -q " + quoteArg(ch.query)
	}
	if ch.chapter != "" {
		s += " --chapter " + quoteArg(ch.chapter)
	}
	return s
}

// filter reads a choice. An argument that names a deck is that deck; one with an operator is a query.
func (a *app) filter(o *opened, ch choice) (data.Filter, error) {
	query := ch.query
	var decks []int64
	for _, arg := range ch.args {
		d, err := a.findDeck(o, arg)
		var none *data.NoDeckError
		switch {
		case err == nil:
			decks = append(decks, d.ID)
		case errors.As(err, &none) && data.IsQuery(arg):
			query = strings.TrimSpace(query + " " + arg)
		case errors.As(err, &none) && hintFor(err) == hintFor(none):
			return data.Filter{}, hinted{err, "recall deck list shows them; to look for the words, write -q " + quoteArg(arg)}
		default:
			return data.Filter{}, err
		}
	}
	f, err := o.ParseQuery(query, o.today)
	if err != nil {
		return f, err
	}
	if len(decks) > 0 {
		f = f.In(decks...)
	}
	if f.Chapter = ch.chapter; f.Chapter != "" {
		return f, o.CheckChapter(f)
	}
	return f, nil
}

// quoteArg writes an argument as a shell takes it.
func quoteArg(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\n'\"\\$`*?[](){}<>|&;#~!") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// queryHelp is the help topic about queries.
func queryHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "query",
		Short: "What a query can say",
		Long: `A query says which cards are meant, in list, review, stats, report, simulate,
export, suspend, resume, reset and drafts. All of its terms must hold.

  keel "turns the boat"    words, or words in a row, in the question, the
                           answer or the bullet; case does not matter
  deck:python              a deck: its name, or a start that no other has
  path:5.1 path:threads    a heading, label or group: by number, or by words
  tag:go                   files with this tag in their front matter
  is:due                   due, new, young, mature, learnt (young or mature),
                           leech, suspended, draft, rejected, parked, flagged
                           or buried
  prop:interval>21         interval (days), ease, lapses, reps, or due (days
                           from today); with < <= = != >= >
  -is:new -keel            a minus negates

A value with blanks stands in quotes: deck:"Python roadmap". An argument with
one of these is a query; plain words need -q, as an argument without them is a
deck. Quote the whole for the shell: recall list 'prop:ease<1.8 -is:new'`,
		Example: "  recall list is:leech\n  recall review -q 'path:5 is:due'\n  recall suspend 'tag:go is:new'",
	}
}
