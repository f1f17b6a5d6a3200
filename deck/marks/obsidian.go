package marks

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/text"
)

// maxBlock is the greatest number of lines of a card between START and END.
const maxBlock = 200

var (
	inlineCard = text.Pattern(`^STARTI\s*\[([^\]]+)\]\s+(.*?)\s*ENDI\s*(<!--\s*ID:[^>]*-->)?$`)
	fieldStart = text.Pattern(`(?:^|\s)(Front|Back|Text|Extra|Back Extra|Tags):(?:\s|$)`)
)

// The notes of Obsidian_to_Anki, and the lines that name their deck and tags.
var (
	_ = register(mark{
		name: "obsidian-head", order: 100, signs: []string{"\nTARGET DECK", "\nFILE TAGS"},
		lines: readAnkiHead,
	})
	_ = register(mark{name: "obsidian-blocks", order: 110, signs: []string{"\nSTART"}, lines: readAnkiBlocks})
)

// readAnkiHead reads the lines of Obsidian_to_Anki that name the deck and the tags of a file. The names stand behind a
// colon or on the next line.
func readAnkiHead(c *claims) {
	for i := range c.src {
		for _, head := range [...]string{"TARGET DECK", "FILE TAGS"} {
			rest, ok := strings.CutPrefix(c.src[i].text, head)
			if !ok || !c.free(i) || rest != "" && rest[0] != ':' {
				continue
			}
			to := i + 1
			value := strings.TrimSpace(strings.TrimPrefix(rest, ":"))
			if value == "" && c.free(to) && c.src[to].text != "" {
				value, to = c.src[to].text, to+1
			}
			switch {
			case value == "":
				continue
			case head == "FILE TAGS":
				c.Doc.Tags = append(c.Doc.Tags, blocks.Tags(value)...)
			case c.Doc.Deck == "":
				c.Doc.Deck = value
			}
			c.claim(i, to)
		}
	}
}

// readAnkiBlocks reads the notes of Obsidian_to_Anki: START, the note type, fields and END on lines of their own, or
// all on one line from STARTI to ENDI.
func readAnkiBlocks(c *claims) {
	for i := 0; i < len(c.src); i++ {
		if !c.free(i) {
			continue
		}
		l := strings.TrimSpace(c.src[i].text)
		if m := inlineCard().FindStringSubmatch(l); m != nil {
			c.ankiNote(i, i+1, m[1], m[2]+" "+m[3])
			continue
		}
		if l != "START" {
			continue
		}
		end := i + 1
		for end < len(c.src) && end < i+maxBlock && strings.TrimSpace(c.src[end].text) != "END" &&
			strings.TrimSpace(c.src[end].text) != "START" {
			end++
		}
		if end >= len(c.src) || strings.TrimSpace(c.src[end].text) != "END" || end < i+3 {
			continue
		}
		c.ankiNote(i, end+1, strings.TrimSpace(c.src[i+1].text), c.join(i+2, end))
		i = end
	}
}

// ankiNote makes the cards of a note of a type from its fields.
func (c *claims) ankiNote(from, to int, kind, body string) {
	body, id := blocks.CutID(body)
	fields := ankiFields(body)
	front, back := strings.TrimSpace(fields["Front"]+fields["Text"]), strings.TrimSpace(fields["Back"])
	var cards []deck.Card
	s := front
	if strings.HasPrefix(strings.ToLower(kind), "cloze") {
		if cards = ClozeCards(AnkiPieces(front)); len(cards) == 0 {
			cards = ClozeCards(MarkPieces(front))
		}
		for i := range cards {
			cards[i].Extra = strings.TrimSpace(fields["Extra"] + fields["Back Extra"] + back)
		}
	} else if front != "" && back != "" {
		cards = TwoSided(front, back, strings.Contains(strings.ToLower(kind), "reverse"))
		s = JoinSides(front, back)
	}
	if len(cards) == 0 {
		c.Problem(from+1, "a card of type "+kind+" with an empty side; write both, or a gap in {{c1::…}}")
		c.claim(from, to)
		return
	}
	c.take(from, to, "anki", s, cards)
	n := &c.notes[len(c.notes)-1]
	if n.Tags = blocks.Tags(text.OneLine(fields["Tags"])); id != "" {
		n.ID = id
	}
}

// ankiFields cuts the text of a note at the names of its fields. What stands before the first name belongs to the
// front.
func ankiFields(body string) map[string]string {
	fields := map[string]string{}
	name, from := "Front", 0
	for _, m := range fieldStart().FindAllStringSubmatchIndex(body, -1) {
		fields[name] += strings.TrimSpace(body[from:m[0]])
		name, from = body[m[2]:m[3]], m[1]
	}
	fields[name] += strings.TrimSpace(body[from:])
	return fields
}
