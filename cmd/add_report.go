package cmd

import (
	"errors"
	"fmt"
	"slices"

	"recall/data"
	"recall/deck/export"
	"recall/deck/match"
	"recall/quiz"
	"recall/quiz/draw"
)

// sayBeside names what else an import of the file changed: it may have been edited since the last one, and what an undo
// took back may still stand in it.
func (a *app) sayBeside(g *gathering, plans []*data.Plan, own int, st draw.Style) {
	others := 0
	for _, p := range plans {
		for kind, n := range p.Count {
			if kind != match.Same && kind != match.Moved {
				others += n
			}
		}
	}
	if others <= own {
		return
	}
	fmt.Fprintln(a.Out, "The import also took in other changes to the file:")
	const most = 10
	for i, p := range plans {
		if n := p.Count[match.New]; n > own {
			fmt.Fprintf(a.Out, "  new      %s\n", quiz.Count(n-own, "other bullet", "other bullets"))
		}
		told := slices.DeleteFunc(slices.Clone(p.Changes), func(c data.Change) bool { return c.Kind == match.Moved })
		listFirst(a.Out, len(told), most, func(i int) {
			c := told[i]
			said := c.New
			switch c.Kind {
			case match.Parked:
				said = c.Old
			case match.Fixed, match.Changed:
				said = oneLine(c.Old) + " -> " + oneLine(c.New)
			}
			hang(a.Out, st, fmt.Sprintf("  %-7s  ", c.Kind), fmt.Sprintf("line %d: %s", c.Line, oneLine(said)))
		})
		a.reportFallout(g.batches[i], p.Fallout, st)
	}
}

// addedRow is an added card as JSON.
type addedRow struct {
	Card  string `json:"card"`
	Front string `json:"front"`
	Back  string `json:"back"`
	Line  int    `json:"line"`
	Today bool   `json:"today"` // it is asked today
	After int    `json:"after"` // how many new cards are asked before it
}

// sayAdded says what was added, and when it is asked.
func (a *app) sayAdded(o *opened, t *addTarget, fresh freshCards, plans []*data.Plan, f addFlags) error {
	rows, err := a.addedRows(o, t, slices.Concat(fresh.write, fresh.inFile))
	if err != nil {
		return err
	}
	if f.asJSON {
		changes := []changeRow{}
		for _, p := range plans {
			changes = append(changes, rowsOfChanges(p.Changes)...)
		}
		return printJSON(a.Out, map[string]any{"deck": t.deck.Name, "file": t.path, "added": rows, "there": fresh.there,
			"changes": changes})
	}
	name := clean(t.deck.Name)
	if fresh.there > 0 {
		fmt.Fprintf(a.Err, "%s: %s already there\n", name, quiz.Count(fresh.there, "card is", "cards are"))
	}
	if len(rows) == 0 {
		return nil
	}
	when := "the next new card to be asked"
	switch r := rows[0]; {
	case r.Today:
		when = "asked today"
	case r.After > 0:
		when = "asked after " + quiz.Count(r.After, "other new card", "other new cards")
	}
	what := rows[0].Card[:8] + " " + oneLine(rows[0].Front) + "; "
	if len(rows) > 1 {
		what = quiz.Count(len(rows), "card", "cards") + "; the first is "
	}
	fmt.Fprintf(a.Out, "%s: added %s%s (%s)\n", name, what, when, clean(a.tilde(t.path)))
	return nil
}

// addedRows finds the cards that were added.
func (a *app) addedRows(o *opened, t *addTarget, cards []export.Sides) (rows []addedRow, err error) {
	rows = []addedRow{}
	if len(cards) == 0 {
		return rows, nil
	}
	d, found, err := deckCalled(o.Store, t.deck.Name)
	if err != nil || !found {
		return rows, err
	}
	today, err := o.Queue(data.Filter{}.In(d.ID), o.today, data.QueueOptions{Settings: o.set, NewLimit: -1})
	if err != nil {
		return rows, err
	}
	all, err := o.Queue(data.Filter{}.In(d.ID), o.today, data.QueueOptions{Settings: o.set, NewLimit: 1 << 20})
	if err != nil {
		return rows, err
	}
	wanted := map[string]string{}
	for _, s := range cards {
		wanted[export.Shown(s.Front)] = export.Shown(s.Back)
	}
	err = o.Export(data.Filter{}.In(d.ID), func(n *data.ExportedNote) error {
		for k, c := range n.Cards {
			if back, ok := wanted[export.Shown(c.Prompt)]; !ok || back != export.Shown(c.Answer) {
				continue
			}
			rows = append(rows, addedRow{Card: n.IDs[k], Front: c.Front(), Back: c.Answer, Line: n.Line})
		}
		return nil
	})
	for i := range rows {
		stored, failed := o.FindCard(rows[i].Card)
		if err = errors.Join(err, failed); err != nil {
			return rows, err
		}
		rows[i].Today, rows[i].After = slices.Contains(today.New, stored.ID), max(0, slices.Index(all.New, stored.ID))
	}
	return rows, err
}
