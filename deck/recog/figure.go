package recog

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// figure finds the only number of a short sentence, where it does not count its parts: port 80, but not chapter 3.
func (b *bullet) figure() (at, end int) {
	if text.CountWords(b.Source) > 12 || text.CountHan(b.Source) > inline.MaxTermHan || text.HasAnySuffix(b.Source, ":", "：") { // a colon leads to what is counted
		return -1, -1
	}
	at = -1
	for i := 0; i < len(b.Source); i++ {
		if !text.IsDigit(b.Source[i]) {
			continue
		}
		if at >= 0 {
			return -1, -1
		}
		for at = i; i < len(b.Source) && (text.IsDigit(b.Source[i]) || (b.Source[i] == '.' || b.Source[i] == ',') && i+1 < len(b.Source) && text.IsDigit(b.Source[i+1])); {
			i++
		}
		end = i
	}
	if at <= 0 || text.IsAlnum(b.Source[at-1]) || strings.IndexByte(".:/-_#+=~^", b.Source[at-1]) >= 0 || end < len(b.Source) && (text.IsAlnum(b.Source[end]) || strings.IndexByte(":/-_%+=", b.Source[end]) >= 0) {
		return -1, -1
	}
	for _, p := range b.Spans {
		if p.Kind != inline.BracketSpan && at >= p.At && at < p.End {
			return -1, -1
		}
	}
	before := strings.Fields(b.Source[:at])
	if len(before) > 0 && places[strings.ToLower(before[len(before)-1])] || !text.IsSentence(b.Source) {
		return -1, -1
	}
	return at, end
}

// places are counted to be found, not to be known.
var places = text.SetOf("chapter|section|figure|table|step|page|part|week|day|lesson|version|issue|line|example|exercise|question|unit|no|number|fig|eq")
