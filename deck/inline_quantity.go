package deck

import (
	"strings"
	"unicode/utf8"
)

// quantity finds a number with its unit anywhere in the text, outside code and links.
func (l *inline) quantity() (at, end int) {
	for i := 0; i < len(l.src); i++ {
		if !isDigit(l.src[i]) || i > 0 && (isAlnum(l.src[i-1]) || strings.IndexByte(".:/-_", l.src[i-1]) >= 0) {
			continue
		}
		n := i
		for n < len(l.src) && (isDigit(l.src[n]) || (l.src[n] == '.' || l.src[n] == ',') && n+1 < len(l.src) && isDigit(l.src[n+1])) {
			n++
		}
		unit := n
		if unit < len(l.src) && l.src[unit] == ' ' {
			unit++
		}
		stop := l.unitEnd(unit)
		inside := false
		for _, p := range l.spans {
			inside = inside || p.kind != bracketSpan && p.kind != boldSpan && i >= p.at && i < p.end
		}
		if stop > unit && !inside {
			return i, stop
		}
		i = n
	}
	return -1, -1
}

// unitEnd is the end of the unit that starts at i, or i.
func (l *inline) unitEnd(i int) int {
	end := i
	for _, sign := range [...]string{"°", "µ", "μ"} {
		if strings.HasPrefix(l.src[i:], sign) {
			end += len(sign)
		}
	}
	for end < len(l.src) && (isAlnum(l.src[end]) || l.src[end] == '%' || l.src[end] == '/' && end > i) {
		end++
	}
	if end > i {
		if units.has(l.src[i:end]) {
			return end
		}
		return i
	}
	for _, n := range [...]int{9, 6, 3} { // 个月, 毫秒, 秒
		if i+n <= len(l.src) && utf8.ValidString(l.src[i:i+n]) && units[l.src[i:i+n]] {
			return i + n
		}
	}
	return i
}

// port finds the figures of host:8080.
func (l *inline) port() (at, end int) {
	i := strings.IndexByte(l.src, ':')
	if i <= 1 || !isAlnum(l.src[i-1]) || isDigit(l.src[i-1]) && strings.IndexByte(l.src[:i], '.') < 0 {
		return -1, -1
	}
	end = i + 1
	for end < len(l.src) && isDigit(l.src[end]) {
		end++
	}
	if end-i < 3 || end-i > 6 || end < len(l.src) && (isAlnum(l.src[end]) || l.src[end] == '/') {
		return -1, -1
	}
	return i + 1, end
}
