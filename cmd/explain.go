package cmd

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/text"
	"recall/quiz/draw"
)

func (a *app) explain() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "explain FILE[:LINE]",
		Short:   "Show the cards that each bullet makes, or why it makes none",
		Example: "  recall explain notes.md:14",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.runExplain(c.Context(), args[0], asJSON, st)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, `print one JSON object, {"bullets":[…]}`)
	return c
}

// bulletRow is a bullet and the cards it makes, as JSON.
type bulletRow struct {
	Line   int          `json:"line"`
	Text   string       `json:"text"`
	Path   []string     `json:"path"`
	Rule   string       `json:"rule"`
	Reason string       `json:"reason"`
	Cards  []explainRow `json:"cards"`
}

type explainRow struct {
	Slot     string   `json:"slot"`
	Front    string   `json:"front"`
	Back     string   `json:"back"`
	Tier     string   `json:"tier"`
	Weakness string   `json:"weakness"`
	Forms    []string `json:"forms"`
}

func (a *app) runExplain(ctx context.Context, arg string, asJSON bool, st draw.Style) error {
	path, line := cutLine(arg)
	file, text, err := a.readFile(path)
	if err != nil {
		return a.meantDeck(ctx, path, "files", err)
	}
	doc, problems := a.asKnown(ctx)(path).ReadAt(file.Path, path, text)
	a.printProblems(path, problems)
	for _, h := range doc.Hints {
		fmt.Fprintln(a.Err, inLine(h.Error()))
	}
	if merging(problems) {
		return errMerging([]string{path}, "nothing of it makes a card")
	}
	build.Build([]*deck.Document{doc})
	meant := func(n *deck.Note) bool { return line == 0 || n.Line == line }
	if line > 0 && !slices.ContainsFunc(doc.Notes, func(n deck.Note) bool { return meant(&n) }) {
		return noBullet(doc, path, line)
	}
	if len(doc.Notes) == 0 && !asJSON {
		fmt.Fprintf(a.Out, "%s has no bullet and no card.\n", inLine(path))
	}
	out := bufio.NewWriter(a.Out)
	tell, end := func(r bulletRow) error { return printExplained(out, path, r, st) }, out.Flush
	if asJSON {
		list := newJSONList(a.Out, "bullets")
		tell, end = func(r bulletRow) error { return list.add(r) }, list.end
	}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if !meant(n) {
			continue
		}
		r := explainNote(n)
		if asJSON {
			r.Path = build.Path(doc, n)
		}
		if err := tell(r); err != nil {
			return err
		}
	}
	if err := end(); err != nil {
		return err
	}
	return skipped(len(problems))
}

// noBullet returns the error that no bullet starts on a line. It hints at the bullet before it, which the line may
// belong to.
func noBullet(doc *deck.Document, path string, line int) error {
	err := fmt.Errorf("%s has no bullet that starts on line %d", path, line)
	before := 0
	for _, n := range doc.Notes {
		if n.Line < line {
			before = max(before, n.Line)
		}
	}
	if before == 0 {
		return err
	}
	return hinted{err, fmt.Sprintf("the bullet before it starts on line %d: recall explain %s", before,
		quoteArg(fmt.Sprintf("%s:%d", path, before)))}
}

// cutLine splits FILE:LINE. If a file with that whole name exists, it is taken as the file.
func cutLine(arg string) (path string, line int) {
	at := strings.LastIndexByte(arg, ':')
	if at < 0 {
		return arg, 0
	}
	n, err := strconv.Atoi(arg[at+1:])
	if _, missing := os.Stat(arg); err != nil || n < 1 || missing == nil {
		return arg, 0
	}
	return arg[:at], n
}

// explainNote is the row of a bullet, without its path.
func explainNote(n *deck.Note) bulletRow {
	r := bulletRow{Line: n.Line, Text: n.Text, Rule: n.Rule, Reason: string(n.Reason), Cards: []explainRow{}}
	for _, c := range n.Cards {
		row := explainRow{Slot: c.Slot, Front: asked(c), Back: c.Answer, Tier: "A", Weakness: c.Weakness,
			Forms: c.Forms.Names()}
		if c.Draft {
			row.Tier = "B"
		}
		r.Cards = append(r.Cards, row)
	}
	return r
}

// asked returns everything that a card's question shows.
func asked(c deck.Card) string {
	front, list := c.Front(), c.Listed(1)
	switch {
	case list == nil:
		return front
	case strings.HasSuffix(front, "?") || strings.HasSuffix(front, "？"):
		return front + " " + strings.Join(list, " / ")
	case text.HasHan(front):
		return front + "：" + strings.Join(list, " / ")
	}
	return front + ": " + strings.Join(list, " / ")
}

// printExplained writes a bullet and what becomes of it. An error of the writer comes back from the last write.
func printExplained(out *bufio.Writer, path string, r bulletRow, st draw.Style) (err error) {
	fmt.Fprintf(out, "%s:%d  %s\n", inLine(path), r.Line, oneLine(r.Text))
	if len(r.Cards) == 0 {
		_, err = fmt.Fprintf(out, "  no card: %s, %s\n", r.Reason, deck.Reason(r.Reason).Text())
		if remedy := deck.Reason(r.Reason).Remedy(oneLine(r.Text)); remedy != "" {
			_, err = fmt.Fprintf(out, "  for a card: %s\n", remedy)
		}
		return err
	}
	_, err = fmt.Fprintf(out, "  rule %s\n", r.Rule)
	for _, c := range r.Cards {
		draft := ""
		if c.Tier == "B" {
			draft = "  (draft: " + c.Weakness + ", " + deck.Reason(c.Weakness).Text() + ")"
		}
		for _, l := range draw.Wrap(st.Signs(oneLine(c.Front+" → "+c.Back+draft)), max(20, st.Width-4)) {
			out.WriteString("    ")
			out.WriteString(l)
			err = out.WriteByte('\n')
		}
	}
	return err
}
