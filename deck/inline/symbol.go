package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// operand is a letter, with a subscript, a power, a star or a stroke maybe: T_1, y^*, \pi, p'.
const operand = `(?:\\[A-Za-z]+|[A-Za-z\x{391}-\x{3c9}])(?:_(?:[A-Za-z0-9]|\{[^{}]*\})|\^(?:[A-Za-z0-9*]|\{[^{}]*\})|[*'′])*`

var (
	oneSymbol  = text.Pattern(`^` + operand + `$`)
	symbolSum  = text.Pattern(`^` + operand + `(?: ?[-+*/<>≤≥·] ?` + operand + `)+$`)
	namedIndex = text.Pattern(`_\{?[A-Za-z]+\}?$`)
	worked     = text.Pattern(`^[-(]*[0-9][-0-9.,()+*/×·÷ ]*[-+*/×·÷(][-0-9.,()+*/×·÷ ]*= ?-?[0-9][0-9.,]*(?:$|[;,.) ]+(?:$|[^A-Za-z0-9%]))`)
	remark     = text.Pattern(` ?\([^()]*\pL{2}[^()]*\)`)
	// withMaths finds maths, and no money, in a text.
	withMaths = text.Pattern(`\$(?:[A-Za-z]|[^$]*[\\_^=][^$]*)\$`)
)

// IsSymbol reports whether a text is one symbol of a formula or a figure, in maths or not: $T_5$, y*, *h*.
func IsSymbol(s string) bool {
	s = bareMaths(s)
	return mayBeSymbols(s) && oneSymbol().MatchString(s)
}

// IsSymbols reports whether a text is one symbol, or symbols with signs between them: B + C, c+d > h.
func IsSymbols(s string) bool {
	s = bareMaths(s)
	return mayBeSymbols(s) && (oneSymbol().MatchString(s) || symbolSum().MatchString(s))
}

// mayBeSymbols reports whether a text starts as a symbol does, alone or in a sum. It is faster: most start with a word.
func mayBeSymbols(s string) bool {
	switch {
	case s == "":
		return false
	case s[0] == '\\' || s[0] >= utf8.RuneSelf:
		return true
	case !text.IsUpper(s[0]) && !text.IsLower(s[0]):
		return false
	}
	return len(s) == 1 || !text.IsAlnum(s[1])
}

// IsNamedSymbol reports whether a symbol has letters for an index, which say what it stands for: $y_{good}$.
func IsNamedSymbol(s string) bool { return IsSymbol(s) && namedIndex().MatchString(bareMaths(s)) }

// HoldsMaths reports whether there is maths in a text.
func HoldsMaths(s string) bool { return strings.Count(s, "$") > 1 && withMaths().MatchString(s) }

// figures writes the figures of maths as they are read in a text.
var figures = strings.NewReplacer("$", "", `\frac`, "", `\cdot`, "*", `\times`, "*", "{", "(", "}", ")")

// IsWorked reports whether a text is a calculation in figures with its result: $105*0.5 + 95*0.5 = 100$.
func IsWorked(s string) bool {
	if strings.IndexByte(s, '=') < 0 || len(s) > MaxLength {
		return false
	}
	if first := strings.TrimLeft(s, " "); first == "" || text.IsUpper(first[0]) || text.IsLower(first[0]) {
		return false // it starts with a word, as most do
	}
	s = figures.Replace(s)
	return worked().MatchString(strings.TrimSpace(remark().ReplaceAllString(s, "")))
}

// bareMaths is a text without the signs of maths and of emphasis around it.
func bareMaths(s string) string {
	if len(s) > 80 {
		return "" // no symbol is so long
	}
	s = strings.TrimSpace(s)
	if len(s) > 2 && (s[0] == '*' || s[0] == '_') && s[len(s)-1] == s[0] {
		s = strings.Trim(s, s[:1])
	}
	if len(s) > 2 && s[0] == '$' && s[len(s)-1] == '$' {
		s = strings.Trim(s, "$ ")
	}
	return s
}
