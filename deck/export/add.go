package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/read"
	"recall/deck/text"
)

// Sides is a card to add to a file: what is asked and what answers it, both in Markdown.
type Sides struct {
	Front, Back string
	Tags        []string
}

// Asks reports whether a note is one card that shows exactly these sides. The titles above it may stand before the
// front, as with every card of its file.
func (s Sides) Asks(n *deck.Note) bool {
	if len(n.Cards) != 1 {
		return false
	}
	c := n.Cards[0]
	return c.Slot == "forward" && !c.Draft && len(c.Accept) == 0 && c.Extra == "" &&
		Shown(c.Prompt) == Shown(s.Front) && Shown(c.Answer) == Shown(s.Back)
}

// Shown returns what a side of a card shows, whatever its signs are written with.
func Shown(side string) string {
	side = trailing().ReplaceAllString(read.Field(side), "")
	side = eachLine(side, func(l string, last bool) string {
		if text.BreaksLine(l) && !last {
			l = l[:len(l)-1]
		}
		return escaped().ReplaceAllString(strings.TrimSpace(l), "$1")
	})
	return emptyLines().ReplaceAllString(side, "\n\n")
}

var emptyLines = text.Pattern(`\n{3,}`)

var trailing = text.Pattern(`(?m)[ \t]+$`)

var escaped = text.Pattern(`\\([!-/:-@\[-` + "`" + `{-~])`)

// UnfitError reports a card that no form carries as it is, or none without a change to how the other text is read.
type UnfitError struct{ Index int }

// Error names the card by its place.
func (e *UnfitError) Error() string {
	return fmt.Sprintf("card %d does not fit into the file", e.Index+1)
}

// AddedHead returns the start of a file that is made for the added cards of a deck.
func AddedHead(deckName string) []byte {
	name, err := json.Marshal(deckName) // JSON is YAML
	if err != nil {
		panic(err)
	}
	return []byte("---\n# Cards that were added one by one. Edit them here as you like: this file is read like your notes.\ndeck: " + string(name) +
		"\n---\n")
}

// The forms of an added card, from the one that fits least often.
const (
	asBullet  = iota // - front: back
	asPair           // Q: and A:
	asEscaped        // the same, with backslashes before what is read as a mark
	noForm
)

// Add appends cards to a Markdown file. Each gets the first form in which it is read back as exactly this card, with
// everything above it as it was. With bullets, that is a bullet where one will do. Line ends, and whether the last line
// has one, stay.
func Add(name string, src []byte, cards []Sides, bullets bool) ([]byte, error) {
	before := built(name, src)
	forms := make([]int, len(cards))
	for i := range forms {
		if !bullets {
			forms[i] = asPair
		}
	}
	for {
		out := appended(src, before, cards, forms)
		after := built(name, out)
		bad := misread(before, after, cards)
		if bad == nil && len(cards) > 0 && !ends(name, out, len(after.Notes)) {
			bad = []int{len(cards) - 1}
		}
		if bad == nil {
			return out, nil
		}
		for _, i := range bad {
			if forms[i]++; forms[i] < noForm {
				continue
			}
			return nil, &UnfitError{i}
		}
	}
}

// Without returns a Markdown file without the text of note i, or nil if that would change how the rest is read.
func Without(name string, src []byte, i int) []byte {
	before := built(name, src)
	lines := bytes.SplitAfter(src, []byte("\n"))
	from, to := before.Notes[i].Line-1, len(lines)
	if i+1 < len(before.Notes) {
		to = before.Notes[i+1].Line - 1
	}
	out := slices.Concat(slices.Concat(lines[:from]...), slices.Concat(lines[to:]...))
	if i > 0 && to == len(lines) { // the rule above it divides nothing now
		out = append(bytes.TrimRight(bytes.TrimSuffix(bytes.TrimRight(out, "\r\n"), []byte("\n---")), "\r\n"), '\n')
	}
	after, left := built(name, out), slices.Delete(slices.Clone(before.Notes), i, i+1)
	same := func(a, b deck.Note) bool { return a.Text == b.Text && sameCards(a.Cards, b.Cards) }
	if !slices.EqualFunc(left, after.Notes, same) {
		return nil
	}
	return out
}

// built reads a file as the only one of its deck.
func built(name string, src []byte) *deck.Document {
	doc, _ := read.Read(name, src)
	build.Build([]*deck.Document{doc})
	return doc
}

// misread lists the cards that are not read as they should be: all of them, if what stands above is not.
func misread(before, after *deck.Document, cards []Sides) (bad []int) {
	n := len(before.Notes)
	above := len(after.Notes) == n+len(cards) && after.Deck == before.Deck && after.Title == before.Title &&
		after.Copy == before.Copy && slices.EqualFunc(before.Notes, after.Notes[:n], func(a, b deck.Note) bool {
		return a.Line == b.Line && a.Text == b.Text && a.Reason == b.Reason && sameCards(a.Cards, b.Cards) &&
			slices.EqualFunc(a.Cards, b.Cards, func(a, b deck.Card) bool { return a.Draft == b.Draft })
	})
	for i, s := range cards {
		if !above || !s.Asks(&after.Notes[n+i]) || !slices.Equal(after.Notes[n+i].Tags, s.Tags) {
			bad = append(bad, i)
		}
	}
	return bad
}

// ends reports whether the last of n notes ends where its file does, so that one more card can follow: it opens no
// fence that it doesn't close.
func ends(name string, src []byte, n int) bool {
	next := Sides{Front: "Does one more card follow?", Back: "this one"}
	doc := built(name, append(slices.Clip(src), "\n\n---\n\nQ: "+next.Front+"\nA: "+next.Back+"\n"...))
	return len(doc.Notes) == n+1 && next.Asks(&doc.Notes[n])
}

// appended returns the file with the cards in their forms.
func appended(src []byte, doc *deck.Document, cards []Sides, forms []int) []byte {
	var b strings.Builder
	last := string(src[bytes.LastIndexByte(bytes.TrimRight(src, "\r\n"), '\n')+1:])
	marker, list := "- ", false
	if len(last) > 1 && strings.IndexByte("-*+", last[0]) >= 0 && last[1] == ' ' &&
		strings.Trim(last, "-*+ \r\n") != "" {
		marker, list = last[:2], true
	}
	paired := !list && len(doc.Notes) > 0 && doc.Notes[len(doc.Notes)-1].Explicit() // what follows would belong to the answer
	blank := len(src) == 0 || bytes.HasSuffix(src, []byte("\n\n")) || bytes.HasSuffix(src, []byte("\n\r\n"))
	for i, s := range cards {
		bullet := forms[i] == asBullet
		if !blank && !(bullet && list) {
			b.WriteByte('\n')
		}
		if paired {
			b.WriteString("---\n\n")
		}
		list, paired, blank = bullet, !bullet, false
		front, back := s.Front, s.Back
		if forms[i] == asEscaped {
			front, back = withBackslashes(front), withBackslashes(back)
		}
		front, back = read.Field(front), read.Field(back)
		if bullet {
			colon := ": "
			switch {
			case text.HasAnySuffix(front, "?", "？"):
				colon = " "
			case text.HasHan(front):
				colon = wideColon
			}
			b.WriteString(marker + front + colon + back)
		} else {
			b.WriteString("Q: " + front + "\nA: " + back)
		}
		for _, t := range s.Tags {
			b.WriteString(" #" + t)
		}
		b.WriteByte('\n')
	}
	more := b.String()
	if len(src) > 0 && src[len(src)-1] != '\n' {
		more = "\n" + strings.TrimSuffix(more, "\n")
	}
	if bytes.Contains(src, []byte("\r\n")) {
		more = strings.ReplaceAll(more, "\n", "\r\n")
	}
	return append(slices.Clip(src), more...)
}

// withBackslashes writes a backslash before each sign that the reader would take for a mark or for debris, outside of
// code.
func withBackslashes(s string) string {
	return eachLine(strings.TrimSpace(s), func(l string, last bool) string {
		var b strings.Builder
		code := 0 // where a span of code ends
		for at := 0; at < len(l); at++ {
			if l[at] == '`' && at >= code && (at == 0 || l[at-1] != '`') {
				if end := text.CodeSpanEnd(l, at); strings.Trim(l[at:end], "`") != "" { // else it never closes
					code = end
				}
			}
			if at >= code && isMark(l, at) {
				b.WriteByte('\\')
			}
			if at >= code && at > 0 && l[at-1] != '\\' && strings.HasPrefix(l[at:], wideColon) &&
				!strings.ContainsAny(l[:at], ":"+wideColon) {
				b.WriteString("&#65306;") // no backslash goes before it
				at += len(wideColon) - 1
				continue
			}
			b.WriteByte(l[at])
		}
		if last && text.BreaksLine(l) {
			b.WriteByte('\\')
		}
		return b.String()
	})
}

// eachLine changes each line of a text that is not in a fence.
func eachLine(s string, change func(l string, last bool) string) string {
	lines := strings.Split(s, "\n")
	for i := 0; i < len(lines); i++ {
		if n := fenced(lines[i:]); n > 0 {
			i += n - 1
			continue
		}
		lines[i] = change(lines[i], i == len(lines)-1)
	}
	return strings.Join(lines, "\n")
}

// fenced returns how many lines the fence has that the first one opens; 0 if it opens none, or if nothing closes it.
func fenced(lines []string) int {
	fence := text.NextFence("", lines[0])
	for i := 1; i < len(lines) && fence != ""; i++ {
		if fence = text.NextFence(fence, lines[i]); fence == "" {
			return i + 1
		}
	}
	return 0
}

// wideColon is the colon of Chinese and Japanese.
const wideColon = "："

// isMark reports whether the sign at an offset may be a mark, or begin one.
func isMark(l string, at int) bool {
	if at > 0 && l[at-1] == '\\' {
		return false
	}
	starts := strings.Trim(l[:at], " \t>") == ""
	switch l[at] {
	case '#', '^':
		return at == 0 || l[at-1] == ' '
	case '[', '%', '&', '<', '$':
		return true
	case '|':
		return starts
	case '`':
		return true
	case '~':
		return strings.HasPrefix(l[at:], strings.Repeat(l[at:at+1], 3)) && (at == 0 || l[at-1] != l[at])
	case '-', '=', '+', '_', '*':
		return starts && strings.HasPrefix(l[at:], strings.Repeat(l[at:at+1], 3))
	case ':':
		return !strings.Contains(l[:at], ":")
	}
	return false
}
