package build

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// Build finishes the cards of all documents of one deck. Each card gets the context that makes its front unique. Cards
// that give their answer away, or that another bullet makes too, are dropped. Fronts that are ambiguous even with their
// full path become drafts. Cards that are given stay as they are, and the others make way for them. Building again
// changes nothing.
func Build(docs []*deck.Document) {
	cards := 0
	for _, doc := range docs {
		for i := range doc.Notes {
			cards += len(doc.Notes[i].Cards)
		}
	}
	d := &builder{first: make(map[uint64]int32, cards), faces: make([]face, 0, cards)}
	for _, doc := range docs {
		for i := range doc.Notes {
			d.note(doc, i)
		}
	}
	for _, fixed := range []bool{true, false} {
		for i := range d.faces {
			if d.faces[i].note.Given == fixed {
				d.insert(int32(i))
			}
		}
	}
	d.clashes()
	for i := range d.faces {
		if f := &d.faces[i]; !f.note.Explicit() && !f.note.Given {
			f.card.Context = text.HanColons(f.card.Context)
		}
	}
	d.sweep()
}

// face is a card on its way to a unique front.
type face struct {
	doc     *deck.Document
	note    *deck.Note
	card    *deck.Card
	levels  []string // titles outward, nearest first
	next    int32    // the next face with the same front, or -1
	clashes bool     // another face has the same front
	told    bool     // its front must not give the answer away
	dropped bool     // its card's Weakness says why
}

// drop drops the card. Its Weakness holds the reason, as there may be hundreds of thousands of faces.
func (f *face) drop(why deck.Reason) { f.dropped, f.card.Weakness = true, string(why) }

// builder holds the cards of a deck while they are built.
type builder struct {
	faces []face
	first map[uint64]int32
	hash  maphash.Hash
	later []int32 // faces that found their front taken

	doc    *deck.Document // of the last note; the titles of a place are made once
	lex    *text.Lexicon  // of doc
	place  *deck.Place
	parent int
	levels []string
	broad  int    // so many of them, the last ones, say what a front is about
	near   string // the context that they make
	title  string // of doc as a level
	topic  topicOf
	again  map[string]bool // titles of doc that stand in several places
}

// note adds a face for each card of a note, and gives the card its nearest context. It drops those that leak.
func (d *builder) note(doc *deck.Document, i int) {
	n := &doc.Notes[i]
	if len(n.Cards) == 0 {
		return
	}
	if n.Given {
		for k := range n.Cards {
			d.faces = append(d.faces, face{doc: doc, note: n, card: &n.Cards[k], next: -1})
		}
		return
	}
	if d.doc != doc {
		d.topic = topicOf{}
		d.lex, d.again = text.Lex(doc.Language), repeated(text.Lex(doc.Language), doc)
		d.title = title(d.lex, doc)
	}
	if d.doc != doc || d.place != n.Place || d.parent != n.Parent {
		d.doc, d.place, d.parent = doc, n.Place, n.Parent
		d.near = ""
		d.levels, d.broad = outward(d.lex, doc, n)
		if len(d.levels) > 0 {
			d.near = d.shown(d.levels, false)
		}
	}
	given := n.Explicit()
	// An author who marked a card without a title above it wrote the whole front. The name of the file adds nothing.
	whole := given && len(n.Headings) == 0 && n.Label == "" && n.Group == "" && n.Parent < 0
	for k := range n.Cards {
		c := &n.Cards[k]
		if !given {
			unescape(c)
			if why := d.pointless(c); why != "" {
				c.Weaken(why)
			}
		}
		f := face{doc: doc, note: n, card: c, levels: d.levels, next: -1}
		// "Decline · Causes" stands under Causes and under Decline.
		if head, tail, ok := strings.Cut(c.Prompt, deck.Dot); ok && len(f.levels) > 1 && inline.NamedBy(tail, f.levels[0]) {
			f.levels = f.levels[max(0, slices.Index(f.levels, head)):]
		}
		for len(f.levels) > 1 && (d.opensWith(n, c.Prompt, f.levels[0]) || d.announces(f.levels, c.Prompt) ||
			asksOwner(d.lex, c.Prompt, f.levels[0])) {
			f.levels = f.levels[1:]
		}
		switch c.Context = d.near; {
		case whole:
			c.Context = ""
		case len(f.levels) < len(d.levels) || len(f.levels) > 0 && d.opensWith(n, c.Prompt, f.levels[0]):
			d.nearest(&f)
		case given && len(f.levels) > 0:
			c.Context = d.shown(f.levels, true)
		}
		if isOption(c.Prompt) || isOption(c.Answer) {
			if of := d.ofCommand(f.levels); of != "" {
				c.Context = of
			}
		}
		if outer, inner, ok := strings.Cut(c.Context, deck.PathSeparator); ok && inline.NamedBy(c.Prompt, outer) {
			c.Context = inner // "CBC › Pros and cons › CBC · Pro"
		}
		if d.standsAlone(&f) {
			c.Context = ""
		}
		c.Context = d.slim(c)
		if f.told = !given && !c.Forms.Has(deck.Order); f.told && card.Leaks(d.lex, c.Context, c.Prompt, c.Answer) {
			if card.Leaks(d.lex, "", c.Prompt, c.Answer) {
				f.drop(deck.ReasonLeak)
			} else {
				d.hush(&f)
			}
		}
		d.faces = append(d.faces, f)
	}
}

// opensWith reports whether a prompt begins with a title, which needn't stand in front of it again. It does too where the
// title is the subject of a statement, "Sextant measures ____", or announces it: "Sextant overview".
func (d *builder) opensWith(n *deck.Note, prompt, title string) bool {
	if d.topic.of != title {
		d.topic = topicOf{title, inline.Topic(d.lex, title)}
	}
	title = d.topic.topic
	return inline.NamedBy(prompt, title) ||
		n.Rule == "statement" && len(prompt) > len(title) && strings.EqualFold(prompt[:len(title)], title) &&
			(prompt[len(title)] == ' ' || text.HasHan(title))
}

// topicOf is the topic of the title that was looked at last: that of many cards.
type topicOf struct{ of, topic string }

// announces reports whether the nearest title only announces what the next one is, and the prompt is that: "Definition"
// under "Bottomry".
func (d *builder) announces(levels []string, prompt string) bool {
	return d.lex.Has(text.ClassOverviewTitles, levels[0]) && inline.NamedBy(prompt, levels[1])
}

// asksOwner reports whether a prompt asks for a field of the thing of which a title names another: under 远航的积极影响, that
// asks for 远航 · 消极影响.
func asksOwner(lex *text.Lexicon, prompt, title string) bool {
	thing, _, ok := strings.Cut(prompt, deck.Dot)
	return ok && len(title) > len(thing) && inline.Owner(lex, title) == thing
}

// unescape takes the backslashes that Markdown does not show off what a card says.
func unescape(c *deck.Card) {
	for _, s := range [...]*string{&c.Prompt, &c.Answer, &c.Extra} {
		*s = inline.Unescaped(*s)
	}
	for _, list := range [...][]string{c.Members, c.Accept} {
		for i := range list {
			list[i] = inline.Unescaped(list[i])
		}
	}
}

// nearest gives the card its nearest context.
func (d *builder) nearest(f *face) {
	f.card.Context = ""
	if len(f.levels) > 0 && !d.opensWith(f.note, f.card.Prompt, f.levels[0]) {
		f.card.Context = d.shown(f.levels, f.note.Explicit())
	}
}

// hush leaves out the titles that would tell the answer: under a heading "TCP", "reliable byte stream" asks for TCP.
func (d *builder) hush(f *face) {
	var kept []string
	for _, l := range f.levels {
		if !card.Leaks(d.lex, l, f.card.Prompt, f.card.Answer) {
			kept = append(kept, l)
		}
	}
	f.levels = kept
	if d.nearest(f); card.Leaks(d.lex, f.card.Context, f.card.Prompt, f.card.Answer) {
		f.card.Context = kept[0] // two titles that tell it only together
	}
}

// front hashes the front of a card.
func (d *builder) front(c *deck.Card) uint64 {
	d.hash.Reset()
	d.hash.WriteString(c.Context)
	d.hash.WriteByte(0)
	d.hash.WriteString(c.Prompt)
	return d.hash.Sum64()
}

// insert lists a face under its front. A card with the front and the answer of an earlier one is dropped.
func (d *builder) insert(i int32) {
	f := &d.faces[i]
	if f.dropped {
		return
	}
	h := d.front(f.card)
	at, taken := d.first[h]
	if !taken {
		d.first[h] = i
		return
	}
	for k := at; ; k = d.faces[k].next {
		g := &d.faces[k]
		if !f.note.Given && g.card.Prompt == f.card.Prompt && g.card.Context == f.card.Context && sameAnswer(g.card, f.card) {
			f.drop(deck.Reason(fmt.Sprintf("%s %s", deck.ReasonDuplicate, d.where(g, f))))
			return
		}
		if g.next < 0 {
			g.next = i
			break
		}
	}
	if !d.faces[at].clashes {
		d.faces[at].clashes = true
		d.later = append(d.later, at)
	}
}

// sameAnswer reports whether two cards have one answer, whatever its case.
func sameAnswer(a, b *deck.Card) bool {
	return strings.EqualFold(a.Answer, b.Answer)
}

// where returns g's line, as a reader of f's file needs it.
func (d *builder) where(g, f *face) string {
	if g.doc == f.doc {
		return fmt.Sprint(g.note.Line)
	}
	return fmt.Sprintf("%s:%d", g.doc.Name, g.note.Line)
}

// clashes gives cards that share a front different ones, and makes drafts of those that still share it.
func (d *builder) clashes() {
	var fresh []int32
	for _, at := range d.later {
		var group []int32
		for k := at; k >= 0; k = d.faces[k].next {
			group = append(group, k)
		}
		rest := group[:0]
		fixed := false
		for _, k := range group {
			if d.faces[k].note.Given {
				fixed = true
				continue
			}
			if d.faces[k].card.Slot == "reverse" && !d.faces[k].note.Explicit() {
				d.faces[k].drop(deck.ReasonAmbiguous) // several things have this meaning
				continue
			}
			rest = append(rest, k)
		}
		if len(rest) > 1 || len(rest) > 0 && fixed {
			d.part(rest)
			fresh = append(fresh, rest...)
		}
	}
	taken := map[uint64]int32{}
	for _, i := range fresh {
		f := &d.faces[i]
		if f.told && card.Leaks(text.Lex(f.doc.Language), f.card.Context, f.card.Prompt, f.card.Answer) {
			f.drop(deck.ReasonLeak)
			continue
		}
		h := d.front(f.card)
		k, clash := taken[h]
		if !clash {
			k, clash = d.first[h]
			clash = clash && !d.faces[k].dropped && k != i && d.faces[k].card.Front() == f.card.Front()
		}
		if !clash {
			taken[h] = i
			continue
		}
		g := &d.faces[k]
		if sameAnswer(f.card, g.card) && f.note == g.note {
			continue
		}
		d.ambiguous(f, g)
		d.ambiguous(g, f)
	}
}

// ambiguous makes a draft of f because g has its front, unless its author marked it or it is given.
func (d *builder) ambiguous(f, g *face) {
	if !f.note.Explicit() && !f.note.Given {
		f.card.Weaken(deck.Reason(fmt.Sprintf("%s %s", deck.ReasonAmbiguous, d.where(g, f))))
	}
}

// part gives each face of a group the nearest title outward that no other face has at that distance. A face without
// such a title gets its full path.
func (d *builder) part(group []int32) {
	deepest := 0
	for _, i := range group {
		deepest = max(deepest, len(d.faces[i].levels))
	}
	left := append([]int32(nil), group...)
	for k := 1; k < deepest && len(left) > 0; k++ {
		count := map[string]int{}
		for _, i := range group {
			if l := d.faces[i].levels; k < len(l) {
				count[l[k]]++
			}
		}
		rest := left[:0]
		for _, i := range left {
			l := d.faces[i].levels
			if k < len(l) && count[l[k]] == 1 {
				d.faces[i].card.Context = l[k] + deck.PathSeparator + l[0]
				continue
			}
			rest = append(rest, i)
		}
		left = rest
	}
	for _, i := range left {
		l := d.faces[i].levels
		full := make([]string, len(l))
		for k := range l {
			full[len(l)-1-k] = l[k]
		}
		d.faces[i].card.Context = strings.Join(full, deck.PathSeparator)
	}
}

// sweep removes the dropped cards from their notes. A note that loses all of them gets the reason.
func (d *builder) sweep() {
	for i := 0; i < len(d.faces); {
		n := d.faces[i].note
		kept := n.Cards[:0]
		var why deck.Reason
		for ; i < len(d.faces) && d.faces[i].note == n; i++ {
			if f := &d.faces[i]; !f.dropped {
				kept = append(kept, *f.card)
			} else if why == "" || why == deck.ReasonAmbiguous {
				why = deck.Reason(f.card.Weakness)
			}
		}
		n.Cards = kept
		if len(kept) == 0 {
			n.Cards, n.Rule, n.Reason = nil, "", why
		}
	}
}
