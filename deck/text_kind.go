package deck

import "strings"

// kind is what an answer looks like. Wrong options are of the same kind, or their looks give them away.
type kind uint8

const (
	kindText   kind = iota // a phrase in Latin letters
	kindCode               // one code span
	kindGrowth             // O(…)
	kindNumber             // figures, with a unit or without
	kindName               // one to four Latin words that are a name
	kindHan                // Han only
	kindMixed              // Han with Latin
)

func kindOf(answer string) (k kind, unit string) {
	if at, end := findGrowth(answer); at == 0 && end == len(answer) {
		return kindGrowth, ""
	}
	if bareGrowth(answer) {
		return kindGrowth, "bare"
	}
	if isCode(answer) {
		return kindCode, codeShape(answer)
	}
	han := hasHan(answer)
	if i := strings.LastIndexAny(answer, "0123456789"); i >= 0 && isNumber(answer[:i+1]) {
		name := strings.TrimSpace(answer[i+1:]) // 404 Not Found
		if unit = strings.ToLower(name); len(unit) <= 16 && (units.has(unit) || words(unit) < 2 && !isUpper((name + " ")[0])) {
			return kindNumber, unit
		}
	}
	if han {
		for i := 0; i < len(answer); i++ {
			if isAlnum(answer[i]) {
				return kindMixed, ""
			}
		}
		return kindHan, ""
	}
	if n := words(answer); n <= 4 && n > 0 {
		name := true
		for _, w := range strings.Fields(answer) {
			name = name && (isUpper(w[0]) || strings.ContainsAny(w, "0123456789_"))
		}
		if name || n == 1 {
			return kindName, ""
		}
	}
	return kindText, ""
}

// codeShape tells code that looks alike: a flag, a call, a command or expression of several words, a name.
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
		if !isDigit(s[i]) && strings.IndexByte(" .,-+~<>=$", s[i]) < 0 && s[i] < 0x80 || s[i] >= 0xE3 {
			return false
		}
	}
	return s != ""
}
