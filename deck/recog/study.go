package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/text"
)

// isScore reports whether an answer is only how many got something right: "40% correct".
func isScore(lex *text.Lexicon, answer string) bool {
	if strings.IndexByte(answer, '%') < 0 {
		return false
	}
	number, word, ok := strings.Cut(strings.ReplaceAll(answer, "*", ""), "%")
	return ok && number != "" && strings.Trim(number, "0123456789.,~≈ ") == "" &&
		lex.Has(text.ClassScores, strings.TrimSpace(word))
}

var citation = text.Pattern(`\((?:[^()]*[ ,])?(?:1[89]|20)[0-9][0-9][a-z]?\)`)

// cites reports whether a study is cited in a text.
func cites(s string) bool { return strings.IndexByte(s, '(') >= 0 && citation().MatchString(s) }

// citesStudy reports whether a term names a study, by its authors and its year: "Shulman (1972)".
func citesStudy(term string) bool {
	if !strings.HasSuffix(term, ")") {
		return false
	}
	at := citation().FindStringIndex(term)
	return at != nil && at[1] == len(term) && text.IsUpper(term[0])
}

// underStudy reports whether the nearest title above a note names a study.
func (l *labels) underStudy(n *deck.Note) bool {
	if n.Parent >= 0 && cites(l.notes[n.Parent].Text) {
		return true
	}
	if n.Group != "" || n.Label != "" {
		return cites(n.Group + n.Label)
	}
	return len(n.Headings) > 0 && cites(n.Headings[len(n.Headings)-1])
}
