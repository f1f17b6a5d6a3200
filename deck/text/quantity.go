package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// UnitName returns the name of a unit that all languages share: "s" for seconds and 秒.
func (l *Lexicon) UnitName(unit string) string {
	return l.Head(ClassUnits, l.Head(ClassTypedUnits, unit))
}

// SameUnit reports whether two units are one: s and seconds, 秒 and sec.
func (l *Lexicon) SameUnit(a, b string) bool { return a == b || l.UnitName(a) == l.UnitName(b) }

// UnitMayMean reports whether people write one unit for the other in short: M for MB, B for 字节.
func (l *Lexicon) UnitMayMean(short, unit string) bool {
	short, unit = l.UnitName(short), l.UnitName(unit)
	return slices.ContainsFunc(l.Rows(ClassUnitLetters), func(row []string) bool {
		return slices.Contains(row, short) && slices.Contains(row, unit)
	})
}

// CutQuantity divides the form of an answer into its number, or range of numbers, and what follows. The number is ""
// where none stands in front, or a second one stands behind it.
func (l *Lexicon) CutQuantity(form string) (number, unit string) {
	if l.Has(ClassNumbersSpelt, form) && !strings.ContainsAny(form, "0123456789") {
		if n := l.Head(ClassNumbersSpelt, form); n != "0" {
			return n, ""
		}
	}
	end := 0
	for end < len(form) && (IsDigit(form[end]) || form[end] == '.' ||
		form[end] == '-' && end+1 < len(form) && IsDigit(form[end+1])) {
		end++
	}
	if unit = strings.TrimSpace(form[end:]); strings.ContainsAny(unit, "0123456789") {
		return "", ""
	}
	return strings.TrimPrefix(form[:end], "."), unit
}

// UnitMayLack reports whether a typed number is right without what follows it: a unit, or a Chinese word for what is
// counted (53端口).
func (l *Lexicon) UnitMayLack(unit string) bool {
	return l.Has(ClassUnits, unit) || HasHan(unit) && Columns(unit) <= 12
}

// QuantityAt returns where the number starts that, with its unit, ends s. Without one it is -1.
func (l *Lexicon) QuantityAt(s string) int {
	last := strings.LastIndexAny(s, "0123456789")
	if last < 0 || len(s)-last > 16 || !l.Has(ClassUnits, strings.TrimSpace(s[last+1:])) {
		return -1
	}
	at := last
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if r < utf8.RuneSelf && IsDigit(byte(r)) || strings.ContainsRune(".,–~+±≈≤≥<>$¥€约", r) {
			at -= n
			continue
		}
		if (r == '-' || r == '−') && at > 1 {
			at -= n
			continue
		}
		break
	}
	if at > 0 && IsAlnum(s[at-1]) {
		return -1 // part of a name: IPv4, L1
	}
	return at
}

// CutUnit divides an amount, or a range of them, into figures and unit: "4-8 hrs", 5–10岁, $3. Both are "" of any other
// text. A year, a code (404) and a bare number have no unit.
func (l *Lexicon) CutUnit(s string) (figures, unit string) {
	s = strings.TrimSpace(s)
	amount := strings.TrimLeft(s, "<>≤≥=~≈±约 ")
	if r, n := utf8.DecodeRuneInString(amount); !strings.ContainsRune(inAmount, r) { // as in most texts
		if rest := amount[n:]; rest != "" && l.HasRune(ClassMoneySigns, r) && strings.Trim(rest, inAmount) == "" {
			return strings.TrimSpace(rest), amount[:n]
		}
		return "", ""
	}
	last := strings.LastIndexFunc(amount, unicode.IsDigit)
	if last < 0 || strings.Trim(amount[:last+1], inAmount) != "" {
		return "", ""
	}
	unit = strings.Trim(amount[last+1:], " .+")
	if unit == "" || !l.Has(ClassUnits, unit) || l.IsDate(amount) || isGrade(amount[last+1:]) {
		return "", ""
	}
	return strings.TrimSpace(amount[:last+1]), unit
}

// inAmount are the signs of an amount, or of a range of amounts.
const inAmount = "0123456789.,-–—~ "

// isGrade reports whether what follows a figure makes a name with it and no amount: 2B, 5G.
func isGrade(s string) bool { return len(s) == 1 && IsUpper(s[0]) }
