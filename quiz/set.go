package quiz

import (
	"fmt"
	"slices"

	"recall/data"
	"recall/deck"
	"recall/quiz/draw"
	"recall/srs"
)

// putSet asks to recall the members one by one, in any order. An empty line ends it.
func (s *Session) putSet(c *data.Card, screen *draw.Screen) (reply, rune, error) {
	found := map[string]bool{}
	var given []string
	for len(found) < len(c.Members) {
		screen.Items = nil
		for _, g := range given {
			screen.Items = append(screen.Items, draw.Item{Text: g})
		}
		screen.Keys = fmt.Sprintf("%d of %d   Enter adds one (empty: that is all)   Esc keys", len(found), len(c.Members))
		text, key, err := s.line(screen)
		if err != nil || key != 0 {
			screen.Items = nil
			return reply{}, key, err
		}
		if text == "" {
			break
		}
		screen.Notice = ""
		missing := deck.Compare(c.Card, text).Missing
		before := len(found)
		for _, m := range c.Members {
			if !slices.Contains(missing, m) && !found[m] {
				found[m] = true
				given = append(given, m)
			}
		}
		switch {
		case len(missing) == len(c.Members):
			screen.Notice = fmt.Sprintf("%q is not one of them.", draw.Clean(text))
		case len(found) == before:
			screen.Notice = "You have that one."
		}
	}
	r := reply{form: data.Listed, suggest: srs.Again, most: srs.Easy, told: true}
	screen.Items = nil
	for _, m := range c.Members {
		item := draw.Item{Text: m}
		if !found[m] {
			item.Remark = "<- missing"
		}
		screen.Items = append(screen.Items, item)
	}
	switch missing := len(c.Members) - len(found); {
	case missing == 0:
		r.suggest = srs.Good
	case missing == 1 && len(c.Members) >= 3:
		r.suggest = srs.Hard
	}
	return r, 0, nil
}
