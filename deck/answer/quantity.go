package answer

import (
	"strings"

	"recall/deck/text"
)

// compareQuantity judges a number that was typed with another unit than the answer's. The same unit in other words is
// right, and where one of the two has none the learner judges. What is no quantity is wrong here.
func compareQuantity(lex *text.Lexicon, answer, typed string) Result {
	n, unit := lex.CutQuantity(form(lex, answer))
	m, given := lex.CutQuantity(form(lex, typed))
	switch {
	case n == "" || n != m:
		return Wrong
	case lex.SameUnit(unit, given):
		return Right
	case unit == "" && lex.UnitMayLack(given):
		return Almost
	case given == "" && (lex.UnitMayLack(unit) || strings.Contains(answer, n+" ")):
		return Almost // 2MSL is no 2, but 28 significant digits are 28
	case given != "" && (strings.HasSuffix(unit, " "+given) || text.HasHan(given) && strings.HasPrefix(unit, given)):
		return Almost
	}
	return Wrong
}
