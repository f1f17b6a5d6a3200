package marks

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
)

// A mark is a convention by which authors, or the tools they use, say what is a card. Each has a file of its own, where
// it registers itself with what triggers it, where it counts and how it is read. To add one, add a file, and its cases
// to the tests of package read.
type mark struct {
	name  string                    // its cards have the rule "explicit:" and this name
	order int                       // marks of one kind are tried from the lowest on; the first that finds a card wins
	signs []string                  // only a text with one of these can hold the mark; nil: any text can
	guard func(f *blocks.File) bool // only a file for which this is true can hold the mark; nil: any file can

	// For sides, gaps and parents: where they count. One that sets nothing counts only in files that say that they hold
	// cards.
	bullets, prose, rows where

	// How it is read: at least one of these is set.

	// front reports whether the mark claims what stands between the fences of front matter.
	front func(body []byte) bool
	// lines claims lines of the file before Markdown sees them.
	lines func(c *claims)
	// section claims lines of a section, from its heading on.
	section func(c *claims, from, to int, title string) (claimed bool)
	// sides divides a text into two sides.
	sides func(s string, declared bool) (front, back string, both, ok bool)
	// gaps finds the gaps in a text.
	gaps func(s string, in standing) []piece
	// parent cuts the mark off a bullet whose answer is what stands below it. nests says that there are bullets below.
	parent func(s string, nests bool) (front, back string, both, ok bool)
}

// where says in which files a mark within a text counts. Weak marks, which mean other things elsewhere, count only in
// files that say that they hold cards.
type where uint8

const (
	inDeclared where = iota
	inMarked         // a file with cards of other marks will do
	always
	never
)

func (w where) holds(s standing) bool {
	return w == always || w == inDeclared && s >= declared || w == inMarked && s >= marked
}

// standing is how far a file is known to hold cards.
type standing uint8

const (
	silent   standing = iota
	marked            // its author marked cards in it
	declared          // it says so
	together          // so does a file of Mochi, where gaps without a number are hidden together
)

// standingOf is the standing of a file before its bullets are looked at.
func standingOf(f *blocks.File) standing {
	switch {
	case isMochi(f):
		return together
	case f.Declared:
		return declared
	}
	return silent
}

// registered are all marks, in their order.
var registered []mark

// register adds a mark to the list. It has a result only so that a declaration can call it.
func register(m mark) bool {
	byOrder := func(r mark, order int) int { return cmp.Compare(r.order, order) }
	at, _ := slices.BinarySearchFunc(registered, m.order, byOrder)
	registered = slices.Insert(registered, at, m)
	return true
}

// triggered reports whether a text holds one of the mark's signs.
func (m *mark) triggered(s string) bool {
	return m.signs == nil || slices.ContainsFunc(m.signs, func(sign string) bool { return strings.Contains(s, sign) })
}

// inFile reports whether a file holds one of the mark's signs. A sign at the start of a line may start the file.
func (m *mark) inFile(f *blocks.File) bool {
	return m.signs == nil || slices.ContainsFunc(m.signs, func(sign string) bool {
		if start, ofLine := strings.CutPrefix(sign, "\n"); ofLine {
			return startsLine(f, start)
		}
		return bytes.Contains(f.Text, []byte(sign))
	})
}

// startsLine reports whether a line of a file starts so. The sign may hold the end of the line.
func startsLine(f *blocks.File, sign string) bool {
	return slices.ContainsFunc(f.Lines, func(at int) bool {
		return at < len(f.Text) && f.Text[at] == sign[0] && bytes.HasPrefix(f.Text[at:], []byte(sign))
	})
}

// ClaimsFront reports whether a mark claims what stands between the fences of front matter: it is cards and no
// metadata.
func ClaimsFront(body []byte) bool {
	return slices.ContainsFunc(registered, func(m mark) bool { return m.front != nil && m.front(body) })
}

// The places of a text in a document.
func inBullets(m *mark) where { return m.bullets }
func inProse(m *mark) where   { return m.prose }
func inRows(m *mark) where    { return m.rows }

// cardsIn makes the cards of the first mark within a text that asks for some: by two sides, or by gaps.
func cardsIn(s string, in standing, place func(*mark) where) (rule string, cards []deck.Card) {
	if len(s) > inline.MaxLength {
		return "", nil
	}
	for i := range registered {
		m := &registered[i]
		if m.sides == nil && m.gaps == nil || !place(m).holds(in) || !m.triggered(s) {
			continue
		}
		if cards = m.cards(s, in); len(cards) > 0 {
			return "explicit:" + m.name, cards
		}
	}
	return "", nil
}

// cards makes the cards of a text that holds the mark.
func (m *mark) cards(s string, in standing) []deck.Card {
	if m.gaps != nil {
		return ClozeCards(m.gaps(s, in))
	}
	if front, back, both, ok := m.sides(s, in >= declared); ok {
		return TwoSided(front, back, both)
	}
	return nil
}

// OfBlocks are the marks of blocks: tables and definition lists, which Markdown itself has, and running text with marks
// in it.
var OfBlocks = blocks.Marks{Table: table, Text: markedText, Definitions: definitions}
