package inline

import (
	"strings"

	"recall/deck/text"
)

// FileTitle is the title that the name of a file gives a document without another: 03_wave-theory is "wave theory". It is
// "" where the name only counts, dates or says that there are notes: 2024-11-03, 05-notes.
func FileTitle(lex *text.Lexicon, name string) string {
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
