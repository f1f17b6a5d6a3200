package deck

import (
	"html"
	"regexp"
	"strings"
)

// Bounds of an answer that is folded away: longer ones are no cards, but pages.
const (
	maxFolded      = 300 // columns
	maxFoldedLines = 40
)

var (
	summaryTag = regexp.MustCompile(`(?is)^\s*<details[^>]*>\s*<summary[^>]*>(.*?)</summary>(.*)</details>\s*$`)
	breakTag   = regexp.MustCompile(`(?i)<br\s*/?>`)
	anyTag     = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>`)
)

// showsAnswer are summaries that say nothing of the question, which stands above.
var showsAnswer = setOf("answer|answers|the answer|show answer|show the answer|see answer|view answer|solution|show solution|show|" +
	"click to expand|click to show|click to reveal|click for answer|click here|expand|reveal|details|explanation|" +
	"答案|查看答案|点击查看|点击查看答案|点击展开|显示答案|参考答案|展开|解答|解析|查看")

// readDetails reads <details><summary>question</summary>answer</details>, where the answer is short and no list of links.
func readDetails(c *claims) {
	for i := range c.src {
		if !c.free(i) || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(c.src[i].text)), "<details") {
			continue
		}
		to := i
		for to < len(c.src) && to < i+maxFoldedLines && !c.src[to].taken && !strings.Contains(strings.ToLower(c.src[to].text), "</details>") {
			to++
		}
		if to == len(c.src) || to == i+maxFoldedLines || c.src[to].taken {
			continue
		}
		block := c.join(i, to+1)
		m := summaryTag.FindStringSubmatch(block)
		if m == nil || strings.Contains(strings.ToLower(m[2]), "<details") {
			continue
		}
		question, answer := oneLine(withoutTags(m[1])), withoutTags(m[2])
		from := i
		if showsAnswer.has(strings.Trim(question, " :：.!！?？→▶►👉*_")) {
			question, from = c.questionAbove(i)
		}
		if question == "" || !hasWord(answer) || columns(oneLine(answer)) > maxFolded || strings.Count(answer, "](") > 1 {
			continue
		}
		c.take(from, to+1, "details", pair(question, answer), twoSided(question, answer, false))
	}
}

// questionAbove returns the paragraph, heading or item above line i, and the first line of it that goes with the
// answer: a heading or an item stays what it is.
func (c *claims) questionAbove(i int) (question string, from int) {
	end := i
	for end > 0 && end > i-3 && c.free(end-1) && c.src[end-1].text == "" {
		end--
	}
	from = end
	for c.free(from-1) && c.src[from-1].text != "" && end-from < 6 {
		from--
		if l := c.src[from].text; isATX([]byte(l)) || isListLine(l) {
			question = c.join(from, end)
			return oneLine(plainTitle(cutListMarker(strings.TrimLeft(question, "# \t")))), i
		}
	}
	return oneLine(c.join(from, end)), from
}

// cutListMarker takes "- ", "* ", "+ " and "1. " off.
func cutListMarker(s string) string {
	if isMarked(s) {
		s = strings.TrimSpace(s[1:])
	}
	n := 0
	for n < len(s) && n < 4 && isDigit(s[n]) {
		n++
	}
	if n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == ')') && s[n+1] == ' ' {
		return strings.TrimSpace(s[n+1:])
	}
	return s
}

// withoutTags makes text of HTML.
func withoutTags(s string) string {
	s = breakTag.ReplaceAllString(s, "\n")
	s = anyTag.ReplaceAllString(s, "")
	lines := strings.Split(html.UnescapeString(s), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
