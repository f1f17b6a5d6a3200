package genre

import (
	"strings"
	"unicode"

	"recall/deck/text"
)

// isVersion reports whether a heading in small letters is a version, with its date or without: "[1.4.0] - 2024-05-01", "v2.3 – March
// 2024", "3.0.0-rc.1". A numbered heading, "2.1" or "1.2 Alpha decay", is none.
func isVersion(lex *text.Lexicon, title string) bool {
	t := strings.Trim(title, "[]() ")
	t, named := lex.CutPrefix(text.ClassVersionTitles, t)
	if lex.Has(text.ClassVersionTitles, t) {
		return true
	}
	number := strings.TrimPrefix(t, "v")
	end := 0
	for end < len(number) && (text.IsDigit(number[end]) || number[end] == '.') {
		end++
	}
	dots := strings.Count(number[:end], ".")
	if end == 0 || dots == 0 || number[end-1] == '.' {
		return false
	}
	sure := named || number != t || dots > 1
	tail, ok := tailOf(lex, number[end:])
	switch {
	case !ok:
		return false
	case tail.digits >= 6 || tail.month && tail.digits >= 4:
		return true
	}
	return sure && (tail.digits == 0 || tail.word && tail.digits < 4)
}

// tail is what stands behind the figures of a version.
type tail struct {
	digits      int
	month, word bool // a month; what a version is called that is not final
}

// tailOf reads the tail of a version. It is not ok where another word stands in it.
func tailOf(lex *text.Lexicon, s string) (t tail, ok bool) {
	for s != "" {
		r := text.FirstRune(s)
		if !unicode.IsLetter(r) || lex.HasRune(text.ClassDateSigns, r) {
			switch {
			case r >= '0' && r <= '9':
				t.digits++
			case !strings.ContainsRune(" ()[]-–—/.,:*_", r) && !lex.HasRune(text.ClassDateSigns, r):
				return t, false
			}
			s = s[len(string(r)):]
			continue
		}
		end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if end < 0 {
			end = len(s)
		}
		switch word := s[:end]; {
		case lex.Has(text.ClassMonths, word):
			t.month = true
		case lex.Has(text.ClassVersionTails, word):
			t.word = true
		default:
			return t, false
		}
		s = s[end:]
	}
	return t, true
}
