package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// lead takes a sentence that begins with bold text, code or italics, and a verb right behind: the lead is the term, and
// the rest says what it does.
//
//	`ls` lists files
//	**cat** prints a file
//	*Peroxisomes* break down fatty acids
func lead(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" || text.HasAnySuffix(b.Source, ":", "：", "?", "？") {
		return nil, false
	}
	end := b.leadEnd()
	if end == 0 {
		return nil, false
	}
	term, rest := inline.Unmarked(b.Source[:end]), strings.TrimLeft(b.Source[end:], " ")
	if inline.TermSize(term) > 1 || !text.HasWord(term) || !startsVerb(b.Lex, rest, !text.IsCode(term) && text.InPlural(term)) ||
		b.isActor(strings.ToLower(subjectName(b.Lex, term))) {
		return nil, false
	}
	generic := b.Generic
	b.Term, b.Rest, b.RestAt = term, rest, len(b.Source)-len(rest)
	b.Generic = b.Lex.IsGeneric(term)
	if cards, ok := definition(b); ok && len(cards) > 0 && !cards[0].Draft {
		return cards, true
	}
	b.Term, b.Rest, b.RestAt, b.Generic, b.why = "", "", len(b.Source), generic, ""
	return nil, false
}

// leadEnd returns where bold text, code or italics at the start of the bullet end, or 0.
func (b *bullet) leadEnd() int {
	if len(b.Spans) > 0 && b.Spans[0].At == 0 {
		if k := b.Spans[0].Kind; k == inline.BoldSpan || k == inline.CodeSpan {
			return b.Spans[0].End
		}
		return 0
	}
	sign := b.Source[:1]
	if sign != "*" && sign != "_" || strings.HasPrefix(b.Source[1:], sign) {
		return 0
	}
	if n := strings.Index(b.Source[1:], sign); n > 0 && strings.HasPrefix(b.Source[n+2:], " ") {
		return n + 2
	}
	return 0
}

// startsVerb reports whether a text starts with a verb of which something before it is the subject. That tells what the
// subject does, as "is" or "can" don't.
func startsVerb(lex *text.Lexicon, s string, plural bool) bool {
	if text.StartsHan(s) {
		at, _ := lex.Index(text.ClassStatementVerbs, s)
		return at == 0 || lex.HasPrefix(text.ClassActions, s)
	}
	f := strings.Fields(s)
	if len(f) < 2 || f[0] != strings.ToLower(f[0]) || lex.Has(text.ClassClauseVerbs, f[0]) ||
		lex.Has(text.ClassClauseWords, f[1]) {
		return false
	}
	if at, verb := lex.Index(text.ClassStatementVerbs, " "+s); at == 0 {
		return plural || !lex.Contains(text.ClassStatementVerbsPlural, verb)
	}
	if lex.Has(text.ClassFiniteVerbs, f[0]) {
		return true
	}
	return lex.HasSuffix(text.ClassVerbEndingsPresent, f[0]) && !lex.HasSuffix(text.ClassVerbEndingsNot, f[0]) &&
		len(f[0]) > 3 && !lex.Has(text.ClassFiniteVerbs, f[1]) &&
		(!lex.Has(text.ClassFunctionWords, f[1]) || lex.Has(text.ClassDeterminers, f[1]))
}
