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
		screen.Keys = q.orderKeys(len(members))
		key, err := q.ui.Key(*screen, digits+" -\r\x7f"+q.others())
		if q.opt.Lines && key == ' ' { // an empty line stands for both keys
			key = '\r'
		}
		switch {
		case (key == '-' || key == 0x7f || key == 'u') && len(q.placed) > 0: // the latest act is a placed digit
			q.placed = q.placed[:len(q.placed)-1]
		case err != nil || strings.ContainsRune(q.others(), key):
			return key, err
		// A slip of the finger on Enter must not submit half an order.
		case key == ' ' || key == '\r' && (len(q.placed) == len(members) || len(q.placed) == 0):
			q.ordered(members)
			return 0, nil
		case key == '\r':
			screen.Notice = fmt.Sprintf("Place the other %d first.", len(members)-len(q.placed))
			continue
		case key >= '1' && key <= '9' && !slices.Contains(q.placed, int(key-'1')):
			q.placed = append(q.placed, int(key-'1'))
		}
		screen.Notice = ""
	}
}

// orderKeys returns the keys of an order in progress. Lines hold no Backspace, and one empty line is as good as another:
// what it does depends on how many members are placed.
func (q *question) orderKeys(members int) draw.Keys {
	place := hint(fmt.Sprintf("1-%d", members), "place")
	keys := draw.Keys{Progress: draw.Progress{Rest: "order: " + slots(q.placed, members)}, Also: []string{"?", "q"}}
	if len(q.media) > 0 {
		keys.Also = []string{"o", "?", "q"}
	}
	if !q.opt.Lines {
		keys.Hints = []draw.Hint{place, hint("Backspace", ""), hint("Enter", "done"), toShow}
		return keys
	}
	back := hint("-", "take the last one back")
	switch len(q.placed) {
	case 0:
		keys.Hints = []draw.Hint{place, hint("Space", "show the order")}
	case members:
		keys.Hints = []draw.Hint{hint("Space", "done"), back}
	default:
		keys.Hints = []draw.Hint{place, back}
	}
	return keys
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
	if q.opt.Lines { // to be heard at a stretch
		q.screen.Items, q.screen.Back = nil, q.inOrder(members)
	}
}

// inOrder says the right order, and behind each misplaced member where the person put it.
func (q *question) inOrder(members []string) string {
	var list []string
	for i, m := range q.card.Members {
		at := slices.IndexFunc(q.placed, func(p int) bool { return members[p] == m })
		if m = ordinal(i+1) + ", " + unmarked(m); at >= 0 && at != i {
			m += " (you: " + ordinal(at+1) + ")"
		}
		list = append(list, m)
	}
	return strings.Join(list, "; ")
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
