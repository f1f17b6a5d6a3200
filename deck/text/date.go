package text

import (
	"strings"
	"unicode"
)

// IsDate reports whether a text is a date, a year or a stretch of them, and nothing else: "12 May 1842", 1840年6月,
// "1914–1918", "3rd century BC".
func (l *Lexicon) IsDate(s string) bool {
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return false
	}
	words, year := 0, false
	for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return !IsLetterOrDigit(r) }) {
		number := strings.TrimRightFunc(f, unicode.IsLetter)
		switch word := f[len(number):]; {
		case strings.Trim(number, "0123456789") != "": // 1840年6月
			if word != "" && !l.ofDates(word) || !l.joinsDate(number) {
				return false
			}
			words++
		case word == "":
			year = year || len(number) == 4 && number[0] >= '1' && number < "2200"
		case !l.ofDates(word):
			return false
		default:
			words++
		}
	}
	return year || words > 0
}

// joinsDate reports whether all letters between the digits of a text are words of dates.
func (l *Lexicon) joinsDate(s string) bool {
	for _, word := range strings.FieldsFunc(s, unicode.IsDigit) {
		if !l.ofDates(word) {
			return false
		}
	}
	return true
}

// ofDates reports whether a word stands in dates: a month, a season, an era.
func (l *Lexicon) ofDates(word string) bool {
	return l.Has(ClassMonths, word) || l.Has(ClassDateWords, word)
}
