package marks

import (
	"bytes"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/text"
)

// claims holds the lines of a file while conventions claim some of them.
type claims struct {
	*blocks.File
	src     []sourceLine
	notes   []blocks.Claimed
	options []option // room for those of one question
}

type sourceLine struct {
	text   string // without the blanks at its end
	fenced bool   // within a fence, or one of its ends, with nothing else on the line
	taken  bool
}

// inset returns the indent of the line. A tab counts as one blank, as only lines of one item are compared.
func (l sourceLine) inset() int { return len(l.text) - len(strings.TrimLeft(l.text, " \t")) }

// Claim returns the notes that marks make of lines, and blanks these lines out. Lines are read before Markdown, which
// would take "Q: x" above "---" for a heading. A line belongs to the first mark that claims it.
func Claim(f *blocks.File) []blocks.Claimed {
	f.Declared = hasDeckTag(f)
	c := &claims{File: f}
	var sections []*mark
	for i := range registered {
		m := &registered[i]
		if m.lines == nil && m.section == nil || m.guard != nil && !m.guard(f) || !m.inFile(f) {
			continue
		}
		if c.src == nil {
			c.readLines()
		}
		if m.lines != nil {
			m.lines(c)
		} else {
			sections = append(sections, m)
		}
	}
	c.readSections(sections)
	for i := range c.src {
		if c.src[i].taken {
			blocks.Blank(f.Text[f.Lines[i]:f.LineEnd(i)])
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
		t := whole[at:c.LineEnd(i)]
		for t != "" && (t[len(t)-1] == ' ' || t[len(t)-1] == '\t' || t[len(t)-1] == '\n') {
			t = t[:len(t)-1]
		}
		opens := t
		if fence == "" {
			opens = besideMarker(t)
		}
		next := text.NextFence(fence, opens)
		c.src[i] = sourceLine{text: t, fenced: fence != "" || next != "" && opens == t}
		fence = next
	}
}

// besideMarker cuts off what a fence can begin behind: the marker of an item, or the A: of an answer.
func besideMarker(l string) string {
	if !strings.Contains(l, "```") && !strings.Contains(l, "~~~") {
		return l
	}
	rest := CutListMarker(strings.TrimSpace(l))
	for _, tag := range [...]string{"Q:", "A:", "C:"} {
		rest = strings.TrimPrefix(rest, tag)
	}
	if len(rest) == len(strings.TrimSpace(l)) {
		return l
	}
	return rest
}

// free reports whether there is a line i that no convention has claimed and that is in no fence.
func (c *claims) free(i int) bool {
	return i >= 0 && i < len(c.src) && !c.src[i].taken && !c.src[i].fenced
}

// join returns the lines from and up to, but not including, to as one text.
func (c *claims) join(from, to int) string {
	lines := make([]string, 0, to-from)
	for _, l := range c.src[from:to] {
		lines = append(lines, l.text)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// take claims the lines from and up to, but not including, to for a note. s is shown as its bullet, and the note is
// known again by it after an edit.
func (c *claims) take(from, to int, rule, s string, cards []deck.Card) *blocks.Claimed {
	n := blocks.Claimed{Note: deck.Note{
		Bullet: deck.Bullet{Line: from + 1, Parent: -1}, Rule: "explicit:" + rule, Cards: cards,
	}}
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

// claim takes the lines from and up to, but not including, to.
func (c *claims) claim(from, to int) {
	for i := from; i < to; i++ {
		c.src[i].taken = true
	}
}

// title returns the text of a heading on a line.
func (c *claims) title(line int) string {
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(c.src[line].text), "#"))
}

// hasDeckTag reports whether the file says that it holds cards: by a tag such as #flashcards or #card, in its text or
// in its front matter, or by the TARGET DECK of Obsidian's plugins. Only then do weak marks such as {x} count.
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

// holdsCards reports whether a file has cards that its author marked, names a deck of its own, or has a highlight with a
// hint or a number: then all its highlights are gaps.
func holdsCards(w *blocks.Walker) bool {
	if w.Doc.Deck != "" || w.HasClaims {
		return true
	}
	return slices.ContainsFunc(w.Notes, func(n deck.Note) bool {
		return n.Explicit() || strings.Contains(n.Text, "==^[") || numberedHighlight().MatchString(n.Text)
	})
}

var numberedHighlight = text.Pattern(`==\S[^=]*==\[\^(?:[0-9]{1,2}|[ash]+)\]`)
