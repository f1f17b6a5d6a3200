package marks

import (
	"slices"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/text"
)

// markedText makes notes of a paragraph outside lists: one of each line with two sides, else one of the whole with
// gaps.
func markedText(w *blocks.Walker, lines []blocks.Line, s blocks.Scope) (found bool) {
	count := 0
	for _, l := range lines {
		if mayMark(l.Text, w.Declared) {
			count++
		}
	}
	if count == 0 {
		return false
	}
	w.Notes = slices.Grow(w.Notes, count)
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = l.Text
		if rest, id := blocks.CutID(l.Text); found && rest == "" && id != "" {
			w.Notes[len(w.Notes)-1].ID = id // of the line above
			continue
		}
		if rule, cards := sidesIn(l.Text, w.Declared); len(cards) > 0 {
			addMarked(w, l.Number, l.Text, rule, cards, s, found)
			found = true
		}
	}
	if found {
		return true
	}
	whole := text.JoinLines(all)
	bare, _ := blocks.CutID(whole)
	if rule, cards := cardsIn(bare, w.Declared, inProse); len(cards) > 0 {
		addMarked(w, lines[0].Number, whole, rule, cards, s, false)
		return true
	}
	return false
}

// mayMark reports whether a line of running text has a sign of a mark that counts there.
func mayMark(s string, declared bool) bool {
	return slices.ContainsFunc(registered, func(m mark) bool {
		return (m.sides != nil || m.gaps != nil) && m.prose.holds(declared) && m.triggered(s)
	})
}

// sidesIn makes the cards of a line with two sides. A line with gaps of a mark that comes first is read with its
// paragraph.
func sidesIn(s string, declared bool) (rule string, cards []deck.Card) {
	for i := range registered {
		m := &registered[i]
		switch {
		case !m.prose.holds(declared) || !m.triggered(s):
		case m.gaps != nil && m.gaps(s, declared) != nil:
			return "", nil
		case m.sides != nil:
			if cards = m.cards(s, declared); len(cards) > 0 {
				return "explicit:" + m.name, cards
			}
		}
	}
	return "", nil
}

// addMarked adds a note with its cards. The notes of one paragraph are one list: goesOn says that this is not the
// first.
func addMarked(w *blocks.Walker, line int, text, rule string, cards []deck.Card, s blocks.Scope, goesOn bool) {
	if !goesOn {
		w.LastList++
	}
	s.List, s.Ordered = w.LastList, false
	w.AddBullet(line, text, s)
	n := &w.Notes[len(w.Notes)-1]
	n.Rule, n.Cards = rule, cards
}
