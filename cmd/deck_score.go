package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck"
	"recall/deck/build"
	"recall/quiz/draw"
)

func (a *app) deckScore() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "score PATH…",
		Short: "Measure the cards that files would make, without a database",
		Long: `Measure the cards that files or folders would make as one deck: how many
bullets may hold a fact, how many of those are asked, how many fronts are
ambiguous or give their answer away, how wide the answers are.`,
		Example: "  recall deck score notes.md\n  recall deck score notes/ --json",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return exactly(1)(c, args)
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return a.runDeckScore(c.Context(), args, asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

func (a *app) runDeckScore(ctx context.Context, args []string, asJSON bool) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	docs, problems, err := a.readDocuments(ctx, args)
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(a.Err, inLine(p.Error()))
	}
	build.Build(docs)
	s := scoreOf(docs)
	if asJSON {
		err = printJSON(a.Out, s)
	} else {
		err = table(a.Out, st, []column{{}, {right: true}}, s.rows())
	}
	if err != nil {
		return err
	}
	return skipped(len(problems))
}

// readDocuments parses files, and those in folders.
func (a *app) readDocuments(ctx context.Context, args []string) (docs []*deck.Document, problems []deck.Problem,
	err error) {
	asKnown := a.asKnown(ctx)
	for _, arg := range args {
		paths := []string{arg}
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			found, err := filesIn(arg)
			if err != nil {
				return nil, nil, fmt.Errorf("read %s: %w", arg, data.Plain(err))
			}
			paths = found.files
		}
		for _, path := range paths {
			file, text, err := a.readFile(path)
			if err != nil {
				return nil, nil, a.meantDeck(ctx, arg, "files and folders", err)
			}
			doc, bad := asKnown(path).ReadAt(file.Path, path, text)
			docs, problems = append(docs, doc), append(problems, bad...)
		}
	}
	return docs, problems, nil
}

// meantDeck adds a hint to the error about a path that does not exist: what the command reads, and where the files of
// the deck with that name are.
func (a *app) meantDeck(ctx context.Context, name, reads string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	const most = 3 // files that a hint names
	hint := "it reads " + reads
	a.look(ctx, func(store *data.Store) error { // if the database can't be read, the hint just says less
		if store == nil {
			return nil
		}
		d, err := store.FindDeck(name)
		if err != nil {
			return err
		}
		sources, err := store.Sources()
		sources = slices.DeleteFunc(sources, func(s data.Source) bool { return s.Deck != d.Name })
		var paths []string
		for _, s := range sources {
			paths = append(paths, a.tilde(s.Path))
		}
		if len(paths) == 0 {
			hint += fmt.Sprintf(", but none is known for the deck %s: recall export %s -o FILE.md writes one", d.Name,
				quoteArg(d.Name))
		} else {
			hint += fmt.Sprintf("; the deck %s comes from %s", d.Name, draw.Names(paths, most))
		}
		return err
	})
	return hinted{err, hint}
}

// score is what deck score prints: counts, and shares computed from them.
type score struct {
	build.Score
	Documents     int     `json:"documents"`
	Covered       float64 `json:"covered_share"`        // of askable bullets
	Asked         float64 `json:"asked_share"`          // of askable bullets
	MedianCovered float64 `json:"median_covered_share"` // over the documents
	MedianAsked   float64 `json:"median_asked_share"`   // over the documents
	AskedOfAll    float64 `json:"asked_share_of_all"`   // of all bullets
	PerBullet     float64 `json:"cards_per_bullet"`     // scheduled, for each covered bullet
	Ambiguous     float64 `json:"ambiguous_share"`
	Leaks         float64 `json:"leak_share"`
	Choice        float64 `json:"choice_share"`
}

func scoreOf(docs []*deck.Document) score {
	n := build.ScoreOf(docs)
	covered, asked := build.MedianShares(docs)
	return score{
		Score: n, Documents: len(docs), Covered: n.CoveredShare(), Asked: n.AskedShare(), MedianCovered: covered,
		MedianAsked: asked, AskedOfAll: n.AskedOfAll(), PerBullet: n.CardsPerBullet(), Ambiguous: n.AmbiguousShare(),
		Leaks: n.LeakShare(), Choice: n.ChoiceShare(),
	}
}

func (s score) rows() [][]string {
	percent := func(share float64) string { return fmt.Sprintf("%.1f%%", share*100) }
	rows := [][]string{
		{"bullets", fmt.Sprint(s.Bullets)},
		{"accounted for (card, draft or reason)", fmt.Sprint(s.Accounted)},
		{"askable (may hold a fact)", fmt.Sprint(s.Askable)},
		{"askable with a card or draft", percent(s.Covered)},
		{"asked: askable with a scheduled card", percent(s.Asked)},
		{"asked, of all bullets", percent(s.AskedOfAll)},
	}
	if s.Documents > 1 {
		rows = append(rows,
			[]string{"documents", fmt.Sprint(s.Documents)},
			[]string{"median of their covered shares", percent(s.MedianCovered)},
			[]string{"median of their asked shares", percent(s.MedianAsked)})
	}
	return append(rows, [][]string{
		{"scheduled cards", fmt.Sprint(s.Cards)},
		{"drafts", fmt.Sprint(s.Drafts)},
		{"scheduled cards per covered bullet", fmt.Sprintf("%.2f", s.PerBullet)},
		{"cards with ambiguous fronts", fmt.Sprintf("%d, %s", s.Score.Ambiguous, percent(s.Ambiguous))},
		{"fronts that give away their answer", fmt.Sprintf("%d, %s", s.Score.Leaks, percent(s.Leaks))},
		{"answer width, 90th percentile", fmt.Sprintf("%d columns", s.AnswerP90)},
		{"answer width, maximum", fmt.Sprintf("%d columns", s.AnswerMax)},
		{"choice cards with two fitting options", percent(s.Choice)},
	}...)
}
