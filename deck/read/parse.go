package read

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/marks"
	"recall/deck/recog"
	"recall/deck/text"
)

// Parse reads a Markdown file: its front matter, its notes, and for each note its cards or the reason why there are
// none. A file with problems is read as far as is safe. A bullet whose note is missing then may still be in the file.
func Parse(name string, src []byte) (*deck.Document, []deck.Problem) { return As{}.Parse(name, src) }

// Parse is the function Parse for a file that is to be read so.
func (as As) Parse(name string, src []byte) (*deck.Document, []deck.Problem) {
	body, problems, ok := blocks.Decode(name, src, as.Encoding)
	if !ok {
		return as.document(name), problems
	}
	return as.parse(name, body, problems)
}

// parse reads Markdown that was decoded, with these problems.
func (as As) parse(name string, body []byte, problems []deck.Problem) (*deck.Document, []deck.Problem) {
	doc := as.document(name)
	n, problem := blocks.FrontMatter(doc, body, marks.ClaimsFront)
	if problem != nil {
		problems = append(problems, *problem)
	}
	doc.Language = text.Language(doc.Lang, body[n:])
	r := &blocks.File{Doc: doc, Lex: text.Lex(doc.Language), Text: body, Problems: problems, Separator: as.Separator}
	blocks.Blank(body[:n])
	r.TakeCopyLine()
	r.Lines = blocks.LineStarts(body)
	r.Guard()
	return readMarkdown(r, nil), r.Problems
}

// readMarkdown makes the notes of a file whose front matter and bounds were dealt with. claimed are those that its
// format made already, of lines that are blank now.
func readMarkdown(r *blocks.File, claimed []blocks.Claimed) *deck.Document {
	doc := r.Doc
	schedules := marks.FindSchedules(r)
	if byMarks := marks.Claim(r); claimed == nil {
		claimed = byMarks
	} else {
		claimed = append(claimed, byMarks...)
		slices.SortStableFunc(claimed, func(a, b blocks.Claimed) int { return a.Line - b.Line })
	}
	r.HideMaths()
	w := &blocks.Walker{File: r, Marks: marks.OfBlocks, HasClaims: len(claimed) > 0}
	w.Walk(blocks.MinPiece)
	marks.Bullets(w)
	w.Merge(claimed)
	doc.Notes = w.Notes
	if doc.Title == "" && len(w.TopHeadings) == 1 {
		doc.Title = w.TopHeadings[0]
	}
	offTitle(doc)
	schedules.Give(doc.Notes)
	recog.Recognise(doc)
	offDebris(doc)
	offBlank(doc)
	marks.HintSides(r)
	marks.HintLeftOut(r)
	marks.HintSeparator(r)
	return doc
}

// offDebris takes what tools write beside the text off the cards. Recognisers read bullets without it, but an author's
// marks are read as they stand, and so is what stands below a bullet. A side that is nothing else stays.
func offDebris(doc *deck.Document) {
	clean := func(s *string) {
		if short := inline.WithoutDebrisIn(*s); strings.TrimSpace(short) != "" {
			*s = short
		}
	}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Given {
			continue
		}
		for k := range n.Cards {
			c := &n.Cards[k]
			clean(&c.Prompt)
			clean(&c.Answer)
			clean(&c.Extra)
			for m := range c.Members {
				clean(&c.Members[m])
			}
			for a := range c.Accept {
				clean(&c.Accept[a])
			}
		}
	}
}

// offBlank takes cards away of which a side shows nothing: "0 →" before a line separator, or before two lone stars.
func offBlank(doc *deck.Document) {
	blank := func(c deck.Card) bool {
		return strings.TrimSpace(c.Prompt) == "" || strings.TrimSpace(c.Answer) == ""
	}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Given || !slices.ContainsFunc(n.Cards, blank) {
			continue
		}
		if n.Cards = slices.DeleteFunc(n.Cards, blank); len(n.Cards) == 0 {
			n.Rule, n.Cards, n.Reason = "", nil, deck.ReasonEmpty
		}
	}
}

// offTitle removes the document's own title from the headings of its notes. It is the same for all of them, and
// chapters begin below it.
func offTitle(doc *deck.Document) {
	var whole, rest *deck.Place
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if len(n.Headings) == 0 || n.Headings[0] != doc.Title {
			continue
		}
		if n.Place != whole {
			whole, rest = n.Place, &deck.Place{Headings: n.Headings[1:], Label: n.Label, Group: n.Group}
		}
		n.Place = rest
	}
}
