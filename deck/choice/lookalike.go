package choice

import (
	"strings"

	"recall/deck"
	"recall/deck/answer"
	"recall/deck/inline"
	"recall/deck/text"
)

// lookalike is the likeness from which two prompts are easily confused.
const lookalike = 0.7

// Lookalike returns the nearby prompt that is most like the card's own, or "" if none is close enough. same reports
// whether another card has exactly the same prompt but a different answer.
func Lookalike(c deck.Card, near []deck.Card) (prompt string, same bool) {
	own, best := text.Features(inline.Normal(c.Prompt)), lookalike
	for _, o := range near {
		if strings.EqualFold(o.Prompt, c.Prompt) {
			if answer.Canonical(o.Answer) != answer.Canonical(c.Answer) {
				return "", true
			}
			continue
		}
		if likeness := text.Dice(own, text.Features(inline.Normal(o.Prompt))); likeness >= best {
			prompt, best = o.Prompt, likeness
		}
	}
	return prompt, false
}

// Confused finds the nearby card that a wrong answer belongs to. It returns that card's prompt or, if c asks for a
// name, what the given name stands for. It returns "" if there is no such card, or if the answer is right for more than
// one prompt, because then it tells nothing.
func Confused(c deck.Card, given string, near []deck.Card) (other string) {
	back := c.Slot == "reverse" || c.Slot == "facet:name"
	for _, o := range near {
		if o.Forms.Has(deck.Set) || o.Forms.Has(deck.Order) || o.Draft ||
			strings.EqualFold(o.Prompt, c.Prompt) || answer.Canonical(o.Answer) == answer.Canonical(c.Answer) {
			continue
		}
		belongs := ""
		switch {
		case back && o.Slot == "forward" && answer.CompareText([]string{o.Prompt}, given) == answer.Right:
			belongs = o.Answer
		case back == (o.Slot == "reverse" || o.Slot == "facet:name") && answer.Compare(o, given).Result == answer.Right:
			belongs = o.Prompt
		}
		switch {
		case belongs == "" || belongs == other:
		case other != "" && !back:
			return ""
		default:
			other = belongs
		}
	}
	return other
}
