package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// clauses takes a term with two to four points. A sentence that merely has commas in it is left to the
// definition.
//
//	std::unique_ptr: sole owner; freed at scope end
//	闭包：捕获外部变量，延长其寿命
func clauses(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" || b.lame() || countsOff(b.Lex, b.Term) || b.Count(b.RestAt, len(b.Source), inline.Stop) > 0 {
		return nil, false
	}
	from, to, remark := b.Body()
	points := b.points(from, to)
	if points == nil || b.runsOn(points, from, to) {
		return nil, false
	}
	answer := strings.TrimSpace(b.Source[from:to])
	if text.Columns(answer) > card.MaxAnswer || questionTerm(b.Lex, b.Term) {
		return nil, false
	}
	if text.IsCode(points[0]) { // a command, then what it prints
		c := card.Forward(b.ask(), points[0])
		c.Extra = strings.TrimLeft(strings.TrimPrefix(answer, points[0]), " ,;，；")
		return []deck.Card{c}, true
	}
	if !b.several(points, from, to) {
		return nil, false
	}
	c := card.Forward(b.counted(b.ask(), len(points), "points"), answer)
	c.Extra, c.Forms = remark, deck.Reveal
	var p, a [24]uint64
	asked, said := b.Lex.Tokens(c.Prompt, p[:0]), b.Lex.Tokens(answer, a[:0])
	switch {
	case clauseTerm(b.Lex, b.Term):
		c.Weaken(deck.ReasonClause)
	case b.Lex.Has(text.ClassAdmonitions, b.Term):
		c.Weaken(deck.ReasonGeneric)
	case vague(b.Lex, answer):
		c.Weaken(deck.ReasonVague)
	case card.Restates(b.Lex, b.Term, asked, answer, said):
		c.Weaken(deck.ReasonRestates)
	case card.HalfLeaks(asked, answer, said):
		c.Weaken(deck.ReasonHalfLeak)
	}
	cards := []deck.Card{c}
	if len(points) == 2 && !parallel(points) && b.nameable() && meaningful(b.Lex, points[0]) && !b.spelled(points[0]) && len(b.Aliases) == 0 &&
		!strings.Contains(points[0], "是") {
		cards = append(cards, card.Reverse(points[0], b.Term, b.Aliases))
	}
	if len(points) > 2 {
		sep, colon := b.say("clause-sign"), b.say("colon")
		for i, p := range points {
			shown := append([]string(nil), points...)
			shown[i] = deck.Gap
			g := card.Forward(b.ask()+colon+strings.Join(shown, sep), p)
			g.Slot, g.Forms = "cloze:"+card.SlotKey(p), g.Forms&^deck.Choice|deck.Cloze
			g.Weaken(deck.ReasonGap)
			cards = append(cards, g)
		}
	}
	return cards, true
}

// runsOn reports whether points are no more than a list within one statement, whose count would be wrong: "regulates the
// start, course and end", or members with "etc." behind them.
func (b *bullet) runsOn(points []string, from, to int) bool {
	if b.Han || b.Count(from, to, inline.Semi) > 0 {
		return false
	}
	if openEnd(b.Lex, b.Source[from:to]) < to-from {
		return true
	}
	for _, and := range b.Lex.Words(text.ClassJoinersSplit) {
		if strings.Contains(points[len(points)-1], " "+and+" ") {
			return true
		}
	}
	return false
}

// parallel reports whether two points are built alike, so that neither is the gloss: 前期…，后期….
func parallel(points []string) bool {
	x, y := []rune(points[0]), []rune(points[1])
	if text.IsDigit(points[0][0]) && text.IsDigit(points[1][0]) {
		return true
	}
	n := min(len(x), len(y), 3)
	for i := range n {
		if x[i] == y[i] && text.IsLetterOrDigit(x[i]) &&
			(text.IsHan(x[i]) || i == 0 && strings.EqualFold(text.FirstWord(points[0]), text.FirstWord(points[1]))) {
			return true
		}
	}
	return false
}

// several reports whether points are recalled one by one. "mid March, indoors" and "a partnership, one of whom is
// careless" are one answer with a comma in it: two points must be built alike or have a semicolon between them, or, in
// Chinese, both be statements.
func (b *bullet) several(points []string, from, to int) bool {
	if len(points) > 2 || b.Count(from, to, inline.Semi) > 0 || parallel(points) {
		return true
	}
	if text.HasHan(b.Rest) {
		x, y := text.Columns(points[0]), text.Columns(points[1])
		return min(x, y) >= minPoint && max(x, y) <= maxPair
	}
	return false
}

// minPoint is the least width of each of two Chinese clauses that are statements.
const minPoint = 8

// maxPair is the greatest width of two Chinese points with a comma between them. Where one is wider, the second
// continues the first: 热点键过期，大量请求打到数据库.
const maxPair = 14

// maxPoint is the greatest width of a point. Wider ones are the clauses of a sentence.
const maxPoint = 30

// points cuts src[from:to] into two to four clauses that stand beside each other, or returns nil.
func (b *bullet) points(from, to int) []string {
	set := inline.ClauseEnds
	if n := b.Count(from, to, inline.Semi); n > 0 && n < 4 {
		set = inline.Semi
	}
	n := b.Count(from, to, set)
	if n < 1 || n > 3 {
		return nil
	}
	var out []string
	for i, p := range b.Parts(from, to, set) {
		t := b.trim(p.Text)
		if !text.HasWord(t) || slices.Contains(out, t) {
			return nil
		}
		if set == inline.Semi {
			if i > 0 && (b.Lex.Has(text.ClassTurns, text.FirstWord(t)) || b.Lex.HasPrefix(text.ClassTurns, t)) {
				return nil // "…; therefore it holds" ends one statement
			}
			out = append(out, t)
			continue
		}
		if b.Han && text.HasHan(b.Rest) {
			if w := text.Columns(t); w < 4 || w > maxPoint || i == 0 && opensSentence(b.Lex, t) ||
				i > 0 && b.Lex.HasPrefix(text.ClassClauseContinuers, t) {
				return nil
			}
		} else if !isPoint(b.Lex, t, i == 0) {
			return nil
		}
		out = append(out, t)
	}
	return out
}

// isPoint reports whether a clause without Han is a point by itself: short, and no part of a longer sentence.
func isPoint(lex *text.Lexicon, t string, first bool) bool {
	n, word := text.CountWords(t), text.Lower(text.FirstWord(t))
	return n <= 5 && !lex.Has(text.ClassConjunctionsPoints, word) && !lex.HasSuffix(text.ClassPointBreaksAny, word) &&
		!(first && n == 1 && littleWord(lex, word)) &&
		!(!first && lex.HasSuffix(text.ClassPointBreaksLater, word))
}

// opensSentence reports whether a Chinese clause only leads to the next one: it is a condition, a place or a time.
func opensSentence(lex *text.Lexicon, t string) bool {
	return lex.HasPrefix(text.ClassClauseOpeners, t) || lex.HasSuffix(text.ClassClauseOpeners, t)
}

// questionTerm reports whether a term asks: its answer is one thing, commas or not, and does not lead back to it.
func questionTerm(lex *text.Lexicon, term string) bool {
	return lex.Has(text.ClassQuestionWordsTerm, text.FirstWord(term)) || text.HasHan(term) &&
		(lex.Contains(text.ClassQuestionWordsTerm, term) || lex.HasSuffix(text.ClassQuestionWordsTerm, term))
}
