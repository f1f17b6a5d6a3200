package card

import (
	"strings"

	"recall/deck/text"
)

// SpellsOut reports whether a term is a name in code and the answer repeats half of its words, in the language of the
// answer or that of code: addBack(v), "insert v at the back"; MIN(), 最小的值.
func SpellsOut(lex *text.Lexicon, term, answer string) bool {
	if !text.IsCode(term) && !strings.HasSuffix(term, ")") ||
		strings.Contains(term, "=") { // the name doesn't say what an argument does
		return false
	}
	name, _, _ := strings.Cut(strings.Trim(term, "`"), "(")
	name = name[strings.LastIndexByte(name, ' ')+1:] // int getDepth()
	if strings.ContainsFunc(name, func(r rune) bool { return r != '_' && !text.IsLetterOrDigit(r) }) {
		return false
	}
	parts, again := 0, 0
	low := strings.ToLower(answer)
	for _, part := range identifierWords(name) {
		part = strings.ToLower(part)
		said := saidInWords(lex, part, low)
		if len(part) < 3 && !said {
			continue
		}
		if parts++; said || strings.Contains(low, part) {
			again++
		}
	}
	brief := text.CountWords(answer) <= 5 && text.CountHan(answer) <= 12
	return parts >= 2 && 2*again >= parts || parts == 1 && again == 1 && brief
}

// maxCommand is the number of words of content up to which a task may say no more than the words of its code.
const maxCommand = 2

// SaysCode reports whether a short task only says in its own language what the code that does it says: `dock remove 7`,
// 删除船位. The name of a program is in all its commands, and tells nothing.
func SaysCode(lex *text.Lexicon, code, task string) bool {
	if CountContent(lex, task) > maxCommand {
		return false
	}
	code, low := strings.Trim(code, "`"), text.Lower(task)
	program, _, command := strings.Cut(code, " ")
	for i, part := range identifierWords(code) {
		part = text.Lower(part)
		if saidInWords(lex, part, low) ||
			len(part) > 3 && strings.Contains(low, part) && !(command && i == 0 && part == text.Lower(program)) {
			return true
		}
	}
	return false
}

// saidInWords reports whether an answer says what a word in a name of code stands for.
func saidInWords(lex *text.Lexicon, part, answer string) bool {
	for _, row := range lex.Rows(text.ClassNameWords) {
		if row[0] == part && text.ContainsAny(answer, row[1:]) {
			return true
		}
	}
	return false
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

// minName is the length in bytes from which a name is looked for in an answer. A shorter one stands in many.
const minName = 4

// HoldsName reports whether a name or its answer is code, and the answer hardly more than the name: FROM, `FROM port`;
// `rigs`, `sea-rigs`.
func HoldsName(name, answer string) bool {
	if len(name) < minName || len(answer) > 2*MaxAnswer {
		return false
	}
	code := text.IsCode(answer)
	if !code && !text.IsCode(name) {
		return false
	}
	name, answer = text.Lower(strings.Trim(name, "`*_ ")), text.Lower(strings.Trim(answer, "`*_() "))
	at := strings.Index(answer, name)
	if len(name) < minName || at < 0 {
		return false
	}
	before, behind := answer[:at], answer[at+len(name):]
	switch {
	case before != "" && text.IsAlnum(before[len(before)-1]) && text.IsAlnum(name[0]),
		behind != "" && text.IsAlnum(behind[0]) && text.IsAlnum(name[len(name)-1]): // part of a longer word
		return false
	case strings.Contains(behind, name), !code && strings.ContainsAny(before+behind, "0123456789"): // twice, 4 of it
		return false
	}
	return text.CountWords(before)+text.CountWords(behind) <= 2 && text.CountHan(answer) <= 4
}
