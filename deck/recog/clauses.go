package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// clauses takes a term with two to four points. A sentence that only holds commas is no such thing and is left
// to the definition.
//
//	std::unique_ptr: sole owner, freed at scope end
//	闭包：捕获外部变量，延长其寿命
func clauses(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" || b.lame() || b.Count(b.RestAt, len(b.Source), inline.Stop) > 0 {
		return nil, false
	}
	from, to, remark := b.Body()
	points := b.points(from, to)
	if points == nil {
		return nil, false
	}
	answer := strings.TrimSpace(b.Source[from:to])
	if text.Columns(answer) > card.MaxAnswer || questionTerm(b.Term) {
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
	c := card.Forward(b.counted(b.ask(), len(points), "points", "点"), answer)
	c.Extra, c.Forms = remark, deck.Reveal
	var p, a [24]uint64
	asked, said := text.TokensOf(c.Prompt, p[:0]), text.TokensOf(answer, a[:0])
	switch {
	case clauseTerm(b.Term):
		c.Weaken(deck.ReasonClause)
	case vague(answer):
		c.Weaken(deck.ReasonVague)
	case card.Restates(b.Term, asked, answer, said):
		c.Weaken(deck.ReasonRestates)
	case card.HalfLeaks(asked, answer, said):
		c.Weaken(deck.ReasonHalfLeak)
	}
	cards := []deck.Card{c}
	if len(points) == 2 && !parallel(points) && b.nameable() && meaningful(points[0]) && len(b.Aliases) == 0 && !strings.Contains(points[0], "是") {
		cards = append(cards, card.Reverse(points[0], b.Term, b.Aliases))
	}
	if len(points) > 2 {
		sep, colon := b.say(", ", "，"), b.say(": ", "：")
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

// parallel tells points built alike, of which none is the gloss: 前期…，后期….
func parallel(points []string) bool {
	x, y := []rune(points[0]), []rune(points[1])
	if text.IsDigit(points[0][0]) && text.IsDigit(points[1][0]) {
		return true
	}
	n := min(len(x), len(y), 3)
	for i := range n {
		if x[i] == y[i] && text.IsLetterOrDigit(x[i]) && (text.IsHan(x[i]) || i == 0 && text.FirstWord(points[0]) == text.FirstWord(points[1])) {
			return true
		}
	}
	return false
}

// several tells points to be recalled one by one from one answer with a comma in it: "mid March, indoors", "an honest,
// simple herb". Two are so only where both say enough for a statement, are built alike, or have a semicolon between.
func (b *bullet) several(points []string, from, to int) bool {
	if len(points) > 2 || b.Count(from, to, inline.Semi) > 0 || parallel(points) {
		return true
	}
	if text.HasHan(b.Rest) {
		x, y := text.Columns(points[0]), text.Columns(points[1])
		return min(x, y) >= minPoint && max(x, y) <= maxPair
	}
	first, second := text.CountWords(points[0]), text.CountWords(points[1])
	return first > 1 && second > 1 && first+second > 5 && !(first == 2 && articles[text.FirstWord(points[0])])
}

var articles = text.SetOf("a|an|the")

// minPoint is the narrowest of two Chinese clauses that are a statement each.
const minPoint = 8

// maxPair is the widest of two Chinese points with a comma between: wider, the second goes on with what the first says (热点键过期，大量请求打到数据库).
const maxPair = 14

// maxPoint is the widest of several points: wider ones are the clauses of a sentence.
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
		t := inline.Trim(p.Text)
		if !text.HasWord(t) || slices.Contains(out, t) {
			return nil
		}
		if set == inline.Semi {
			out = append(out, t)
			continue
		}
		if b.Han && text.HasHan(b.Rest) {
			if w := text.Columns(t); w < 4 || w > maxPoint || i == 0 && opensSentence(t) || i > 0 && continuesSentence(t) {
				return nil
			}
		} else if text.CountWords(t) > 5 || text.Conjunctions[text.FirstWord(t)] || i == 0 && text.CountWords(t) == 1 && text.FunctionWords[text.FirstWord(t)] || strings.HasSuffix(text.FirstWord(t), "ly") || i > 0 && strings.HasSuffix(text.FirstWord(t), "ing") {
			return nil
		}
		out = append(out, t)
	}
	return out
}

// opensSentence tells a Chinese clause that only leads to the next one: a condition, a place, a time.
func opensSentence(t string) bool {
	if text.HasAnyPrefix(t, "如果", "若", "当", "对", "由于", "因为", "为了", "为", "表示", "跟", "如", "像", "通过", "除了", "除", "在", "从", "虽然", "尽管", "即使", "只要", "只有", "一旦", "假设", "比如", "例如", "与", "和", "无论", "不管", "随着", "根据", "按照", "每当", "每次", "首先", "不仅", "不但", "既", "它", "这", "其中", "即", "先", "一般", "通常", "默认", "有时", "必须先") {
		return true
	}
	for _, w := range [...]string{"时", "后", "前", "下", "中", "上", "里", "的话", "之间", "则", "以来", "期间", "而言", "来说", "情况"} {
		if strings.HasSuffix(t, w) {
			return true
		}
	}
	return false
}

// continuesSentence tells a Chinese clause that needs the one before it.
func continuesSentence(t string) bool {
	return text.HasAnyPrefix(t, "从而", "但", "而", "则", "就", "因此", "所以", "因而", "以便", "以", "避免", "使", "让", "导致", "再", "然后", "最后", "直到", "直至", "即", "也", "还", "否则", "不过", "却", "并", "且", "或", "其", "它", "这", "如", "例如", "比如", "包括", "因为", "由于", "才", "不然", "又", "进而", "于是", "同时", "此时", "只有", "除非", "除了", "由", "被", "把", "将", "用于", "用来", "那么", "那", "会", "可", "不是", "而是", "无需", "不再", "后者", "需")
}

// questionTerm tells a term that asks: its answer is one thing, commas or not, and does not lead back to it.
func questionTerm(term string) bool {
	switch text.FirstWord(term) {
	case "why", "what", "when", "where", "how", "who", "which", "result", "effect", "reason", "cause", "return", "default":
		return true
	}
	if !text.HasHan(term) {
		return false
	}
	for _, w := range [...]string{"为什么", "为何", "何时", "何处", "什么", "如何", "怎么", "怎样", "哪", "谁", "多少"} {
		if strings.Contains(term, w) {
			return true
		}
	}
	return text.HasAnySuffix(term, "的原因", "的结果", "的条件", "的时机")
}
