package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

func (a *app) show() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "show CARD",
		Short: "Show a card: both sides, its bullet and its schedule",
		Long: `Show a card: both sides, its bullet and its schedule. CARD is the start of its
id: at least four digits, and enough to be unique. recall list prints eight.`,
		Example: "  recall show 7f3a",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := a.style()
			if err != nil {
				return err
			}
			return a.present(c.Context(), func(o *opened) error {
				card, err := o.FindCard(args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(a.Out, rowOf(card))
				}
				return a.showCard(o, card, st)
			})
		},
	}
	c.ValidArgsFunction = a.completeCards
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return c
}

// candidates lists the cards whose ids begin with an ambiguous start.
func candidates(e *data.AmbiguousError) string {
	list := "give more of it; these start with it:"
	for _, c := range e.Cards {
		list += "\n  " + c.Short() + "  " + faceLine(c.Front())
	}
	if e.More {
		list += "\n  and others"
	}
	return list
}

func (a *app) showCard(o *opened, c *data.Card, st draw.Style) error {
	s := draw.Screen{Head: []string{c.Short(), c.Status()},
		Place: strings.Join(append([]string{c.Deck}, c.Path...), " › "), Context: c.Context, Front: c.Prompt,
		Back: c.Answer}
	if c.Extra != "" {
		s.Back += "\n\n" + c.Extra
	}
	s.Source = c.Text
	lines := append(s.Lines(st), "")
	say := func(name, text string) {
		if text == "" {
			return
		}
		for i, l := range draw.Wrap(st.Signs(clean(text)), max(20, st.Width-12)) {
			if i > 0 {
				name = ""
			}
			lines = append(lines, draw.Pad(name, 12)+l)
		}
	}
	say("also right", strings.Join(c.Accept, " · "))
	if c.Rule != "" { // empty if its bullet was edited and no longer makes a card
		say("made", fmt.Sprintf("by the rule %s, as %s", c.Rule, c.Slot))
	}
	say("from", a.origin(c))
	say("tags", strings.Join(c.Tags, " "))
	say("asked by", strings.Join(c.Forms.Names(), ", "))
	say("draft", quiz.Weak(c))
	edit, err := o.News(c.ID)
	if err != nil {
		return err
	}
	if edit != nil {
		say(edit.Kind.String(), fmt.Sprintf("it was %q until the last import", edit.Old))
	}
	say("schedule", schedule(c, o.today))
	say("", "recall why "+c.Short()+" explains it")
	_, err = fmt.Fprintln(a.Out, strings.Join(lines, "\n"))
	return err
}

// origin returns the file and line that a card was made from.
func (a *app) origin(c *data.Card) string { return a.lineOf(c.Source, c.Line) }

// lineOf says where a line of a source stands.
func (a *app) lineOf(path string, line int) string { return a.tilde(data.LineOf(path, line)) }

// schedule describes a card's schedule.
func schedule(c *data.Card, today srs.Day) string {
	s := c.State
	if s.New() {
		if s.Seen != 0 {
			return "new: last answered on " + s.Seen.String() + ", and not passed yet"
		}
		return "new"
	}
	flagged := ""
	if s.Flagged {
		flagged = "; flagged"
	}
	return fmt.Sprintf("due %s, %s; interval %s, ease %s, %s, %s%s", s.Due, when(s.Due, today), quiz.Days(s.Interval),
		ease(s.Ease),
		quiz.Count(s.Reps, "repetition", "repetitions"), quiz.Count(s.Lapses, "lapse", "lapses"), flagged)
}

// when says how far away a day is.
func when(day, today srs.Day) string {
	switch n := int(day - today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n < 0:
		return quiz.Count(-n, "day", "days") + " ago"
	default:
		return "in " + quiz.Count(n, "day", "days")
	}
}
