package card

import (
	"strconv"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/text"
)

// Widths, in columns, that decide how an answer can be asked.
const (
	MaxAnswer = 80 // scheduled; a longer answer is a draft
	MaxChoice = 44 // shown among options
	MaxTyped  = 24
	maxCode   = 48 // code is typed letter by letter
)

// Forward is the usual card: prompt, answer, and the forms that fit the answer.
func Forward(prompt, answer string) deck.Card {
	return deck.Card{Slot: "forward", Prompt: prompt, Answer: answer, Forms: FormsOf(answer)}
}

// Reverse is the card that asks for the term: its answer is the term, and its prompt what is said of it.
func Reverse(prompt, answer string, accept []string) deck.Card {
	return deck.Card{
		Slot: "reverse", Prompt: prompt, Answer: answer, Forms: FormsOf(answer),
		Accept: append([]string(nil), accept...),
	}
}

// FormsOf returns the forms in which an answer can be asked, by its width and shape.
func FormsOf(answer string) deck.Forms {
	f := deck.Reveal
	if strings.Contains(answer, "\n") {
		return f // lists and blocks of code are compared by eye
	}
	w := text.Columns(answer)
	switch {
	case text.IsCode(answer):
		if w <= maxCode {
			f |= deck.Type | deck.Exact
		}
	case w <= MaxTyped && text.CountWords(answer) <= 4:
		f |= deck.Type
	}
	if w <= MaxChoice {
		f |= deck.Choice
	}
	return f
}

// SlotKey makes the part of a slot behind its colon: short, in lower case, and the same after an edit of the layout
// alone. Signs that make another term (C, C++, C#) stay.
func SlotKey(s string) string {
	var k strings.Builder
	gap := false
	n := 0
	for _, r := range s {
		if text.IsLetterOrDigit(r) || strings.ContainsRune("+#<>=", r) {
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

// DistinctSlots numbers the slots that occur more than once.
func DistinctSlots(cards []deck.Card) []deck.Card {
	seen := map[string]int{}
	for i := range cards {
		slot := cards[i].Slot
		if seen[slot]++; seen[slot] > 1 {
			cards[i].Slot += "~" + strconv.Itoa(seen[slot])
		}
	}
	return cards
}

// CodeBlock writes code as Markdown: as a span, or between fences where it has several lines.
func CodeBlock(code string) string {
	code = strings.Trim(code, "\n")
	switch {
	case strings.HasPrefix(code, "`") && !strings.Contains(code, "\n"):
		return code
	case strings.Contains(code, "\n"):
		fence := "```"
		for strings.Contains(code, fence) {
			fence += "`"
		}
		return fence + "\n" + code + "\n" + fence
	case strings.Contains(code, "`"):
		return "`` " + code + " ``"
	}
	return "`" + code + "`"
}
