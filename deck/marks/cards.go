package marks

import (
	"slices"
	"strconv"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/text"
)

// piece is a part of a text with gaps: plain text, or a gap, in which there may be more gaps.
type piece struct {
	text string
	nums []int  // the cards that hide it; nil: plain text
	hint string // shown in the gap
	plan string // of obsidian-spaced-repetition: a letter for each card, (a)sk, (s)how or (h)ide; overrides nums
	kids []piece

	schedule *deck.Schedule // of the card that hides it, where the file says so
	shown    string         // instead of the text where another card asks; "" for the text
}

// unnumbered is the number of gaps without one that are hidden together. Those that are a card each count up from it.
const unnumbered = 1000

// maxGaps is the greatest number of cards of one text.
const maxGaps = 32

// ClozeCards makes a card for each number of the gaps in a text. Gaps with one number are hidden together.
func ClozeCards(pieces []piece) []deck.Card {
	var nums []int
	collect(pieces, &nums)
	slices.Sort(nums)
	var cards []deck.Card
	seen := map[string]int{}
	for _, n := range slices.Compact(nums) {
		var answers []string
		prompt := text.Flow(strings.TrimSpace(render(pieces, n, &answers)))
		answer := text.Flow(strings.Join(answers, ", "))
		if text.HasHan(answer) {
			answer = text.Flow(strings.Join(answers, "、"))
		}
		if answer == "" || !text.HasWord(strings.ReplaceAll(prompt, deck.Gap, "")) {
			continue
		}
		c := card.Forward(prompt, answer)
		slot := card.SlotKey(answer)
		if slot == "" {
			slot = strconv.Itoa(n)
		}
		if seen[slot]++; seen[slot] > 1 {
			slot += "~" + strconv.Itoa(seen[slot])
		}
		// The author's gaps are facets of one fact, and none waits for another. A cloze that we make of a bullet does
		// wait, for the bullet's own card.
		c.Slot, c.Forms = "facet:"+slot, c.Forms&^deck.Choice|deck.Cloze
		if at := slices.IndexFunc(pieces, func(p piece) bool { return slices.Contains(p.nums, n) }); at >= 0 {
			c.Schedule = pieces[at].schedule
		}
		if cards = append(cards, c); len(cards) == maxGaps {
			break
		}
	}
	return cards
}

// collect lists the numbers of all gaps.
func collect(pieces []piece, nums *[]int) {
	for _, p := range pieces {
		*nums = append(*nums, p.nums...)
		collect(p.kids, nums)
	}
}

// render returns the text as card n shows it, and adds what it asks to answers.
func render(pieces []piece, n int, answers *[]string) string {
	var b strings.Builder
	for _, p := range pieces {
		inner := p.text
		if p.shown != "" {
			inner = p.shown
		}
		if p.kids != nil {
			inner = render(p.kids, n, answers)
		}
		asked, hidden := slices.Contains(p.nums, n), false
		if p.plan != "" && n <= len(p.plan) {
			asked, hidden = p.plan[n-1] == 'a', p.plan[n-1] == 'h'
		}
		switch {
		case asked:
			whole := render([]piece{{text: p.text, kids: p.kids}}, 0, new([]string))
			*answers = append(*answers, strings.TrimSpace(whole))
			b.WriteString(deck.Gap)
			if p.hint != "" {
				b.WriteString(" (" + p.hint + ")")
			}
		case hidden:
			b.WriteString("…")
		default:
			b.WriteString(inner)
		}
	}
	return b.String()
}

// cutPieces cuts s at its gaps. find returns the next one behind from, where it starts and ends; at is below 0 without
// one.
func cutPieces(s string, find func(from int) (at, end int, p piece)) []piece {
	var pieces []piece
	from := 0
	for {
		at, end, p := find(from)
		if at < 0 {
			break
		}
		pieces = append(pieces, piece{text: s[from:at]}, p)
		from = end
	}
	if pieces == nil {
		return nil
	}
	return append(pieces, piece{text: s[from:]})
}

// Sides stands between the sides in the text of a note with two.
const Sides = " :: "

// JoinSides returns the text of a note with two sides.
func JoinSides(front, back string) string { return text.OneLine(front) + Sides + text.OneLine(back) }

// TwoSided makes the card of a front and a back, and with both the reverse card too. It makes none where a side is only
// an id.
func TwoSided(front, back string, both bool) []deck.Card {
	front, back = side(front), side(back)
	if front == "" || back == "" {
		return nil
	}
	var cards []deck.Card
	if both {
		cards = []deck.Card{card.Forward(front, back), card.Reverse(back, front, nil)}
	} else {
		cards = []deck.Card{card.Forward(front, back)}
	}
	for i := range cards {
		if strings.Contains(cards[i].Answer, "\n") {
			cards[i].Forms = deck.Reveal
		}
	}
	return cards
}

// side returns one side of a card: without its id, and in one line if it is one paragraph.
func side(s string) string {
	s, _ = blocks.CutID(strings.TrimSpace(s))
	return text.Flow(s)
}
