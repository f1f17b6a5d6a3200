package recog

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// partial reports whether an answer is only the start of what is said of a term, and the point of it may be in what was
// cut off: an account of what happened whose outcome follows, a condition before its "so", the first of several
// reasons. What comes behind a definition only adds to it.
func (b *bullet) partial(answer, extra string) bool {
	if extra == "" || b.Lex.HasPrefix(text.ClassExamples, extra) {
		return false
	}
	said, cut := text.Columns(answer), text.Columns(extra)
	switch {
	case isCase(b.Term):
		return true
	case saysWhat(b.Lex, answer):
		return false
	case cut > 2*said:
		return true
	case b.Lex.Has(text.ClassTurns, text.FirstWord(extra)), b.Lex.HasPrefix(text.ClassTurns, extra):
		return cut >= said || narrates(b.Lex, answer)
	}
	return cut >= said && (narrates(b.Lex, answer) || b.asksForAll())
}

// asksForAll reports whether a term asks for a property that one sentence rarely says in full: 国际意义.
func (b *bullet) asksForAll() bool {
	return text.HasHan(b.Term) && b.Lex.HasSuffix(text.ClassAskingNouns, b.Term) && !questionTerm(b.Lex, b.Term)
}

// narrates reports whether an answer is a sentence with a subject of its own: "the crew sued the owner". A kind with what
// sets it apart is none, "cells that are long and thin", nor is what a term does, "is sold by weight".
func narrates(lex *text.Lexicon, answer string) bool {
	if text.HasHan(answer) || lex.Has(text.ClassFiniteVerbs, text.FirstWord(answer)) {
		return false
	}
	kind := -1
	for w := range strings.FieldsSeq(answer) {
		if lex.Has(text.ClassGenusGoesOn, strings.Trim(w, ",;:*_")) {
			kind = strings.Index(answer, w)
			break
		}
	}
	if kind > 0 {
		answer = answer[:kind] + "it"
	}
	return lex.IsSentence(answer)
}

var caseName = text.Pattern(`\pL vs?\. \p{Lu}`)

// isCase reports whether a term is the name of a case in court: "Brown v. Smith". The facts of a case come before what
// the court made of them.
func isCase(term string) bool {
	return strings.Contains(term, " v") && caseName().MatchString(strings.ReplaceAll(inline.Unmarked(term), "*", ""))
}
