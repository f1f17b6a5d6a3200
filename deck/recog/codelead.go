package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// codeLead takes an item that begins with code and goes on with what that does, with no sign between them. Manuals list
// options and commands so. At least half of the list has this form: elsewhere the code may begin a sentence.
//
//	`-k` sizes in KB
//	`cp -r a b` copies a folder
func codeLead(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" || !leadsWithCode(b.Source) {
		return nil, false
	}
	if list := b.doc.lists[b.List]; list.codeLed < 2 || 2*list.codeLed < list.items {
		return nil, false
	}
	end := text.CodeSpanEnd(b.Source, 0)
	term, rest := b.Source[:end], strings.TrimLeft(b.Source[end:], " \t")
	if !b.describesCode(rest) {
		return nil, false
	}
	b.Term, b.Rest, b.RestAt, b.Generic = term, rest, len(b.Source)-len(rest), false
	if cards, ok := definition(b); ok && len(cards) > 0 {
		if len(term) > maxCodeName || strings.Contains(term, ",") {
			cards = cards[:1] // nobody types a whole signature from memory
		}
		return cards, true
	}
	b.Term, b.Rest, b.RestAt, b.why = "", "", len(b.Source), ""
	return nil, false
}

// leadsWithCode reports whether a text is code, a blank, and more.
func leadsWithCode(s string) bool {
	if len(s) < len("`x` y") || s[0] != '`' {
		return false
	}
	end := text.CodeSpanEnd(s, 0)
	return end > 0 && end+1 < len(s) && (s[end] == ' ' || s[end] == '\t')
}

// describesCode reports whether a text behind code says what that is: it doesn't go on with a sentence or a list whose
// first word the code is, and names no kind of file that the code is one of ("`*.log` files").
func (b *bullet) describesCode(rest string) bool {
	if !text.HasWord(rest) || text.HasAnySuffix(rest, ":", "：") {
		return false
	}
	r := text.FirstRune(rest)
	if text.IsHan(r) {
		return text.CountHan(rest) > 1 && !b.Lex.HasPrefix(text.ClassJoinersSplit, rest) && !b.listsCode(rest)
	}
	first, behind, _ := strings.Cut(rest, " ")
	first = text.FirstWord(first)
	return !b.listsCode(rest) && !b.Lex.Has(text.ClassClauseVerbs, text.FirstWord(behind)) && (text.IsAlnum(rest[0]) || rest[0] == '*') && !b.Lex.Has(text.ClassClauseVerbs, first) &&
		!b.Lex.Has(text.ClassJoiners, first) && !b.Lex.Has(text.ClassJoinersSplit, first) &&
		!b.Lex.Has(text.ClassRelatives, first) && (text.CountWords(rest) > 1 || inline.CountCapitals(rest) > 0)
}

// maxCodeName is how long code is at most that one is asked to name.
const maxCodeName = 32

// listsCode reports whether more code is described behind a comma, which the item is about as well.
//
//	`b` for block files, `c` for character files
func (b *bullet) listsCode(rest string) bool {
	for _, sign := range codeAgain {
		_, code, ok := strings.Cut(rest, sign)
		if !ok {
			continue
		}
		_, behind, _ := strings.Cut(code, "`")
		if word := strings.TrimLeft(behind, " "); text.HasWord(word) && !b.Lex.HasPrefix(text.ClassJoinersSplit, word) {
			return true
		}
	}
	return false
}

var codeAgain = [...]string{", `", "，`", "、`", "；`", "; `"}
