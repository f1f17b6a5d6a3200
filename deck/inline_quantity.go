package deck

import (
	"strings"
	"unicode/utf8"
)

// quantity finds a number with its unit anywhere in the text, outside code and links.
func (b *bullet) quantity() (at, end int) {
	for i := 0; i < len(b.src); i++ {
		if !isDigit(b.src[i]) || i > 0 && (isAlnum(b.src[i-1]) || strings.IndexByte(".:/-_", b.src[i-1]) >= 0) {
			continue
		}
		n := i
		for n < len(b.src) && (isDigit(b.src[n]) || (b.src[n] == '.' || b.src[n] == ',') && n+1 < len(b.src) && isDigit(b.src[n+1])) {
			n++
		}
		unit := n
		if unit < len(b.src) && b.src[unit] == ' ' {
			unit++
		}
		stop := b.unitEnd(unit)
		inside := false
		for _, p := range b.spans {
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
func (b *bullet) unitEnd(i int) int {
	end := i
	for _, sign := range [...]string{"°", "µ", "μ"} {
		if strings.HasPrefix(b.src[i:], sign) {
			end += len(sign)
		}
	}
	for end < len(b.src) && (isAlnum(b.src[end]) || b.src[end] == '%' || b.src[end] == '/' && end > i) {
		end++
	}
	if end > i {
		if units.has(b.src[i:end]) {
			return end
		}
		return i
	}
	for _, n := range [...]int{9, 6, 3} { // 个月, 毫秒, 秒
		if i+n <= len(b.src) && utf8.ValidString(b.src[i:i+n]) && units[b.src[i:i+n]] {
			return i + n
		}
	}
	return i
}

// port finds the figures of host:8080.
func (b *bullet) port() (at, end int) {
	i := strings.IndexByte(b.src, ':')
	if i <= 1 || !isAlnum(b.src[i-1]) || isDigit(b.src[i-1]) && strings.IndexByte(b.src[:i], '.') < 0 {
		return -1, -1
	}
	end = i + 1
	for end < len(b.src) && isDigit(b.src[end]) {
		end++
	}
	if end-i < 3 || end-i > 6 || end < len(b.src) && (isAlnum(b.src[end]) || b.src[end] == '/') {
		return -1, -1
	}
	return i + 1, end
}
