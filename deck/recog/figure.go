package recog

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// figure finds the only number of a short sentence, unless it counts a part of something: port 80, but not chapter 3.
func (b *bullet) figure() (at, end int) {
	at = -1
	for i := 0; i < len(b.Source); i++ {
		if !text.IsDigit(b.Source[i]) {
			continue
		}
		if at >= 0 {
			return -1, -1
		}
		at = i
		for i < len(b.Source) && inNumber(b.Source[i:]) {
			i++
		}
		end = i
	}
	if at <= 0 || text.IsAlnum(b.Source[at-1]) || strings.IndexByte(".:/-_#+=~^", b.Source[at-1]) >= 0 {
		return -1, -1
	}
	if end < len(b.Source) && (text.IsAlnum(b.Source[end]) || strings.IndexByte(":/-_%+=", b.Source[end]) >= 0) {
		return -1, -1
	}
	if text.CountWords(b.Source) > 12 || text.CountHan(b.Source) > inline.MaxTermHan ||
		text.HasAnySuffix(b.Source, ":", "：") { // a colon leads to what is counted
		return -1, -1
	}
	for _, p := range b.Spans {
		if p.Kind != inline.BracketSpan && at >= p.At && at < p.End {
			return -1, -1
		}
	}
	before := strings.Fields(b.Source[:at])
	if len(before) > 0 && b.Lex.Has(text.ClassCountedWordsPlace, before[len(before)-1]) || !b.Lex.IsSentence(b.Source) {
		return -1, -1
	}
	return at, end
}

// inNumber reports whether s goes on with a number: with a figure, or with a point or comma before one.
func inNumber(s string) bool {
	return text.IsDigit(s[0]) || (s[0] == '.' || s[0] == ',') && len(s) > 1 && text.IsDigit(s[1])
}
