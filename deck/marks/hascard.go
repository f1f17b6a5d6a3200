package marks

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/text"
)

// Files of hascard: a heading for each card, and lines of --- between them.
var _ = register(mark{
	name: "hascard", order: 130, signs: []string{"\n[*] ", "\n* ", "\n---\n"},
	guard: isHascard, lines: readHascard,
})

// isHascard reports whether the file can be one of hascard: it begins with a card.
func isHascard(r *blocks.File) bool { return bytes.HasPrefix(bytes.TrimSpace(r.Text), []byte("# ")) }

// readHascard reads a file of hascard. As notes and slides look like that too, one card must have a list that only
// hascard writes: [*] before right answers, or one * among -.
func readHascard(c *claims) {
	type span struct{ from, to int }
	var cards []span
	from := 0
	for i := range c.src {
		if c.src[i].taken {
			return
		}
		if c.src[i].text == "---" && !c.src[i].fenced {
			cards = append(cards, span{from, i})
			from = i + 1
		}
	}
	cards = append(cards, span{from, len(c.src)})
	sure, boxed := false, false
	kept := cards[:0]
	for _, s := range cards {
		for s.from < s.to && c.src[s.from].text == "" {
			s.from++
		}
		if s.from == s.to {
			continue
		}
		if !strings.HasPrefix(c.src[s.from].text, "# ") {
			return
		}
		right, boxes, _ := hascardList(c.src[s.from+1 : s.to])
		sure, boxed = sure || boxes || len(right) == 1, boxed || boxes
		kept = append(kept, s)
	}
	text, several := strings.HasSuffix(c.Doc.Name, ".txt"), len(kept) > 1 // notes and slides are not in .txt files
	if !sure && !(text && several) || !text && !several && !boxed {
		return // notes in which one item has another marker
	}
	for _, s := range kept {
		c.hascardCard(s.from, s.to)
	}
	for i := range c.src {
		c.src[i].taken = true
	}
}

// hascardList returns the right answers of a list, which * or [*] marks among the others. steps are the items, in
// order, of a list with a number before each.
func hascardList(lines []sourceLine) (right []string, boxes bool, steps []string) {
	type step struct {
		n    int
		text string
	}
	var ordered []step
	wrong := 0
	for _, l := range lines {
		t := strings.TrimSpace(l.text)
		switch {
		case t == "":
		case strings.HasPrefix(t, "[*] "):
			right, boxes = append(right, t[4:]), true
		case strings.HasPrefix(t, "[ ] "):
			wrong++
		case strings.HasPrefix(t, "* "):
			right = append(right, t[2:])
		case strings.HasPrefix(t, "- "):
			wrong++
			number, text, ok := strings.Cut(t[2:], ". ")
			if n, err := strconv.Atoi(number); ok && err == nil {
				ordered = append(ordered, step{n, text})
			}
		default:
			return nil, false, nil
		}
	}
	if len(right) == 0 && len(ordered) > 1 && len(ordered) == wrong {
		slices.SortStableFunc(ordered, func(a, b step) int { return a.n - b.n })
		for _, s := range ordered {
			steps = append(steps, s.text)
		}
	}
	if wrong == 0 && !boxes {
		return nil, false, nil // a list with * bullets
	}
	return right, boxes, steps
}

// hascardCard makes the cards of a heading and the lines below it.
func (c *claims) hascardCard(from, to int) {
	question, body := strings.TrimSpace(c.src[from].text[2:]), c.join(from+1, to)
	right, boxes, steps := hascardList(c.src[from+1 : to])
	var cards []deck.Card
	switch {
	case len(steps) > 1:
		cards = []deck.Card{{
			Slot: "order", Prompt: question, Answer: strings.Join(steps, " → "),
			Members: steps, Forms: deck.Order | deck.Reveal,
		}}
	case boxes && len(right) > 1:
		cards = []deck.Card{{
			Slot: "forward", Prompt: question, Answer: strings.Join(right, ", "),
			Members: right, Forms: deck.Reveal | deck.Set,
		}}
	case len(right) > 0:
		cards = TwoSided(question, strings.Join(right, ", "), false)
	case body == "" || question == "":
		c.Problem(from+1, "a card with an empty side; write both")
		return
	default:
		if cards = gapCards(question, body); len(cards) == 0 {
			cards = TwoSided(question, body, false)
		}
	}
	c.take(from, to, "hascard", JoinSides(question, body), cards)
}

// gapCards reads a text with gaps written _answer|another way to write it_. All are hidden together.
func gapCards(question, body string) []deck.Card {
	var accept []string
	pieces := cutPieces(body, func(from int) (int, int, piece) {
		for i := from; i < len(body); i++ {
			if body[i] != '_' || i > 0 && text.IsAlnum(body[i-1]) {
				continue
			}
			length := strings.IndexByte(body[i+1:], '_')
			if length < 1 || strings.ContainsAny(body[i+1:i+1+length], "\n") {
				continue
			}
			answers := strings.Split(body[i+1:i+1+length], "|")
			accept = append(accept, answers[1:]...)
			return i, i + length + 2, piece{text: answers[0], nums: []int{1}}
		}
		return -1, 0, piece{}
	})
	cards := ClozeCards(pieces)
	for i := range cards {
		cards[i].Prompt = question + "\n\n" + cards[i].Prompt
		if len(pieces) == 3 {
			cards[i].Accept = accept
		}
	}
	return cards
}
