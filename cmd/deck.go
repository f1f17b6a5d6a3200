package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"recall/data"
)

func (a *app) deck() *cobra.Command {
	return family(&cobra.Command{Use: "deck", Short: "Manage decks"}, a.deckList(), a.deckRename(), a.deckMerge(),
		a.deckDelete(), a.deckRestore(), a.deckScore(), a.deckPin())
}

// deckRow is a deck as recall deck list --json prints it.
type deckRow struct {
	Deck     string `json:"deck"`
	Language string `json:"language"` // of a built-in deck
	Active   bool   `json:"active"`
	Chapters int    `json:"chapters"`
	Bullets  int    `json:"bullets"`
	Cards    int    `json:"cards"`
	Drafts   int    `json:"drafts"`
	Learnt   int    `json:"learnt"`
	Mastered int    `json:"mastered"`
}

func (a *app) deckList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the decks",
		Args:  atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.present(c.Context(), func(o *opened) error {
				decks, err := o.Overviews()
				if err != nil {
					return err
				}
				chapters, err := o.ChapterCounts()
				if err != nil {
					return err
				}
				rows := []deckRow{}
				var cells [][]string
				for _, d := range decks {
					rows = append(rows, deckRow{d.Name, d.Builtin, d.Active, chapters[d.ID], d.Bullets, d.Cards, d.Drafts,
						d.Learnt, d.Mastered})
					cells = append(cells, deckCells(d, chapters[d.ID]))
				}
				if asJSON {
					return printJSON(a.Out, map[string]any{"decks": rows})
				}
				return table(a.Out, st, []column{
					{title: "DECK", grow: true}, {title: "CHAPTERS", right: true}, {title: "BULLETS", right: true},
					{title: "CARDS", right: true},
					{title: "DRAFTS", right: true}, {title: "LEARNT", right: true}, {title: "STUDIED"},
				}, cells)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

func deckCells(d data.Overview, chapters int) []string {
	return []string{d.Name, fmt.Sprint(chapters), fmt.Sprint(d.Bullets), fmt.Sprint(d.Cards), fmt.Sprint(d.Drafts),
		fmt.Sprint(d.Learnt), map[bool]string{true: "yes", false: "no"}[d.Active]}
}
