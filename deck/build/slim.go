package build

import (
	"slices"
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// What a front says twice, or says without need, is left out of its context. Where that makes two fronts equal, both get
// titles again that tell them apart.

// maxFront is the widest front, in columns, that keeps a sentence which opens a list beside the title above it.
const maxFront = 100

// slim returns a card's context without what stands behind it again: "Enzymes › Kinetics of enzymes", "Rope › Care of a
// rope". What a term means is asked for in other words, which need the title to say in which field.
func (d *builder) slim(c *deck.Card) string {
	context, prompt := c.Context, c.Prompt
	if outer, inner, two := strings.Cut(context, deck.PathSeparator); two {
		switch {
		case introduces(d.lex, inner) && (holds(inner, outer) ||
			text.Columns(context)+text.Columns(prompt)+len(deck.PathSeparator) > maxFront):
			context = outer // "Kinds of knots › Here are the kinds of knots we tie"
		case mentions(inner, outer):
			context = inner
		}
	}
	if c.Slot == "reverse" {
		return context
	}
	if outer, inner, two := strings.Cut(context, deck.PathSeparator); two && mentions(prompt, inner) {
		context = outer
	}
	if mentions(prompt, context) {
		return ""
	}
	return context
}

// standsAlone reports whether a prompt asks for a field of a thing that the bullet above tells of, which says more than
// the title of the whole document: 灯塔之战 · 导火线, "Lamp War · Outcome".
func (d *builder) standsAlone(f *face) bool {
	thing, _, ok := strings.Cut(f.card.Prompt, deck.Dot)
	return ok && f.note.Parent >= 0 && len(f.levels) == 1 && f.levels[0] == d.title &&
		(text.CountHan(thing) > 2 || text.CountWords(thing) > 1) && slices.Contains(d.levels, thing) &&
		inline.TermOf(d.lex, f.doc.Notes[f.note.Parent].Text) != ""
}

// mentions reports whether a text holds a title. A short one may be a part of another name: Go, 锁.
func mentions(s, title string) bool { return text.Columns(title) > 3 && holds(s, title) }

// holds reports whether a text holds words as a whole, case aside. Most positions fail by their first byte.
func holds(s, words string) bool {
	for i := 0; words != "" && i+len(words) <= len(s); i++ {
		if s[i]|0x20 != words[0]|0x20 || !strings.EqualFold(s[i:i+len(words)], words) {
			continue
		}
		_, before := utf8.DecodeLastRuneInString(s[:i])
		if inline.Mentions(s[i-before:], s[i:i+len(words)]) {
			return true
		}
	}
	return false
}
