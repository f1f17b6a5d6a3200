package deck

import (
	"recall/deck/inline"
	"recall/deck/text"
	"slices"
	"strings"
)

// markedCards makes the cards that marks within a text ask for: gaps, or two sides. It is for bullets, and for lines
// and paragraphs of running text.
func markedCards(text string, declared bool) (rule string, cards []Card) {
	if len(text) > inline.MaxLength {
		return "", nil
	}
	if strings.Contains(text, "{{") {
		if cards = clozeCards(ankiPieces(text)); len(cards) > 0 {
			return "explicit:anki", cards
		}
		if cards = clozeCards(logseqPieces(text)); len(cards) > 0 {
			return "explicit:logseq", cards
		}
	}
	if front, back, both, ok := inline.SplitSides(text, declared); ok {
		if cards = twoSided(front, back, both); len(cards) > 0 {
			return "explicit:sides", cards
		}
	}
	if declared {
		if front, back, both, ok := remnoteSides(text); ok {
			if cards = twoSided(front, back, both); len(cards) > 0 {
				return "explicit:remnote", cards
			}
		}
	}
	if strings.Contains(text, "==") || declared && strings.Contains(text, "{") {
		if cards = clozeCards(markPieces(text, declared)); len(cards) > 0 {
			if !strings.Contains(text, "==") {
				return "explicit:brace", cards
			}
			return "explicit:mark", cards
		}
	}
	return "", nil
}

// markedNotes makes the cards of bullets that hold marks.
func markedNotes(w *walker) {
	for i := range w.notes {
		n := &w.notes[i]
		if n.Rule != "" || n.Text == "" {
			continue
		}
		if rule, cards := markedCards(n.Text, w.declared); len(cards) > 0 {
			n.Rule, n.Cards, n.Reason = rule, cards, "" // also where it is a part of another's answer
		}
	}
}

// markedText makes notes of a paragraph outside lists: of each line with two sides, else of the whole with gaps. What
// is only highlighted there is a gap in a file that says that it holds cards.
func markedText(w *walker, lines []rawLine, s scope) (found bool) {
	all := make([]string, len(lines))
	sides, gaps := 0, false
	for i, l := range lines {
		all[i] = l.text
		if strings.Contains(l.text, "::") {
			sides++
		}
		gaps = gaps || strings.Contains(l.text, "{{") || w.declared && (strings.Contains(l.text, "==") || strings.Contains(l.text, "{"))
	}
	if sides == 0 && !gaps {
		return false
	}
	w.notes = slices.Grow(w.notes, sides)
	for _, l := range lines {
		if rest, id := cutID(l.text); found && rest == "" && id != "" {
			w.notes[len(w.notes)-1].ID = id // of the line above
			continue
		}
		if front, back, both, ok := inline.SplitSides(l.text, w.declared); ok && !(strings.Contains(l.text, "{{") && ankiPieces(l.text) != nil) {
			if cards := twoSided(front, back, both); len(cards) > 0 {
				marked(w, l.number, l.text, "explicit:sides", cards, s, found)
				found = true
			}
		}
	}
	if found {
		return true
	}
	whole := text.JoinLines(all)
	text, _ := cutID(whole)
	if rule, cards := markedCards(text, w.declared); len(cards) > 0 {
		marked(w, lines[0].number, whole, rule, cards, s, false)
		return true
	}
	return false
}

// marked adds a note with its cards; such notes of one paragraph are one list.
func marked(w *walker, line int, text, rule string, cards []Card, s scope, goesOn bool) {
	if !goesOn {
		w.list++
	}
	s.list, s.ordered = w.list, false
	w.bullet(line, text, s)
	n := &w.notes[len(w.notes)-1]
	n.Rule, n.Cards = rule, cards
}
