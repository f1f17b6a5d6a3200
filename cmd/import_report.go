package cmd

import (
	"fmt"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
)

// tally is what a file's bullets became.
type tally struct {
	bullets, covered, cards, drafts int
	skipped                         []skippedRow
}

// skippedRow is a bullet without a card, by its JSON names.
type skippedRow struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

func tallyOf(doc *deck.Document) tally {
	t := tally{skipped: []skippedRow{}}
	for _, n := range doc.Notes {
		t.bullets++
		if len(n.Cards) == 0 {
			t.skipped = append(t.skipped, skippedRow{n.Line, string(n.Reason), n.Text})
			continue
		}
		t.covered++
		for _, c := range n.Cards {
			if c.Draft {
				t.drafts++
			} else {
				t.cards++
			}
		}
	}
	return t
}

// kinds are what can become of a bullet, in the order in which a report names them.
var kinds = []deck.Kind{deck.New, deck.Same, deck.Moved, deck.Fixed, deck.Changed, deck.Parked, deck.Revived}

// report tells what an import makes of the files of a deck.
func (a *app) report(b batch, p *data.Plan, f importFlags, st draw.Style) {
	for i, file := range b.files {
		t := tallyOf(file.Doc)
		without := ""
		if n := len(t.skipped); n > 0 {
			without = fmt.Sprintf(", %d without a card", n)
		}
		fmt.Fprintf(a.Out, "%s: %d bullets: %d covered (%d cards, %d drafts)%s\n", clean(b.shown[i]), t.bullets, t.covered, t.cards, t.drafts, without)
	}
	line := "  "
	for _, k := range kinds {
		if n := p.Count[k]; n > 0 || k != deck.Revived {
			line += fmt.Sprintf("%s %d   ", k, n)
		}
	}
	fmt.Fprintf(a.Out, "%s-> deck %s\n", line, clean(p.Deck))
	for _, c := range p.Changes {
		if c.Kind != deck.Changed && c.Kind != deck.Parked && c.Kind != deck.Revived {
			continue
		}
		where := fmt.Sprintf("%s:%d", a.tilde(c.Path), c.Line)
		switch c.Kind {
		case deck.Changed:
			fmt.Fprintf(a.Out, "  changed  %s  %q -> %q\n           due today, history kept\n", clean(where), clean(c.Old), clean(c.New))
		case deck.Parked:
			fmt.Fprintln(a.Out, st.Truncate(clean(fmt.Sprintf("  parked   %s  %s", where, oneLine(c.Old))), max(st.Width, 40)))
		case deck.Revived:
			fmt.Fprintln(a.Out, st.Truncate(clean(fmt.Sprintf("  revived  %s  %s", where, oneLine(c.New))), max(st.Width, 40)))
		}
	}
	if !f.report {
		return
	}
	for i, file := range b.files {
		var rows [][]string
		for _, s := range tallyOf(file.Doc).skipped {
			rows = append(rows, []string{"", fmt.Sprintf("%s:%d", b.shown[i], s.Line), s.Reason, oneLine(s.Text)})
		}
		if len(rows) > 0 {
			table(a.Out, st, []column{{}, {}, {}, {grow: true}}, rows)
		}
	}
}

// fileRow is a file in the JSON report of an import.
type fileRow struct {
	Path    string       `json:"path"`
	Bullets int          `json:"bullets"`
	Covered int          `json:"covered"`
	Cards   int          `json:"cards"`
	Drafts  int          `json:"drafts"`
	Skipped []skippedRow `json:"skipped"`
}

func (a *app) reportJSON(batches []batch) error {
	rows := []fileRow{}
	for _, b := range batches {
		for i, file := range b.files {
			t := tallyOf(file.Doc)
			rows = append(rows, fileRow{b.shown[i], t.bullets, t.covered, t.cards, t.drafts, t.skipped})
		}
	}
	return printJSON(a.Out, map[string]any{"files": rows})
}

// reportSame tells that files are as they were read last.
func (a *app) reportSame(store *data.Store, b batch) error {
	for i, f := range b.files {
		n, err := store.Bullets(f.Path)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "%s: unchanged; same %d\n", clean(b.shown[i]), n)
	}
	return nil
}
