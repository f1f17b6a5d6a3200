package answer

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// praise are signs behind an answer that mark it and say nothing. A cross is none: it says that the answer is no.
const praise = "✅✓✔√☑★☆!！"

// bare returns an answer without the marks that its author put on it: tags of HTML, ==highlight==, a picture or a tick
// behind it, and an editor's bracket such as 【重点】. Of an answer that is nothing but a mark, all stays.
func bare(s string) string {
	was := strings.TrimSpace(s)
	s = was
	if strings.ContainsAny(s, "<&") && s[0] != '`' {
		s = inline.WithoutTags(s)
	}
	for {
		rest := strings.TrimSpace(s)
		if inner, ok := strings.CutPrefix(rest, "=="); ok && strings.HasSuffix(inner, "==") {
			rest = strings.TrimSuffix(inner, "==")
		}
		if before, ok := strings.CutSuffix(rest, "】"); ok {
			if at := strings.LastIndex(before, "【"); at >= 0 {
				rest = before[:at]
			}
		}
		if behind, ok := strings.CutPrefix(rest, "【"); ok {
			if _, after, ok := strings.Cut(behind, "】"); ok {
				rest = after
			}
		}
		rest = strings.TrimRight(strings.TrimSpace(text.DropEmoji(rest)), praise+" ")
		if !text.HasWord(rest) {
			break
		}
		if rest == s {
			return s
		}
		s = rest
	}
	if !text.HasWord(s) {
		return was
	}
	return s
}

// marked reports whether an answer looks like code only because of its marks: <u>fast</u>, ==fast==.
func marked(s string) bool {
	b := bare(s)
	return b != strings.TrimSpace(s) && !text.IsCode(b)
}
