package choice

import (
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// cue names what a prompt asks for, as far as its wording tells: why, how, the default, a cause, the meaning of a term.
// Prompts with the same cue have similar answers, so one can serve as a wrong option for another.
//
//	Default precision of `decimal`  →  default
//	元组比列表省内存的原因          →  原因
//	Bulkhead                        →  term
func cue(lex *text.Lexicon, prompt string) string {
	if strings.Contains(prompt, "→") {
		return "arrow"
	}
	if i := strings.LastIndex(prompt, deck.Dot); i >= 0 {
		return "facet " + cue(lex, prompt[i+len(deck.Dot):])
	}
	if text.HasHan(prompt) {
		possessive := func(r rune) bool { return lex.HasRune(text.ClassPossessives, r) }
		if i := strings.LastIndexFunc(prompt, possessive); i >= 0 {
			_, n := utf8.DecodeRuneInString(prompt[i:])
			if last := prompt[i+n:]; last != "" {
				return last
			}
		}
		return "term"
	}
	fields := strings.Fields(strings.ToLower(inline.Unmarked(prompt)))
	if len(fields) == 0 {
		return ""
	}
	for _, w := range fields {
		if lex.Has(text.ClassRelations, w) {
			return fields[0]
		}
	}
	if len(fields) > 3 || asksOutright(lex, fields[0]) {
		return fields[0]
	}
	return "term"
}

// asking reports whether options for this cue must answer a similar question. A consequence is no plausible answer to
// "who may release a lock".
func asking(lex *text.Lexicon, cue string) bool { return cue == "arrow" || asksOutright(lex, cue) }

func asksOutright(lex *text.Lexicon, word string) bool {
	return lex.Has(text.ClassQuestionWordsCue, word)
}
