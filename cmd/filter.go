package cmd

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"recall/data"
)

// choice is how a command line selects cards: by arguments, -q and --chapter.
type choice struct {
	args    []string
	query   string
	chapter string
}

// flags adds -q and --chapter.
func (ch *choice) flags(c *cobra.Command) {
	c.Flags().StringVarP(&ch.query, "query", "q", "",
		"only the cards that match a `QUERY`; recall help query explains it")
	c.Flags().StringVar(&ch.chapter, "chapter", "", "only the chapter with this number or `TITLE`")
}

// arguments formats a choice as command-line arguments, to be shown in a hint.
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

// filter turns a choice into a filter. An argument that names a deck selects that deck; one with an operator is a
// query.
func (a *app) filter(o *opened, ch choice) (data.Filter, error) {
	queries := []string{ch.query}
	var decks []int64
	for _, arg := range ch.args {
		d, err := a.findDeck(o, arg)
		var none *data.NoDeckError
		switch {
		case err == nil:
			decks = append(decks, d.ID)
		case errors.As(err, &none) && data.IsQuery(arg):
			queries = append(queries, arg)
		case errors.As(err, &none) && none.Deleted == "" && hintFor(err) == hintFor(none):
			return data.Filter{}, hinted{err, "recall deck list shows them; to search for the words, use -q " +
				quoteArg(arg)}
		default:
			return data.Filter{}, err
		}
	}
	f, err := o.ParseQuery(data.JoinQueries(queries...), o.today, decks...)
	if err != nil {
		return f, err
	}
	if f.Chapter = ch.chapter; f.Chapter != "" {
		return f, o.CheckChapter(f)
	}
	return f, nil
}

// quoteArg quotes an argument for a shell, if it needs quotes.
func quoteArg(s string) string {
	if strings.ContainsFunc(s, unicode.IsControl) {
		inner := strconv.Quote(s)
		return "$'" + strings.NewReplacer(`\"`, `"`, "'", `\'`).Replace(inner[1:len(inner)-1]) + "'"
	}
	if s != "" && !strings.ContainsAny(s, " \t\n'\"\\$`*?[](){}<>|&;#~!") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
