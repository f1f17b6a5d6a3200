package cmd

import (
	"fmt"
	"strings"

	"recall/data"
	"recall/deck/match"
	"recall/quiz/draw"
)

// tellUpdate says once, on stderr, what a newer program changed in a built-in deck. It says nothing about a deck that
// is not studied, unless that touches cards that were learnt.
func (a *app) tellUpdate(o *opened, p *data.Plan) error {
	d, err := o.FindDeck(p.Deck)
	if err != nil || !d.Active && len(p.Fallout) == 0 {
		return err
	}
	st, err := a.style()
	if err != nil {
		return err
	}
	var counts []string
	for _, k := range kinds {
		if n := p.Count[k]; n > 0 && k != match.Same {
			counts = append(counts, fmt.Sprintf("%s %d", k, n))
		}
	}
	if len(counts) == 0 {
		counts = []string{"your edits are kept"}
	}
	fmt.Fprintf(a.Err, "This version of recall has a newer %s: %s.\n", clean(p.Deck), strings.Join(counts, ", "))
	var lines []string
	for _, c := range p.Changes {
		switch c.Kind {
		case match.Changed:
			due := ""
			if c.Due {
				due = " (due today, history kept)"
			}
			lines = append(lines, fmt.Sprintf("  changed  %s -> %s%s", quoted(c.Old), quoted(c.New), due))
		case match.Fixed:
			lines = append(lines, fmt.Sprintf("  fixed    %s -> %s", quoted(c.Old), quoted(c.New)))
		case match.Parked:
			lines = append(lines, "  parked   "+quoted(c.Old))
		}
	}
	for _, f := range p.Fallout {
		if f.Kind != data.CardRestarted && f.Why != data.WhyGone { // the lines above say the rest
			lines = append(lines, fmt.Sprintf("  %-7s  %s: %s", f.Kind, clean(oneLine(f.Front)), fate(f)))
		}
	}
	for _, c := range p.Kept {
		line := "  yours    " + quoted(c.Old) + " stays; the roadmap "
		if c.New == "" {
			line += "dropped it"
		} else {
			line += "says " + quoted(c.New)
		}
		lines = append(lines, line)
	}
	const most = 20
	for i, line := range lines {
		if i == most {
			fmt.Fprintf(a.Err, "  and %d more; answers whose facts changed show old and new\n", len(lines)-most)
			break
		}
		indent := 2 + len("changed  ")
		for j, part := range draw.Wrap(line[indent:], max(st.Width-indent, 20)) {
			fmt.Fprintln(a.Err, map[bool]string{true: line[:indent], false: strings.Repeat(" ", indent)}[j == 0]+part)
		}
	}
	fmt.Fprintln(a.Err)
	return nil
}

// quoted returns a bullet's text on one line, in quotes.
func quoted(text string) string { return `"` + clean(oneLine(text)) + `"` }
