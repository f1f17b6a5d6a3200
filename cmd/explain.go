package cmd

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recall/deck"
	"recall/quiz/draw"
)

func (a *app) explain() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "explain FILE[:LINE]",
		Short:   "Say what becomes of each bullet of a file, and which rule decided it",
		Example: "  recall explain notes.md:14",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.runExplain(args[0], asJSON, st)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, `print one JSON object, {"bullets":[…]}`)
	return c
}

// bulletRow is a bullet and what became of it, by its JSON names.
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

func (a *app) runExplain(arg string, asJSON bool, st draw.Style) error {
	path, line := arg, 0
	if before, after, ok := cutLast(arg, ":"); ok {
		if n, err := strconv.Atoi(after); err == nil {
			path, line = before, n
		}
	}
	_, text, err := a.readFile(path)
	if err != nil {
		return err
	}
	doc, problems := deck.Read(path, text)
	if len(problems) > 0 {
		return problems[0]
	}
	deck.Build([]*deck.Document{doc})
	rows := []bulletRow{}
	for i := range doc.Notes {
		if n := &doc.Notes[i]; line == 0 || n.Line == line {
			rows = append(rows, explainNote(n))
		}
	}
	if line > 0 && len(rows) == 0 {
		return fmt.Errorf("%s has no bullet that starts on line %d", path, line)
	}
	if asJSON {
		return printJSON(a.Out, map[string]any{"bullets": rows})
	}
	for _, r := range rows {
		a.printExplained(path, r, st)
	}
	return nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func explainNote(n *deck.Note) bulletRow {
	r := bulletRow{Line: n.Line, Text: n.Text, Path: append([]string{}, n.Headings...), Rule: n.Rule, Reason: string(n.Reason), Cards: []explainRow{}}
	for _, part := range []string{n.Label, n.Group} {
		if part != "" {
			r.Path = append(r.Path, part)
		}
	}
	for _, c := range n.Cards {
		row := explainRow{Slot: c.Slot, Front: c.Front(), Back: c.Answer, Tier: "A", Weakness: c.Weakness, Forms: c.Forms.Names()}
		if c.Draft {
			row.Tier = "B"
		}
		r.Cards = append(r.Cards, row)
	}
	return r
}

func (a *app) printExplained(path string, r bulletRow, st draw.Style) {
	fmt.Fprintf(a.Out, "%s:%d  %s\n", clean(path), r.Line, oneLine(r.Text))
	if len(r.Cards) == 0 {
		fmt.Fprintf(a.Out, "  no card: %s, %s\n", r.Reason, deck.Reason(r.Reason).Text())
		return
	}
	fmt.Fprintf(a.Out, "  rule %s\n", r.Rule)
	for _, c := range r.Cards {
		draft := ""
		if c.Tier == "B" {
			draft = "  (draft: " + c.Weakness + ")"
		}
		for _, l := range draw.Wrap(st.Signs(oneLine(c.Front+" → "+c.Back+draft)), max(20, st.Width-4)) {
			fmt.Fprintln(a.Out, "    "+l)
		}
	}
}
