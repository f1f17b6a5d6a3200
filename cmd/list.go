package cmd

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck/inline"
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
	Lapses   int         `json:"lapses"`
	Added    *string     `json:"added"` // null where it is not known
	Source   string      `json:"source"`
	Line     int         `json:"line"`
	Tags     []string    `json:"tags"`
}

func rowOf(c *data.Card) cardRow {
	r := cardRow{
		Card: fmt.Sprintf("%x", c.UID), Deck: c.Deck, Path: c.Path, Slot: c.Slot, Front: c.Front(), Back: c.Answer,
		State: c.Status(), Interval: c.State.Interval, Ease: json.Number(ease(c.State.Ease)),
		Lapses: c.State.Lapses, Source: c.Source, Line: c.Line, Tags: append([]string{}, c.Tags...),
	}
	if r.Path == nil {
		r.Path = []string{}
	}
	if !c.State.New() {
		due := c.State.Due.String()
		r.Due = &due
	}
	if c.Added != 0 {
		added := c.Added.String()
		r.Added = &added
	}
	return r
}

func (a *app) list() *cobra.Command {
	var asJSON bool
	var by string
	var ch choice
	c := &cobra.Command{
		Use:     "list [DECK|QUERY]",
		Short:   "List cards, one per line",
		Example: "  recall list python --chapter 2\n  recall list 'is:due prop:lapses>2'\n  recall list -q GIL\n  recall list python --sort -lapses\n  recall list --json | jq '.cards[].front'",
		RunE: func(c *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			order, err := orderNamed(by)
			if err != nil {
				return err
			}
			return a.present(c.Context(), func(o *opened) error {
				ch.args = args
				f, err := a.filter(o, ch)
				if err != nil {
					return err
				}
				if asJSON {
					return a.listJSON(o, f, order)
				}
				return a.listLines(o, f, order, st)
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().BoolVar(&asJSON, "json", false, `print one JSON object, {"cards":[…]}`)
	c.Flags().StringVar(&by, "sort", "", "sort by `VALUE`: "+strings.Join(data.Orders(), ", ")+
		"; -VALUE puts the last first (default: the roadmap's order)")
	c.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions(data.Orders(), cobra.ShellCompDirectiveNoFileComp))
	ch.flags(c)
	a.completeChoice(c)
	return c
}

// orderNamed returns the order that --sort asks for.
func orderNamed(by string) (data.Order, error) {
	order, ok := data.FindOrder(by)
	if by == "" || ok {
		return order, nil
	}
	e := &usageError{msg: fmt.Sprintf("--sort does not take %q", by), hint: "it takes " +
		strings.Join(data.Orders(), ", ") + ", with a minus before it to turn the order around"}
	if near := nearest(strings.TrimPrefix(by, "-"), data.Orders()); near != "" {
		e.hint = fmt.Sprintf("did you mean %q? %s", near, e.hint)
	}
	return order, e
}

func (a *app) listJSON(o *opened, f data.Filter, by data.Order) error {
	list := newJSONList(a.Out, "cards")
	if err := o.CardsBy(by, f, func(c *data.Card) error { return list.add(rowOf(c)) }); err != nil {
		return err
	}
	return list.end()
}

func (a *app) listLines(o *opened, f data.Filter, by data.Order, st draw.Style) error {
	out := bufio.NewWriter(a.Out)
	_, tty := terminal(a.Out)
	n := 0
	err := o.CardsBy(by, f, func(c *data.Card) error {
		n++
		due := "-"
		if !c.State.New() {
			due = c.State.Due.String()
		}
		facts, text := fmt.Sprintf("%s  %-9s  %-10s", c.Short(), c.Status(), due),
			st.Signs(faceLine(c.Front()+" → "+c.Answer))
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

// faceLine puts a side of a card, or both, on one line. Its pictures and sounds are named as a session names them.
func faceLine(s string) string {
	list := inline.Embeds(s)
	for i := len(list) - 1; i >= 0; i-- { // from the end, so that the places of the others stay
		e := list[i]
		s = s[:e.At] + draw.EmbedText(e.Says, e.File, e.Sound) + s[e.End:]
	}
	return oneLine(s)
}

// oneLine puts text on one line, for a list.
func oneLine(s string) string {
	if isOneLine(s) {
		return s
	}
	return strings.Join(strings.Fields(clean(strings.ReplaceAll(s, "\\\n", "\n"))), " ")
}

// isOneLine reports whether s is of ASCII, Han, arrows and the sign between titles, with single blanks between its words
// and none around them.
func isOneLine(s string) bool {
	before := ' '
	for _, r := range s {
		known := r > ' ' && r < 0x7f || r >= 0x4e00 && r <= 0x9fff || r >= '←' && r <= '⇿' || r == '›'
		if !known && (r != ' ' || before == ' ') {
			return false
		}
		before = r
	}
	return before != ' '
}
