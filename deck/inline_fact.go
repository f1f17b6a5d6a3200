package deck

import (
	"strings"
)

// fact is a bullet's text, scanned and divided into what it is about and what it says of that.
type fact struct {
	inline
	term     string // before the separator; "" without one
	aliases  []string
	rest     string // behind the separator
	restAt   int
	longTerm bool
	generic  bool // the term says nothing without what it belongs to
}

// split divides the bullet into term and rest at the best separator: behind a lead node (bold, code, link), then
// ：, ": ", a spaced dash, ——, " = ". Within a kind the first one counts.
func (f *fact) split() {
	f.term, f.rest, f.restAt, f.longTerm = "", "", len(f.src), false
	if f.splitLead() {
		return
	}
	for _, long := range [...]bool{false, true} {
		for _, kind := range [...]signSet{colonWide, colonThin, dash, dashWide, equals} {
			for _, s := range f.signs {
				if s.kind&(stop|quest) != 0 {
					break
				}
				if s.kind == arrow && kind&(colonWide|colonThin) == 0 {
					break // a dash behind an arrow is a remark
				}
				if s.kind != kind || f.insideBold(s) {
					continue
				}
				if kind == equals && f.count(0, len(f.src), equals) > 1 {
					break // pairs, and no name with what it is
				}
				if f.take(f.src[:s.at], s.end, long) {
					return
				}
				break
			}
		}
	}
}

// splitLead divides behind a bold, code or link at the start: **T:** rest, **T.** rest, **T** - rest, `T`: rest.
func (f *fact) splitLead() bool {
	if len(f.spans) == 0 || f.spans[0].at != 0 {
		return false
	}
	lead := f.spans[0]
	for _, s := range f.spans[1:] { // [**T**](url): the link is the lead
		if s.at == 0 && s.end > lead.end {
			lead = s
		}
	}
	if lead.kind != codeSpan && lead.kind != boldSpan && lead.kind != linkSpan {
		return false
	}
	rest := strings.TrimLeft(f.src[lead.end:], " ")
	at := len(f.src) - len(rest)
	if lead.kind == boldSpan {
		inner := strings.TrimRight(f.src[lead.from:lead.to], " ")
		for _, end := range [...]string{"：", ":", ".", "。"} {
			if t, ok := strings.CutSuffix(inner, end); ok && rest != "" {
				return f.take(t, at, false)
			}
		}
	}
	if strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "（") { // an alias between the lead and its colon
		for _, s := range f.spans {
			if s.kind == bracketSpan && s.at == at {
				rest = strings.TrimLeft(f.src[s.end:], " ")
				at = len(f.src) - len(rest)
				break
			}
		}
	}
	for _, s := range f.signs {
		if s.at <= at && s.end > at && s.kind&(separators|dashTight) != 0 {
			return f.take(f.src[:s.at], s.end, false)
		}
	}
	return false
}

// insideBold tells whether s stands within bold text that goes on behind it.
func (f *fact) insideBold(s sign) bool {
	for _, p := range f.spans {
		if p.kind == boldSpan && s.at > p.at && s.end < p.to {
			return true
		}
	}
	return false
}

// endsBold tells whether the marks at i close bold text.
func (f *fact) endsBold(i int) bool {
	for _, p := range f.spans {
		if p.kind == boldSpan && p.to == i {
			return true
		}
	}
	return false
}

// take makes term and rest of the two sides, if the first can be a term.
func (f *fact) take(term string, restAt int, long bool) bool {
	if len(term) > 4 && term[0] == '`' && term[2] == '`' && isAlnum(term[1]) && (strings.HasPrefix(term[3:], " [") || strings.HasPrefix(term[3:], " **")) {
		term = term[4:] // a badge before the name: `A` [Trie](…)
	}
	term = dropEmoji(plain(term))
	if rest := f.src[min(restAt, len(f.src)):]; strings.HasPrefix(rest, "**") && f.endsBold(restAt) { // `x` **Default:** 1
		restAt += len(rest) - len(strings.TrimLeft(rest[2:], " "))
	}
	if restAt >= len(f.src) || !hasWord(term) || strings.HasSuffix(term, "...") {
		return false
	}
	if size := termSize(term); size > 1 && !long || size > 2 {
		return false
	}
	f.term, f.rest, f.restAt, f.longTerm = term, strings.TrimSpace(f.src[restAt:]), restAt, long
	return f.rest != ""
}

// body is where the rest states its fact: up to the first sentence end or dash. What follows is a remark.
func (f *fact) body() (from, to int, remark string) {
	from, to = f.restAt, len(f.src)
	if f.term == "" {
		from = 0
	}
	for _, s := range f.signs {
		if s.at > from && s.kind&(stop|dash|dashWide|dashTight) != 0 {
			remark = trim(f.src[s.end:])
			to = s.at
			break
		}
	}
	for to > from && strings.IndexByte(" .;,", f.src[to-1]) >= 0 && !strings.HasSuffix(f.src[from:to], "..") {
		to--
	}
	for _, end := range [...]string{"。", "；", "，"} {
		if strings.HasSuffix(f.src[from:to], end) {
			to -= len(end)
		}
	}
	return from, to, remark
}

// read scans and divides a bullet's text, keeping the memory of the one before.
func (f *fact) read(text string) {
	f.aliases = f.aliases[:0]
	f.scan(heal(text))
	f.split()
	if f.term != "" {
		f.term, f.aliases = cutAliases(f.term, f.aliases)
	}
	f.generic = isGeneric(f.term)
}
