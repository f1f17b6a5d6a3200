package inline

import (
	"strings"

	"recall/deck/text"
)

// FileTitle is the title that the name of a file gives a document without another: 03_wave-theory is "wave theory". It is
// "" where the name only counts, dates or says that there are notes: 2024-11-03, 05-notes.
func FileTitle(lex *text.Lexicon, name string) string {
	if isRandomName(Stem(name)) {
		return ""
	}
	words := strings.Fields(TitleText(lex, fileWords(Stem(name))))
	for len(words) > 0 {
		word := strings.TrimRight(words[0], "0123456789.")
		switch {
		case countsFile(words[0]), word != words[0] && lex.Has(text.ClassCountedWordsContents, word):
			words = words[1:]
			continue
		case len(words) > 1 && countsFile(words[1]) && lex.Has(text.ClassCountedWordsContents, word):
			words = words[2:]
			continue
		}
		break
	}
	title := strings.Join(words, " ")
	if lex.Has(text.ClassFileNames, title) || lex.HasPrefix(text.ClassFileNames, title) || lex.IsGeneric(title) {
		return ""
	}
	return title
}

// fileWords puts blanks between the words of a name that has other signs there. The dash of x-ray and TCP-IP stays.
func fileWords(s string) string {
	if strings.IndexByte(s, ' ') >= 0 {
		return s
	}
	s = strings.ReplaceAll(s, "_", " ")
	left, right, _ := strings.Cut(s, "-")
	if strings.Count(s, "-") > 1 || strings.IndexByte(s, ' ') >= 0 || countsFile(left) || min(len(left), len(right)) > 2 {
		return strings.ReplaceAll(s, "-", " ")
	}
	return s
}

// countsFile reports whether a word of a name counts or dates the file: 05, 2024, 20241103, 10.2.
func countsFile(word string) bool {
	if word == "" || strings.Trim(word, ".0123456789") != "" {
		return false
	}
	return word[0] == '0' || len(word) < 3 || len(word) == 4 || len(word) == 8 || strings.IndexByte(word, '.') > 0
}

// minRandom is how long a name is at least that no person chose.
const minRandom = 12

// isRandomName reports whether a program drew the name of a file: 0XJqmcdtcMZu66glBI5O8, 9f86d081-884c-4d63. It is one run
// of letters and digits that take turns, in both cases or as hexadecimal figures.
func isRandomName(stem string) bool {
	turns, last, upper, lower := 0, byte(0), 0, 0
	hex := true
	for i := 0; i < len(stem); i++ {
		kind := byte(0)
		switch c := stem[i]; {
		case text.IsDigit(c):
			kind = '0'
		case text.IsUpper(c):
			kind, upper = 'a', upper+1
		case text.IsLower(c):
			kind, lower = 'a', lower+1
		case c == '-' && hex:
			continue
		default:
			return false
		}
		hex = hex && (kind == '0' || stem[i]|0x20 <= 'f')
		if last != 0 && kind != last {
			turns++
		}
		last = kind
	}
	return len(stem) >= minRandom && turns > 3 && (hex || strings.IndexByte(stem, '-') < 0 && upper > 2 && lower > 2)
}
