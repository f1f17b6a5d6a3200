package recog

import (
	"strings"

	"recall/deck/text"
)

// A quantity is no subject: "12–15 yrs: 20 years" does not say that the penalty by the victim's age is asked.

// asksByQuantity reports whether the term is a quantity, or a range of them, and no title near it says what is asked.
func (b *bullet) asksByQuantity() bool {
	return isQuantity(b.Lex, b.Term) && !b.nearAspect() && !b.namesAspect(b.parentTerm())
}

// namesAspect reports whether a title has a noun that asks in it: "Penalty by age", "Dose", 剂量.
func (b *bullet) namesAspect(title string) bool {
	if text.HasHan(title) {
		return b.Lex.HasSuffix(text.ClassAskingNouns, title)
	}
	for w := range strings.FieldsSeq(title) {
		if !text.IsAlnum(w[0]) || !text.IsAlnum(w[len(w)-1]) {
			w = strings.Trim(w, ",.:;()")
		}
		if b.Lex.Has(text.ClassAskingNouns, w) {
			return true
		}
	}
	return false
}

// isQuantity reports whether a text is amounts with their unit and nothing else: "< 11 yrs", "12 - 15 yrs", 5–10岁.
func isQuantity(lex *text.Lexicon, s string) bool {
	_, unit := lex.CutUnit(s)
	return unit != ""
}
