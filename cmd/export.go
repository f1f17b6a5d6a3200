package cmd

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
)

// exportFlags say what leaves, and where to.
type exportFlags struct {
	log  bool
	path string
	yes  bool
}

func (a *app) export() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:     "export DECK",
		Short:   "Write a deck to a file that recall import takes back",
		Example: "  recall export redis --log -o redis.jsonl",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.runExport(c.Context(), args[0], f)
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&f.log, "log", false, "all that is kept of the deck, its history too, as JSON lines")
	c.Flags().StringVarP(&f.path, "output", "o", "", "write to this `FILE` (default: standard output)")
	c.Flags().BoolVarP(&f.yes, "yes", "y", false, "replace a file that recall did not write")
	return c
}

func (a *app) runExport(ctx context.Context, name string, f exportFlags) error {
	return a.open(ctx, func(o *opened) error {
		d, err := a.findDeck(o, name)
		if err != nil {
			return err
		}
		return a.exportLog(o, d, f)
	})
}

// exportLog writes all that is kept of a deck.
func (a *app) exportLog(o *opened, d data.Deck, f exportFlags) error {
	entries := 0
	err := a.output(f, data.DumpMark, func(w io.Writer) (err error) {
		entries, err = o.Dump(w, []int64{d.ID}, o.now())
		return err
	})
	if err != nil {
		return err
	}
	a.sayWritten(f, fmt.Sprintf("%s with %s", d.Name, quiz.Count(entries, "log entry", "log entries")))
	return nil
}

// output writes to the file of the flags, or to standard output. mark tells a file that recall wrote.
func (a *app) output(f exportFlags, mark string, write func(io.Writer) error) error {
	if f.path == "" || f.path == "-" {
		return write(a.Out)
	}
	return a.writeFile(f.path, mark, f.yes, write)
}

// sayWritten says what was written to a file.
func (a *app) sayWritten(f exportFlags, what string) {
	if f.path != "" && f.path != "-" {
		fmt.Fprintf(a.Err, "%s: %s\n", clean(f.path), clean(what))
	}
}
