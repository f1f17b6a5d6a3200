package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
)

// A callout of Obsidian that asks: its title is the question, and the rest of the quote the answer.
//
//	> [!question] What is a keel?
//	> a fin under the hull
var _ = register(mark{
	name: "callout", order: 178, lines: readCallouts,
	signs: []string{"[!"},
})

// readCallouts makes a card of each callout with a title and a text. One that is folded has a sign behind its name.
func readCallouts(c *claims) {
	for i := range c.src {
		if !c.free(i) {
			continue
		}
		l := strings.TrimSpace(strings.TrimPrefix(c.src[i].text, ">"))
		kind, question, ok := strings.Cut(l, "]")
		if !ok || l == c.src[i].text || !strings.EqualFold(kind, "[!question") && !strings.EqualFold(kind, "[!faq") {
			continue
		}
		question = strings.TrimSpace(strings.TrimLeft(question, "+-"))
		to := i + 1
		var answer []string
		for to < len(c.src) && !c.src[to].taken && strings.HasPrefix(c.src[to].text, ">") {
			answer = append(answer, strings.TrimPrefix(strings.TrimPrefix(c.src[to].text, ">"), " "))
			to++
		}
		back := strings.TrimSpace(strings.Join(answer, "\n"))
		var cards []deck.Card
		if question != "" {
			cards = TwoSided(question, back, false)
		}
		if len(cards) == 0 || blocks.IsGroupLine(back) {
			continue
		}
		if !card.Bound(&cards[0]) {
			cards[0].Weaken(deck.ReasonTooLong)
		}
		c.take(i, to, "callout", JoinSides(question, back), cards)
	}
}
