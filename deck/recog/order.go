package recog

import (
	"slices"
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// Bounds of what is put in order, or recalled as a set.
const (
	minMembers    = 3
	maxMembers    = 6
	mostMembers   = 12
	maxMemberCols = 44
)

// order takes steps whose order is stated: by arrows, numbers, 首先…然后, a count of steps, or an ordered list.
//
//	Boot: firmware → boot loader → kernel → init
//	三次握手：SYN；SYN+ACK；ACK
func order(b *bullet) ([]deck.Card, bool) {
	from, to, remark := b.Body()
	steps := b.arrowSteps(from, to)
	arrows := steps != nil
	if steps == nil {
		steps = b.numberedSteps(from, to)
	}
	if steps == nil && b.Term != "" && b.Count(from, to, inline.Semi) > 1 && countsSteps(b.Lex, b.Term) {
		steps = b.shortParts(from, to, inline.Semi)
	}
	if steps == nil {
		steps = b.wordedSteps(from, to)
	}
	term := ""
	if steps == nil && (b.Term == "" || b.Rest == "") && b.doc.hasChildren(b.index) {
		over, _ := inline.CutRemark(b.nearest())
		if term = inline.Unmarked(b.Source); countsSteps(b.Lex, term) || countsSteps(b.Lex, over) {
			steps = b.orderedChildren()
		}
	}
	if steps == nil {
		return nil, false
	}
	if term == "" {
		term = b.ask()
	}
	if b.Term == "" && b.Count(0, len(b.Source), inline.Arrow) > 0 {
		term = b.subject()
	}
	if term == "" || inline.TermSize(term) > 1 {
		return nil, false
	}
	last := len(steps) - 1
	if text, more := inline.CutRemark(steps[last]); more != "" && remark == "" {
		steps[last], remark = text, more
	}
	cards := []deck.Card{{
		Slot: "order", Prompt: b.counted(term, len(steps), "steps"), Answer: strings.Join(steps, " → "),
		Extra: remark, Members: steps, Forms: deck.Reveal | deck.Order,
	}}
	if !card.Bound(&cards[0]) {
		b.overflows = true
		return nil, false
	}
	if len(steps) > maxMembers+1 {
		cards[0].Weaken(deck.ReasonLongList)
		return cards, true
	}
	if b.Term == "" && arrows && !b.saysOrder(term) {
		cards[0].Weaken(deck.ReasonGeneric)
	}
	for i := 1; i < last; i++ {
		step := steps[i]
		if !b.Han {
			step = quoted(step)
		}
		c := card.Forward(term+deck.Dot+b.sayOf("after", step), steps[i+1])
		c.Slot = "next:" + card.SlotKey(steps[i])
		c.Forms |= deck.Cloze
		c.Weaken(deck.ReasonNext)
		cards = append(cards, c)
	}
	return cards, true
}

// quoted puts a step of several words in quotation marks, so that it stands apart from the words around it.
func quoted(s string) string {
	if text.CountWords(s) > 1 && !text.IsCode(s) {
		return "“" + s + "”"
	}
	return s
}

// arrowSteps cuts at two arrows or more.
func (b *bullet) arrowSteps(from, to int) []string {
	if b.Count(from, to, inline.Arrow) < 2 {
		return nil
	}
	return b.shortParts(from, to, inline.Arrow)
}

// shortParts cuts at the signs of set into three to twelve short parts that differ, or returns nil.
func (b *bullet) shortParts(from, to int, set inline.SignSet) []string {
	if n := b.Count(from, to, set) + 1; n < minMembers || n > mostMembers {
		return nil
	}
	var out []string
	for _, p := range b.Parts(from, to, set) {
		t := b.trim(p.Text)
		if !text.HasWord(t) || text.Columns(t) > maxMemberCols || slices.Contains(out, t) {
			return nil
		}
		out = append(out, t)
	}
	return out
}

// numberedSteps cuts at 1) 2) 3) or ①②③.
func (b *bullet) numberedSteps(from, to int) []string {
	str := b.Source[from:to]
	if !strings.Contains(str, "1)") && !strings.Contains(str, "①") {
		return nil
	}
	var out []string
	for n := 1; n <= mostMembers; n++ {
		mark := string(rune('0'+n)) + ")"
		at := -1
		if n < 10 {
			if at = strings.Index(str, mark); at > 0 && text.IsAlnum(str[at-1]) {
				at = -1
			}
			if at > 0 && str[at-1] == '(' {
				at, mark = at-1, "("+mark
			}
		}
		if at < 0 {
			mark = string(rune('①' + n - 1))
			at = strings.Index(str, mark)
		}
		if at < 0 {
			break
		}
		if n == 1 && text.HasWord(str[:at]) {
			return nil
		}
		if n > 1 {
			out = append(out, b.trim(str[:at]))
		}
		str = str[at+len(mark):]
		if n == mostMembers {
			return nil
		}
	}
	if len(out)+1 < minMembers {
		return nil
	}
	out = append(out, b.trim(str))
	for _, s := range out {
		if !text.HasWord(s) || text.Columns(s) > maxMemberCols {
			return nil
		}
	}
	return out
}

// countsSteps reports whether a term has a word for steps, with their number or without: 三次握手, "three-step", 流程.
func countsSteps(lex *text.Lexicon, term string) bool {
	for _, w := range lex.Words(text.ClassCountersSteps) {
		if i := strings.Index(term, w); i > 0 {
			r, size := utf8.DecodeLastRuneInString(term[:i])
			_, before := utf8.DecodeLastRuneInString(term[:i-size])
			if lex.HasPrefix(text.ClassOrdinals, term[i-size-before:]) {
				continue // 第四步 is one step
			}
			if r >= '3' && r <= '9' || lex.HasRune(text.ClassNumeralsSteps, r) {
				return true
			}
		}
	}
	low := text.Lower(term)
	return lex.Has(text.ClassStepCounts, low) || lex.Contains(text.ClassStepCounts, low) ||
		lex.HasPrefix(text.ClassStepCounts, low) || lex.HasSuffix(text.ClassStepCounts, low)
}

// orderUnit returns what the items under a title with an order are counted in, as a key of the phrases; "" where its
// words tell of no order.
func orderUnit(lex *text.Lexicon, title string) string {
	low := strings.ToLower(title)
	switch {
	case countsSteps(lex, title):
		return "steps"
	case lex.Has(text.ClassOrderTitles, low), lex.HasPrefix(text.ClassOrderTitles, low),
		lex.HasSuffix(text.ClassOrderTitles, low):
		return "in-order"
	}
	return ""
}

// wordedSteps reads 首先A，然后B，最后C and "first a, then b, finally c". Behind a term the first may go without its
// word.
func (b *bullet) wordedSteps(from, to int) []string {
	if b.Count(from, to, inline.ClauseEnds) < 2 {
		return nil
	}
	parts := b.Parts(from, to, inline.ClauseEnds)
	var out []string
	for i, p := range parts {
		class := text.ClassStepNext
		if i == 0 {
			class = text.ClassStepFirst
		}
		t := b.trim(p.Text)
		rest, ok := b.Lex.CutPrefix(class, strings.ToLower(t))
		if ok = ok && rest != ""; ok {
			t = strings.TrimLeft(t[len(t)-len(rest):], " ,，")
		}
		if !ok && (i > 0 || b.Term == "") || text.Columns(t) > maxMemberCols {
			return nil
		}
		out = append(out, t)
	}
	return out
}

// orderedChildren are the items of a numbered list under the bullet. That they are an order, its text says, or the
// title above: many number what has none.
func (b *bullet) orderedChildren() []string {
	kids := b.doc.children(b.index)
	if len(kids) < minMembers || len(kids) > mostMembers {
		return nil
	}
	var out []string
	for _, k := range kids {
		t := b.childText(k.Text)
		if !k.Ordered || t == "" || slices.Contains(out, t) {
			return nil
		}
		out = append(out, t)
	}
	return out
}

// childText is a nested bullet as a member of its parent: its term, or its text if that is short.
func (b *bullet) childText(s string) string {
	if len(s) > inline.MaxLength {
		return ""
	}
	t := inline.TermOf(b.Lex, s)
	if t == "" {
		t = b.trim(inline.Unmarked(inline.Heal(s)))
	}
	if !text.HasWord(t) || text.Columns(t) > maxMemberCols {
		return ""
	}
	return t
}

// saysOrder reports whether a title says what an order under it is of. One right above it does, one that speaks of
// steps, or one with nothing else under it; a chapter may hold many orders.
func (b *bullet) saysOrder(title string) bool {
	return b.parentTerm() != "" || b.Group != "" || b.Label != "" || countsSteps(b.Lex, title) || b.alone()
}

// alone reports whether no other bullet stands under the titles of this one.
func (b *bullet) alone() bool {
	same := func(i int) bool {
		return i >= 0 && i < len(b.doc.notes) && slices.Equal(b.doc.notes[i].Headings, b.Headings)
	}
	return !same(b.index-1) && !same(b.index+1)
}
