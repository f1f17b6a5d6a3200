package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/genre"
	"recall/deck/inline"
	"recall/deck/text"
)

// bullet is a note while it is being recognised: its text, scanned and divided.
type bullet struct {
	deck.Bullet
	inline.Fact
	doc   *reader
	index int         // in the document's notes
	why   deck.Reason // set by a recogniser that refuses the bullet
	over  *string     // what subject found, nil where it has not looked yet
	above []string    // what titles found, empty where it has not looked yet
	near  nearTitle   // what nearest found last
	cases caseTitles  // what inCase found last
	verb  firstVerb   // what statementVerb found last

	overflows bool // what stands below it would be its answer, and is too long
}

// recogniser makes the cards of bullets that have its form. It returns true if the bullet is dealt with: it has
// cards, or none and a reason in b.why.
type recogniser struct {
	name string
	make func(b *bullet) ([]deck.Card, bool)
}

// recognisers in their order: the first that takes a bullet makes its cards.
var recognisers = [...]recogniser{
	{"skip", skip},
	{"question", inlineQA},
	{"code", codeBelow},
	{"arrow", arrows},
	{"order", order},
	{"chain", chain},
	{"versus", versus},
	{"complexity", complexity},
	{"keyvalue", keyValue},
	{"enumeration", enumeration},
	{"clauses", clauses},
	{"termcode", termCode},
	{"alias", alias},
	{"definition", definition},
	{"question", question},
	{"children", children},
	{"named", named},
	{"event", event},
	{"copula", copula},
	{"lead", lead},
	{"codelead", codeLead},
	{"command", command},
	{"statement", statement},
	{"gloss", gloss},
	{"anchor", anchor},
}

// Recognise gives cards, or the reason for none, to the notes that have neither yet.
func Recognise(doc *deck.Document) {
	r := newReader(doc)
	b := &bullet{doc: r}
	b.Lex = r.lex
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if doc.Off {
			n.Rule, n.Cards, n.Reason = "", nil, deck.ReasonOff
			continue
		}
		if n.Rule != "" || n.Reason != "" || len(n.Cards) > 0 {
			r.lists[n.List].terms++
			continue
		}
		n.Rule, n.Cards, n.Reason = b.recognise(i)
		if n.Reason == deck.ReasonBare || n.Reason == deck.ReasonEmpty && isEllipsis(n.Text) {
			r.bare(n.List)
		}
		if b.Term != "" {
			r.lists[n.List].terms++
			r.lists[n.List].equals = r.lists[n.List].equals || b.equated()
			if b.Generic {
				r.lists[n.List].generic++
			}
		}
	}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Rule == "heading" {
			partsOfHeading(doc, i)
		}
		if n.Reason != deck.ReasonBare || len(n.Below) == 0 {
			continue
		}
		b.take(i)
		cards, ok := below(b)
		if !ok {
			cards, ok = nested(b)
		}
		if ok {
			n.Rule, n.Cards, n.Reason = "below", cards, ""
			r.lists[n.List].bare-- // it is no member of a group
		}
	}
	for i := range doc.Notes { // groups of items are known only now
		n := &doc.Notes[i]
		if !r.opensList(i) {
			continue
		}
		if saysNothingAlone(n) && !r.allBare(n.List) {
			b.take(i)
			if cards, ok := statedSteps(b); ok {
				n.Rule, n.Cards, n.Reason = "baregroup", append(cards, n.Cards...), ""
				for k := i + 1; k < len(doc.Notes) && doc.Notes[k].List == n.List; k++ {
					doc.Notes[k].PartOf(n)
				}
				continue
			}
		}
		if n.Reason != deck.ReasonBare || !r.allBare(n.List) {
			continue
		}
		b.take(i)
		if cards, ok := bareGroup(b); ok {
			n.Rule, n.Cards, n.Reason = "baregroup", cards, ""
			for k := i + 1; k < len(doc.Notes) && doc.Notes[k].List == n.List; k++ {
				doc.Notes[k].PartOf(n)
			}
		}
	}
	dropDialogues(r.lex, doc)
	joinSiblings(b, doc)
	doubtLabels(r.lex, doc)
	doubtPairs(r.lex, doc)
	back := newBackward(r)
	genres := genre.Of(doc)
	for i := range doc.Notes {
		n := &doc.Notes[i]
		why := genres.Why(n)
		if !n.Explicit() && n.Genre == "" {
			n.Genre = why
		}
		if len(n.Cards) == 0 {
			continue
		}
		switch n.Rule {
		case "children", "order":
			for _, kid := range r.children(i) {
				kid.PartOf(n)
			}
		case "question", "code", "below":
			_, last := blocks.Below(doc.Notes, i)
			for k := i + 1; k <= last; k++ {
				doc.Notes[k].PartOf(n)
			}
		}
		for p := n.Parent; p >= 0 && doc.Notes[p].Reason == deck.ReasonBare; p = doc.Notes[p].Parent {
			doc.Notes[p].Reason = deck.ReasonHeads
		}
		if n.Explicit() {
			continue
		}
		if !n.Given {
			b.lonely(i)
		}
		if struckOut(n.Text) {
			for k := range n.Cards {
				n.Cards[k].Weaken(deck.ReasonStruck)
			}
		}
		if n.Rule != "copula" {
			n.Cards = slices.DeleteFunc(n.Cards, func(c deck.Card) bool {
				return c.Slot == "reverse" && !back.leads(n, c)
			})
		}
		loose := !n.Given && r.isLoose(n)
		if why != "" {
			for k := range n.Cards {
				if kind, _ := b.Lex.KindOf(n.Cards[k].Answer); why != deck.ReasonMeasured || kind == text.KindNumber {
					n.Cards[k].Weaken(why)
				}
			}
		}
		if loose {
			n.Cards = n.Cards[:1] // nor does the other side lead back
			n.Cards[0].Weaken(deck.ReasonOpen)
		}
	}
	doubtAspects(b, doc)
}

// take goes to the bullet of note i.
func (b *bullet) take(i int) {
	b.goTo(i)
	b.Read(b.Text)
}

// goTo goes to the bullet of note i without a look at its text.
func (b *bullet) goTo(i int) {
	b.Bullet, b.index, b.over, b.above = b.doc.notes[i].Bullet, i, nil, b.above[:0]
}

// recognise makes the cards of note i.
func (b *bullet) recognise(i int) (rule string, cards []deck.Card, why deck.Reason) {
	if len(b.doc.notes[i].Text) > inline.MaxLength {
		b.Term = ""
		return "", nil, deck.ReasonTooLong
	}
	b.take(i)
	b.doc.plain[i] = !b.Generic && !isNumber(b.Term)
	b.why, b.overflows = "", false
	for _, r := range recognisers {
		cards, ok := r.make(b)
		if !ok {
			continue
		}
		if len(cards) == 0 {
			return "", nil, b.why
		}
		if r.name != "alias" {
			cards = b.withAliases(cards)
		}
		if cards = b.doubt(r.name, cards); len(cards) == 0 {
			return "", nil, b.why
		}
		b.settle(cards)
		for i := range cards {
			cards[i].Extra = strings.TrimSpace(cards[i].Extra + " " + b.Found)
		}
		return r.name, cards, ""
	}
	return "", nil, b.orphan()
}

// orphan is why a bullet that no recogniser took makes no card.
func (b *bullet) orphan() deck.Reason {
	h := text.CountHan(b.Source)
	n := text.CountWords(b.Source)
	switch {
	case b.tooLong(), b.overflows:
		return deck.ReasonTooLong
	case h > inline.MaxTermHan || h == 0 && n > 12,
		strings.HasSuffix(b.Source, ".") && n > 3, strings.HasSuffix(b.Source, "。"), b.Lex.IsSentence(b.Source), b.hasVerb():
		return deck.ReasonNoAnchor
	}
	return deck.ReasonBare
}

// tooLong reports whether the bullet is longer than a sentence in which something can be hidden.
func (b *bullet) tooLong() bool {
	if len(b.Source) <= 300 {
		return false
	}
	h := text.CountHan(b.Source)
	return h > 130 || len(b.Source)-len("字")*h > 300
}

// settle sees to what concerns all cards of a note: their slots differ, and a weak term makes them drafts.
func (b *bullet) settle(cards []deck.Card) {
	seen := make([]string, 0, 8)
	vague := b.Term != "" && b.asksByQuantity()
	for i := range cards {
		c := &cards[i]
		for n := 2; slices.Contains(seen, c.Slot); n++ {
			c.Slot = strings.TrimRight(c.Slot, "~0123456789") + "~" + string(rune('0'+n%10))
			if n > 9 {
				break
			}
		}
		seen = append(seen, c.Slot)
		c.Prompt, c.Answer = text.HanColons(inline.EvenBold(c.Prompt)), inline.EvenBold(c.Answer)
		if c.Weakness == string(deck.ReasonTooLong) && c.Slot != "reverse" && c.Members == nil {
			b.shorten(c)
		}
		if b.LongTerm && !c.Draft {
			c.Weaken(deck.ReasonLongTerm)
		}
		if vague && !c.Draft {
			c.Weaken(deck.ReasonVague)
		}
	}
}

// struckOut reports whether a part of a text is struck out, ~~so~~: its author takes that back.
func struckOut(text string) bool {
	at := strings.Index(text, "~~")
	return at >= 0 && strings.Contains(text[at+2:], "~~") && !inline.Within(inline.Literal(text), at)
}
