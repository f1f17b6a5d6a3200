package cmd

import (
	"fmt"
	"strings"

	"recall/data"
	"recall/deck/match"
)

// tellUpdate says once, on stderr, what a newer program changed in a built-in deck. It says nothing about a deck that
// is not studied, unless that touches cards that were learnt.
func (a *app) tellUpdate(o *opened, p *data.Plan) error {
	d, err := o.FindDeck(p.Deck)
	offer := rejectOutdated(p)
	if err != nil || !d.Active && len(p.Fallout) == 0 && offer == "" {
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
	remade := remadeCounts(p.Remade)
	switch {
	case len(counts) > 0:
		fmt.Fprintf(a.Err, "This version of recall has a newer %s: %s.\n", clean(p.Deck), strings.Join(counts, ", "))
	case len(p.Kept) > 0:
		fmt.Fprintf(a.Err, "This version of recall has a newer %s: your edits are kept.\n", clean(p.Deck))
	case remade == "":
		return nil // nothing that shows
	}
	if remade != "" {
		fmt.Fprintf(a.Err, "This version of recall makes better cards. %s: %s.\n", clean(p.Deck), remade)
	}
	var lines []labelled
	add := func(label, say string) { lines = append(lines, labelled{label, say}) }
	for _, c := range p.Changes {
		switch c.Kind {
		case match.Changed:
			due := ""
			if c.Due {
				due = " (due today, history kept)"
			}
			add("changed", fmt.Sprintf("%s -> %s%s", quoted(c.Old), quoted(c.New), due))
		case match.Fixed:
			add("fixed", fmt.Sprintf("%s -> %s", quoted(c.Old), quoted(c.New)))
		case match.Parked:
			add("parked", quoted(c.Old))
		}
	}
	for _, f := range p.Fallout {
		if f.Kind != data.CardRestarted && f.Why != data.WhyGone { // the lines above say the rest
			add(string(f.Kind), clean(oneLine(f.Front))+": "+fate(f))
		}
	}
	for _, c := range p.Kept {
		says := "says " + quoted(c.New)
		if c.New == "" {
			says = "dropped it"
		}
		add("yours", quoted(c.Old)+" stays; the roadmap "+says)
	}
	examples, _ := remadeLines(p.Remade, false, func(data.Remade) string { return "" })
	var first []labelled // outdated cards are up to the learner
	for _, l := range examples {
		if l.label == string(data.CardOutdated) {
			first = append(first, l)
		} else {
			lines = append(lines, l)
		}
	}
	lines = append(first, lines...)
	widest := len("changed")
	for _, l := range lines {
		widest = max(widest, len(l.label))
	}
	const most = 20
	listFirst(a.Err, len(lines), most, func(i int) {
		hang(a.Err, st, fmt.Sprintf("  %-*s  ", widest, lines[i].label), lines[i].say)
	})
	if offer != "" {
		fmt.Fprintln(a.Err, "  "+offer)
	}
	fmt.Fprintln(a.Err)
	return nil
}

// quoted returns a bullet's text on one line, in quotes.
func quoted(text string) string { return `"` + clean(oneLine(text)) + `"` }
