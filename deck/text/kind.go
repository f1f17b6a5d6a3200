package text

import "strings"

// Kind is what an answer looks like. Wrong options must be of the same kind: their looks would give them away.
type Kind uint8

const (
	kindText   Kind = iota // a phrase in Latin letters
	KindCode               // one code span
	KindGrowth             // O(…)
	KindNumber             // figures, with a unit or without
	KindName               // one to four Latin words that are a name
	kindHan                // Han only
	KindMixed              // Han with Latin
)

// KindOf returns what an answer looks like: its kind, and the unit of a number or the shape of code.
func (l *Lexicon) KindOf(answer string) (k Kind, unit string) {
	if at, end := FindGrowth(answer); at == 0 && end == len(answer) {
		return KindGrowth, ""
	}
	if IsGrowthTerm(answer) {
		return KindGrowth, "bare"
	}
	if IsCode(answer) {
		return KindCode, codeShape(answer)
	}
	han := HasHan(answer)
	if i := strings.LastIndexAny(answer, "0123456789"); i >= 0 && isNumber(answer[:i+1]) {
		name := strings.TrimSpace(answer[i+1:]) // 404 Not Found
		unit = strings.ToLower(name)
		if len(unit) <= 16 && (l.Has(ClassUnits, unit) || CountWords(unit) < 2 && !IsUpper((name + " ")[0])) {
			return KindNumber, unit
		}
	}
	if han {
		for i := 0; i < len(answer); i++ {
			if IsAlnum(answer[i]) {
				return KindMixed, ""
			}
		}
		return kindHan, ""
	}
	if n := CountWords(answer); n <= 4 && n > 0 {
		name := true
		for _, w := range strings.Fields(answer) {
			name = name && (IsUpper(w[0]) || strings.ContainsAny(w, "0123456789_"))
		}
		if name || n == 1 {
			return KindName, ""
		}
	}
	return kindText, ""
}

// codeShape groups code that looks alike: flags, calls, commands and expressions of several words, names.
func codeShape(code string) string {
	switch {
	case strings.HasPrefix(strings.Trim(code, "`"), "-"):
		return "flag"
	case strings.ContainsAny(code, "([{"):
		return "call"
	case strings.Contains(code, " "):
		return "words"
	}
	return "name"
}

func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if !IsDigit(s[i]) && strings.IndexByte(" .,-+~<>=$", s[i]) < 0 && s[i] < 0x80 || s[i] >= 0xE3 {
			return false
		}
	}
	return s != ""
}
