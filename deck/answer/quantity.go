package answer

import (
	"strings"

	"recall/deck/text"
)

// compareQuantity judges a number that was typed with another unit than the answer's: the same unit in other words is right, and where one of
// the two has none the learner judges. What is no quantity is wrong here.
func compareQuantity(answer, typed string) Result {
	n, unit := text.CutQuantity(Form(answer))
	m, given := text.CutQuantity(Form(typed))
	switch {
	case n == "" || n != m:
		return Wrong
	case text.SameUnit(unit, given):
		return Right
	case unit == "" && text.UnitMayLack(given), given == "" && (text.UnitMayLack(unit) || strings.Contains(answer, n+" ")):
		return Almost // 2MSL is no 2, but 28 significant digits are 28
	case given != "" && (strings.HasSuffix(unit, " "+given) || text.HasHan(given) && strings.HasPrefix(unit, given)):
		return Almost
	}
	return Wrong
}
