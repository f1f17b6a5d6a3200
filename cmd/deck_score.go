package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"recall/deck"
)

func (a *app) deckScore() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "score PATH…",
		Short: "Measure the cards that files would make, without a database",
		Long:  "Measure the cards that files would make as one deck: how many bullets are covered, how\nmany fronts are ambiguous or give their answer away, how wide the answers are.",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exactly(1)(c, args)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			var docs []*deck.Document
			for _, path := range args {
				_, text, err := a.readFile(path)
				if err != nil {
					return err
				}
				doc, problems := deck.Read(path, text)
				if len(problems) > 0 {
					return problems[0]
				}
				docs = append(docs, doc)
			}
			deck.Build(docs)
			s := deck.ScoreOf(docs)
			if asJSON {
				return printJSON(a.Out, s)
			}
			percent := func(share float64) string { return fmt.Sprintf("%.1f%%", share*100) }
			return table(a.Out, st, []column{{}, {right: true}}, [][]string{
				{"bullets", fmt.Sprint(s.Bullets)},
				{"accounted for (card, draft or reason)", fmt.Sprint(s.Accounted)},
				{"eligible", fmt.Sprint(s.Eligible)},
				{"eligible with a card or draft", percent(s.CoveredShare())},
				{"eligible with a scheduled card", percent(s.ScheduledShare())},
				{"scheduled cards", fmt.Sprint(s.Cards)},
				{"drafts", fmt.Sprint(s.Drafts)},
				{"scheduled cards a covered bullet", fmt.Sprintf("%.2f", s.CardsPerBullet())},
				{"cards in ambiguous fronts", fmt.Sprint(s.Ambiguous)},
				{"fronts that leak their answer", fmt.Sprint(s.Leaks)},
				{"answer width, 9 of 10 at most", fmt.Sprintf("%d columns", s.AnswerP90)},
				{"answer width, widest", fmt.Sprintf("%d columns", s.AnswerMax)},
				{"choice cards with two fitting options", percent(s.ChoiceShare())},
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}
