package marks

import (
	"bytes"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
)

// A note of ki is a file: the id and the type of the note between fences, then its tags, and a section for each field.
//
//	# Note
//	```
//	guid: k1
//	notetype: Basic
//	```
//
//	### Tags
//	```
//	boat
//	```
//
//	## Front
//	What is a keel?
//
//	## Back
//	a fin under the hull
var _ = register(mark{
	name: "ki", order: 105, signs: []string{"\nguid:"}, lines: readKi,
	guard: func(f *blocks.File) bool { return bytes.HasPrefix(bytes.TrimSpace(f.Text), []byte("# Note\n")) },
})

// readKi makes the cards of the note. The first field is the front and the second the back.
func readKi(c *claims) {
	kind, id, section, in := "", "", "", -1
	var tags []string
	var fields [][]string
	first := 0
	for i, l := range c.src {
		name, field := strings.CutPrefix(l.text, "## ")
		switch {
		case !l.fenced && field && name != "":
			fields, in = append(fields, nil), len(fields)
		case !l.fenced && strings.HasPrefix(l.text, "# Note"):
			first = i
		case in >= 0:
			fields[in] = append(fields[in], l.text)
		case !l.fenced && strings.HasPrefix(l.text, "### "):
			section = l.text
		case !l.fenced || strings.HasPrefix(l.text, "```"):
		case section == "### Tags":
			tags = append(tags, l.text)
		default:
			if v, ok := strings.CutPrefix(l.text, "guid:"); ok {
				id = strings.TrimSpace(v)
			} else if v, ok := strings.CutPrefix(l.text, "notetype:"); ok {
				kind = strings.ToLower(v)
			}
		}
	}
	if id == "" || len(fields) == 0 {
		return
	}
	var sides []string
	for _, f := range fields {
		sides = append(sides, strings.TrimSpace(strings.Join(f, "\n")))
	}
	front, rest := sides[0], sides[1:]
	cards, s := []deck.Card(nil), front
	if strings.Contains(kind, "cloze") {
		cards = ClozeCards(AnkiPieces(front))
	} else if len(rest) > 0 {
		cards, s = TwoSided(front, rest[0], strings.Contains(kind, "revers")), JoinSides(front, rest[0])
		rest = rest[1:]
	}
	if len(cards) == 0 {
		c.Problem(first+1, "a note with an empty side; write both")
		c.claim(first, len(c.src))
		return
	}
	for i := range cards {
		cards[i].Extra = strings.TrimSpace(strings.Join(rest, "\n\n"))
	}
	n := c.take(first, len(c.src), "ki", s, cards)
	n.ID, n.Tags = id, blocks.Tags(strings.Join(tags, " "))
}
