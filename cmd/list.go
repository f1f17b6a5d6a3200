package cmd

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz/draw"
)

// cardRow is a card as JSON.
type cardRow struct {
	Card     string      `json:"card"`
	Deck     string      `json:"deck"`
	Path     []string    `json:"path"`
	Slot     string      `json:"slot"`
	Front    string      `json:"front"`
	Back     string      `json:"back"`
	State    string      `json:"state"`
	Due      *string     `json:"due"` // null while it is new
	Interval int         `json:"interval_days"`
	Ease     json.Number `json:"ease"`
	Source   string      `json:"source"`
	Line     int         `json:"line"`
}

func rowOf(c *data.Card) cardRow {
	r := cardRow{
		Card: fmt.Sprintf("%x", c.UID), Deck: c.Deck, Path: c.Path, Slot: c.Slot, Front: c.Front(), Back: c.Answer,
		State: c.Status(), Interval: c.State.Interval, Ease: json.Number(ease(c.State.Ease)), Source: c.Source,
		Line: c.Line,
	}
	if r.Path == nil {
		r.Path = []string{}
	}
	if !c.State.New() {
		due := c.State.Due.String()
		r.Due = &due
	}
	return r
}

func (a *app) list() *cobra.Command {
	var asJSON bool
	var ch choice
	c := &cobra.Command{
		Use:     "list [DECK|QUERY]",
		Short:   "List cards, one per line",
		Example: "  recall list python --chapter 2\n  recall list 'is:due prop:lapses>2'\n  recall list -q GIL\n  recall list --json | jq '.cards[].front'",
		RunE: func(c *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.open(c.Context(), func(o *opened) error {
				ch.args = args
				f, err := a.filter(o, ch)
				if err != nil {
					return err
				}
				if asJSON {
					return a.listJSON(o, f)
				}
				return a.listLines(o, f, st)
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&asJSON, "json", false, `print one JSON object, {"cards":[…]}`)
	ch.flags(c)
	a.completeChoice(c)
	return c
}

func (a *app) listJSON(o *opened, f data.Filter) error {
	list := newJSONList(a.Out, "cards")
	if err := o.Cards(f, func(c *data.Card) error { return list.add(rowOf(c)) }); err != nil {
		return err
	}
	return list.end()
}

func (a *app) listLines(o *opened, f data.Filter, st draw.Style) error {
	out := bufio.NewWriter(a.Out)
	_, tty := terminal(a.Out)
	n := 0
	err := o.Cards(f, func(c *data.Card) error {
		n++
		due := "-"
		if !c.State.New() {
			due = c.State.Due.String()
		}
		facts, text := fmt.Sprintf("%s  %-9s  %-10s", c.Short(), c.Status(), due),
			st.Signs(oneLine(c.Front()+" → "+c.Answer))
		line := facts + "  " + text
		const narrow = 60 // columns
		switch {
		case tty && st.Width < narrow:
			line = strings.TrimRight(facts, " ") + "\n  " + st.Truncate(text, st.Width-2)
		case tty:
			line = st.Truncate(line, st.Width)
		}
		_, err := fmt.Fprintln(out, line)
		return err
	})
	if err != nil {
		return err
	}
	if n == 0 {
		fmt.Fprintln(a.Err, "No card matches.")
	}
	return out.Flush()
}

// oneLine puts text on one line, for a list.
func oneLine(s string) string {
	return strings.Join(strings.Fields(clean(strings.ReplaceAll(s, "\\\n", "\n"))), " ")
}
