package deck

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// A convention is a way in which people mark cards explicitly, for this tool or another one. What is marked is never
// guessed at. Conventions that go by lines are read before Markdown, which would take "Q: x" above "---" for a heading;
// they claim their lines, and Markdown finds these empty.
type convention struct {
	marks []string              // a file that holds none of these has no such cards
	when  func(r *reading) bool // nor one for which this is false, if it is set
	read  func(c *claims)
}

// conventions in their order: a line belongs to the first that claims it.
var conventions = []convention{
	{marks: []string{"\nTARGET DECK", "\nFILE TAGS"}, read: readAnkiHead},
	{marks: []string{"\nSTART"}, read: readAnkiBlocks},
	{marks: []string{"\nDeck:"}, read: readInka},
	{marks: []string{"\n[*] ", "\n* ", "\n---\n"}, when: (*reading).isHascard, read: readHascard},
	{marks: []string{"\nQ:", "\nC:"}, read: readQA},
	{marks: []string{"?\n"}, read: readQuestionMarks},
	{marks: []string{"#card", "#flashcard", "🧠"}, read: readCardTags},
	{marks: []string{"<details", "<DETAILS"}, read: readDetails},
	{marks: []string{"\n---\n"}, when: (*reading).isMochi, read: readMochi},
	{marks: []string{"?\n", "？\n", "\n%\n", "]()", "Flashcard:"}, read: readHeadings},
}

// claims are the lines of a file while conventions claim them.
type claims struct {
	*reading
	src   []sourceLine
	notes []claimed
}

// claimed is a note made of claimed lines.
type claimed struct {
	Note
	level int // of the heading that it starts with, or 0: that ends the sections above, and Markdown does not see it any more
	item  int // line of the item that is its question and stays one, or 0
}

type sourceLine struct {
	text   string // without the blanks at its end
	fenced bool   // within a fence, or one of its ends
	taken  bool
}

// inset is how far in the line starts; a tab counts as one blank, as it is only compared with lines of the same item.
func (l sourceLine) inset() int { return len(l.text) - len(strings.TrimLeft(l.text, " \t")) }

// readConventions returns the notes that conventions made of lines, which it blanks out.
func (r *reading) readConventions() []claimed {
	r.declared = r.hasDeckTag()
	c := &claims{reading: r}
	text := append([]byte("\n"), r.text...)
	for _, convention := range conventions {
		if convention.when != nil && !convention.when(r) ||
			!slices.ContainsFunc(convention.marks, func(m string) bool { return bytes.Contains(text, []byte(m)) }) {
			continue
		}
		if c.src == nil {
			c.readLines()
		}
		convention.read(c)
	}
	for i := range c.src {
		if c.src[i].taken {
			blank(r.text[r.lines[i]:r.lineEnd(i)])
		}
	}
	slices.SortStableFunc(c.notes, func(a, b claimed) int { return a.Line - b.Line })
	return c.notes
}

func (r *reading) lineEnd(i int) int {
	if i+1 < len(r.lines) {
		return r.lines[i+1]
	}
	return len(r.text)
}

func (c *claims) readLines() {
	c.src = make([]sourceLine, len(c.lines))
	whole := string(c.text)
	fence := ""
	for i, at := range c.lines {
		t := strings.TrimRight(whole[at:c.lineEnd(i)], " \t\n")
		mark := fenceMark(t)
		c.src[i] = sourceLine{text: t, fenced: fence != "" || mark != ""}
		switch {
		case fence == "":
			fence = mark
		case strings.HasPrefix(mark, fence) && strings.Trim(t, " \t`~") == "":
			fence = ""
		}
	}
}

// fenceMark returns the marks that open or close a fence on this line, or "".
func fenceMark(line string) string {
	t := strings.TrimLeft(line, " \t>")
	if len(t) < 3 || t[0] != '`' && t[0] != '~' {
		return ""
	}
	n := markRun(t, t[0])
	if n < 3 || t[0] == '`' && strings.Contains(t[n:], "`") {
		return ""
	}
	return t[:n]
}

func markRun(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// free tells that no convention has line i, and that it stands in no fence.
func (c *claims) free(i int) bool {
	return i >= 0 && i < len(c.src) && !c.src[i].taken && !c.src[i].fenced
}

// text returns lines from up to to as one text.
func (c *claims) join(from, to int) string {
	lines := make([]string, 0, to-from)
	for _, l := range c.src[from:to] {
		lines = append(lines, l.text)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// take claims lines from up to to for a note. Its text is what is shown as the bullet, and what tells it again after
// an edit.
func (c *claims) take(from, to int, rule, text string, cards []Card) *claimed {
	n := claimed{Note: Note{Bullet: Bullet{Line: from + 1, Parent: -1}, Rule: "explicit:" + rule, Cards: cards}}
	if n.setText(oneLine(text)); len(cards) == 0 {
		n.Rule, n.Reason = "", ReasonNoAnswer
	}
	if l := c.src[from].text; isATX([]byte(l)) {
		n.level = markRun(l, '#')
	}
	c.notes = append(c.notes, n)
	c.claim(from, to)
	return &c.notes[len(c.notes)-1]
}

func (c *claims) claim(from, to int) {
	for i := from; i < to; i++ {
		c.src[i].taken = true
	}
}

func oneLine(s string) string { return joinLines(strings.Split(s, "\n")) }

// pair is the text of a note with two sides.
func pair(front, back string) string { return oneLine(front) + " :: " + oneLine(back) }

// twoSided makes the card of a front and back, and the one the other way where both is set; none where a side is only an id.
func twoSided(front, back string, both bool) []Card {
	front, back = side(front), side(back)
	if front == "" || back == "" {
		return nil
	}
	var cards []Card
	if both {
		cards = []Card{forward(front, back), reverse(back, front, nil)}
	} else {
		cards = []Card{forward(front, back)}
	}
	for i := range cards {
		if strings.Contains(cards[i].Answer, "\n") {
			cards[i].Forms = Reveal
		}
	}
	return cards
}

// side is one side of a card: without id, and in one line if it is one paragraph.
func side(s string) string {
	s, _ = cutID(strings.TrimSpace(s))
	return flow(s)
}

// flow makes one line of one paragraph.
func flow(s string) string {
	first := true
	for l := range strings.SplitSeq(s, "\n") {
		if l == "" || !first && strings.ContainsAny(l[:1], " \t-*+>|#`~0123456789") {
			return s // paragraphs, a list, code
		}
		first = false
	}
	return oneLine(s)
}

// hasDeckTag tells that the file says of itself that it holds cards: a tag #flashcards or #card in it or in its front
// matter, or the cards-deck or TARGET DECK of Obsidian's plugins. Only then are weak marks such as {x} taken for one.
func (r *reading) hasDeckTag() bool {
	for _, tag := range r.doc.Tags {
		switch tag, _, _ := strings.Cut(strings.ToLower(tag), "/"); tag {
		case "card", "cards", "flashcard", "flashcards", "anki", "mochi", "remnote", "logseq":
			return true
		}
	}
	if bytes.Contains(r.text, []byte("TARGET DECK")) {
		return true
	}
	for _, tag := range []string{"#flashcard", "#card"} {
		for rest := r.text; ; {
			i := bytes.Index(rest, []byte(tag))
			if i < 0 {
				break
			}
			after := strings.TrimPrefix(string(rest[i+len(tag):min(len(rest), i+len(tag)+2)]), "s")
			if (i == 0 || rest[i-1] <= ' ') && (after == "" || strings.ContainsAny(after[:1], " \t\n/-")) {
				return true
			}
			rest = rest[i+len(tag):]
		}
	}
	return false
}

// merge puts the notes of conventions among those of Markdown, by line. Each stands under the headings above it.
func (w *walker) merge(list []claimed) {
	if len(list) == 0 {
		return
	}
	all := make([]Note, 0, len(w.notes)+len(list))
	moved := make([]int, len(w.notes))
	next, mark := 0, 0
	for i := range list {
		n := list[i].Note
		for next < len(w.notes) && w.notes[next].Line < n.Line {
			if w.notes[next].Line == list[i].item && w.notes[next].Rule == "" {
				w.notes[next].Reason = Reason(fmt.Sprintf("%s %d", ReasonPart, n.Line))
			}
			moved[next] = len(all)
			all = append(all, w.notes[next])
			next++
		}
		for mark < len(w.marks) && w.marks[mark].line <= n.Line {
			mark++
		}
		var headings []string
		if mark > 0 {
			m := w.marks[mark-1]
			keep := len(m.headings)
			for keep > 0 && (m.line == n.Line && keep == len(m.headings) || list[i].level > 0 && m.levels[keep-1] >= list[i].level) {
				keep-- // the heading is the note, or its section has ended
			}
			headings = m.headings[:keep:keep]
		}
		n.Place = placeAfter(all, headings, "", "")
		w.list++
		n.List = w.list
		all = append(all, n)
	}
	for ; next < len(w.notes); next++ {
		moved[next] = len(all)
		all = append(all, w.notes[next])
	}
	for i := range all {
		if p := all[i].Parent; p >= 0 {
			all[i].Parent = moved[p]
		}
	}
	w.notes = all
}

// headingMark is a heading in the order of the file.
type headingMark struct {
	line     int
	headings []string // with itself
	levels   []int    // of them
}
