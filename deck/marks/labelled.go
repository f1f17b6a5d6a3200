package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/text"
)

// A question and its answer behind words that say so, in lines, bullets or paragraphs of their own. The words may be
// bold, and may have a number. Q: and A: in the first column are hashcards' (qa.go).
//
//	**Question 1:** What is a keel?
//	**Answer:** a fin under the hull
var _ = register(mark{name: "labelled", order: 138, lines: readLabelled})

// readLabelled reads all pairs of a file. One alone in which nothing asks may mean something else, as the front and the
// back of a car do.
func readLabelled(c *claims) {
	rows := c.Lex.Rows(text.ClassQAMarks)
	var found []pair
	sure := c.Declared
	for i := 0; i < len(c.src); i++ {
		p, ok := c.pairAt(rows, i)
		if !ok {
			continue
		}
		found = append(found, p)
		sure = sure || len(found) > 1
		i = p.to - 1
	}
	for _, p := range found {
		if !sure && !strings.HasSuffix(p.front, "?") && !strings.HasSuffix(p.front, "？") {
			continue
		}
		cards := TwoSided(p.front, p.back, false)
		if len(cards) == 0 {
			continue
		}
		if !c.Declared && !card.Bound(&cards[0]) {
			cards[0].Weaken(deck.ReasonTooLong)
		}
		c.take(p.from, p.to, "qa", JoinSides(p.front, p.back), cards)
	}
}

// pair is a question and its answer, and the lines that hold them.
type pair struct {
	from, to    int
	front, back string
}

// pairAt reads the pair that starts on line i.
func (c *claims) pairAt(rows [][]string, i int) (p pair, ok bool) {
	if !c.free(i) {
		return p, false
	}
	row, label, front, ok := cutSideLabel(rows, 0, c.src[i].text)
	if !ok {
		return p, false
	}
	inItem, inset := isListLine(c.src[i].text), c.src[i].inset()
	if strings.HasPrefix(label, "**") {
		if said, ok := cutInlineAnswer(rows[row][1], front); ok {
			front, back, _ := strings.Cut(front, said)
			return pair{i, i + 1, trimBold(front), trimBold(back)}, trimBold(front) != ""
		}
	}
	at := i + 1
	for c.free(at) && c.src[at].text != "" && at < i+maxFoldedLines {
		if _, _, _, ok := cutSideLabel(rows[row:row+1], 1, c.src[at].text); ok {
			break
		}
		if isListLine(c.src[at].text) || blocks.IsATX([]byte(c.src[at].text)) {
			return p, false
		}
		front += "\n" + strings.TrimSpace(c.src[at].text)
		at++
	}
	for c.free(at) && c.src[at].text == "" {
		at++
	}
	if !c.free(at) || inItem && c.src[at].inset() <= inset {
		return p, false
	}
	_, answerLabel, back, ok := cutSideLabel(rows[row:row+1], 1, c.src[at].text)
	if !ok || label == "Q:" && answerLabel == "A:" && inset == 0 && !inItem {
		return p, false
	}
	to := at + 1
	for back == "" && c.free(to) && c.src[to].text == "" {
		to++
	}
	first := to
	for to < len(c.src) && !c.src[to].taken && (c.src[to].fenced || c.src[to].text != "" && c.goesOn(rows, to, inItem, inset)) {
		to++
	}
	if answerLabel == "A." && to < len(c.src) && text.HasAnyPrefix(strings.TrimSpace(c.join(first, min(to+1, len(c.src)))), "B.", "B)") {
		return p, false // options
	}
	back = strings.TrimSpace(back + "\n" + c.join(first, to))
	front = trimBold(front)
	return pair{i, to, front, back}, front != "" && back != ""
}

// goesOn reports whether line i belongs to an answer above it.
func (c *claims) goesOn(rows [][]string, i int, inItem bool, inset int) bool {
	l := c.src[i].text
	if inItem && c.src[i].inset() <= inset || l == "---" || blocks.IsATX([]byte(l)) {
		return false
	}
	_, _, _, label := cutSideLabel(rows, 0, l)
	return !label
}

// cutSideLabel cuts the word for a question (side 0) or an answer (side 1) off a line, and returns its row and itself
// with its signs: "**Q1:**".
func cutSideLabel(rows [][]string, side int, l string) (row int, label, rest string, ok bool) {
	l = CutListMarker(strings.TrimSpace(l))
	if head := l[:min(len(l), 32)]; !strings.ContainsAny(head, ":：.") {
		return 0, "", "", false
	}
	s, bold := strings.CutPrefix(l, "**")
	for row, words := range rows {
		word := words[side]
		if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
			continue
		}
		rest := strings.TrimLeft(strings.TrimPrefix(s[len(word):], " "), "0123456789")
		closed := false
		if bold {
			rest, closed = strings.CutPrefix(rest, "**")
		}
		switch {
		case strings.HasPrefix(rest, ":"):
			rest = rest[1:]
		case strings.HasPrefix(rest, "："):
			rest = rest[len("："):]
		case len(word) == 1 && strings.HasPrefix(rest, ". "):
			rest = rest[1:]
		default:
			continue
		}
		if bold && !closed {
			rest = strings.TrimPrefix(rest, "**")
		}
		return row, l[:len(l)-len(rest)], strings.TrimSpace(rest), true
	}
	return 0, "", "", false
}

// cutInlineAnswer finds the bold word for an answer in the line of its question.
func cutInlineAnswer(word, l string) (label string, ok bool) {
	if !strings.Contains(l, "**") {
		return "", false
	}
	for _, label := range [...]string{"**" + word + ":**", "**" + word + "**:", "**" + word + "：**", "**" + word + "**："} {
		if strings.Contains(l, label) {
			return label, true
		}
	}
	return "", false
}

// trimBold takes the end of bold text off that began before a label: **Q: What is it?**
func trimBold(s string) string {
	s = strings.TrimSpace(s)
	if strings.Count(s, "**")%2 == 1 {
		s = strings.TrimSpace(strings.TrimSuffix(s, "**"))
	}
	return s
}
