package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck/text"
)

// Fact is a bullet's text, scanned and divided into what it is about and what it says of that.
type Fact struct {
	Scanner
	Term     string // before the separator; "" without one
	Aliases  []string
	Rest     string // behind the separator
	RestAt   int
	LongTerm bool
	Generic  bool   // the term says nothing without what it belongs to
	Found    string // where the fact was found: cut off the end, and shown only behind the answer
}

// split divides the bullet into term and rest at its best separator. Bold, code or a link at the start comes first,
// with what closes it; then ：, ": ", a dash between blanks, —— and " = ". Of one kind, the first counts.
func (f *Fact) split() {
	f.Term, f.Rest, f.RestAt, f.LongTerm = "", "", len(f.Source), false
	if f.splitLead() {
		return
	}
	for _, long := range [...]bool{false, true} {
		for _, kind := range [...]SignSet{ColonWide, ColonThin, Dash, dashWide, equals} {
			for _, s := range f.Signs {
				if s.Kind&(Stop|Quest) != 0 {
					break
				}
				if s.Kind == Arrow && kind&(ColonWide|ColonThin) == 0 {
					break // a dash behind an arrow is a remark
				}
				if s.Kind != kind || f.insideBold(s) {
					continue
				}
				if kind == equals && f.Count(0, len(f.Source), equals) > 1 {
					break // pairs, and no name with what it is
				}
				if f.take(f.Source[:s.At], s.End, long) {
					return
				}
				break
			}
		}
	}
}

// splitLead divides behind bold, code or a link at the start: **T:** rest, **T.** rest, **T** - rest, `T`: rest.
func (f *Fact) splitLead() bool {
	if len(f.Spans) == 0 || f.Spans[0].At != 0 {
		return false
	}
	lead := f.Spans[0]
	for _, s := range f.Spans[1:] { // [**T**](url): the link is the lead
		if s.At == 0 && s.End > lead.End {
			lead = s
		}
	}
	if lead.Kind != CodeSpan && lead.Kind != BoldSpan && lead.Kind != LinkSpan {
		return false
	}
	rest := strings.TrimLeft(f.Source[lead.End:], " ")
	at := len(f.Source) - len(rest)
	if lead.Kind == BoldSpan {
		inner := strings.TrimRight(f.Source[lead.From:lead.To], " ")
		for _, end := range [...]string{"：", ":", ".", "。"} {
			if t, ok := strings.CutSuffix(inner, end); ok && rest != "" {
				return f.take(t, at, false)
			}
		}
	}
	if strings.HasPrefix(rest, "(") || strings.HasPrefix(rest, "（") { // an alias between the lead and its colon
		for _, s := range f.Spans {
			if s.Kind == BracketSpan && s.At == at {
				rest = strings.TrimLeft(f.Source[s.End:], " ")
				at = len(f.Source) - len(rest)
				break
			}
		}
	}
	for _, s := range f.Signs {
		if s.At <= at && s.End > at && s.Kind&(separators|dashTight) != 0 {
			return f.take(f.Source[:s.At], s.End, false)
		}
	}
	return false
}

// insideBold reports whether s is in bold text that goes on behind it.
func (f *Fact) insideBold(s sign) bool {
	for _, p := range f.Spans {
		if p.Kind == BoldSpan && s.At > p.At && s.End < p.To {
			return true
		}
	}
	return false
}

// endsBold reports whether the marks at i close bold text.
func (f *Fact) endsBold(i int) bool {
	for _, p := range f.Spans {
		if p.Kind == BoldSpan && p.To == i {
			return true
		}
	}
	return false
}

// take makes the term and the rest of two sides, if the first can be a term.
func (f *Fact) take(term string, restAt int, long bool) bool {
	if len(term) > 4 && term[0] == '`' && term[2] == '`' && text.IsAlnum(term[1]) &&
		(strings.HasPrefix(term[3:], " [") || strings.HasPrefix(term[3:], " **")) {
		term = term[4:] // a badge before the name: `A` [Trie](…)
	}
	term = text.DropEmoji(Unmarked(term))
	rest := f.Source[min(restAt, len(f.Source)):]
	if strings.HasPrefix(rest, "**") && f.endsBold(restAt) { // `x` **Default:** 1
		restAt += len(rest) - len(strings.TrimLeft(rest[2:], " "))
	}
	restAt += straySigns(f.Source[min(restAt, len(f.Source)):])
	if restAt >= len(f.Source) || !text.HasWord(term) || strings.HasSuffix(term, "...") || isRemark(term) {
		return false
	}
	if size := TermSize(term); size > 1 && !long || size > 2 {
		return false
	}
	f.Term, f.Rest, f.RestAt, f.LongTerm = term, text.TrimSpace(f.Source[restAt:]), restAt, long
	return f.Rest != ""
}

// straySigns returns the length of the signs at the start of what is said of a term that open nothing: ") carries sails",
// "→ the lowest part". A sign before a figure may belong to it.
func straySigns(s string) int {
	if s != "" && text.IsAlnum(s[0]) {
		return 0
	}
	rest := strings.TrimLeft(s, " ,;)]，；、）】")
	for _, sign := range [...]string{"→", "->", "=>", "- ", "– ", "— "} {
		if after, ok := strings.CutPrefix(rest, sign); ok && unicode.IsLetter(text.FirstRune(strings.TrimLeft(after, " "))) {
			rest = strings.TrimLeft(after, " ")
		}
	}
	if !text.HasWord(rest) {
		return 0
	}
	return len(s) - len(rest)
}

// isRemark reports whether a sign of its author's own marks a text as a remark: "& Argument", "% This is the rule". "& is an
// operator" goes on in small letters.
func isRemark(term string) bool {
	return len(term) > 2 && (term[0] == '&' || term[0] == '%') && term[1] == ' ' && text.IsUpper(term[2])
}

// Body returns where the rest states its fact: up to the first end of a sentence, or dash. What follows is a remark.
func (f *Fact) Body() (from, to int, remark string) {
	from, to = f.RestAt, len(f.Source)
	if f.Term == "" {
		from = 0
	}
	for _, s := range f.Signs {
		if s.At > from && s.Kind&(Stop|Dash|dashWide|dashTight) != 0 {
			remark = Trim(f.words(), f.Source[s.End:])
			to = s.At
			break
		}
	}
	for to > from && strings.IndexByte(" .;,", f.Source[to-1]) >= 0 && !strings.HasSuffix(f.Source[from:to], "..") {
		to--
	}
	if to > from && f.Source[to-1] >= utf8.RuneSelf {
		for _, end := range [...]string{"。", "；", "，"} {
			if strings.HasSuffix(f.Source[from:to], end) {
				to -= len(end)
			}
		}
	}
	return from, to, remark
}

// Read scans and divides a bullet's text. It reuses the memory of the one before.
func (f *Fact) Read(s string) {
	f.Aliases = f.Aliases[:0]
	s = Heal(s)
	said, source := CutSource(f.words(), s)
	if f.Found = ""; source != "" && !text.HasAnySuffix(strings.TrimRight(said, " *_"), ":", "：", "-", "–", "—", "->", "→") {
		s, f.Found = said, source
	}
	f.scan(s)
	f.split()
	if f.Term != "" {
		f.Term, f.Aliases = CutAliases(f.words(), f.Term, f.Aliases)
	}
	f.Generic = f.words().IsGeneric(f.Term)
}
