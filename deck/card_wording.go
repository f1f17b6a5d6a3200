package deck

import (
	"recall/deck/text"
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
	w := text.Columns(answer)
	f := Reveal
	switch {
	case text.IsCode(answer):
		if w <= maxCode {
			f |= Type | Exact
		}
	case w <= maxTyped && text.CountWords(answer) <= 4:
		f |= Type
	}
	if w <= maxChoice {
		f |= Choice
	}
	return f
}

// key is the part of a slot behind its colon: short, in lower case, and the same when only the layout of
// the text changes. Signs that tell terms apart (C, C++, C#) stay.
func key(s string) string {
	var k strings.Builder
	gap := false
	n := 0
	for _, r := range s {
		if r < utf8.RuneSelf && (text.IsAlnum(byte(r)) || r == '+' || r == '#' || r == '<' || r == '>' || r == '=') || r >= utf8.RuneSelf && text.IsLetterOrDigit(r) {
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

// distinctSlots numbers slots that are alike.
func distinctSlots(cards []Card) []Card {
	seen := map[string]int{}
	for i := range cards {
		slot := cards[i].Slot
		if seen[slot]++; seen[slot] > 1 {
			cards[i].Slot += "~" + strconv.Itoa(seen[slot])
		}
	}
	return cards
}

// fence writes code as Markdown.
func fence(code string) string {
	code = strings.Trim(code, "\n")
	switch {
	case strings.HasPrefix(code, "`"):
		return code
	case strings.Contains(code, "\n"):
		return "```\n" + code + "\n```"
	case strings.Contains(code, "`"):
		return "`` " + code + " ``"
	}
	return "`" + code + "`"
}
