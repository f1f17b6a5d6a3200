package deck

// Parse reads a Markdown file: its front matter, its notes, and for each note the cards or the reason why there
// are none. A file with problems is read as far as is safe; notes that are missing from it say nothing about
// the bullets of the file.
func Parse(name string, src []byte) (*Document, []Problem) {
	doc := &Document{Name: name}
	text, problems, ok := decode(name, src)
	if !ok {
		return doc, problems
	}
	r := &reading{doc: doc, text: text, problems: problems}
	n, problem := frontMatter(doc, text, isInka)
	if problem != nil {
		r.problems = append(r.problems, *problem)
	}
	blank(text[:n])
	r.takeCopyLine()
	r.lines = lineStarts(text)
	r.guard()
	claimed := readConventions(r)
	w := &walker{reading: r, marks: blockMarks, claims: len(claimed) > 0}
	w.file(minPiece)
	taggedNotes(w)
	markedNotes(w)
	w.merge(claimed)
	doc.Notes = w.notes
	if doc.Title == "" && len(w.tops) == 1 {
		doc.Title = w.tops[0]
	}
	offTitle(doc)
	recognise(doc)
	hintSides(r)
	return doc, r.problems
}

// offTitle takes the document's own title off the headings of its notes: it is the same for all of them, and chapters begin
// below it.
func offTitle(doc *Document) {
	var whole, rest *Place
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if len(n.Headings) == 0 || n.Headings[0] != doc.Title {
			continue
		}
		if n.Place != whole {
			whole, rest = n.Place, &Place{n.Headings[1:], n.Label, n.Group}
		}
		n.Place = rest
	}
}
