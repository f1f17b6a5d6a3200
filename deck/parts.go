package deck

import "strings"

// part is a piece of a bullet between two signs.
type part struct {
	at, end int // bytes of src
	text    string
}

// parts cuts src[from:to] at the signs of a kind in set.
func (b *bullet) parts(from, to int, set signSet) []part {
	out := make([]part, 0, b.count(from, to, set)+1)
	at := from
	for _, s := range b.signs {
		if s.kind&set == 0 || s.at < from || s.end > to || s.at < at {
			continue
		}
		if s.end >= to { // nothing behind it
			break
		}
		out = append(out, part{at, s.at, strings.TrimSpace(b.src[at:s.at])})
		at = s.end
	}
	return append(out, part{at, to, strings.TrimSpace(b.src[at:to])})
}

// count is the number of signs of a kind in set within src[from:to].
func (b *bullet) count(from, to int, set signSet) int {
	n := 0
	for _, s := range b.signs {
		if s.kind&set != 0 && s.at >= from && s.end < to {
			n++
		}
	}
	return n
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

// cutRemark takes a bracket off the end of s: "托管（小流量时相反）".
func cutRemark(s string) (text, remark string) {
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}, {"（", ")"}, {"(", "）"}} {
		inner, ok := strings.CutSuffix(s, pair[1])
		if !ok {
			continue
		}
		if i := strings.LastIndex(inner, pair[0]); i > 0 && inner[i-1] != 'O' && inner[i-1] != ']' && (inner[i-1] == ' ' || pair[0] == "（" || !isAlnum(inner[i-1])) {
			return strings.TrimSpace(inner[:i]), strings.TrimSpace(inner[i+len(pair[0]):])
		}
	}
	return s, ""
}

// subject names what the bullet is about where it has no term of its own: the nearest title that says something.
func (b *bullet) subject() string {
	if p := b.parentTerm(); p != "" {
		return p
	}
	for _, t := range [...]string{b.Group, b.Label} {
		if t = titleText(t); t != "" && !isGeneric(t) {
			return t
		}
	}
	for i := len(b.Headings) - 1; i >= 0; i-- {
		if t := titleText(b.Headings[i]); t != "" && !isGeneric(t) {
			return t
		}
	}
	return ""
}

// parentTerm is the term, or the short text, of the bullet that this one is nested under.
func (b *bullet) parentTerm() string {
	if b.doc == nil || b.Parent < 0 || b.Parent >= len(b.doc.notes) {
		return ""
	}
	return shortTitle(b.doc.notes[b.Parent].Text)
}

// shortTitle is what a bullet is called when others stand under it.
func shortTitle(text string) string {
	t := termOf(text)
	if t == "" {
		t = titleText(plain(heal(text)))
	}
	if !hasWord(t) || columns(t) > 60 || isGeneric(t) {
		return ""
	}
	return t
}

// ask is the term as it stands in a prompt: generic labels get what they belong to in front.
func (b *bullet) ask() string {
	if !b.generic {
		return b.term
	}
	if s := b.subject(); s != "" && s != b.term {
		return s + dot + b.term
	}
	return b.term
}

// lame tells that the term is generic and nothing says whose it is.
func (b *bullet) lame() bool { return b.generic && b.ask() == b.term }
