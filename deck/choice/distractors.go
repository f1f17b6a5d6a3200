package choice

import (
	"strings"

	"recall/deck"
	"recall/deck/answer"
	"recall/deck/inline"
	"recall/deck/text"
)

// ladder lists orders of growth. It supplies wrong O(…) options if the cards have too few.
var ladder = [...]string{"O(1)", "O(log n)", "O(n)", "O(n log n)", "O(n²)", "O(2ⁿ)"}

// How many wrong options a question offers, and how many candidates are considered for them.
const (
	distractors    = 2
	mostCandidates = 8
	mostWeighed    = 4
	mostLooked     = 400
)

// Distractors returns two wrong options for a card, or nil if no two fit. The rings hold the cards around it, nearest
// first: its group, its heading, its file. A single ring in order of distance also works. An option is of the same kind
// as the answer, of similar width and, as far as the cards tell, not true of this prompt. Options that answer a similar
// question come first. With close, only those will do: an option that answers some other question tempts nobody. The
// seed varies the choice from review to review.
func (ch *Chooser) Distractors(c deck.Card, seed uint64, close bool, rings ...[]deck.Card) []string {
	around := make([]Ring, len(rings))
	for i, cards := range rings {
		around[i] = NewRing(cards)
	}
	p := ch.poolOf(c, mostCandidates, around)
	for _, p.alike = range [...]bool{true, false} {
		p.gather(around)
		if found := p.pick(seed); found != nil || close {
			return found
		}
	}
	return nil
}

// HasDistractors reports whether Distractors finds any, close or not.
func (ch *Chooser) HasDistractors(c deck.Card, rings ...Ring) bool {
	p := ch.poolOf(c, distractors, rings)
	for _, p.alike = range [...]bool{true, false} {
		if p.gather(rings); len(p.found) >= distractors {
			return true
		}
	}
	return false
}

// poolOf is the pool for the wrong options of a card, empty yet.
func (ch *Chooser) poolOf(c deck.Card, most int, rings []Ring) *pool {
	lex := text.Lex("")
	p := &pool{lex: lex, card: c, known: ch, traits: *ch.answer(lex, c.Answer), most: most}
	p.cue = ch.cue(lex, c.Prompt)
	p.reverse = c.Slot == "reverse" || c.Slot == "facet:name"
	p.truths = p.trueAnswers(rings)
	return p
}

// gather collects candidates for wrong options. If alike is set, they must answer a similar question.
func (p *pool) gather(rings []Ring) {
	p.found, p.forms = p.found[:0], p.forms[:0]
	c := &p.card
	if c.Slot == "facet:largest" || c.Slot == "" && len(c.Members) > 2 {
		for _, m := range c.Members {
			p.add(m)
		}
		return
	}
	if p.kind == text.KindGrowth {
		p.climb(p.unit == "bare")
	}
	looked := 0
	for i, ring := range rings {
		if i > 0 && p.alike && p.nearOnly() {
			break
		}
		if len(p.found) >= distractors && p.kind != text.KindGrowth {
			break
		}
		for k := range ring.cards {
			o := &ring.cards[k]
			if looked++; looked > mostLooked || len(p.found) >= p.most {
				break
			}
			p.offer(o, i == 0)
		}
	}
}

// pool collects candidates for the wrong options of a card.
type pool struct {
	lex     *text.Lexicon
	card    deck.Card
	known   *Chooser
	traits      // of the card's answer; cue is what its prompt asks for
	most    int // candidates that are enough
	reverse bool
	alike   bool     // only answers to a similar question fit
	truths  []string // canonical forms of every right answer to the prompt
	found   []string
	forms   []string
}

// trueAnswers returns the canonical form of every right answer to the card's prompt: its own answer, its Accept list,
// the members of its set, and the answers of cards with the same prompt.
func (p *pool) trueAnswers(rings []Ring) []string {
	var out []string
	put := func(s string) {
		if f := p.known.canonical(s); f != "" {
			out = append(out, f)
		}
	}
	for _, v := range answer.Variants(p.card.Answer) {
		put(v)
	}
	for _, a := range p.card.Accept {
		put(a)
	}
	if p.card.Slot != "facet:largest" {
		for _, m := range p.card.Members {
			put(m)
		}
	}
	asked := text.FoldHash(p.card.Prompt)
	for _, ring := range rings {
		sameSide(ring.prompts, asked, func(i int) {
			if o := &ring.cards[i]; strings.EqualFold(o.Prompt, p.card.Prompt) {
				put(o.Answer)
			}
		})
		if !p.reverse {
			continue
		}
		sameSide(ring.answers, asked, func(i int) {
			if o := &ring.cards[i]; strings.EqualFold(o.Answer, p.card.Prompt) {
				put(o.Prompt)
			}
		})
	}
	return out
}

// offer considers what another card can contribute. near means that it is in the card's own group.
func (p *pool) offer(o *deck.Card, near bool) {
	if !near && !sameShape(p.card.Answer, o.Answer) {
		return
	}
	if p.alike && !p.likeQuestion(o, near) {
		return
	}
	if o.Forms.Has(deck.Set) || o.Forms.Has(deck.Order) ||
		o.Forms.Has(deck.Cloze) != p.card.Forms.Has(deck.Cloze) || strings.EqualFold(o.Prompt, p.card.Prompt) {
		return
	}
	if !p.reverse && p.cue == "term" && inline.Mentions(o.Prompt, p.card.Prompt) {
		return // what AOF does is also true when the prompt is AOF (vs RDB)
	}
	back := o.Slot == "reverse" || o.Slot == "facet:name"
	asked := o.Prompt // the describing side: the prompt of a reverse card, the answer of any other
	if !back {
		asked = o.Answer
	}
	switch {
	case p.reverse && text.IsCode(asked) != text.IsCode(p.card.Prompt):
	case back == p.reverse:
		p.add(o.Answer)
	case p.reverse && p.cue != "arrow" && o.Slot == "forward" && !strings.ContainsAny(o.Prompt, "?？→"):
		p.add(o.Prompt) // the term of a forward card, which may have no reverse card
	}
}

// sameShape reports whether two answers could stand in for each other although their cards are not neighbours: neither
// has a figure, or both have figures with the same unit and about as many digits. "A4 = 440 Hz" next to "a stake of 1.8
// m" would give the answer away.
func sameShape(a, b string) bool {
	x, xUnit := firstFigure(a)
	y, yUnit := firstFigure(b)
	return xUnit == yUnit && (x == 0) == (y == 0) && (xUnit != "" || x-y < 2 && y-x < 2)
}

// firstFigure returns the number of digits in the first number of a text, and its unit if it has one.
func firstFigure(s string) (digits int, unit string) {
	b := inline.Scanner{Source: s}
	if at, end := b.Quantity(); at >= 0 {
		unit = strings.ToLower(strings.TrimLeft(s[at:end], "0123456789., "))
	}
	at := strings.IndexAny(s, "0123456789")
	for at >= 0 && at+digits < len(s) && text.IsDigit(s[at+digits]) {
		digits++
	}
	return digits, unit
}

// likeQuestion reports whether another card asks for the same sort of thing. Cards for growth, and for figures with the
// same unit, always do. Cards for code and names do within a group.
func (p *pool) likeQuestion(o *deck.Card, near bool) bool {
	switch p.kind {
	case text.KindGrowth, text.KindNumber:
		return true
	case text.KindCode, text.KindName:
		if near && !asking(p.lex, p.cue) && !asking(p.lex, p.known.cue(p.lex, o.Prompt)) {
			return true
		}
	}
	return p.reverse || p.known.cue(p.lex, o.Prompt) == p.cue
}

// nearOnly reports whether only cards in the same group can ask a similar question. Phrases from elsewhere are about
// other things, so the right one would stand out.
func (p *pool) nearOnly() bool {
	switch {
	case p.kind == text.KindGrowth || p.kind == text.KindNumber:
		return false
	case p.reverse:
		return p.cue == "arrow" || p.cue == "what"
	}
	return true
}

// add adds a candidate if it fits.
func (p *pool) add(s string) {
	t := p.known.answer(p.lex, s)
	w, narrow := t.width, 8
	if t.kind == text.KindCode || t.kind == text.KindName {
		narrow = 18 // for a name, the topic matters more than the width
	}
	otherWidth := p.kind != text.KindGrowth && (2*w < p.width || w > 2*p.width) && w+p.width > narrow
	if t.kind != p.kind || t.unit != p.unit || otherWidth || t.looks != p.looks {
		return
	}
	f := t.canonical(s)
	if f == "" {
		return
	}
	inWords := p.kind != text.KindGrowth && p.kind != text.KindNumber
	for _, t := range p.truths {
		if f == t || inWords && (strings.Contains(f, t) || strings.Contains(t, f)) {
			return
		}
	}
	for _, g := range p.forms {
		if f == g {
			return
		}
	}
	p.found, p.forms = append(p.found, s), append(p.forms, f)
}

// looks are what would give an option away if it were the only one: that it holds code, or begins as a reason does.
type looks struct{ code, reason bool }

func looksOf(lex *text.Lexicon, s string) looks {
	return looks{
		code:   strings.ContainsRune(s, '`'),
		reason: lex.HasPrefix(text.ClassReasonOpeners, strings.ToLower(strings.TrimLeft(s, "*_ "))),
	}
}

// climb adds the rungs of the ladder that are nearest to the answer.
func (p *pool) climb(bare bool) {
	rungs := ladder
	if bare {
		for i, rung := range rungs {
			rungs[i] = rung[len("O(") : len(rung)-1]
		}
	}
	at := 2
	form := p.known.canonical(p.card.Answer)
	for i, rung := range rungs {
		if p.known.canonical(rung) == form {
			at = i
		}
	}
	for d := 1; d < len(ladder) && len(p.found) < 3; d++ {
		for _, i := range [...]int{at - d, at + d} {
			if i >= 0 && i < len(ladder) {
				p.add(rungs[i])
			}
		}
	}
}

// pick chooses two of the candidates whose width is closest to the answer's.
func (p *pool) pick(seed uint64) []string {
	if len(p.found) < distractors {
		return nil
	}
	away := func(s string) int {
		if w := text.Columns(s) - p.width; w < 0 {
			return -w
		} else {
			return w
		}
	}
	best := append([]string(nil), p.found...)
	for i := 1; i < len(best); i++ { // insertion sort: the list is short, and ties must stay in order of distance
		for k := i; k > 0 && away(best[k]) < away(best[k-1]); k-- {
			best[k], best[k-1] = best[k-1], best[k]
		}
	}
	best = best[:min(len(best), mostWeighed)]
	i := int(mix(seed) % uint64(len(best)))
	k := int(mix(seed+1) % uint64(len(best)-1))
	if k >= i {
		k++
	}
	return []string{best[i], best[k]}
}

// mix scrambles a seed (splitmix64). The result is the same on every machine.
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
