package quiz

import (
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// putOrder asks to put the members in order: digits place them.
func (s *Session) putOrder(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	n, err := s.seed(c)
	if err != nil {
		return reply{}, 0, err
	}
	members := c.Listed(n)
	digits := "123456789"[:len(members)]
	for {
		screen.Items = nil
		for i, m := range members {
			item := draw.Item{Text: m}
			if at := slices.Index(s.placed, i); at >= 0 {
				item.Verdict.Remark = ordinal(at + 1)
			}
			screen.Items = append(screen.Items, item)
		}
		screen.Keys = draw.Keys{
			Progress: draw.Progress{Rest: "order: " + slots(s.placed, len(members))},
			Hints:    []draw.Hint{hint(fmt.Sprintf("1-%d", len(members)), "place"), hint("Backspace", ""), hint("Enter", "done"), toShow},
			Also:     []string{"?", "q"},
		}
		key, err := s.ui.Key(*screen, digits+" \r\x7f"+s.others())
		switch {
		case (key == 0x7f || key == 'u') && len(s.placed) > 0: // a digit is the newest act
			s.placed = s.placed[:len(s.placed)-1]
		case err != nil || strings.ContainsRune(s.others(), key):
			return reply{}, key, err
		case key == ' ' || key == '\r' && (len(s.placed) == len(members) || len(s.placed) == 0): // half an order is handed in by no slip of a key
			return s.ordered(c, screen, members, s.placed), 0, nil
		case key >= '1' && key <= '9' && !slices.Contains(s.placed, int(key-'1')):
			s.placed = append(s.placed, int(key-'1'))
		}
	}
}

// ordered shows the right order, with the place that the person gave each member.
func (s *Session) ordered(c *data.Card, screen *draw.Screen, members []string, placed []int) reply {
	r := reply{form: data.Ordered, verdict: draw.Verdict{Result: draw.Right, Remark: "Right."}, most: srs.Easy, told: true}
	screen.Items = nil
	for i, m := range c.Members {
		item := draw.Item{Text: m}
		at := slices.IndexFunc(placed, func(p int) bool { return members[p] == m })
		if at != i {
			r.verdict = draw.Verdict{Result: draw.Wrong}
			if at >= 0 {
				item.Verdict = draw.Verdict{Result: draw.Wrong, Remark: "you: " + ordinal(at+1)}
			}
		}
		screen.Items = append(screen.Items, item)
	}
	return r
}

func slots(placed []int, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "_"
		if i < len(placed) {
			list[i] = fmt.Sprint(placed[i] + 1)
		}
	}
	return strings.Join(list, " ")
}

func ordinal(n int) string {
	switch n {
	case 1:
		return "1st"
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	}
	return fmt.Sprintf("%dth", n)
}
