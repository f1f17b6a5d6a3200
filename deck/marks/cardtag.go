package marks

import (
	"fmt"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/text"
)

// cardTag tells a tag that makes a card of what it stands with; both, that it asks both ways.
func cardTag(word string) (both, ok bool) {
	switch strings.ToLower(word) {
	case "#card", "#flashcard", "#card/spaced", "#card-spaced", "#flashcard/spaced", "#flashcard-spaced", "[[card]]", "#[[card]]", "🧠":
		return false, true
	case "#card-reverse", "#card/reverse", "#flashcard-reverse", "#flashcard/reverse":
		return true, true
	}
	return false, false
}

// cutCardTag takes the tags off the end of a question: "What is C#? #card #lang ^1586279312345". ok tells that one of them makes
// a card; both, that it asks both ways.
func cutCardTag(s string) (question string, both, ok bool) {
	s, _ = blocks.CutID(s)
	rest := s
	for {
		at := strings.LastIndexAny(rest, " \t") + 1
		word := rest[at:]
		isBoth, isCard := cardTag(word)
		if !isCard && (len(word) < 2 || word[0] != '#' || word[1] == '#') {
			break
		}
		both, ok = both || isBoth, ok || isCard
		if rest = strings.TrimRight(rest[:at], " \t"); rest == "" {
			break
		}
	}
	if !ok {
		return s, false, false
	}
	return rest, both, true
}

// cutInnerTag takes a card's tag from where it stands in a block of Logseq: "#card Which one?".
func cutInnerTag(s string) (rest string, ok bool) {
	for _, tag := range [...]string{"#[[card]]", "[[card]]", "#card", "#flashcard"} {
		at := strings.Index(s, tag)
		if at < 0 || at > 0 && s[at-1] != ' ' || at+len(tag) < len(s) && s[at+len(tag)] != ' ' {
			continue
		}
		return strings.TrimSpace(strings.TrimSpace(s[:at]) + s[at+len(tag):]), true
	}
	return s, false
}

// readCardTags reads a question that ends in #card or 🧠, outside lists, or has the tag on a line of its own under it; the lines below, up
// to a blank one, are the answer. NeuraCache ends it with ---, and carddown writes both in one line: term : answer 🧠.
func readCardTags(c *claims) {
	for i := range c.src {
		l := c.src[i].text
		if !c.free(i) || !strings.Contains(l, "#") && !strings.Contains(l, "🧠") && !strings.Contains(l, "[[card]]") || isListLine(l) || l[0] == ' ' || l[0] == '\t' {
			continue
		}
		question, both, ok := cutCardTag(l)
		if !ok {
			continue
		}
		from := i
		if question = strings.TrimSpace(strings.TrimLeft(question, "#")); question == "" {
			if from, question = c.above(i); question == "" {
				continue
			}
		}
		to := c.answerEnd(i, strings.Contains(l, "#flashcard"))
		term, meaning, oneLiner := strings.Cut(question, " : ")
		if oneLiner = oneLiner && (strings.Contains(l, "🧠") || strings.Contains(l, "#flashcard")); oneLiner {
			to = i + 1
		}
		_, id := blocks.CutID(l)
		answer := c.join(i+1, to)
		if rest, below := blocks.CutID(answer); id == "" {
			answer, id = rest, below
		}
		rule, text, cards := "cardtag", "", []deck.Card(nil)
		if front, back, bothWays, sides := inline.SplitSides(question, true); sides {
			question, answer, both, to = front, back, both || bothWays, i+1
		} else if oneLiner {
			question, answer = term, meaning
		}
		if answer != "" {
			text, cards = JoinSides(question, answer), TwoSided(question, answer, both)
		} else if rule, cards = markedCards(question, true); len(cards) > 0 {
			rule, text = strings.TrimPrefix(rule, "explicit:"), question
		} else {
			continue
		}
		c.take(from, to, rule, text, cards)
		if n := &c.notes[len(c.notes)-1]; id != "" {
			n.ID = id
		}
	}
}

// above returns the heading or the paragraph right above line i.
func (c *claims) above(i int) (from int, text string) {
	from = i
	for c.free(from-1) && c.src[from-1].text != "" && !isListLine(c.src[from-1].text) && i-from < maxFoldedLines {
		from--
		if blocks.IsATX([]byte(c.src[from].text)) {
			break
		}
	}
	return from, strings.TrimSpace(strings.TrimLeft(c.join(from, i), "#"))
}

// answerEnd returns the line behind the answer to the question on line i: the first blank one, or, where it may be a card of NeuraCache, one of ---.
func (c *claims) answerEnd(i int, neura bool) int {
	end := i + 1
	for c.inAnswer(end) && (c.src[end].fenced || !endsAnswer(c.src[end].text)) {
		end++
	}
	if !neura {
		return end
	}
	for to := end; c.inAnswer(to) && to < i+maxFoldedLines; to++ {
		switch l := c.src[to].text; {
		case c.src[to].fenced:
		case l == "---", l == "***":
			return to
		case l != "" && endsAnswer(l):
			return end
		}
	}
	return end
}

// inAnswer tells that line i can be a part of an answer: code may be.
func (c *claims) inAnswer(i int) bool { return i < len(c.src) && !c.src[i].taken }

// endsAnswer tells that a line is no part of the answer above it.
func endsAnswer(l string) bool {
	if l == "" || l == "---" || l == "***" || blocks.IsATX([]byte(l)) {
		return true
	}
	_, _, ok := cutCardTag(l)
	return ok
}

// isListLine tells that a line starts like an item of a list.
func isListLine(l string) bool {
	l = strings.TrimLeft(l, " \t")
	return blocks.HasListMarker(l) || l != "" && text.IsDigit(l[0]) && CutListMarker(l) != l
}

// TaggedBullets makes the cards of bullets that end in #card or [[card]], as Logseq writes them: what is nested under
// them is the back.
func TaggedBullets(w *blocks.Walker) {
	for i := range w.Notes {
		n := &w.Notes[i]
		if n.Rule != "" || !w.Declared && !strings.Contains(n.Text, "[[card]]") && !strings.Contains(n.Text, "🧠") {
			continue
		}
		front, both, ok := cutCardTag(n.Text)
		if !ok && w.Declared {
			front, ok = remnoteFront(n.Text)
		}
		back := ""
		if !ok {
			if front, ok = cutInnerTag(n.Text); ok && (i+1 == len(w.Notes) || w.Notes[i+1].Parent != i) {
				if q, a, cut := strings.Cut(n.Text, " #card "); cut {
					front, back = q, a // the answer on the item's next line
				}
			}
		}
		if !ok {
			continue
		}
		if rule, cards := markedCards(front, true); len(cards) > 0 {
			n.Rule, n.Cards, n.Reason = rule, cards, ""
			continue
		}
		last := i
		if back == "" {
			back, last = nested(w, i)
		}
		if back == "" {
			if back = n.Below; back == "" && n.Code != "" {
				back = "`" + n.Code + "`"
			}
		}
		if back == "" {
			continue
		}
		if n.Cards = TwoSided(front, back, both); len(n.Cards) == 0 {
			continue
		}
		n.Rule, n.Reason = "explicit:cardtag", "" // also where it is a part of the answer above it
		for k := i + 1; k <= last; k++ {
			if part := &w.Notes[k]; part.Rule == "" {
				part.Reason = deck.Reason(fmt.Sprintf("%s %d", deck.ReasonPart, n.Line))
			}
		}
	}
}

// nested writes what stands under a bullet as a list, and returns the last note of it.
func nested(w *blocks.Walker, i int) (list string, last int) {
	depth := map[int]int{i: -1}
	var b strings.Builder
	last = i
	for k := i + 1; k < len(w.Notes); k++ {
		d, inside := depth[w.Notes[k].Parent]
		if !inside {
			break
		}
		depth[k], last = d+1, k
		text, _, _ := cutCardTag(w.Notes[k].Text)
		b.WriteString(strings.Repeat("  ", d+1) + "- " + text + "\n")
	}
	list = strings.TrimSpace(b.String())
	if last == i+1 {
		list = strings.TrimPrefix(list, "- ") // one child is the answer itself
	}
	return list, last
}
