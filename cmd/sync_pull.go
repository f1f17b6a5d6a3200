package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"recall/data"
	"recall/quiz"
)

// A place that is only pulled from shares decks that somebody else keeps up.

// rememberPull adds a place to pull from: the decks of the names, or all that it has.
func (a *app) rememberPull(ctx context.Context, o *opened, at string, names []string) (p data.Place, err error) {
	var decks []data.DeckAt
	if len(names) > 0 {
		there, err := o.DecksAt(ctx, at, o.moment())
		if err != nil {
			return p, err
		}
		for _, name := range names {
			d, err := deckAt(there, name)
			if err != nil {
				return p, hinted{err, "the place is not remembered; a deck is there once somebody has pushed it: recall help sync"}
			}
			decks = append(decks, d)
		}
	}
	return o.RememberPull(at, decks)
}

func deckAt(there []data.DeckAt, name string) (data.DeckAt, error) {
	var names []string
	for _, d := range there {
		if data.SameName(d.Name, name) {
			return d, nil
		}
		names = append(names, fmt.Sprintf("%q", d.Name))
	}
	if len(names) == 0 {
		return data.DeckAt{}, errors.New("the place has no decks yet")
	}
	return data.DeckAt{}, fmt.Errorf("the place has no deck %q; it has %s", name, strings.Join(names, ", "))
}

// reportPulled says what became of the bullets of each deck that was pulled, as after an import.
func (a *app) reportPulled(at string, found *data.Pulled) error {
	if found == nil {
		return nil
	}
	st, err := a.style()
	if err != nil {
		return err
	}
	for _, p := range found.Plans {
		if p.Changed() {
			a.reportPlan(pulledBatch(p), p, true, st)
		}
		for _, c := range p.Kept {
			hang(a.Out, st, "  kept       ", fmt.Sprintf("%s:%d  your own words stay: %s; there: %s",
				pulledName(c.Path), c.Line, quoted(c.Old), quoted(c.New)))
		}
	}
	for _, r := range found.Renamed {
		fmt.Fprintf(a.Out, "  renamed    %s is called %s there\n", clean(r.Old), clean(r.New))
	}
	for _, m := range found.Merged {
		fmt.Fprintf(a.Out, "  merged     %s is a part of %s there, and all of that comes from now on\n", clean(m.Old), clean(m.New))
	}
	for _, d := range found.Left {
		did, back := "deleted", "recall deck restore "+quoteArg(d.Name)
		if d.Purged { // there is nothing left to restore
			did, back = "purged", "recall sync "+quoteArg(at)+" --pull"
		}
		fmt.Fprintln(a.Err, clean(d.Name+" was "+did+" here and is left alone; "+back+" brings it back."))
	}
	return nil
}

// pulledBatch is a plan's files under the names that they have in reports.
func pulledBatch(p *data.Plan) *batch {
	b := &batch{deck: p.Deck}
	for _, f := range p.Files {
		b.files = append(b.files, &importFile{File: f, shown: pulledName(f.Path)})
	}
	return b
}

// pulledName is the name of a file on the machine that it comes from.
func pulledName(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// pulledRow is a deck that was pulled, as JSON.
type pulledRow struct {
	Deck    string         `json:"deck"`
	Counts  map[string]int `json:"counts"`
	Changes []changeRow    `json:"changes"`
	Cards   []falloutRow   `json:"cards"`
}

func pulledRows(found *data.Pulled) []pulledRow {
	rows := []pulledRow{}
	if found == nil {
		return rows
	}
	for _, p := range found.Plans {
		row := pulledRow{p.Deck, map[string]int{}, append([]changeRow{}, rowsOfChanges(p.Changes)...), []falloutRow{}}
		for _, k := range kinds {
			row.Counts[string(k)] = p.Count[k]
		}
		for _, f := range p.Fallout {
			row.Cards = append(row.Cards, rowOfFallout(f))
		}
		rows = append(rows, row)
	}
	return rows
}

// pulledParts counts the decks that a dry run would change, which adds nothing.
func pulledParts(found *data.Pulled) []string {
	n := 0
	for _, p := range found.Plans {
		if p.Changed() {
			n++
		}
	}
	n += len(found.Renamed)
	if n == 0 {
		return nil
	}
	return []string{quiz.Count(n, "deck", "decks") + " from others"}
}
