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

// Lookalike returns the nearby prompt that is most like the card's own, or "" if none is close enough. Gaps don't count:
// those of a bullet are all alike, and like the card of its whole. same reports whether another card has exactly the same
// prompt but a different answer.
func Lookalike(c deck.Card, near []deck.Card) (prompt string, same bool) {
	own, best := text.Features(inline.Normal(c.Prompt)), lookalike
	for _, o := range near {
		if kind := deck.SlotKind(o.Slot); kind == "member" || kind == "cloze" {
			continue
		}
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
