package answer

import (
	"strings"

	"recall/deck/text"
)

// compareQuantity judges a number typed with a different unit. Another name for the same unit is right. If one of the
// two has no unit, or a letter that may stand for it, the learner decides. It returns Wrong for anything that is not a
// quantity.
func compareQuantity(lex *text.Lexicon, answer, typed string) (Result, Fault) {
	n, unit := quantity(lex, answer)
	m, given := quantity(lex, typed)
	switch {
	case n == "" || n != m:
		return Wrong, None
	case lex.SameUnit(unit, given):
		return Right, None
	case unit == "" && lex.UnitMayLack(given):
		return Almost, None
	case given == "" && (lex.UnitMayLack(unit) || strings.Contains(answer, n+" ")):
		return Almost, NoUnit // 2 doesn't match 2MSL, but 28 does match 28 significant digits
	case given != "" && (strings.HasSuffix(unit, " "+given) || text.HasHan(given) && strings.HasPrefix(unit, given)):
		return Almost, NoUnit
	case lex.UnitMayMean(given, unit):
		return Almost, OtherUnit // 8M for 8 MB
	}
	return Wrong, None
}

// quantity divides an answer into its number and what follows. A number may be in words: five minutes.
func quantity(lex *text.Lexicon, s string) (number, unit string) {
	f := form(lex, s)
	if word, rest, ok := strings.Cut(f, " "); ok && lex.Has(text.ClassUnits, rest) {
		if n, more := lex.CutQuantity(word); n != "" && more == "" {
			return n, rest
		}
	}
	return lex.CutQuantity(f)
}
