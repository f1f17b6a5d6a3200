package deck

import (
	"strings"
	"unicode/utf8"
)

// anchor takes a sentence in which something stands out: bold, code, a number with its unit, a port, or the only number. That is
// hidden; all such cards are drafts.
//
//	The server listens on localhost:8080
//	停顿目标小于10毫秒
func anchor(b *bullet) ([]Card, bool) {
	h := hanCount(b.src)
	if len(b.src)-3*h > 300 || h > 130 {
		return nil, false
	}
	var cards []Card
	for _, p := range b.anchors() {
		hidden := b.src[p.from:p.to]
		shown := b.src[:p.at] + gap + b.src[p.end:]
		if strings.Contains(shown, hidden) || columns(shown)-len(gap) < 8 || !hasWord(b.src[:p.at]+b.src[p.end:]) {
			continue
		}
		answer := hidden
		if p.kind == codeSpan {
			answer = b.src[p.at:p.end]
		}
		c := forward(trim(shown), answer)
		c.Slot, c.Forms = "cloze:"+key(hidden), c.Forms&^Choice|Cloze|Type
		c.weaken(ReasonGap)
		cards = append(cards, c)
		if len(cards) == 2 {
			break
		}
	}
	return cards, len(cards) > 0
}

// anchors lists what can be hidden, the most telling first.
func (b *bullet) anchors() []span {
	var out []span
	for _, kind := range [...]spanKind{boldSpan, codeSpan} {
		for _, p := range b.spans {
			if p.kind == kind && columns(b.src[p.from:p.to]) <= 32 && words(b.src[p.from:p.to]) <= 4 && countLetters(b.src[p.from:p.to], 2) > 1 && !functionWords.has(b.src[p.from:p.to]) && !negators.has(b.src[p.from:p.to]) {
				out = append(out, p)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	if at, end := b.quantity(); at >= 0 {
		return []span{{bracketSpan, at, end, at, end}}
	}
	if at, end := b.port(); at >= 0 {
		return []span{{bracketSpan, at, end, at, end}}
	}
	for _, p := range b.spans {
		if p.kind != bracketSpan || p.at == 0 || p.to <= p.from {
			continue
		}
		if inner := b.src[p.from:p.to]; initials(lastWords(b.src[:p.at], len(inner)), inner) {
			return []span{{bracketSpan, p.from, p.to, p.from, p.to}}
		}
	}
	if at, end := b.figure(); at >= 0 {
		return []span{{bracketSpan, at, end, at, end}}
	}
	return nil
}

// negators turn a sentence round; authors make them bold, but they are no fact to recall.
var negators = setOf("not|never|always|only|must|all|no|any|and|or|do not|don't|very|same|before|after|不|不要|必须|只|所有|一定|不能|禁止|without|with|each|every|may|should")

// lastWords is the end of s: as many words as an acronym of n letters stands for.
func lastWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[max(0, len(f)-n):], " ")
}

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
