package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/text"
)

// #card and its like at the end of a question, in running text and in bullets.
var (
	_ = register(mark{name: "cardtag", order: 160, signs: []string{"#card", "#flashcard", "🧠", "⚡"}, lines: readCardTags})
	_ = register(mark{
		name: "cardtag-bullet", order: 300, signs: []string{"#card", "#flashcard", "[[card]]", "🧠"}, bullets: always,
		parent: func(s string, _ bool) (front, back string, both, ok bool) {
			front, both, ok = cutCardTag(s)
			return front, "", both, ok
		},
	})
)

// cardTag reports whether a word is a tag that makes a card of the text beside it. both says that it asks both ways.
func cardTag(word string) (both, ok bool) {
	switch strings.ToLower(word) {
	case "#card", "#flashcard", "#card/spaced", "#card-spaced", "#flashcard/spaced", "#flashcard-spaced",
		"[[card]]", "#[[card]]", "🧠":
		return false, true
	case "#card-reverse", "#card/reverse", "#flashcard-reverse", "#flashcard/reverse":
		return true, true
	}
	return false, false
}

// cutCardTag cuts the tags off the end of a question: "What is C#? #card #lang ^1586279312345". ok is true where one of
// them makes a card, and both where it asks both ways.
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

// readCardTags reads a question outside lists that ends in #card or 🧠, or has the tag on the line below. The lines
// under it up to a blank one are the answer. NeuraCache ends the answer with ---. It and carddown write both sides
// in one line as well: term : answer 🧠, with ⚡ in place of the tag too.
func readCardTags(c *claims) {
	for i := range c.src {
		l := c.src[i].text
		brain, bolt := strings.Contains(l, "🧠"), strings.Contains(l, "⚡")
		tagged := strings.Contains(l, "#") || brain || bolt || strings.Contains(l, "[[card]]")
		if !c.free(i) || !tagged || isListLine(l) || l[0] == ' ' || l[0] == '\t' {
			continue
		}
		question, both, ok := cutCardTag(l)
		if !ok {
			if question, ok = c.cutBolt(l); !ok {
				continue
			}
			brain = true
		}
		from := i
		if question = strings.TrimSpace(strings.TrimLeft(question, "#")); question == "" {
			if from, question = c.above(i); question == "" {
				continue
			}
		}
		to := c.answerEnd(i, strings.Contains(l, "#flashcard"))
		term, meaning, oneLiner := strings.Cut(question, " : ")
		if !oneLiner && brain && to == i+1 {
			term, meaning, oneLiner = strings.Cut(question, ": ")
		}
		if oneLiner = oneLiner && (brain || strings.Contains(l, "#flashcard")); oneLiner {
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
		} else if rule, cards = cardsIn(question, declared, inBullets); len(cards) > 0 {
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

// cutBolt cuts the ⚡ off the end of a card in one line. As people end a line with it for other reasons, the colon
// has a blank on each side, or the file says that it holds cards.
func (c *claims) cutBolt(l string) (question string, ok bool) {
	question, ok = strings.CutSuffix(strings.TrimSuffix(l, "\ufe0f"), "⚡")
	question = strings.TrimSpace(question)
	return question, ok && (strings.Contains(question, " : ") || c.Declared && strings.Contains(question, ": "))
}

// above returns the heading or the paragraph right above line i, and its first line.
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

// answerEnd returns the line behind the answer to the question on line i: the first blank line, or, where it may be a
// card of NeuraCache, a line of ---.
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

// inAnswer reports whether line i can be part of an answer. Code can be.
func (c *claims) inAnswer(i int) bool { return i < len(c.src) && !c.src[i].taken }

// endsAnswer reports whether a line is no part of the answer above it.
func endsAnswer(l string) bool {
	if l == "" || l == "---" || l == "***" || blocks.IsATX([]byte(l)) {
		return true
	}
	_, _, ok := cutCardTag(l)
	return ok
}

// isListLine reports whether a line starts like an item of a list.
func isListLine(l string) bool {
	l = strings.TrimLeft(l, " \t")
	return blocks.HasListMarker(l) || l != "" && text.IsDigit(l[0]) && CutListMarker(l) != l
}
