package answer

import (
	"strings"

	"recall/deck/text"
)

// compareQuantity judges a number typed with a different unit. Another name for the same unit is right. If one of the
// two has no unit, the learner decides. It returns Wrong for anything that is not a quantity.
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
		return Almost // 2 doesn't match 2MSL, but 28 does match 28 significant digits
	case given != "" && (strings.HasSuffix(unit, " "+given) || text.HasHan(given) && strings.HasPrefix(unit, given)):
		return Almost
	}
	return Wrong
}
