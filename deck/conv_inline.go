package deck

import "strings"

// markedCards makes the cards that marks within a text ask for: gaps, or two sides. It is for bullets, and for lines
// and paragraphs of running text.
func markedCards(text string, declared bool) (rule string, cards []Card) {
	if strings.Contains(text, "{{") {
		if cards = clozeCards(ankiPieces(text)); len(cards) > 0 {
			return "explicit:anki", cards
		}
		if cards = clozeCards(logseqPieces(text)); len(cards) > 0 {
			return "explicit:logseq", cards
		}
	}
	if front, back, both, ok := splitSides(text, declared); ok {
		return "explicit:sides", twoSided(front, back, both)
	}
	if declared {
		if front, back, both, ok := remnoteSides(text); ok {
			return "explicit:remnote", twoSided(front, back, both)
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
func (w *walker) markedNotes() {
	for i := range w.notes {
		n := &w.notes[i]
		if n.Rule != "" || n.Text == "" {
			continue
		}
		if rule, cards := markedCards(n.Text, w.declared); len(cards) > 0 {
			n.Rule, n.Cards = rule, cards
		}
	}
}

// markedText makes notes of a paragraph outside lists: of each line with two sides, else of the whole with gaps. What
// is only highlighted there is a gap in a file that says that it holds cards.
func (w *walker) markedText(lines []rawLine, s scope) (found bool) {
	var all []string
	marked := false
	for _, l := range lines {
		all = append(all, l.text)
		marked = marked || strings.Contains(l.text, "::") || strings.Contains(l.text, "{{") ||
			w.declared && (strings.Contains(l.text, "==") || strings.Contains(l.text, "{"))
	}
	if !marked {
		return false
	}
	for _, l := range lines {
		if rest, id := cutID(l.text); found && rest == "" && id != "" {
			w.notes[len(w.notes)-1].ID = id // of the line above
			continue
		}
		if front, back, both, ok := splitSides(l.text, w.declared); ok && !(strings.Contains(l.text, "{{") && ankiPieces(l.text) != nil) {
			w.marked(l.number, l.text, "explicit:sides", twoSided(front, back, both), s, found)
			found = true
		}
	}
	if found {
		return true
	}
	whole := joinLines(all)
	text, _ := cutID(whole)
	if rule, cards := markedCards(text, w.declared); len(cards) > 0 {
		w.marked(lines[0].number, whole, rule, cards, s, false)
		return true
	}
	return false
}

// marked adds a note with its cards; such notes of one paragraph are one list.
func (w *walker) marked(line int, text, rule string, cards []Card, s scope, goesOn bool) {
	if !goesOn {
		w.list++
	}
	s.list, s.ordered = w.list, false
	w.bullet(line, text, s)
	n := &w.notes[len(w.notes)-1]
	n.Rule, n.Cards = rule, cards
}
