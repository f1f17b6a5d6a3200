package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// Quantity finds a number with its unit anywhere in the text, outside code and links. Without one, at is -1.
func (l *Scanner) Quantity() (at, end int) {
	for i := 0; i < len(l.Source); i++ {
		if !text.IsDigit(l.Source[i]) ||
			i > 0 && (text.IsAlnum(l.Source[i-1]) || strings.IndexByte(".:/-_", l.Source[i-1]) >= 0) {
			continue
		}
		n := i
		for n < len(l.Source) && (text.IsDigit(l.Source[n]) ||
			(l.Source[n] == '.' || l.Source[n] == ',') && n+1 < len(l.Source) && text.IsDigit(l.Source[n+1])) {
			n++
		}
		unit := n
		if unit < len(l.Source) && l.Source[unit] == ' ' {
			unit++
		}
		stop := l.unitEnd(unit)
		inside := false
		for _, p := range l.Spans {
			inside = inside || p.Kind != BracketSpan && p.Kind != BoldSpan && i >= p.At && i < p.End
		}
		if stop > unit && !inside {
			return i, stop
		}
		i = n
	}
	return -1, -1
}

// unitEnd returns the end of the unit that starts at i, or i without one.
func (l *Scanner) unitEnd(i int) int {
	end := i
	for _, sign := range [...]string{"°", "µ", "μ"} {
		if strings.HasPrefix(l.Source[i:], sign) {
			end += len(sign)
		}
	}
	for end < len(l.Source) &&
		(text.IsAlnum(l.Source[end]) || l.Source[end] == '%' || l.Source[end] == '/' && end > i) {
		end++
	}
	if end > i {
		if l.words().Has(text.ClassUnits, l.Source[i:end]) {
			return end
		}
		return i
	}
	for _, n := range [...]int{9, 6, 3} { // 个月, 毫秒, 秒
		if i+n <= len(l.Source) && utf8.ValidString(l.Source[i:i+n]) &&
			l.words().Has(text.ClassUnits, l.Source[i:i+n]) {
			return i + n
		}
	}
	return i
}

// Port finds the number in host:8080. Without one, at is -1.
func (l *Scanner) Port() (at, end int) {
	i := strings.IndexByte(l.Source, ':')
	if i <= 1 || !text.IsAlnum(l.Source[i-1]) ||
		text.IsDigit(l.Source[i-1]) && strings.IndexByte(l.Source[:i], '.') < 0 {
		return -1, -1
	}
	end = i + 1
	for end < len(l.Source) && text.IsDigit(l.Source[end]) {
		end++
	}
	if end-i < 3 || end-i > 6 || end < len(l.Source) && (text.IsAlnum(l.Source[end]) || l.Source[end] == '/') {
		return -1, -1
	}
	return i + 1, end
}
