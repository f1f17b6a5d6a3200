package read

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"recall/deck"
)

// showCards writes each note with the rule that made its cards, or with the reason why there are none, and the cards.
func showCards(doc *deck.Document, problems []deck.Problem) string {
	var b strings.Builder
	for _, head := range []struct{ name, text string }{{"deck", doc.Deck}, {"tags", strings.Join(doc.Tags, "/")}} {
		if head.text != "" {
			fmt.Fprintf(&b, "%s %s\n", head.name, head.text)
		}
	}
	for i, n := range doc.Notes {
		fmt.Fprintf(&b, "%d %s", n.Line, n.Text)
		if len(n.Headings) > 0 {
			fmt.Fprintf(&b, " {%s}", strings.Join(n.Headings, " > "))
		}
		if n.ID != "" {
			fmt.Fprintf(&b, " id %s", n.ID)
		}
		if len(n.Tags) > 0 {
			fmt.Fprintf(&b, " tags %s", strings.Join(n.Tags, "/"))
		}
		if n.Parent >= i {
			b.WriteString(" BAD PARENT")
		}
		fmt.Fprintf(&b, " | %s\n", n.Rule+string(n.Reason))
		if !strings.HasPrefix(n.Rule, "explicit:") && n.Rule != "table" && n.Rule != "deflist" && n.Rule != "heading" {
			continue // the recognisers have cases of their own
		}
		for _, c := range n.Cards {
			fmt.Fprintf(&b, "\t%s: %s => %s", c.Slot, visible(c.Prompt), visible(c.Answer))
			for _, extra := range []struct{ name, text string }{{"extra", c.Extra},
				{"also", strings.Join(c.Accept, "/")}, {"of", strings.Join(c.Members, "/")}, {"draft", c.Weakness}} {
				if extra.text != "" {
					fmt.Fprintf(&b, " | %s %s", extra.name, visible(extra.text))
				}
			}
			if s := c.Schedule; s != nil {
				fmt.Fprintf(&b, " | every %dd ease %d due %s passes %d lapses %d", s.Interval, s.Ease,
					time.Unix(int64(s.Due)*24*60*60, 0).UTC().Format(time.DateOnly), s.Reps, s.Lapses)
			}
			b.WriteByte('\n')
		}
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "! %v\n", p)
	}
	for _, h := range doc.Hints {
		fmt.Fprintf(&b, "? %v\n", h)
	}
	return b.String()
}

func visible(s string) string { return strings.ReplaceAll(s, "\n", "⏎") }

func TestConventions(t *testing.T) {
	golden(t, "conv", func(name string, src []byte) string {
		return showCards(Read(name, src))
	})
}
