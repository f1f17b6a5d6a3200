package inline

import (
	"strings"

	"recall/deck/text"
)

// Topic is the thing that a title announces, where it says no more than that: "Introduction to tides", 潮汐概述. Any other
// title is its own topic.
func Topic(lex *text.Lexicon, title string) string {
	t := title
	if rest, ok := lex.CutPrefix(text.ClassOverviewTitles, lower(t)); ok {
		t = t[len(t)-len(rest):]
		if cut, ok := lex.CutWord(text.ClassArticles, t); ok {
			t = cut
		}
		return t
	}
	if rest, ok := lex.CutSuffix(text.ClassOverviewTitles, lower(t)); ok && text.HasWord(rest) {
		return t[:len(rest)]
	}
	return title
}

// lower is a title in lower case where that has the same length in bytes.
func lower(t string) string {
	if l := strings.ToLower(t); len(l) == len(t) {
		return l
	}
	return t
}
