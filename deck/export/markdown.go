package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/build"
	"recall/deck/inline"
	"recall/deck/marks"
	"recall/deck/read"
	"recall/deck/text"
)

// Head is what a document says beside its notes.
type Head struct {
	Deck  string
	Title string // "" if it is not known, or has none
	Lang  string
}

// front returns the front matter: the language and the tags. The title is a heading, and the deck stands in the last
// line.
func (h Head) front(tags []string) string {
	keys := map[string]any{}
	if h.Lang != "" {
		keys["lang"] = h.Lang
	}
	if len(tags) > 0 {
		keys["tags"] = tags
	}
	front := ""
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		value, err := json.Marshal(keys[key]) // JSON is YAML
		if err != nil {
			panic(err)
		}
		front += key + ": " + string(value) + "\n"
	}
	if front == "" {
		return ""
	}
	return "---\n" + front + "---\n"
}

// Markdown writes notes as a document: bullets under their headings, labels, groups and parents, and marked cards as
// questions and answers. The author's layout, tables and code are no longer known, so some notes may come back with
// different cards. Those are returned as lost. The tags of a note are all that its cards have.
func Markdown(name string, head Head, notes []deck.Note) (text []byte, lost []*deck.Note) {
	w := mdWriter{title: cmp.Or(head.Title, titleFor(head.Deck, notes)), tags: sharedTags(notes), depth: make([]int, len(notes))}
	w.out.WriteString(head.front(w.tags))
	fmt.Fprintf(&w.out, "# %s\n", w.title)
	for i := 0; i < len(notes); i++ {
		if n := tableRows(notes[i:]); n > 0 {
			w.table(notes[i : i+n])
			i += n - 1
			continue
		}
		w.depth[i] = w.note(&notes[i])
	}
	w.between("mark")
	w.out.WriteString(blocks.CopyLine(head.Deck))
	return w.out.Bytes(), Lost(name, w.out.Bytes(), notes)
}

// titleFor returns the title for notes without headings: the one that their cards name, otherwise the deck's name.
func titleFor(deckName string, notes []deck.Note) string {
	for i := range notes {
		n := &notes[i]
		if len(n.Headings) > 0 || n.Label != "" || n.Group != "" {
			continue
		}
		for _, c := range n.Cards {
			if c.Context != "" && !strings.Contains(c.Context, deck.PathSeparator) {
				return c.Context
			}
		}
	}
	return text.OneLine(deckName)
}

type mdWriter struct {
	out          bytes.Buffer
	title        string
	tags         []string // of the document
	headings     []string
	label, group string
	last         string // the kind of block written last, such as "list" or "card"
	depth        []int  // how deep the notes that were written are nested, plus 1; 0 for one that is no bullet
}

// between separates a block from the one before it.
func (w *mdWriter) between(kind string) {
	if w.last == "card" && kind != "card" { // otherwise the card would continue
		w.out.WriteString("\n---\n")
	}
	if w.last != kind || kind != "list" {
		w.out.WriteByte('\n')
	}
	w.last = kind
}

// note writes a note and returns its depth.
func (w *mdWriter) note(n *deck.Note) (depth int) {
	depth = 1
	if n.Parent >= 0 && w.last == "list" && w.stays(n) {
		depth = w.depth[n.Parent] + 1
	} else {
		w.place(n)
	}
	id := ""
	if n.ID != "" && !strings.ContainsAny(n.ID, "<> \t") { // an id of another tool may hold what ends the comment
		id = " <!-- id:" + n.ID + " -->"
	}
	if front, back, both, ok := sides(n); ok {
		w.between("card")
		back = retag(back, n.Tags, w.tags)
		if both {
			fmt.Fprintf(&w.out, "%s%s\n??\n%s\n", front, id, back)
		} else {
			fmt.Fprintf(&w.out, "Q: %s%s\nA: %s\n", front, id, back)
		}
		return 0
	}
	w.between("list")
	w.out.WriteString(strings.Repeat("  ", depth-1) + "- " + retag(n.Text, n.Tags, w.tags) + id + "\n")
	return depth
}

// stays reports whether a note stands under the same titles as the one written last.
func (w *mdWriter) stays(n *deck.Note) bool {
	return n.Label == w.label && n.Group == w.group && slices.Equal(n.Headings, w.headings)
}

// tableRows returns how many of the first notes came from one table: they have the same head and the same number of
// columns, at least two.
func tableRows(notes []deck.Note) (n int) {
	first := &notes[0]
	columns := strings.Count(first.Text, cellBar)
	head := ""
	for i := range notes {
		r := &notes[i]
		own := figureHead(r)
		if own != "" && head != "" && own != head {
			break // the next table
		}
		head = cmp.Or(own, head)
		if r.Rule != "table" || r.ID != "" || columns == 0 || strings.Count(r.Text, cellBar) != columns ||
			r.Label != first.Label || r.Group != first.Group || !slices.Equal(r.Headings, first.Headings) {
			break
		}
		n++
	}
	return n
}

// figureHead returns the head of the first column if the cards put it before the figure that a row begins with, as in
// "pH 4.5–5.5"; otherwise "".
func figureHead(n *deck.Note) string {
	first, _, _ := strings.Cut(n.Text, cellBar)
	for _, c := range n.Cards {
		name, _, _ := strings.Cut(c.Prompt, deck.Dot)
		if head, ok := strings.CutSuffix(name, " "+inline.PlainTitle(first)); ok && text.HasWord(first) {
			return head
		}
	}
	return ""
}

const cellBar = " | "

// table writes rows under the column names that their cards ask for.
func (w *mdWriter) table(rows []deck.Note) {
	w.place(&rows[0])
	head := []string{"Term", "Meaning"}
	if columns := strings.Count(rows[0].Text, cellBar) + 1; columns > 2 {
		head = make([]string, columns)
		for _, r := range rows {
			cells := strings.Split(r.Text, cellBar)
			for _, c := range r.Cards {
				if at := slices.Index(cells, c.Answer); at > 0 {
					_, head[at], _ = strings.Cut(c.Prompt, deck.Dot)
				}
			}
		}
		head[0] = "Term"
	}
	for i := range rows {
		head[0] = cmp.Or(figureHead(&rows[i]), head[0])
	}
	w.between("table")
	w.row(head)
	w.row(slices.Repeat([]string{"---"}, len(head)))
	for _, r := range rows {
		w.row(strings.Split(retag(r.Text, r.Tags, w.tags), cellBar))
	}
}

func (w *mdWriter) row(cells []string) {
	for _, c := range cells {
		w.out.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
	}
	w.out.WriteString("|\n")
}

// sides returns the front and back of a marked note with one card, or with one card each way. ok is false unless Q: and
// A:, or ?? between the sides, can represent them exactly.
func sides(n *deck.Note) (front, back string, both, ok bool) {
	if !n.Explicit() || len(n.Cards) == 0 || len(n.Cards) > 2 || n.Cards[0].Slot != "forward" {
		return "", "", false, false
	}
	front, back, both = n.Cards[0].Prompt, n.Cards[0].Answer, len(n.Cards) == 2
	if both && (n.Cards[1].Slot != "reverse" || n.Cards[1].Prompt != back || n.Cards[1].Answer != front) {
		return "", "", false, false
	}
	return front, back, both, n.Text == marks.JoinSides(front, back) && !strings.Contains(front+back, "\n---\n")
}

// place writes the headings, label and group of a note.
func (w *mdWriter) place(n *deck.Note) {
	shared := 0
	for shared < len(w.headings) && shared < len(n.Headings) && w.headings[shared] == n.Headings[shared] {
		shared++
	}
	if shared == len(n.Headings) && (shared < len(w.headings) || w.label != "" && n.Label == "") {
		shared = max(0, shared-1) // repeating the heading ends its subsections and its label
	}
	moved := shared < len(n.Headings)
	for i, h := range n.Headings[shared:] {
		w.between("heading")
		fmt.Fprintf(&w.out, "%s %s\n", strings.Repeat("#", min(shared+i+2, 6)), h)
	}
	if moved {
		w.label, w.group = "", ""
	}
	if n.Label != w.label {
		w.between("label")
		fmt.Fprintf(&w.out, "**%s**\n", n.Label)
		w.group = ""
	}
	switch {
	case n.Group == w.group:
	case n.Group == "":
		w.between("break")
		w.out.WriteString("---\n")
	default:
		colon := ":"
		if text.HasHan(n.Group) {
			colon = "："
		}
		w.between("group")
		w.out.WriteString(n.Group + colon + "\n")
	}
	w.headings, w.label, w.group = n.Headings, n.Label, n.Group
}

// Lost returns the notes whose cards, or their tags, would not be recreated by importing the document under the given
// name.
func Lost(name string, src []byte, notes []deck.Note) (lost []*deck.Note) {
	doc, _ := read.Parse(name, src)
	build.Build([]*deck.Document{doc})
	key := func(n *deck.Note) string {
		bare, _ := inline.CutTags(n.Text)
		return strings.Join(n.Headings, "\x01") + "\x00" + n.Label + "\x00" + n.Group + "\x00" + bare
	}
	found := map[string][]*deck.Note{}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		found[key(n)] = append(found[key(n)], n)
	}
	for i := range notes {
		n, k := &notes[i], key(&notes[i])
		same := slices.IndexFunc(found[k], func(f *deck.Note) bool {
			return sameCards(f.Cards, n.Cards) && (len(n.Cards) == 0 || sameTags(deck.Tags(doc.Tags, f.Tags), deck.Tags(n.Tags)))
		})
		if same >= 0 {
			found[k] = slices.Delete(found[k], same, same+1)
			continue
		}
		if len(n.Cards) > 0 || len(found[k]) > 0 {
			lost = append(lost, n)
		}
	}
	return lost
}

// sameCards reports whether two lists of cards ask the same. It ignores drafts: by now, which cards are drafts is the
// learner's decision.
func sameCards(a, b []deck.Card) bool {
	return slices.EqualFunc(a, b, func(a, b deck.Card) bool {
		return a.Slot == b.Slot && a.Context == b.Context && a.Prompt == b.Prompt && a.Answer == b.Answer &&
			a.Extra == b.Extra && a.Forms == b.Forms &&
			slices.Equal(a.Accept, b.Accept) && slices.Equal(a.Members, b.Members)
	})
}
