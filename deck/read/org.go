package read

import (
	"fmt"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/marks"
	"recall/deck/org"
	"recall/deck/text"
)

// readOrg reads an Org file: as the Markdown that its lines amount to, with the cards of org-drill and org-fc.
func readOrg(as As, name string, body []byte, problems []deck.Problem) (*deck.Document, []deck.Problem) {
	doc := as.document(name)
	f := org.Read(body)
	doc.Title, doc.Lang, doc.Tags = inline.PlainTitle(f.Title), f.Lang, f.Tags
	for _, u := range f.Unread {
		doc.Hints = append(doc.Hints, deck.Problem{File: name, Line: u.Line, Msg: u.What})
	}
	doc.Language = text.Language(doc.Lang, f.Text)
	r := &blocks.File{Doc: doc, Lex: text.Lex(doc.Language), Text: f.Text, Problems: problems, Separator: as.Separator}
	r.Lines = blocks.LineStarts(r.Text)
	r.Guard()
	var claimed []blocks.Claimed
	for i := range f.Items {
		n, fault := orgNote(r.Lex, &f.Items[i])
		if fault != "" {
			doc.Hints = append(doc.Hints, deck.Problem{File: name, Line: f.Items[i].Title.Line, Msg: fault})
			continue
		}
		title := f.Items[i].Title
		leaks := func(c deck.Card) bool { return card.Leaks(r.Lex, title.Title, c.Prompt, c.Answer) }
		if slices.ContainsFunc(n.Cards, leaks) {
			n.Line = title.Line // so that the headline does not stand over the question
		}
		claimed = append(claimed, blocks.Claimed{Note: n})
		for _, lines := range f.Items[i].Lines {
			blocks.Blank(r.Text[r.Lines[lines[0]-1]:r.LineEnd(lines[1]-2)])
		}
	}
	return readMarkdown(r, claimed), r.Problems
}

// orgSides is what an item asks: two sides or more, or a text with gaps.
type orgSides struct {
	line        int
	front, back string // or, with gaps, the text with these filled
	extra       string
	cards       []deck.Card
}

// orgNote makes the note of an item. If it makes none, fault says why.
func orgNote(lex *text.Lexicon, it *org.Item) (n deck.Note, fault string) {
	var s orgSides
	if it.Tool == org.FC {
		s, fault = fcSides(lex, it)
	} else {
		s, fault = drillSides(lex, it)
	}
	if fault != "" {
		return n, fault
	}
	for i := range s.cards {
		c := &s.cards[i]
		if c.Extra = s.extra; c.Schedule == nil {
			c.Schedule = it.Schedules[""]
		}
		switch {
		case len(c.Prompt) > inline.MaxLength:
			return n, fmt.Sprintf("the question of this item has more than %d KiB; shorten it", inline.MaxLength>>10)
		case len(c.Answer) > blocks.MaxLine:
			return n, fmt.Sprintf("the answer of this item has more than %d KiB; shorten it", blocks.MaxLine>>10)
		}
	}
	n = deck.Note{Bullet: deck.Bullet{Line: s.line, Parent: -1}, Rule: "explicit:org-" + string(it.Tool), Cards: s.cards}
	whole := text.OneLine(s.front)
	if s.back != "" {
		whole = marks.JoinSides(s.front, s.back)
	}
	blocks.SetText(&n.Bullet, whole)
	n.Tags = append(n.Tags, it.Tags...)
	if it.ID != "" {
		n.ID = it.ID
	}
	return n, ""
}

// asked is the question of an item: its text where the answer has a headline of its own, else its title.
func asked(it *org.Item) org.Part {
	if len(it.Sides) > 0 && it.Body.Text != "" {
		return it.Body
	}
	return org.Part{Line: it.Title.Line, Text: it.Title.Title}
}

// theRest writes what stands under some headlines, each with its title if there are several.
func theRest(sides []org.Part) string {
	var list []string
	for _, s := range sides {
		switch {
		case s.Text == "":
		case len(sides) == 1:
			list = append(list, s.Text)
		default:
			list = append(list, s.Titled())
		}
	}
	return strings.Join(list, "\n\n")
}

// drillGaps says how the card types of org-drill ask gaps. Those that hide or show some of them at random are asked one
// by one.
var drillGaps = map[string]marks.DrillGaps{
	"": marks.Together, "simple": marks.Together, "simpletyped": marks.Together,
	"hidefirst": marks.FirstOne, "hidelast": marks.LastOne,
	"hide1cloze": marks.EachOne, "hide2cloze": marks.EachOne, "show1cloze": marks.EachOne, "show2cloze": marks.EachOne,
	"multicloze": marks.EachOne, "hide1_firstmore": marks.EachOne, "show1_lastmore": marks.EachOne,
	"show1_firstless": marks.EachOne,
}

// drillSides reads an item of org-drill. Its answer stands under headlines below it, or is hidden in its text.
func drillSides(lex *text.Lexicon, it *org.Item) (s orgSides, fault string) {
	switch it.Type {
	case "twosided", "twosidednocloze", "multisided":
		return manySided(it)
	}
	gaps, known := drillGaps[it.Type]
	if !known {
		return s, fmt.Sprintf("no card: recall can't ask items of the type %s of org-drill; DRILL_CARD_TYPE: twosided or "+
			"hide1cloze would make some", it.Type)
	}
	if len(it.Body.Text) <= inline.MaxLength {
		pieces := marks.DrillPieces(it.Body.Text, gaps, it.Schedules[""])
		s = orgSides{it.Body.Line, marks.GapText(pieces), "", theRest(it.Sides), marks.ClozeCards(pieces)}
		if len(s.cards) > 0 {
			return s, ""
		}
	}
	front, back := asked(it), it.Body.Text
	answer, rest, found := answerOf(lex, it)
	switch {
	case found:
		back = answer.Text
	case len(it.Sides) > 0:
		back, rest = theRest(it.Sides), nil
	}
	s, fault = twoSides(front, back, false)
	s.extra = theRest(rest)
	return s, fault
}

// answerOf finds the headline below an item that says that its answer stands there: Back, Answer and the like.
func answerOf(lex *text.Lexicon, it *org.Item) (answer org.Part, rest []org.Part, found bool) {
	for _, side := range it.Sides {
		if !found && (strings.EqualFold(side.Title, "Back") || lex.Has(text.ClassShowAnswer, side.Title)) {
			answer, found = side, true
		} else {
			rest = append(rest, side)
		}
	}
	return answer, rest, found
}

// twoSides asks for one side by the other.
func twoSides(front org.Part, back string, both bool) (s orgSides, fault string) {
	s = orgSides{line: front.Line, front: front.Text, back: back, cards: marks.TwoSided(front.Text, back, both)}
	if len(s.cards) == 0 {
		return s, "an item without an answer makes no card; write one under a headline below it"
	}
	return s, ""
}

// maxSides is how many sides of an item are asked.
const maxSides = 12

// manySided asks for the other sides by each of the sides, which are the headlines below an item. With two sides, what
// stands under further headlines is a remark.
func manySided(it *org.Item) (s orgSides, fault string) {
	sides := it.Sides[:min(len(it.Sides), maxSides)]
	if it.Type != "multisided" && len(sides) > 2 {
		sides = sides[:2]
		s.extra = theRest(it.Sides[2:])
	}
	s.line, s.front = it.Title.Line, it.Title.Title
	for i, side := range sides {
		others := append(append([]org.Part(nil), sides[:i]...), sides[i+1:]...)
		prompt := strings.TrimSpace(it.Body.Text + "\n\n" + side.Text)
		if cards := marks.TwoSided(prompt, theRest(others), false); len(cards) > 0 && side.Text != "" {
			if i > 0 {
				cards[0].Slot = "reverse"
			}
			if i > 1 {
				cards[0].Slot = fmt.Sprintf("facet:%d", i+1)
			}
			s.cards = append(s.cards, cards[0])
		}
	}
	if len(s.cards) == 0 {
		return s, "an item with fewer than two sides makes no card; each headline below it is one"
	}
	s.back = theRest(sides)
	return s, ""
}

// fcSides reads an item of org-fc. Without a headline for its answer, its text is that.
func fcSides(lex *text.Lexicon, it *org.Item) (s orgSides, fault string) {
	positions := it.Schedules
	switch it.Type {
	case "cloze":
		for _, part := range []org.Part{it.Body, {Line: it.Title.Line, Text: it.Title.Title}} {
			if len(part.Text) > inline.MaxLength {
				continue
			}
			pieces := marks.FCPieces(part.Text, positions)
			s = orgSides{part.Line, marks.GapText(pieces), "", theRest(it.Sides), marks.ClozeCards(pieces)}
			if len(s.cards) > 0 {
				return s, ""
			}
		}
		return s, "a cloze of org-fc that hides nothing makes no card; write a gap as {{hidden}{hint}@0}"
	case "", "normal", "text-input", "double", "vocab":
	default:
		return s, fmt.Sprintf("no card: recall can't ask items of the type %s of org-fc; FC_TYPE: normal would make one",
			it.Type)
	}
	front, back := org.Part{Line: it.Title.Line, Text: it.Title.Title}, it.Body.Text
	answer, rest, found := answerOf(lex, it)
	if found {
		front, back = asked(it), answer.Text
	}
	s, fault = twoSides(front, back, it.Type == "double" || it.Type == "vocab")
	s.extra = theRest(rest)
	for i, position := range []string{"front", "back"} {
		if i < len(s.cards) {
			s.cards[i].Schedule = positions[position]
		}
	}
	return s, fault
}
