package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// An answer that HTML folds away under its question.
var _ = register(mark{name: "details", order: 170, signs: []string{"<details", "<DETAILS"}, lines: readDetails})

// Bounds of a folded answer: a longer one is a page and no card. One that is too long to recall at once is a draft, as
// its author divided question and answer.
const (
	maxFolded      = 300 // columns
	maxFoldedLines = 40
)

// readDetails reads <details><summary>question</summary>answer</details>, where the answer is short and no list of
// links. A summary that only says "show answer" leaves the question to what stands above it.
func readDetails(c *claims) {
	section := 0 // first line of the section: a heading, or the line behind an answer
	for i := range c.src {
		if c.free(i) && blocks.IsATX([]byte(c.src[i].text)) {
			section = i
			continue
		}
		if !c.free(i) || indexTag(strings.TrimSpace(c.src[i].text), "<details") != 0 {
			continue
		}
		to := i
		for to < len(c.src) && to < i+maxFoldedLines && !c.src[to].taken &&
			indexTag(c.src[to].text, "</details>") < 0 {
			to++
		}
		if to == len(c.src) || to == i+maxFoldedLines || c.src[to].taken {
			continue
		}
		summary, folded, ok := cutSummary(c.join(i, to+1))
		if !ok || indexTag(folded, "<details") >= 0 {
			continue
		}
		question, answer := inline.WithoutTags(summary), inline.WithoutTags(folded)
		from, item := i, 0
		if c.Lex.Has(text.ClassShowAnswer, strings.Trim(text.OneLine(question), " :：.!！?？→▶►👉*_")) {
			question, from, item = c.questionAbove(i, section)
		}
		section = to + 1
		if question == "" || !text.HasWord(answer) || !text.Fits(text.OneLine(answer), maxFolded) ||
			strings.Count(answer, "](") > 1 {
			continue
		}
		if answer = strings.TrimSpace(answer); !strings.Contains(answer, "\n") && blocks.HasListMarker(answer) {
			answer = CutListMarker(answer) // one item is no list
		}
		cards := TwoSided(question, answer, false)
		if len(cards) > 0 && !card.Bound(&cards[0]) {
			cards[0].Weaken(deck.ReasonTooLong)
		}
		n := c.take(from, to+1, "details", JoinSides(question, answer), cards)
		n.Item = item
	}
}

// cutSummary divides <details><summary>summary</summary>folded</details>.
func cutSummary(block string) (summary, folded string, ok bool) {
	rest, ok := cutTag(block, "<details")
	if !ok {
		return "", "", false
	}
	if rest, ok = cutTag(strings.TrimSpace(rest), "<summary"); !ok {
		return "", "", false
	}
	const endSummary, end = "</summary>", "</details>"
	at, to := indexTag(rest, endSummary), len(rest)-len(end)
	if at < 0 || to < at+len(endSummary) || indexTag(rest[to:], end) != 0 {
		return "", "", false
	}
	return rest[:at], rest[at+len(endSummary) : to], true
}

// cutTag cuts a tag that starts with open off the start of s.
func cutTag(s, open string) (rest string, ok bool) {
	if indexTag(s, open) != 0 {
		return s, false
	}
	_, rest, ok = strings.Cut(s, ">")
	return rest, ok
}

// indexTag returns where the first tag that starts so is in s, whatever its case, or -1.
func indexTag(s, tag string) int {
	for i := 0; i+len(tag) <= len(s); i++ {
		next := strings.IndexByte(s[i:], '<')
		if next < 0 {
			return -1
		}
		if i += next; i+len(tag) <= len(s) && strings.EqualFold(s[i:i+len(tag)], tag) {
			return i
		}
	}
	return -1
}

// questionAbove returns the question of a folded answer from above line i: the paragraph, heading or item right there;
// or, where that is code or one of several options, all from the heading on. from is the first line that belongs to the
// answer's note. A heading stays a heading, and an item, on line item, stays an item.
func (c *claims) questionAbove(i, section int) (question string, from, item int) {
	end := i
	for end > 0 && end > i-3 && c.free(end-1) && c.src[end-1].text == "" {
		end--
	}
	from = end
	for c.free(from-1) && c.src[from-1].text != "" && end-from < 6 {
		from--
		switch l := c.src[from].text; {
		case blocks.IsATX([]byte(l)):
			return text.OneLine(inline.PlainTitle(strings.TrimLeft(c.join(from, end), "# \t"))), i, 0
		case isListLine(l) && from > 0 && isListLine(c.src[from-1].text) && l[0] != ' ':
			question, from = c.wholeQuestion(i, section)
			return question, from, 0
		case isListLine(l):
			return text.OneLine(inline.PlainTitle(CutListMarker(strings.TrimSpace(c.join(from, end))))), i, from + 1
		}
	}
	if from == end && from > 0 && c.src[from-1].fenced {
		question, from = c.wholeQuestion(i, section)
		return question, from, 0
	}
	return text.OneLine(c.join(from, end)), from, 0
}

// wholeQuestion returns a section up to line i: the title, the code and the options of a question.
func (c *claims) wholeQuestion(i, section int) (question string, from int) {
	if i-section > maxFoldedLines {
		return "", i
	}
	for k := section; k < i; k++ {
		if c.src[k].taken {
			return "", i
		}
	}
	from = section
	title := ""
	if blocks.IsATX([]byte(c.src[section].text)) {
		title = inline.TitleText(c.Lex, inline.PlainTitle(c.title(section)))
		from++
	}
	body := c.join(from, i)
	if !text.HasWord(title) && !text.HasWord(body) {
		return "", i
	}
	return strings.TrimSpace(title + "\n\n" + body), from
}

// CutListMarker cuts "- ", "* ", "+ " or "1. " off.
func CutListMarker(s string) string {
	if blocks.HasListMarker(s) {
		s = strings.TrimSpace(s[1:])
	}
	n := 0
	for n < len(s) && n < 4 && text.IsDigit(s[n]) {
		n++
	}
	if n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == ')') && s[n+1] == ' ' {
		return strings.TrimSpace(s[n+1:])
	}
	return s
}
