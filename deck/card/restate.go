package card

import (
	"strings"

	"recall/deck/text"
)

// SpellsOut reports whether a term is a name in code and the answer repeats half of its words: addBack(v), "insert v at
// the back".
func SpellsOut(term, answer string) bool {
	if !text.IsCode(term) && !strings.HasSuffix(term, ")") ||
		strings.Contains(term, "=") { // the name doesn't say what an argument does
		return false
	}
	name, _, _ := strings.Cut(strings.Trim(term, "`"), "(")
	if strings.ContainsFunc(name, func(r rune) bool { return r != '_' && !text.IsLetterOrDigit(r) }) {
		return false
	}
	parts, again := 0, 0
	low := strings.ToLower(answer)
	for _, part := range identifierWords(name) {
		if len(part) < 3 {
			continue
		}
		if parts++; strings.Contains(low, strings.ToLower(part)) {
			again++
		}
	}
	return parts >= 2 && 2*again >= parts || parts == 1 && again == 1 && text.CountWords(answer) <= 5
}

// identifierWords divides a name of code into its words: addBack, add_back.
func identifierWords(name string) (parts []string) {
	from := 0
	for i := 0; i <= len(name); i++ {
		switch {
		case i == len(name) || !text.IsAlnum(name[i]):
			parts = append(parts, name[from:i])
			from = min(i+1, len(name))
		case i > from && text.IsUpper(name[i]) && !text.IsUpper(name[i-1]):
			parts = append(parts, name[from:i])
			from = i
		}
	}
	return parts
}

// SharesStem reports whether a text holds another form of a single word: "cached requests" gives Caching away.
func SharesStem(word, s string) bool {
	if len(word) < 6 || strings.ContainsAny(word, " `") || text.HasHan(word) {
		return false
	}
	stem := strings.ToLower(word[:max(4, len(word)-3)])
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !text.IsLetterOrDigit(r) }) {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	return false
}
