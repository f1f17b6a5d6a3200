package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// definition takes a term and what is said of it.
//
//	Mitochondrion: makes most of a cell's ATP
//	快照：某一时刻的数据副本
func definition(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" {
		return nil, false
	}
	answer, extra := b.statement()
	if answer == "" {
		return nil, false
	}
	if citesStudy(b.Term) && b.doc.hasChildren(b.index) {
		b.why = deck.ReasonHeads
		return nil, true
	}
	short := text.Fits(answer, card.MaxAnswer)
	fits := short
	if !short {
		if first, more, ok := gist(b.Lex, answer); ok {
			answer, extra, fits = first, strings.TrimSpace(more+" "+extra), true
		}
	}
	c := card.Forward(b.ask(), answer)
	c.Extra = extra
	var p, a [24]uint64
	asked, said := b.Lex.Tokens(c.Prompt, p[:0]), b.Lex.Tokens(answer, a[:0])
	switch {
	case !text.Fits(answer, 4*card.MaxAnswer):
		c.Weaken(deck.ReasonTooLong)
	case b.lame(), b.Lex.Has(text.ClassAdmonitions, b.Term), aside(b.Term):
		c.Weaken(deck.ReasonGeneric)
	case b.Lex.Has(text.ClassListOpenings, b.Term), b.Lex.HasPrefix(text.ClassExamples, b.Term):
		c.Weaken(deck.ReasonSample)
	case b.restIsLink():
		c.Weaken(deck.ReasonLinkList)
	case !fits:
		c.Weaken(deck.ReasonTooLong)
	case (vague(b.Lex, answer) || leansShortly(b.Lex, answer) && !describes(b.Lex, b.Term)) && !questionTerm(b.Lex, b.Term):
		c.Weaken(deck.ReasonVague)
	case clauseTerm(b.Lex, b.Term):
		c.Weaken(deck.ReasonClause)
	case b.partial(answer, extra):
		c.Weaken(deck.ReasonPartial)
	case card.Restates(b.Lex, b.Term, asked, answer, said), card.SpellsOut(b.Lex, b.Term, answer),
		text.CountWords(answer) <= 6 && card.SharesStem(b.Term, answer):
		c.Weaken(deck.ReasonRestates)
	case !b.Generic && card.HalfLeaks(asked, answer, said):
		c.Weaken(deck.ReasonHalfLeak)
	case glossed(b.trim(b.Rest)):
		c.Weaken(deck.ReasonSample)
	}
	if b.Term == b.ask() && !questionTerm(b.Lex, b.Term) && !b.namesAspect(b.Term) && !b.nearAspect() {
		card.AskFigure(b.Lex, &c, b.nearest())
	}
	if !c.Draft && short && b.nameable() && meaningful(b.Lex, answer) && !b.spelled(answer) && b.Term == b.ask() &&
		text.SharePercent(said, asked) < 34 && !card.SharesStem(b.Term, answer) &&
		!lists(b.Lex, answer) {
		return []deck.Card{c, card.Reverse(answer, b.Term, b.Aliases)}, true
	}
	return []deck.Card{c}, true
}

// glossed reports whether an answer is a sentence of another language with its translation in brackets, which is an
// example of the term: "She **had** sailed.（她已经启航。）"
func glossed(answer string) bool {
	if !text.HasHan(answer) {
		return false
	}
	at := strings.IndexAny(answer, "（(")
	if at < 0 || text.HasHan(answer[:at]) || text.CountWords(answer[:at]) < 3 {
		return false
	}
	gloss := strings.TrimRight(answer[at:], " )）。.")
	said := strings.TrimRight(answer[:at], " *_")
	return text.HasHan(gloss) && text.HasAnySuffix(said, ".", "!", "?")
}

// lists reports whether an answer names several things, which together lead back to no name: "cheap, light", 甲、乙.
func lists(lex *text.Lexicon, answer string) bool {
	commas := 0
	if strings.IndexByte(answer, ',') >= 0 {
		commas = strings.Count(answer, ", ")
	}
	if commas > 0 {
		for p := range strings.SplitSeq(answer, ", ") {
			if text.CountWords(p) > 3 {
				commas = 0
				break
			}
		}
	}
	if pairs(lex, answer) {
		return true
	}
	return commas > 1 || commas == 1 && text.CountWords(answer) <= 4 || strings.Count(answer, " / ") > 1 ||
		strings.Count(answer, "、") > 1 && !strings.Contains(answer, "，")
}

// maxPairHan is how many Han a pair of names has at most. A longer text with 和 in it says something.
const maxPairHan = 10

// pairs reports whether a Chinese answer names two kinds of the term, or two things in it: 红麦和白麦.
func pairs(lex *text.Lexicon, answer string) bool {
	if h := text.CountHan(answer); h < 2 || h > maxPairHan || lex.HasPrefix(text.ClassActions, answer) ||
		strings.ContainsAny(answer, "的，") {
		return false
	}
	for _, and := range lex.Words(text.ClassJoinersSplit) {
		if x, y, ok := strings.Cut(answer, and); ok && text.HasHan(and) && text.CountHan(x) > 1 && text.CountHan(y) > 1 {
			return true
		}
	}
	return false
}

// restIsLink reports whether nothing is said of the term but where to read on: titles or addresses of other sites.
func (b *bullet) restIsLink() bool {
	at, links := b.RestAt, 0
	for _, p := range b.Spans {
		away := p.Kind == inline.URLSpan || p.Kind == inline.LinkSpan && strings.HasPrefix(b.Source[p.To:], "](http")
		if p.At < at || !away {
			continue
		}
		if !joins(b.Lex, b.Source[at:p.At]) {
			return false
		}
		links++
		at = p.End
	}
	return links > 0 && joins(b.Lex, b.Source[at:])
}

// minSentence is the width from which a first sentence can be the answer by itself.
const minSentence = 10

// statement is the answer of a definition, and what is left for the back. Of several sentences the first is the answer,
// unless all are short together.
func (b *bullet) statement() (answer, extra string) {
	answer = b.trim(b.Rest)
	for _, s := range b.Signs {
		if s.At <= b.RestAt || s.Kind&inline.Stop == 0 {
			continue
		}
		first, more := b.trim(b.Source[b.RestAt:s.At]), b.trim(b.Source[s.End:])
		if text.Columns(first) >= minSentence &&
			(!text.Fits(answer, card.MaxAnswer/2) || b.Lex.HasPrefix(text.ClassExamples, more)) {
			answer, extra = first, more
		}
		break
	}
	answer = b.unsaid(answer)
	if extra != "" {
		return answer, extra
	}
	said, remark := inline.CutRemark(answer)
	w := text.Columns(said)
	if w >= minSentence && offersText(b.Lex, remark) {
		return said, remark
	}
	if !text.Fits(answer, card.MaxAnswer) && remark != "" && w <= card.MaxAnswer && w >= 12 {
		return said, remark
	}
	return answer, ""
}

// saysWhat reports whether a sentence says what a thing is or is for, so that others after it only add to it.
func saysWhat(lex *text.Lexicon, answer string) bool {
	if text.HasHan(answer) {
		return lex.Contains(text.ClassSaysWhatAnswer, answer)
	}
	return lex.HasPrefix(text.ClassSaysWhatAnswer, answer)
}

// unsaid takes the term off an answer that starts or ends with it, and a "this is" in its place.
func (b *bullet) unsaid(answer string) string {
	short := answer
	if len(answer) > len(b.Term) && strings.EqualFold(answer[:len(b.Term)], b.Term) {
		rest := answer[len(b.Term):]
		if text.HasHan(b.Term) || rest[0] == ' ' {
			short = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(rest, "，"), ","))
			for _, tail := range b.Lex.Patterns(text.ClassTermTails) {
				short = strings.TrimPrefix(short, tail)
			}
		}
	}
	short, _ = b.Lex.CutPrefix(text.ClassThisIs, short)
	if before, ok := strings.CutSuffix(short, b.Term); ok {
		for _, called := range b.Lex.Words(text.ClassCalled) {
			if said, ok := strings.CutSuffix(before, called); ok {
				short = said
				break
			}
		}
	}
	if short = strings.TrimSpace(short); text.Columns(short) < minSentence {
		return answer
	}
	return short
}

// aside reports whether a term begins as no name does: with a remark in brackets, or with an arrow from what stands
// above it. An acronym in brackets belongs to its name: "(SOG) Speed over ground".
func aside(term string) bool {
	if text.HasAnyPrefix(term, "=>", "->", "→", "⇒") {
		return true
	}
	remark, rest, ok := strings.Cut(term, ")")
	return ok && term[0] == '(' && (rest == "" || rest[0] == ' ') && inline.CountCapitals(remark) < 2
}

// vague reports whether an answer says nothing to ask for: it leans on what stands before it, is an opinion, or asks
// itself.
func vague(lex *text.Lexicon, answer string) bool {
	if lex.Has(text.ClassVagueAnswer, strings.Trim(answer, "*_` .")) || offersText(lex, answer) ||
		blocks.IsGroupLine(answer) || text.HasAnySuffix(answer, "?", "？") {
		return true
	}
	if text.HasHan(answer) {
		return lex.HasPrefix(text.ClassLeaningWord, answer)
	}
	return lex.Has(text.ClassLeaningWord, text.FirstWord(answer)) ||
		lex.HasPrefix(text.ClassLeaningOpener, answer) || lex.Contains(text.ClassLeaningOpener, answer)
}

// leansShortly reports whether an answer is a few words on what a pronoun stands for, "it must be dry". Where more is
// said, the pronoun is the term.
func leansShortly(lex *text.Lexicon, answer string) bool {
	return lex.Has(text.ClassLeaningPronoun, text.FirstWord(answer)) && card.CountContent(lex, answer) < minDefining
}

// offersText reports whether an answer says what the document offers, as lists of contents do: "recursive and iterative
// versions".
func offersText(lex *text.Lexicon, answer string) bool {
	said, _ := inline.CutRemark(answer)
	return lex.Has(text.ClassOffered, lastField(said))
}

// clauseTerm reports whether a term states something by itself, "Servers should be stateless", 客户端不要轻易相信证书, or
// says who speaks: 老师指出.
// One that asks (what X is, X的原因) and one with a relative clause (the language X is written in) do not.
func clauseTerm(lex *text.Lexicon, term string) bool {
	if text.HasHan(term) {
		return (lex.Contains(text.ClassClauseVerbs, term) || lex.HasSuffix(text.ClassClauseVerbs, term)) && !questionTerm(lex, term)
	}
	if text.CountWords(term) < 3 {
		return false
	}
	f := strings.Fields(term)
	return lex.Has(text.ClassClauseVerbs, f[1]) && !lex.Has(text.ClassConjunctionsMeanings, f[0]) &&
		!lex.Has(text.ClassConjunctionsMeanings, f[len(f)-1]) && !questionTerm(lex, term)
}

// nameable reports whether a learner can be asked for the term from its meaning: it is code, an acronym, a proper noun,
// or a Chinese name of up to eight Han. A label that counts or measures (Length, 第六层) is no name.
func (b *bullet) nameable() bool {
	t := b.Term
	if b.Generic || questionTerm(b.Lex, t) || countsOff(b.Lex, t) ||
		b.Lex.Has(text.ClassAskingNouns, lastField(t)) {
		return false
	}
	if text.CountHan(t) > 0 {
		return nameableHan(b.Lex, t)
	}
	if text.IsCode(t) {
		return true
	}
	n := text.CountWords(t)
	if n > 3 || !text.HasWord(t) || strings.Contains(t, "`") {
		return false
	}
	if n == 1 {
		return true
	}
	for _, w := range strings.Fields(t) {
		if !text.IsUpper(w[0]) && !text.IsDigit(w[0]) {
			return false
		}
	}
	return true
}

// countsOff reports whether a term is only a number in a series: 第六层. 第一性原理 is a name.
func countsOff(lex *text.Lexicon, t string) bool {
	rest, ok := lex.CutPrefix(text.ClassOrdinals, t)
	return ok && text.CountHan(strings.TrimLeftFunc(rest, func(r rune) bool {
		return unicode.IsDigit(r) || lex.HasRune(text.ClassNumeralsTitle, r)
	})) <= 1
}

// nameableHan reports whether a Chinese term is a name and no phrase: it is short, without code or particles, has no
// verb at its start, and at its end none of the nouns that only ask (…的原因, …方式, …大小).
func nameableHan(lex *text.Lexicon, t string) bool {
	h := text.CountHan(t)
	return h >= 2 && h <= 8 && text.Fits(t, 24) && !strings.ContainsAny(t, "，、；`") &&
		!strings.ContainsFunc(t, func(r rune) bool { return lex.HasRune(text.ClassPhraseMarks, r) }) &&
		!lex.HasSuffix(text.ClassAskingNouns, t) && !lex.HasPrefix(text.ClassActions, t)
}

// maxMeaning is the widest meaning that stands as a prompt.
const maxMeaning = 64

// isFormula reports whether s is a calculation: mass × acceleration, ½mv².
func isFormula(s string) bool {
	for _, r := range s {
		switch r {
		case '=', '×', '÷', '½', '²', '³':
			return true
		}
	}
	return strings.Contains(s, " + ") && !text.HasHan(s)
}

// hasTwoWords reports whether there are two runs of letters in s.
func hasTwoWords(s string) bool {
	words, in := 0, false
	for _, r := range s {
		letter := unicode.IsLetter(r) || r == '\''
		if letter && !in {
			words++
		}
		in = letter
	}
	return words > 1
}

// meaningful reports whether a meaning points to one name: it is a phrase, and no word or figure.
func meaningful(lex *text.Lexicon, answer string) bool {
	return text.Fits(answer, maxMeaning) && says(lex, answer)
}

// says reports whether an answer of any width says what something is.
func says(lex *text.Lexicon, answer string) bool {
	if at, _ := text.FindGrowth(answer); at == 0 || isFormula(answer) || text.IsCode(answer) {
		return false
	}
	first := text.FirstWord(answer)
	if lex.Has(text.ClassConjunctionsMeanings, first) || lex.Has(text.ClassPurposes, first) ||
		lex.HasPrefix(text.ClassMeaningBreaks, answer) || lex.Contains(text.ClassMeaningBreaks, answer) {
		return false
	}
	if h := text.CountHan(answer); h > 0 {
		return h >= 6 || text.Columns(answer) >= 14
	}
	return text.CountWords(answer) >= 3 && hasTwoWords(answer)
}
