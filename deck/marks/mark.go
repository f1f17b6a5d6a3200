package marks

import (
	"cmp"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
)

// A mark is a convention by which authors, or their other tools, say what is a card. Each stands in a file of its own and
// registers itself there: what triggers it, where it counts, and how it is read. To add one is to add a file, and its cases
// to the tests of read.
type mark struct {
	name  string                    // its cards have the rule "explicit:" and this name
	order int                       // marks that are read alike are tried from the lowest on; the first that finds a card has it
	signs []string                  // a text without any of these has no such mark; nil: any text may
	guard func(f *blocks.File) bool // nor has a file for which this is false; nil: any file may

	bullets, prose, rows where // for marks within a text: where they count

	// How it is read: exactly one of these is set.
	front   func(body []byte) bool                                            // claims what stands between the fences of front matter
	lines   func(c *claims)                                                   // claims lines of the file before Markdown sees them
	section func(c *claims, from, to int, title string) (claimed bool)        // claims lines of a section, from its heading on
	sides   func(s string, declared bool) (front, back string, both, ok bool) // divides a text into two sides
	gaps    func(s string, declared bool) []piece                             // finds gaps in a text
	parent  func(s string, nests bool) (front, back string, both, ok bool)    // takes the mark off a bullet whose answer is what stands below it; nests: bullets do
}

// where says in which files a mark within a text counts. Weak marks, which mean other things elsewhere, count only in files
// that say of themselves that they hold cards.
type where uint8

const (
	always where = iota
	inDeclared
	never
)

func (w where) holds(declared bool) bool { return w == always || w == inDeclared && declared }

// registered are all marks, in their order.
var registered []mark

// register takes a mark into the list; its result only lets a declaration call it.
func register(m mark) bool {
	at, _ := slices.BinarySearchFunc(registered, m.order, func(r mark, order int) int { return cmp.Compare(r.order, order) })
	registered = slices.Insert(registered, at, m)
	return true
}

// triggered reports whether a text holds one of the mark's signs.
func (m *mark) triggered(s string) bool {
	return m.signs == nil || slices.ContainsFunc(m.signs, func(sign string) bool { return strings.Contains(s, sign) })
}

// ClaimsFront reports whether what stands between the fences of front matter is a mark's: cards, and no metadata.
func ClaimsFront(body []byte) bool {
	return slices.ContainsFunc(registered, func(m mark) bool { return m.front != nil && m.front(body) })
}

// Where within a document a text stands.
func inBullets(m *mark) where { return m.bullets }
func inProse(m *mark) where   { return m.prose }
func inRows(m *mark) where    { return m.rows }

// cardsIn makes the cards that the first mark within a text asks for: two sides, or gaps.
func cardsIn(s string, declared bool, place func(*mark) where) (rule string, cards []deck.Card) {
	if len(s) > inline.MaxLength {
		return "", nil
	}
	for i := range registered {
		m := &registered[i]
		if m.sides == nil && m.gaps == nil || !place(m).holds(declared) || !m.triggered(s) {
			continue
		}
		if cards = m.cards(s, declared); len(cards) > 0 {
			return "explicit:" + m.name, cards
		}
	}
	return "", nil
}

// cards makes the cards of a text that holds the mark.
func (m *mark) cards(s string, declared bool) []deck.Card {
	if m.gaps != nil {
		return ClozeCards(m.gaps(s, declared))
	}
	if front, back, both, ok := m.sides(s, declared); ok {
		return TwoSided(front, back, both)
	}
	return nil
}
