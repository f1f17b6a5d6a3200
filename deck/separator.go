package deck

import (
	"strings"
	"unicode/utf8"
)

// Limits of a term: a longer one is the start of a sentence. Each Latin word in a Chinese term counts as three Han.
const (
	maxTermHan   = 24
	maxTermWords = 8
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

// termSize is how often the limit of a term goes into it, rounded up.
func termSize(term string) int {
	n, limit := words(term), maxTermWords
	if h := hanCount(term); h > 0 {
		limit = maxTermHan
		n = h
		in := false
		for i := 0; i < len(term); i++ {
			latin := isAlnum(term[i]) || in && term[i] > ' ' && term[i] < utf8.RuneSelf
			if latin && !in {
				n += 3
			}
			in = latin
		}
	}
	return (n + limit - 1) / limit
}

// plain takes bold marks and link addresses off, and the punctuation that led to the rest. Code keeps its marks.
func plain(s string) string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "**") {
		s = strings.ReplaceAll(s, "**", "")
	}
	if strings.Contains(s, "](") || strings.Contains(s, "][") {
		s = unlink(s)
	}
	s = strings.TrimRight(s, " :：")
	if len(s) > 2 && s[0] == '*' && s[len(s)-1] == '*' && strings.Count(s, "*") == 2 {
		s = s[1 : len(s)-1]
	}
	if len(s) > 2 && s[0] == '_' && s[len(s)-1] == '_' && strings.Count(s, "_") == 2 {
		s = s[1 : len(s)-1]
	}
	if strings.HasPrefix(s, "__") && strings.HasSuffix(s, "__") && len(s) > 4 {
		s = s[2 : len(s)-2]
	}
	return strings.TrimSpace(strings.Trim(s, "\u00a0"))
}

// unlink replaces links by their text.
func unlink(s string) string {
	var l inline
	l.scan(s)
	var out strings.Builder
	at := 0
	for _, p := range l.spans {
		if (p.kind == linkSpan || p.kind == imageSpan) && p.at >= at {
			out.WriteString(s[at:p.at])
			if p.kind == linkSpan {
				out.WriteString(s[p.from:p.to])
			}
			at = p.end
		}
	}
	out.WriteString(s[at:])
	return out.String()
}

// termOf returns what text, the Markdown of a bullet, is about: its side before the separator, or "".
func termOf(text string) string {
	if len(text) > maxScan {
		return ""
	}
	if front, _, _, ok := splitSides(text, false); ok {
		return front // of a marked card: what it is known by when its back is edited
	}
	b := bullet{Bullet: Bullet{Text: text}}
	b.read()
	return b.term
}
