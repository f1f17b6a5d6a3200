package deck

import (
	"bytes"
	"sort"
	"strings"
)

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
	n, problem := frontMatter(doc, text)
	if problem != nil {
		r.problems = append(r.problems, *problem)
	}
	blank(text[:n])
	r.takeCopyLine()
	r.lines = lineStarts(text)
	r.guard()
	claimed := r.readConventions()
	w := &walker{reading: r, claims: len(claimed) > 0}
	w.file(minPiece)
	w.taggedNotes()
	w.markedNotes()
	w.merge(claimed)
	doc.Notes = w.notes
	if doc.Title == "" && len(w.tops) == 1 {
		doc.Title = w.tops[0]
	}
	offTitle(doc)
	recognise(doc)
	r.hintSides()
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

// reading is a file while it is read. Text that was dealt with is blanked out, never cut, so that an offset
// means the same place from beginning to end.
type reading struct {
	doc      *Document
	text     []byte
	lines    []int // where each line of text starts
	problems []Problem
	declared bool // the file says that it holds cards
}

// line returns the number of the line, from 1, that holds the byte at offset.
func (r *reading) line(offset int) int {
	return sort.Search(len(r.lines), func(i int) bool { return r.lines[i] > offset })
}

func (r *reading) problem(line int, msg string) {
	r.problems = append(r.problems, Problem{r.doc.Name, line, msg})
}

func lineStarts(text []byte) []int {
	starts := make([]int, 0, bytes.Count(text, []byte("\n")))
	for at := 0; at < len(text); {
		starts = append(starts, at)
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return starts
}

// blank makes lines empty to a parser, in place.
func blank(lines []byte) {
	for i, c := range lines {
		if c != '\n' {
			lines[i] = ' '
		}
	}
}

// joinLines makes one line of several: with a blank between, but none where Chinese or Japanese was wrapped.
func joinLines(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		l = strings.TrimSuffix(strings.TrimSpace(l), "\\")
		if l == "" {
			continue
		}
		if b.Len() > 0 && !(endsWide(b.String()) && startsWide(l)) {
			b.WriteByte(' ')
		}
		b.WriteString(l)
	}
	return b.String()
}
