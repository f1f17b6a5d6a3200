package recog

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// breaksOff reports whether an answer ends before it has said all: in points, in a comma, or in a word that leads on to
// another.
func breaksOff(lex *text.Lexicon, answer string) bool {
	if strings.HasSuffix(strings.TrimRight(answer, " "), ",") {
		return true
	}
	t := answer
	if n := len(t); n > 0 && (t[n-1] == ' ' || t[n-1] == '.' || t[n-1] >= utf8.RuneSelf) {
		t = strings.TrimRight(answer, " .…")
	}
	if !strings.Contains(answer, "`") && text.CountWords(t) > 1 && lex.CutsOff(lastField(t)) ||
		lex.HasSuffix(text.ClassCutEnds, t) {
		return true
	}
	dots := answer[len(t):]
	return (strings.HasSuffix(dots, "..") || strings.Contains(dots, "…")) &&
		!strings.Contains(t, "...") && !strings.ContainsAny(t, ",、;/") // an open list goes on in its own way
}
