package deck

import (
	"strings"
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

// lastWords is the end of s: as many words as an acronym of n letters stands for.
func lastWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[max(0, len(f)-n):], " ")
}
