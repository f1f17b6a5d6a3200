package quiz

import (
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// putOrder asks the person to put the members in order. Digits place them.
func (q *question) putOrder() (rune, error) {
	n, err := q.seed()
	if err != nil {
		return 0, err
	}
	members, screen := q.card.Listed(n), &q.screen
	digits := "123456789"[:len(members)]
	for {
		screen.Items = nil
		for i, m := range members {
			item := draw.Item{Text: m}
			if at := slices.Index(q.placed, i); at >= 0 {
				item.Verdict.Remark = ordinal(at + 1)
			}
			screen.Items = append(screen.Items, item)
		}
		screen.Keys = draw.Keys{
			Progress: draw.Progress{Rest: "order: " + slots(q.placed, len(members))},
			Hints: []draw.Hint{
				hint(fmt.Sprintf("1-%d", len(members)), "place"), hint("Backspace", ""), hint("Enter", "done"), toShow,
			},
			Also: []string{"?", "q"},
		}
		if len(q.media) > 0 {
			screen.Keys.Also = []string{"o", "?", "q"}
		}
		key, err := q.ui.Key(*screen, digits+" \r\x7f"+q.others())
		switch {
		case (key == 0x7f || key == 'u') && len(q.placed) > 0: // the latest act is a placed digit
			q.placed = q.placed[:len(q.placed)-1]
		case err != nil || strings.ContainsRune(q.others(), key):
			return key, err
		// A slip of the finger on Enter must not submit half an order.
		case key == ' ' || key == '\r' && (len(q.placed) == len(members) || len(q.placed) == 0):
			q.ordered(members)
			return 0, nil
		case key >= '1' && key <= '9' && !slices.Contains(q.placed, int(key-'1')):
			q.placed = append(q.placed, int(key-'1'))
		}
	}
}

// ordered shows the right order, and next to each misplaced member where the person put it.
func (q *question) ordered(members []string) {
	verdict := draw.Verdict{Result: draw.Right}
	q.reply = reply{form: data.Ordered, most: srs.Easy, told: true}
	q.screen.Items = nil
	for i, m := range q.card.Members {
		item := draw.Item{Text: m}
		at := slices.IndexFunc(q.placed, func(p int) bool { return members[p] == m })
		if at != i {
			verdict.Result = draw.Wrong
			if at >= 0 {
				item.Verdict = draw.Verdict{Result: draw.Wrong, Remark: "you: " + ordinal(at+1)}
			}
		}
		q.screen.Items = append(q.screen.Items, item)
	}
	if len(q.placed) == 0 {
		verdict.Result = draw.Missing
	}
	q.reply.verdict = verdict
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
