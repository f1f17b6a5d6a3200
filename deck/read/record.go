package read

import (
	"fmt"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/marks"
	"recall/deck/text"
)

// record is a card in a table or another file of records. Front and back are Markdown.
type record struct {
	line                         int
	front, back, hint, extra     string
	id, noteType, deck           string
	tags, path, aliases, members []string
}

// addRecord adds the note of a record. If it makes none, fault says why.
func addRecord(doc *deck.Document, r record) (fault string) {
	r.front, r.back, r.extra = keepLines(r.front), keepLines(r.back), keepLines(r.extra)
	rule, s, cards, fault := r.cards()
	if fault != "" {
		return fault
	}
	for i := range cards {
		c := &cards[i]
		if c.Slot == "forward" || c.Slot == "order" {
			c.Accept = append(c.Accept, r.aliases...)
			if r.hint != "" {
				c.Prompt += " (" + text.OneLine(r.hint) + ")"
			}
		}
		if c.Extra == "" {
			c.Extra = r.extra
		} else if r.extra != "" {
			c.Extra += "\n\n" + r.extra
		}
	}
	n := deck.Note{
		Bullet: deck.Bullet{
			Place: deck.PlaceAfter(doc.Notes, r.path, "", ""),
			Line:  r.line, Text: text.OneLine(s), ID: r.id, Parent: -1, List: len(doc.Notes) + 1, Tags: r.tags,
		},
		Rule: "explicit:" + rule, Cards: cards,
	}
	doc.Notes = append(doc.Notes, n)
	return ""
}

// cards makes the cards of a record by its kind: the type of a note in Anki, or one of our own names.
func (r *record) cards() (rule, text string, cards []deck.Card, fault string) {
	kind := strings.ToLower(r.noteType)
	if strings.Contains(r.front, "image-occlusion:") {
		return "", "", nil, "an image occlusion hides parts of a picture, which can't be shown here; leave the row out"
	}
	if r.front == "" {
		return "", "", nil, "the front is empty; write both sides"
	}
	if len(r.front) > inline.MaxLength {
		return "", "", nil, fmt.Sprintf("the front has more than %d KiB; shorten it", inline.MaxLength>>10)
	}
	if gaps := r.gaps(kind); len(gaps) > 0 {
		for i := range gaps {
			gaps[i].Extra = r.back
		}
		return "cloze", r.front, gaps, ""
	}
	switch {
	case len(r.back) > blocks.MaxLine:
		return "", "", nil, fmt.Sprintf("the back has more than %d KiB; shorten it", blocks.MaxLine>>10)
	case strings.Contains(kind, "cloze"):
		return "", "", nil, "a cloze hides nothing; write a gap as {{c1::…}}"
	case r.back == "":
		return "", "", nil, "the back is empty; write both sides"
	}
	text = marks.JoinSides(r.front, r.back)
	both := strings.Contains(kind, "revers") || kind == "both"
	if both && strings.Contains(kind, "optional") { // a third field says whether
		both, r.extra = r.extra != "", ""
	}
	switch cards = marks.TwoSided(r.front, r.back, both); {
	case len(cards) == 0:
		return "", "", nil, "a side holds only an id; write both sides"
	case kind == "order", kind == "set":
		if members := r.parts(kind); len(members) > 1 {
			cards[0].Members, cards[0].Forms = members, deck.Reveal|deck.Set
			if kind == "order" {
				cards[0].Slot, cards[0].Forms = "order", deck.Reveal|deck.Order
			}
		}
	case kind == "code":
		cards[0].Forms |= deck.Exact
	}
	return "record", text, cards, ""
}

// gaps makes the cards of a front with gaps. Anki's gaps always count, others only where the kind says that there are
// some.
func (r *record) gaps(kind string) []deck.Card {
	if cards := marks.ClozeCards(marks.AnkiPieces(r.front)); len(cards) > 0 {
		return cards
	}
	if !strings.Contains(kind, "cloze") {
		return nil
	}
	if cards := marks.ClozeCards(marks.MarkPieces(r.front)); len(cards) > 0 {
		return cards
	}
	return marks.ClozeCards(marks.BracketPieces(r.front))
}

// parts returns the members of a set or the steps of an order: those given, or those that the back lists.
func (r *record) parts(kind string) []string {
	if len(r.members) > 0 {
		return r.members
	}
	signs := []string{"\n", " → ", "→", "、", "; ", ", "}
	if kind == "set" {
		signs = []string{"\n", "、", "; ", ", "}
	}
	for _, sign := range signs {
		if parts := strings.Split(r.back, sign); len(parts) > 1 {
			for i := range parts {
				parts[i] = marks.CutListMarker(text.OneLine(parts[i]))
			}
			return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
		}
	}
	return nil
}

// placeByDeck makes the document's deck and headings of the decks that records name: Spanish::Verbs and Spanish::Nouns
// are two chapters of one deck.
func placeByDeck(doc *deck.Document, decks []string) {
	if len(decks) != len(doc.Notes) || len(decks) == 0 {
		return
	}
	paths := make([][]string, len(decks))
	for i, d := range decks {
		for _, p := range strings.Split(d, "::") {
			if p = strings.TrimSpace(p); p != "" {
				paths[i] = append(paths[i], p)
			}
		}
	}
	common := paths[0]
	for _, p := range paths[1:] {
		n := 0
		for n < len(common) && n < len(p) && common[n] == p[n] {
			n++
		}
		common = common[:n]
	}
	if doc.Deck == "" {
		doc.Deck = strings.Join(common, "::")
	}
	for i, p := range paths {
		if rest := p[len(common):]; len(rest) > 0 {
			n := &doc.Notes[i]
			n.Place = deck.PlaceAfter(doc.Notes[:i], append(slices.Clone(rest), n.Headings...), n.Label, n.Group)
		}
	}
}
