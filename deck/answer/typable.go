package answer

import (
	"slices"

	"recall/deck/inline"
	"recall/deck/text"
)

// The widths, in columns, up to which an answer is typed.
const (
	typedWidth = 24 // code, a figure, O(…), a name
	hanWidth   = 8  // prose in Han
)

// Typable reports whether an answer can be worded in only one way, so that a learner can be asked to type it. A typed
// phrase may be right without matching, so phrases are better shown, and people judge themselves.
func Typable(answer string) bool {
	lex := text.Lex("")
	answer = bare(answer)
	if base, inner := inline.CutBracket(answer); inner != "" && lex.HasPrefix(text.ClassOrElse, inner) {
		answer = base
	}
	words := text.CountWords(answer)
	switch at, _ := text.FindGrowth(answer); {
	case !text.Fits(answer, typedWidth):
		return false
	case at == 0, len(answer) > 2 && answer[0] == '`' && text.CodeSpanEnd(answer, 0) == len(answer):
		return true
	case text.HasHan(answer):
		return text.CountHan(answer)*2 <= hanWidth && !isClause(lex, answer)
	case hasFigure(answer):
		return words <= 4
	}
	return words <= 2
}

// Pictured reports whether an answer is pictures or sounds without a word. Nobody can type it, and it stands out among
// options of words.
func Pictured(answer string) bool {
	list := inline.Embeds(answer)
	for _, e := range slices.Backward(list) {
		answer = answer[:e.At] + answer[e.End:]
	}
	return len(list) > 0 && !text.HasWord(answer)
}

// isClause reports whether a text in Han says something, in words that may differ: it starts with a verb, or holds a
// letter that only clauses have.
func isClause(lex *text.Lexicon, s string) bool {
	for _, r := range s {
		if lex.HasRune(text.ClassClauseLetters, r) || lex.HasRune(text.ClassPhraseMarks, r) {
			return true
		}
	}
	for _, c := range []text.Class{text.ClassClauseStarts, text.ClassActions, text.ClassFiniteVerbs} {
		if lex.HasPrefix(c, s) {
			return true
		}
	}
	return false
}
