package card

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/text"
)

// A name alone does not say that a figure is asked: of "DNA replication", the learner may tell anything. The unit does,
// and so does "when".

// AskFigure says on the front of a card what its answer counts, where the answer is a figure with its unit or a date and
// nothing else, or an O(…). The figure alone is right then. over is the title above it, which may say that costs are asked.
//
//	DNA replication (in hours) => 6 hours
//	南京条约（何时） => 1842年
//	heapify (complexity) => O(n)
func AskFigure(lex *text.Lexicon, c *deck.Card, over string) {
	if text.IsCode(c.Answer) {
		return // `s1<s2`
	}
	han := text.HasHan(c.Prompt) || text.HasHan(c.Answer)
	number, unit := lex.CutUnit(c.Answer)
	said := ""
	switch {
	case unit != "":
		if said = lex.Say("in "+unit, han); said == "" {
			if han && !text.HasHan(unit) {
				unit = " " + unit
			}
			said = strings.Replace(lex.Say("in-unit", han), "%s", unit, 1)
		}
	case startsWithGrowth(c.Answer) && !asksCost(lex, c.Prompt) && !asksCost(lex, over):
		said = lex.Say("growth", han)
	case lex.IsDate(c.Answer) && namesDate(lex, c.Answer):
		said = lex.Say("when", han)
	}
	if said == "" {
		return
	}
	c.Prompt += said
	if number != "" {
		c.Accept = append(c.Accept, number)
	}
}

// startsWithGrowth reports whether an answer is an O(…), perhaps with a remark: "O(1) on average".
func startsWithGrowth(answer string) bool {
	at, _ := text.FindGrowth(answer)
	return at == 0
}

// asksCost reports whether a term or a title asks for what something takes: "Running time of Timsort", 开销.
func asksCost(lex *text.Lexicon, s string) bool {
	if text.HasHan(s) {
		return lex.Contains(text.ClassCostWords, s)
	}
	for w := range strings.FieldsSeq(s) {
		if lex.Has(text.ClassCostWords, w) {
			return true
		}
	}
	return false
}

// namesDate reports whether a date has a word that only dates have. "9 to 12" are hours or a score, 1852 may be a port.
func namesDate(lex *text.Lexicon, s string) bool {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if lex.Has(text.ClassMonths, w) || text.HasHan(w) && lex.Has(text.ClassDateWords, w) {
			return true
		}
	}
	return false
}
