package deck

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Document is one source file, read.
type Document struct {
	Name   string // the file, as its reader named it; problems are reported under it
	Path   string // where the file is; its folders help to tell what it holds. "" for a document that is no file
	Title  string // front matter title, else the only level-1 heading, else ""
	Deck   string // front matter deck (also name, cards-deck): the deck the file asks for, or ""
	DeckID string // front matter deck-id, or ""
	Lang   string // front matter lang, or ""
	// whose words count in it, as text.Language tells it: of Lang, else of the text itself; "" where neither tells
	Language string
	Tags     []string  // front matter tags
	Copy     bool      // recall exported it: an import leaves alone what the deck has already
	Off      bool      // front matter "cards: off": the file wants no cards
	Hints    []Problem // what may have been meant for cards and was not read; nothing is wrong
	Notes    []Note    // every bullet, in the order of the document

	Separated Separated // a sign that seems to part the sides of its bullets, if no separator was set
}

// Separated says how many of a document's bullets have a sign once, between blanks.
type Separated struct {
	Sign        string // "" where there is none
	Bullets, Of int
}

// Note is one bullet and what was made of it: cards, or the reason why there are none.
type Note struct {
	Bullet
	Rule   string // the recogniser that fired, such as "complexity"; "" with a Reason
	Reason Reason // why the bullet made no card; "" where it made one
	Cards  []Card
	Given  bool // the cards stay as they are: they were exported so, or stand in the deck already

	// The pictures and sounds that came along with it and are kept beside the database: how each is kept, by its name.
	Files map[string]string

	// Genre is what its place is for, where that is not to state facts: minutes, a plan, data of an example. It is "" in
	// other places, and where the author marked the cards.
	Genre Reason
}

// Asked reports whether the bullet has a scheduled card.
func (n *Note) Asked() bool {
	return slices.ContainsFunc(n.Cards, func(c Card) bool { return !c.Draft })
}

// Askable reports whether the bullet holds something that a learner could be asked for: it is asked, or neither what it
// is nor what its place is for speaks against it.
func (n *Note) Askable() bool { return n.Asked() || n.Genre == "" && n.Reason.askable() }

// Place is where bullets stand in their document. It is never changed, as the bullets of a list share it: there may be
// hundreds of thousands.
type Place struct {
	// the headings above, outermost first, without the document's title; numbers kept, emoji and {#id} taken off
	Headings []string
	Label    string // the bold-only paragraph above, or ""
	Group    string // the line ending in a colon above (without the colon), or ""
}

// Outward yields the titles over a place, the nearest first.
func (p *Place) Outward() iter.Seq[string] {
	return func(yield func(string) bool) {
		if p.Group != "" && !yield(p.Group) || p.Label != "" && !yield(p.Label) {
			return
		}
		for i := len(p.Headings) - 1; i >= 0; i-- {
			if !yield(p.Headings[i]) {
				return
			}
		}
	}
}

// PlaceAfter is the place with these titles: that of the last note where it is the same.
func PlaceAfter(notes []Note, headings []string, label, group string) *Place {
	if len(notes) > 0 {
		if p := notes[len(notes)-1].Place; p.Label == label && p.Group == group && slices.Equal(p.Headings, headings) {
			return p
		}
	}
	return &Place{headings, label, group}
}

// Bullet is one thing to know, where it stands in its document.
type Bullet struct {
	*Place           // never nil in a document
	Line    int      // line of the file on which it starts, from 1
	Text    string   // its Markdown without marker, number, task box and id; lines joined
	ID      string   // an explicit id written in the text (<!-- id:x -->, ^x), or ""
	Parent  int      // index in the document's notes of the bullet that this one is nested under, or -1
	List    int      // bullets with the same List stand in one list; counts up through the document
	Ordered bool     // an item of a numbered list
	Task    bool     // it had a box [ ] or [x]
	Below   []Block  // what stands below its text within the same item, in order; nested bullets are notes of their own
	Tags    []string // of its own, as Tags takes them: those at its end, or of its record in a table or a file of JSON
}

// Card is one question of a note.
type Card struct {
	Slot string // tells it from the note's other cards: forward, reverse, order, facet:K, member:K, cloze:K
	// shown before the prompt: the nearest of group, label, heading, and outward until the front is unique in the deck
	Context  string
	Prompt   string   // Markdown
	Answer   string   // Markdown
	Extra    string   // a remark for the back, no part of the answer
	Accept   []string // further answers that are right when typed
	Members  []string // the members of a set, or the steps of an order
	Forms    Forms    // how it can be asked
	Draft    bool     // waits until the learner accepts it
	Weakness string   // why it is a draft

	Schedule *Schedule // how it stood in the tool that wrote the file; nil where the file doesn't say
}

// Front is the question as a learner sees it, with its context.
func (c Card) Front() string {
	if c.Context == "" {
		return c.Prompt
	}
	return c.Context + PathSeparator + c.Prompt
}

// Reason says why a bullet made no card. The codes are stable: people filter reports by them.
type Reason string

// Problem is a fault in a source file, told in words for its author.
type Problem struct {
	File string
	Line int
	Msg  string // what is wrong; what to do

	Conflict bool   // a merge left both versions of a text here, so nothing of the file was read
	Encoded  string // there are bytes that are no text in this encoding, in which the file was read
	Guess    string // the encoding that such a file seems to have; or ""
}

// Error returns the problem as compilers write one: file, line, and what is wrong.
func (p Problem) Error() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Msg) }

// Weaken makes a draft of c.
func (c *Card) Weaken(why Reason) {
	if !c.Draft {
		c.Draft, c.Weakness = true, string(why)
	}
}

// PartOf says of a bullet that says nothing by itself that another one's card asks for it.
func (n *Note) PartOf(whole *Note) {
	switch n.Reason {
	case ReasonBare, ReasonHeads, ReasonNoAnchor, ReasonEmpty:
		n.Reason = Reason(fmt.Sprintf("%s %d", ReasonPart, whole.Line))
	}
}

// Explicit reports whether the cards are as the author marked them: they are never judged.
func (n *Note) Explicit() bool { return strings.HasPrefix(n.Rule, "explicit") }

// TextsUnder lists the texts of the bullets nested right under note p.
func TextsUnder(notes []Note, p int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := p + 1; i < len(notes) && notes[i].Parent >= p; i++ {
			if notes[i].Parent == p && !yield(notes[i].Text) {
				return
			}
		}
	}
}
