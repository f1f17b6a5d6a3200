package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
)

// dueRow is one deck's line in recall due, and its JSON.
type dueRow struct {
	Deck  string `json:"deck"`
	Due   int    `json:"due"`
	Again int    `json:"again"`
	New   int    `json:"new"`
}

func (a *app) due() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "due [DECK]",
		Short: "Count the cards to review today, by deck",
		Long: `Count the cards to review today, by deck: those that are due, those that come
back, and today's new ones. Each deck is one line, so that grep and wc work.`,
		Example: "  recall due\n  recall due python --json",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.present(c.Context(), func(o *opened) error {
				f, err := a.filter(o, choice{args: args})
				if err != nil {
					return err
				}
				rows, q, err := dueRows(o, f)
				if err != nil {
					return err
				}
				paused, _, err := o.PausedIn(f, o.today)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(a.Out,
						map[string]any{"day": o.today.String(), "decks": rows, "overdue": q.Overdue.Cards, "paused": pausedRows(paused)})
				}
				total := 0
				var cells [][]string
				for _, r := range rows {
					total += r.Due + r.Again + r.New
					cells = append(cells,
						[]string{r.Deck, fmt.Sprintf("%d due", r.Due), fmt.Sprintf("%d again", r.Again),
							fmt.Sprintf("%d new", r.New)})
				}
				if total == 0 {
					say, err := nothingDue(o, f, choice{args: args})
					if err != nil {
						return err
					}
					_, err = fmt.Fprintln(a.Err, clean(strings.Join(say, apart)))
					return err
				}
				say, _, err := backlog(o, q.Overdue, o.today, backlogAtOnce)
				if err != nil {
					return err
				}
				for _, say := range []string{say, pausedSays(o, paused)} {
					if say != "" {
						fmt.Fprintln(a.Err, clean(say))
					}
				}
				columns := []column{{grow: true}, {right: true}, {right: true}, {right: true}}
				if len(q.Again) == 0 {
					columns, cells = without(2, columns, cells)
				}
				return table(a.Out, st, columns, cells)
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

// dueRows counts today's cards in each deck.
func dueRows(o *opened, f data.Filter) (rows []dueRow, q data.Queue, err error) {
	q, err = o.Count(f, o.today, data.QueueOptions{Settings: o.set, NewLimit: -1})
	if err != nil {
		return nil, q, err
	}
	decks, err := o.Decks()
	rows = []dueRow{}
	for _, d := range decks {
		if t := q.ByDeck[d.ID]; t != nil && t.Due+t.Again+t.New > 0 {
			rows = append(rows, dueRow{d.Name, t.Due, t.Again, t.New})
		}
	}
	return rows, q, err
}
