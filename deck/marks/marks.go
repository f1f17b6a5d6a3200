package marks

import (
	"bytes"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/text"
)

// A convention is a way in which people mark cards explicitly, for this tool or another one. What is marked is never
// guessed at. Conventions that go by lines are read before Markdown, which would take "Q: x" above "---" for a heading;
// they claim their lines, and Markdown finds these empty.
type convention struct {
	marks []string                  // a file that holds none of these has no such cards
	when  func(r *blocks.File) bool // nor one for which this is false, if it is set
	read  func(c *claims)
}

// conventions in their order: a line belongs to the first that claims it.
var conventions = []convention{
	{marks: []string{"\nTARGET DECK", "\nFILE TAGS"}, read: readAnkiHead},
	{marks: []string{"\nSTART"}, read: readAnkiBlocks},
	{marks: []string{"\nDeck:"}, read: readInka},
	{marks: []string{"\n[*] ", "\n* ", "\n---\n"}, when: isHascard, read: readHascard},
	{marks: []string{"\nQ:", "\nC:"}, read: readQA},
	{marks: []string{"?\n"}, read: readQuestionMarks},
	{marks: []string{"#card", "#flashcard", "🧠"}, read: readCardTags},
	{marks: []string{"<details", "<DETAILS"}, read: readDetails},
	{marks: []string{"\n---\n"}, when: isMochi, read: readMochi},
	{marks: []string{"?\n", "？\n", "\n%\n", "]()", "Flashcard:"}, read: readHeadings},
}

// OfBlocks are the conventions that go by blocks.
var OfBlocks = blocks.Marks{Table: table, Text: markedText, Definitions: definitions}

// claims are the lines of a file while conventions claim them.
type claims struct {
	*blocks.File
	src   []sourceLine
	notes []blocks.Claimed
}

type sourceLine struct {
	text   string // without the blanks at its end
	fenced bool   // within a fence, or one of its ends
	taken  bool
}

// inset is how far in the line starts; a tab counts as one blank, as it is only compared with lines of the same item.
func (l sourceLine) inset() int { return len(l.text) - len(strings.TrimLeft(l.text, " \t")) }

// Claim returns the notes that conventions made of lines, which it blanks out.
func Claim(r *blocks.File) []blocks.Claimed {
	r.Declared = hasDeckTag(r)
	c := &claims{File: r}
	text := append([]byte("\n"), r.Text...)
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
			blocks.Blank(r.Text[r.Lines[i]:r.LineEnd(i)])
		}
	}
	slices.SortStableFunc(c.notes, func(a, b blocks.Claimed) int { return a.Line - b.Line })
	return c.notes
}

func (c *claims) readLines() {
	c.src = make([]sourceLine, len(c.Lines))
	whole := string(c.Text)
	fence := ""
	for i, at := range c.Lines {
		t := strings.TrimRight(whole[at:c.LineEnd(i)], " \t\n")
		mark := text.FenceMark(t)
		c.src[i] = sourceLine{text: t, fenced: fence != "" || mark != ""}
		switch {
		case fence == "":
			fence = mark
		case strings.HasPrefix(mark, fence) && strings.Trim(t, " \t`~") == "":
			fence = ""
		}
	}
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
func (c *claims) take(from, to int, rule, s string, cards []deck.Card) *blocks.Claimed {
	n := blocks.Claimed{Note: deck.Note{Bullet: deck.Bullet{Line: from + 1, Parent: -1}, Rule: "explicit:" + rule, Cards: cards}}
	if blocks.SetText(&n.Bullet, text.OneLine(s)); len(cards) == 0 {
		n.Rule, n.Reason = "", deck.ReasonNoAnswer
	}
	if l := c.src[from].text; blocks.IsATX([]byte(l)) {
		n.Level = text.Run(l, '#')
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

// hasDeckTag tells that the file says of itself that it holds cards: a tag #flashcards or #card in it or in its front
// matter, or the cards-deck or TARGET DECK of Obsidian's plugins. Only then are weak marks such as {x} taken for one.
func hasDeckTag(r *blocks.File) bool {
	for _, tag := range r.Doc.Tags {
		switch tag, _, _ := strings.Cut(strings.ToLower(tag), "/"); tag {
		case "card", "cards", "flashcard", "flashcards", "anki", "mochi", "remnote", "logseq":
			return true
		}
	}
	if bytes.Contains(r.Text, []byte("TARGET DECK")) {
		return true
	}
	for _, tag := range []string{"#flashcard", "#card"} {
		for rest := r.Text; ; {
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
