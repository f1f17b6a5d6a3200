package marks

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/text"
)

// Bullets makes the cards of bullets with marks: first of those whose answer stands below them, then of those that have
// it in their own text. Once some were found, highlights count as marks too.
func Bullets(w *blocks.Walker) {
	parents := inUse(w.File, func(m *mark) bool { return m.parent != nil })
	for i := range w.Notes {
		if parents && w.Notes[i].Rule == "" {
			parentCards(w, i)
		}
	}
	separatedCards(w)
	if inUse(w.File, func(m *mark) bool { return m.sides != nil || m.gaps != nil }) {
		in := standingOf(w.File)
		textCards(w, in)
		if in == silent && holdsCards(w) {
			textCards(w, marked)
		}
	}
	leaveOwn(w)
}

// textCards makes the cards of bullets that have their marks in their own text.
func textCards(w *blocks.Walker, in standing) {
	for i := range w.Notes {
		n := &w.Notes[i]
		if n.Rule != "" || n.Text == "" {
			continue
		}
		if rule, cards := cardsIn(n.Text, in, inBullets); len(cards) > 0 {
			n.Rule, n.Cards, n.Reason = rule, cards, "" // even if it is part of another bullet's answer
		}
	}
}

// inUse reports whether the file has a sign of a mark of bullets that is of this kind. Most files have none, and need
// not have each bullet searched.
func inUse(f *blocks.File, kind func(m *mark) bool) bool {
	return slices.ContainsFunc(registered, func(m mark) bool {
		return kind(&m) && m.bullets.holds(max(marked, standingOf(f))) && slices.ContainsFunc(m.signs, func(sign string) bool {
			return bytes.Contains(f.Text, []byte(strings.TrimSpace(sign))) // a blank may be the end of a line
		})
	})
}

// parentCards makes the cards of a bullet whose answer is what stands below it. The bullets there are part of the
// answer.
func parentCards(w *blocks.Walker, i int) {
	n := &w.Notes[i]
	front, back, both, ok := splitParent(n.Text, standingOf(w.File), i+1 < len(w.Notes) && w.Notes[i+1].Parent == i)
	if !ok {
		return
	}
	if rule, cards := cardsIn(front, declared, inBullets); len(cards) > 0 {
		n.Rule, n.Cards, n.Reason = rule, cards, ""
		return
	}
	last := i
	if back == "" {
		back, last = answerBelow(w.Notes, i)
	}
	cards := TwoSided(front, back, both)
	if len(cards) == 0 {
		return
	}
	n.Rule, n.Cards, n.Reason = "explicit:cardtag", cards, "" // even if it is part of the answer to a bullet above
	for k := i + 1; k <= last; k++ {
		if part := &w.Notes[k]; part.Rule == "" {
			part.Reason = deck.Reason(fmt.Sprintf("%s %d", deck.ReasonPart, n.Line))
		}
	}
}

// splitParent cuts the mark off a bullet whose answer stands below it. back is an answer that its own text holds after
// all.
func splitParent(s string, in standing, nests bool) (front, back string, both, ok bool) {
	for i := range registered {
		m := &registered[i]
		if m.parent == nil || !m.bullets.holds(in) || !m.triggered(s) {
			continue
		}
		if front, back, both, ok = m.parent(s, nests); ok {
			return front, back, both, true
		}
	}
	return "", "", false, false
}

// answerBelow returns all that stands below a bullet as one answer. last is the last note that is part of it.
func answerBelow(notes []deck.Note, i int) (answer string, last int) {
	below, last := blocks.Below(notes, i)
	return card.Below(below, notes, func(s string) string {
		s, _, _ = cutCardTag(s)
		return s
	}), last
}

// markedText makes notes of a paragraph outside lists: one of each line with two sides, else one of the whole with
// gaps.
func markedText(w *blocks.Walker, lines []blocks.Line, s blocks.Scope) (found bool) {
	count, in := 0, standingOf(w.File)
	for _, l := range lines {
		if mayMark(l.Text, in) {
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
		if rule, cards := sidesIn(l.Text, in); len(cards) > 0 {
			addMarked(w, l.Number, l.Text, rule, cards, s, found)
			found = true
		}
	}
	if found {
		return true
	}
	whole := text.JoinLines(all)
	bare, _ := blocks.CutID(whole)
	if rule, cards := cardsIn(bare, in, inProse); len(cards) > 0 {
		addMarked(w, lines[0].Number, whole, rule, cards, s, false)
		return true
	}
	return false
}

// mayMark reports whether a line of running text has a sign of a mark that counts there.
func mayMark(s string, in standing) bool {
	return slices.ContainsFunc(registered, func(m mark) bool {
		return (m.sides != nil || m.gaps != nil) && m.prose.holds(in) && m.triggered(s)
	})
}

// sidesIn makes the cards of a line with two sides. A line with gaps of a mark that comes first is read with its
// paragraph.
func sidesIn(s string, in standing) (rule string, cards []deck.Card) {
	for i := range registered {
		m := &registered[i]
		switch {
		case !m.prose.holds(in) || !m.triggered(s):
		case m.gaps != nil && m.gaps(s, in) != nil:
			return "", nil
		case m.sides != nil:
			if cards = m.cards(s, in); len(cards) > 0 {
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
