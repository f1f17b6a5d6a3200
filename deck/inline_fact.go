package deck

import (
	"strings"
)

// split divides the bullet into term and rest at the best separator: behind a lead node (bold, code, link), then
// ：, ": ", a spaced dash, ——, " = ". Within a kind the first one counts.
func (b *bullet) split() {
	b.term, b.rest, b.restAt, b.longTerm = "", "", len(b.src), false
	if b.splitLead() {
		return
	}
	for _, long := range [...]bool{false, true} {
		for _, kind := range [...]signSet{colonWide, colonThin, dash, dashWide, equals} {
			for _, s := range b.signs {
				if s.kind&(stop|quest) != 0 {
					break
				}
				if s.kind == arrow && kind&(colonWide|colonThin) == 0 {
					break // a dash behind an arrow is a remark
				}
				if s.kind != kind || b.insideBold(s) {
					continue
				}
				if kind == equals && b.count(0, len(b.src), equals) > 1 {
					break // pairs, and no name with what it is
				}
				if b.take(b.src[:s.at], s.end, long) {
					return
				}
				break
			}
		}
	}
}

// splitLead divides behind a bold, code or link at the start: **T:** rest, **T.** rest, **T** - rest, `T`: rest.
func (b *bullet) splitLead() bool {
	if len(b.spans) == 0 || b.spans[0].at != 0 {
		return false
	}
	lead := b.spans[0]
	for _, s := range b.spans[1:] { // [**T**](url): the link is the lead
		if s.at == 0 && s.end > lead.end {
			lead = s
		}
	}
	if lead.kind != codeSpan && lead.kind != boldSpan && lead.kind != linkSpan {
		return false
	}
	rest := strings.TrimLeft(b.src[lead.end:], " ")
	at := len(b.src) - len(rest)
	if lead.kind == boldSpan {
		inner := strings.TrimRight(b.src[lead.from:lead.to], " ")
		for _, end := range [...]string{"：", ":", ".", "。"} {
			if t, ok := strings.CutSuffix(inner, end); ok && rest != "" {
				return b.take(t, at, false)
			}
		}
	}
	if strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "（") { // an alias between the lead and its colon
		for _, s := range b.spans {
			if s.kind == bracketSpan && s.at == at {
				rest = strings.TrimLeft(b.src[s.end:], " ")
				at = len(b.src) - len(rest)
				break
			}
		}
	}
	for _, s := range b.signs {
		if s.at <= at && s.end > at && s.kind&(separators|dashTight) != 0 {
			return b.take(b.src[:s.at], s.end, false)
		}
	}
	return false
}

// insideBold tells whether s stands within bold text that goes on behind it.
func (b *bullet) insideBold(s sign) bool {
	for _, p := range b.spans {
		if p.kind == boldSpan && s.at > p.at && s.end < p.to {
			return true
		}
	}
	return false
}

// endsBold tells whether the marks at i close bold text.
func (b *bullet) endsBold(i int) bool {
	for _, p := range b.spans {
		if p.kind == boldSpan && p.to == i {
			return true
		}
	}
	return false
}

// take makes term and rest of the two sides, if the first can be a term.
func (b *bullet) take(term string, restAt int, long bool) bool {
	if len(term) > 4 && term[0] == '`' && term[2] == '`' && isAlnum(term[1]) && (strings.HasPrefix(term[3:], " [") || strings.HasPrefix(term[3:], " **")) {
		term = term[4:] // a badge before the name: `A` [Trie](…)
	}
	term = dropEmoji(plain(term))
	if rest := b.src[min(restAt, len(b.src)):]; strings.HasPrefix(rest, "**") && b.endsBold(restAt) { // `x` **Default:** 1
		restAt += len(rest) - len(strings.TrimLeft(rest[2:], " "))
	}
	if restAt >= len(b.src) || !hasWord(term) || strings.HasSuffix(term, "...") {
		return false
	}
	if size := termSize(term); size > 1 && !long || size > 2 {
		return false
	}
	b.term, b.rest, b.restAt, b.longTerm = term, strings.TrimSpace(b.src[restAt:]), restAt, long
	return b.rest != ""
}

// body is where the rest states its fact: up to the first sentence end or dash. What follows is a remark.
func (b *bullet) body() (from, to int, remark string) {
	from, to = b.restAt, len(b.src)
	if b.term == "" {
		from = 0
	}
	for _, s := range b.signs {
		if s.at > from && s.kind&(stop|dash|dashWide|dashTight) != 0 {
			remark = trim(b.src[s.end:])
			to = s.at
			break
		}
	}
	for to > from && strings.IndexByte(" .;,", b.src[to-1]) >= 0 && !strings.HasSuffix(b.src[from:to], "..") {
		to--
	}
	for _, end := range [...]string{"。", "；", "，"} {
		if strings.HasSuffix(b.src[from:to], end) {
			to -= len(end)
		}
	}
	return from, to, remark
}

// read scans and divides the bullet's text.
func (b *bullet) read() {
	b.aliases = b.aliases[:0]
	b.scan(heal(b.Text))
	b.split()
	if b.term != "" {
		b.term, b.aliases = cutAliases(b.term, b.aliases)
	}
	b.generic = isGeneric(b.term)
}
