package deck

import "strings"

// figure finds the only number of a short sentence, where it does not count its parts: port 80, but not chapter 3.
func (b *bullet) figure() (at, end int) {
	if words(b.src) > 12 || hanCount(b.src) > maxTermHan || suffixAny(b.src, ":", "：") { // a colon leads to what is counted
		return -1, -1
	}
	at = -1
	for i := 0; i < len(b.src); i++ {
		if !isDigit(b.src[i]) {
			continue
		}
		if at >= 0 {
			return -1, -1
		}
		for at = i; i < len(b.src) && (isDigit(b.src[i]) || (b.src[i] == '.' || b.src[i] == ',') && i+1 < len(b.src) && isDigit(b.src[i+1])); {
			i++
		}
		end = i
	}
	if at <= 0 || isAlnum(b.src[at-1]) || strings.IndexByte(".:/-_#+=~^", b.src[at-1]) >= 0 || end < len(b.src) && (isAlnum(b.src[end]) || strings.IndexByte(":/-_%+=", b.src[end]) >= 0) {
		return -1, -1
	}
	for _, p := range b.spans {
		if p.kind != bracketSpan && at >= p.at && at < p.end {
			return -1, -1
		}
	}
	before := strings.Fields(b.src[:at])
	if len(before) > 0 && places[strings.ToLower(before[len(before)-1])] || !isSentence(b.src) {
		return -1, -1
	}
	return at, end
}

// places are counted to be found, not to be known.
var places = setOf("chapter|section|figure|table|step|page|part|week|day|lesson|version|issue|line|example|exercise|question|unit|no|number|fig|eq")
