package deck

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Widths, in columns, that decide how an answer can be asked.
const (
	maxAnswer = 80 // scheduled; a longer answer is a draft
	maxChoice = 44 // shown among options
	maxTyped  = 24
	maxCode   = 48 // code is typed letter by letter
)

// dot parts a term from its facet in a prompt: "list · random access".
const dot = " · "

// gap stands for what is hidden.
const gap = "____"

// counted is the prompt of a set or an order: "Noble gases (6)", 五行（5项）.
func (b *bullet) counted(term string, n int, unit, han string) string {
	if unit != "steps" && saysCount(term, n) { // of an order it says more: that they are steps
		return term
	}
	switch {
	case (b.han || hasHan(term)) && (strings.HasSuffix(term, "）") || strings.HasSuffix(term, ")")):
		return term + dot + strconv.Itoa(n) + han
	case b.han || hasHan(term):
		return term + "（" + strconv.Itoa(n) + han + "）"
	}
	count := strings.TrimRight(strconv.Itoa(n)+" "+unit, " ")
	if strings.HasSuffix(term, ")") {
		return term + dot + count
	}
	return term + " (" + count + ")"
}

// saysCount tells a term that names the number of what it asks for: "the four winds", 五种数据类型.
func saysCount(term string, n int) bool {
	if n > 10 {
		return false
	}
	for _, number := range [...]string{strconv.Itoa(n), counts[n]} {
		for _, counter := range [...]string{"个", "种", "大", "项", "类", "步", "点", "层", "条", "级"} {
			if strings.Contains(term, number+counter) {
				return true
			}
		}
	}
	fields := strings.Fields(strings.ToLower(term))
	return slices.Contains(fields, numbers[n]) || len(fields) > 1 && fields[0] == strconv.Itoa(n)
}

var (
	numbers = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}
	counts = [...]string{"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"} // before a counter
)

// listed joins members as one answer: by commas, or by semicolons where a member has one.
func (b *bullet) listed(members []string) string {
	for _, m := range members {
		if strings.ContainsAny(m, ",，、") {
			return strings.Join(members, b.say("; ", "；"))
		}
	}
	return strings.Join(members, b.say(", ", "、"))
}

// say picks the wording for the bullet's language.
func (b *bullet) say(en, zh string) string {
	if b.han {
		return zh
	}
	return en
}

// key is the part of a slot behind its colon: short, in lower case, and the same when only the layout of
// the text changes. Signs that tell terms apart (C, C++, C#) stay.
func key(s string) string {
	var k strings.Builder
	gap := false
	n := 0
	for _, r := range s {
		if r < utf8.RuneSelf && (isAlnum(byte(r)) || r == '+' || r == '#' || r == '<' || r == '>' || r == '=') || r >= utf8.RuneSelf && isLetterOrDigit(r) {
			if gap && k.Len() > 0 {
				k.WriteByte('-')
			}
			gap = false
			k.WriteRune(unicode.ToLower(r))
			if n++; n >= 32 {
				break
			}
		} else {
			gap = true
		}
	}
	return k.String()
}

// trim takes off what ended the bullet and is no part of an answer: signs, and the addresses of links.
func trim(s string) string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "](") || strings.Contains(s, "][") {
		s = unlink(s)
	}
	for s != "" {
		switch {
		case strings.HasSuffix(s, "。") || strings.HasSuffix(s, "；") || strings.HasSuffix(s, "，") || strings.HasSuffix(s, "、"):
			s = strings.TrimSpace(s[:len(s)-3])
		case strings.HasSuffix(s, ";") || strings.HasSuffix(s, ","):
			s = strings.TrimSpace(s[:len(s)-1])
		case strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") && !abbreviated(s):
			return strings.TrimSpace(s[:len(s)-1])
		default:
			return s
		}
	}
	return s
}

// abbreviated tells a final point that belongs to the last word: etc., U.S.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " (")+1 : len(s)-1]
	return word == "etc" || word == "al" || strings.Contains(word, ".") && len(word) < 5
}

// forward is the usual card: prompt, answer, and the forms that fit the answer.
func forward(prompt, answer string) Card {
	return Card{Slot: "forward", Prompt: prompt, Answer: answer, Forms: formsOf(answer)}
}

// reverse asks for the term.
func reverse(prompt, answer string, accept []string) Card {
	return Card{Slot: "reverse", Prompt: prompt, Answer: answer, Forms: formsOf(answer), Accept: append([]string(nil), accept...)}
}

// formsOf tells how an answer can be asked, from its shape.
func formsOf(answer string) Forms {
	w := columns(answer)
	f := Reveal
	switch {
	case isCode(answer):
		if w <= maxCode {
			f |= Type | Exact
		}
	case w <= maxTyped && words(answer) <= 4:
		f |= Type
	}
	if w <= maxChoice {
		f |= Choice
	}
	return f
}

// isCode tells code: one code span, or an unspaced name with the punctuation of code.
func isCode(s string) bool {
	if len(s) > 2 && s[0] == '`' {
		return codeEnd(s, 0) == len(s)
	}
	letter, mark := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c <= ' ' || c >= utf8.RuneSelf || c == '*':
			return false
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letter = true
		case strings.IndexByte("_.:=@{}<>$\\", c) >= 0 && i+1 < len(s):
			mark = true
		case c == '(' && i > 1 && s[0] != 'O' && !strings.HasPrefix(s[i:], "(s)") && !strings.HasPrefix(s[i:], "(es)") || c == '/' && i == 0:
			mark = true
		}
	}
	return letter && mark
}
