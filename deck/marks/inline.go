package marks

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/text"
)

// markedCards makes the cards that marks within a text ask for: gaps, or two sides. It is for bullets, and for lines
// and paragraphs of running text.
func markedCards(text string, declared bool) (rule string, cards []deck.Card) {
	if len(text) > inline.MaxLength {
		return "", nil
	}
	if strings.Contains(text, "{{") {
		if cards = ClozeCards(AnkiPieces(text)); len(cards) > 0 {
			return "explicit:anki", cards
		}
		if cards = ClozeCards(logseqPieces(text)); len(cards) > 0 {
			return "explicit:logseq", cards
		}
	}
	if front, back, both, ok := inline.SplitSides(text, declared); ok {
		if cards = TwoSided(front, back, both); len(cards) > 0 {
			return "explicit:sides", cards
		}
	}
	if declared {
		if front, back, both, ok := remnoteSides(text); ok {
			if cards = TwoSided(front, back, both); len(cards) > 0 {
				return "explicit:remnote", cards
			}
		}
	}
	if strings.Contains(text, "==") || declared && strings.Contains(text, "{") {
		if cards = ClozeCards(MarkPieces(text, declared)); len(cards) > 0 {
			if !strings.Contains(text, "==") {
				return "explicit:brace", cards
			}
			return "explicit:mark", cards
		}
	}
	return "", nil
}

// MarkedBullets makes the cards of bullets that hold marks.
func MarkedBullets(w *blocks.Walker) {
	for i := range w.Notes {
		n := &w.Notes[i]
		if n.Rule != "" || n.Text == "" {
			continue
		}
		if rule, cards := markedCards(n.Text, w.Declared); len(cards) > 0 {
			n.Rule, n.Cards, n.Reason = rule, cards, "" // also where it is a part of another's answer
		}
	}
}

// markedText makes notes of a paragraph outside lists: of each line with two sides, else of the whole with gaps. What
// is only highlighted there is a gap in a file that says that it holds cards.
func markedText(w *blocks.Walker, lines []blocks.Line, s blocks.Scope) (found bool) {
	all := make([]string, len(lines))
	sides, gaps := 0, false
	for i, l := range lines {
		all[i] = l.Text
		if strings.Contains(l.Text, "::") {
			sides++
		}
		gaps = gaps || strings.Contains(l.Text, "{{") || w.Declared && (strings.Contains(l.Text, "==") || strings.Contains(l.Text, "{"))
	}
	if sides == 0 && !gaps {
		return false
	}
	w.Notes = slices.Grow(w.Notes, sides)
	for _, l := range lines {
		if rest, id := blocks.CutID(l.Text); found && rest == "" && id != "" {
			w.Notes[len(w.Notes)-1].ID = id // of the line above
			continue
		}
		if front, back, both, ok := inline.SplitSides(l.Text, w.Declared); ok && !(strings.Contains(l.Text, "{{") && AnkiPieces(l.Text) != nil) {
			if cards := TwoSided(front, back, both); len(cards) > 0 {
				marked(w, l.Number, l.Text, "explicit:sides", cards, s, found)
				found = true
			}
		}
	}
	if found {
		return true
	}
	whole := text.JoinLines(all)
	text, _ := blocks.CutID(whole)
	if rule, cards := markedCards(text, w.Declared); len(cards) > 0 {
		marked(w, lines[0].Number, whole, rule, cards, s, false)
		return true
	}
	return false
}

// marked adds a note with its cards; such notes of one paragraph are one list.
func marked(w *blocks.Walker, line int, text, rule string, cards []deck.Card, s blocks.Scope, goesOn bool) {
	if !goesOn {
		w.LastList++
	}
	s.List, s.Ordered = w.LastList, false
	w.AddBullet(line, text, s)
	n := &w.Notes[len(w.Notes)-1]
	n.Rule, n.Cards = rule, cards
}
