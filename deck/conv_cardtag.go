package deck

import (
	"fmt"
	"strings"
)

// cutCardTag takes the tags off the end of a question: "What is C#? #card #lang ^1586279312345". They start at the
// first " #", so that C# stays. ok tells that one of them makes a card; both, that it asks both ways.
func cutCardTag(s string) (question string, both, ok bool) {
	s, _ = cutID(s)
	if rest, found := strings.CutSuffix(s, "🧠"); found {
		return strings.TrimSpace(rest), false, strings.TrimSpace(rest) != ""
	}
	if rest, found := strings.CutSuffix(s, "[[card]]"); found {
		return strings.TrimSpace(rest), false, strings.TrimSpace(rest) != ""
	}
	at := strings.Index(s, " #")
	if at < 1 {
		return s, false, false
	}
	for _, tag := range strings.Fields(s[at:]) {
		if tag[0] != '#' {
			return s, false, false
		}
		switch strings.ToLower(tag) {
		case "#card", "#flashcard", "#card/spaced", "#card-spaced", "#flashcard/spaced", "#flashcard-spaced":
			ok = true
		case "#card-reverse", "#card/reverse", "#flashcard-reverse", "#flashcard/reverse":
			both, ok = true, true
		}
	}
	return strings.TrimSpace(s[:at]), both, ok
}

// readCardTags reads a question that ends in #card or 🧠, outside lists; the lines under it up to a blank one are the
// answer. carddown writes both in one line: term : answer 🧠.
func readCardTags(c *claims) {
	for i := range c.src {
		l := c.src[i].text
		if !c.free(i) || !strings.Contains(l, "#") && !strings.Contains(l, "🧠") || isListLine(l) {
			continue
		}
		question, both, ok := cutCardTag(l)
		if !ok {
			continue
		}
		question = strings.TrimSpace(strings.TrimLeft(question, "#"))
		to := i + 1
		term, meaning, oneLiner := strings.Cut(question, " : ")
		if oneLiner = oneLiner && strings.HasSuffix(l, "🧠"); !oneLiner {
			for c.free(to) && !endsAnswer(c.src[to].text) {
				to++
			}
		}
		_, id := cutID(l)
		answer := c.join(i+1, to)
		if rest, below := cutID(answer); id == "" {
			answer, id = rest, below
		}
		if front, back, bothWays, sides := splitSides(question, true); sides {
			question, answer, both, to = front, back, both || bothWays, i+1
		} else if oneLiner {
			question, answer = term, meaning
		}
		if question == "" || answer == "" {
			continue
		}
		c.take(i, to, "cardtag", pair(question, answer), twoSided(question, answer, both))
		if n := &c.notes[len(c.notes)-1]; id != "" {
			n.ID = id
		}
	}
}

// endsAnswer tells that a line is no part of the answer above it.
func endsAnswer(l string) bool {
	if l == "" || l == "---" || isATX([]byte(l)) {
		return true
	}
	_, _, ok := cutCardTag(l)
	return ok
}

// isListLine tells that a line starts like an item of a list.
func isListLine(l string) bool {
	l = strings.TrimLeft(l, " \t")
	return isMarked(l) || l != "" && isDigit(l[0]) && cutListMarker(l) != l
}

// taggedNotes makes the cards of bullets that end in #card or [[card]], as Logseq writes them: what is nested under
// them is the back.
func (w *walker) taggedNotes() {
	for i := range w.notes {
		n := &w.notes[i]
		if n.Rule != "" || !w.declared && !strings.Contains(n.Text, "[[card]]") && !strings.Contains(n.Text, "🧠") {
			continue
		}
		front, both, ok := cutCardTag(n.Text)
		if !ok && w.declared {
			front, ok = remnoteFront(n.Text)
		}
		back := ""
		if !ok {
			front, back, ok = strings.Cut(n.Text, " #card ") // the answer on the item's next line
		}
		if !ok {
			continue
		}
		if rule, cards := markedCards(front, true); len(cards) > 0 {
			n.Rule, n.Cards = rule, cards
			continue
		}
		last := i
		if back == "" {
			back, last = w.nested(i)
		}
		if back == "" {
			if back = n.Below; back == "" && n.Code != "" {
				back = "`" + n.Code + "`"
			}
		}
		if back == "" {
			continue
		}
		n.Rule, n.Cards = "explicit:cardtag", twoSided(front, back, both)
		for k := i + 1; k <= last; k++ {
			w.notes[k].Reason = Reason(fmt.Sprintf("%s %d", ReasonPart, n.Line))
		}
	}
}

// nested writes what stands under a bullet as a list, and returns the last note of it.
func (w *walker) nested(i int) (list string, last int) {
	depth := map[int]int{i: -1}
	var b strings.Builder
	last = i
	for k := i + 1; k < len(w.notes); k++ {
		d, inside := depth[w.notes[k].Parent]
		if !inside {
			break
		}
		depth[k], last = d+1, k
		b.WriteString(strings.Repeat("  ", d+1) + "- " + w.notes[k].Text + "\n")
	}
	list = strings.TrimSpace(b.String())
	if last == i+1 {
		list = strings.TrimPrefix(list, "- ") // one child is the answer itself
	}
	return list, last
}
