package recog

import (
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// copula takes a sentence that says what something is, or what it is called, and hides the name. Where a title names
// that already, or what is said fits much else, it asks what the thing is.
//
//	Photosynthesis is the process that turns light into chemical energy.
//	死锁是指多个事务互相等待对方的锁
func copula(b *bullet) ([]deck.Card, bool) {
	if len(b.Source) > 600 || b.Count(0, len(b.Source), inline.Quest|inline.Arrow) > 0 {
		return nil, false
	}
	if c, ok := b.figureOf(); ok {
		return []deck.Card{c}, true
	}
	at, verb := b.cutCopula()
	if verb == "" {
		return b.attribute()
	}
	said, extra := b.sentence(at + len(verb))
	subject := b.Source[:at]
	if b.Lex.Contains(text.ClassCopulasNaming, verb) {
		return b.naming(subject, verb, said, extra)
	}
	name, aliases := inline.CutAliases(b.Lex, subjectName(b.Lex, subject), nil)
	if !defines(b.Lex, name) || !says(b.Lex, said) {
		return nil, false
	}
	back := card.Reverse(name, said, nil)
	back.Extra = extra
	if full, ok := strings.CutSuffix(verb, "是"); ok && strings.HasPrefix(verb, "的") {
		back.Prompt += full // DNA的全称
	}
	if b.givenAway(name, 1) || !identifies(b.Lex, said) {
		back.Slot = "forward"
		b.weigh(&back, name, said)
		return []deck.Card{back}, true
	}
	c := card.Forward(deck.Gap+verb+said, name)
	c.Forms = c.Forms&^deck.Choice | deck.Cloze | deck.Type
	c.Accept, c.Extra = aliases, extra
	b.weigh(&c, name, said)
	b.weigh(&back, name, said)
	return []deck.Card{c, back}, true
}

// weigh makes a draft of a card whose description is too long, is cut short or only repeats the name.
func (b *bullet) weigh(c *deck.Card, name, said string) {
	switch {
	case c.Answer == said && !text.Fits(said, card.MaxAnswer), !text.Fits(said, 3*card.MaxAnswer):
		c.Weaken(deck.ReasonTooLong)
	case b.Lex.HasSuffix(text.ClassOpenEnds, said):
		c.Weaken(deck.ReasonPartial)
	case c.Answer == said && strings.Contains(name, " ") && card.RestatesStems(b.Lex, name, said):
		c.Weaken(deck.ReasonRestates)
	}
}

// figureOf makes the card of a sentence that is a name and its figure: "The default port of Redis is 6379",
// 首部最小长度为20字节.
func (b *bullet) figureOf() (deck.Card, bool) {
	if b.Count(0, len(b.Source), inline.Comma|inline.Semi|inline.Dun|inline.Dash) > 0 {
		return deck.Card{}, false
	}
	s := strings.TrimRight(b.Source, ".。 ")
	for _, verb := range b.Lex.Patterns(text.ClassCopulasFigure) {
		if !strings.Contains(s, verb) { // faster than to look from the end
			continue
		}
		at := strings.LastIndex(s, verb)
		if at <= 0 {
			continue
		}
		figure := strings.TrimSpace(s[at+len(verb):])
		number, unit := b.Lex.CutQuantity(strings.ToLower(figure))
		if number == "" || unit != "" && !b.Lex.Has(text.ClassUnits, unit) {
			continue
		}
		if name := subjectName(b.Lex, b.Source[:at]); defines(b.Lex, name) && !text.Fits(name, 3) {
			c := card.Forward(name, figure)
			c.Forms |= deck.Type
			return c, true
		}
	}
	return deck.Card{}, false
}

// naming makes the card of "…称为X", which shows what is meant and hides the name.
func (b *bullet) naming(subject, verb, name, extra string) ([]deck.Card, bool) {
	if text.CountHan(name) > 12 || text.CountWords(name) > 4 || text.Columns(name) < 3 ||
		!text.Fits(subject, card.MaxAnswer) || !meaningful(b.Lex, subject) ||
		b.Count(0, len(subject), inline.Stop) > 0 {
		return nil, false
	}
	c := card.Forward(subject+verb+deck.Gap, name)
	c.Forms, c.Extra = c.Forms&^deck.Choice|deck.Cloze|deck.Type, extra
	return []deck.Card{c}, true
}

// sentence is the text from i to the end of its sentence, or of its first clause where the sentence is wide and goes on
// with a remark. extra is what follows. Where it goes on with more conditions, only all of it is true: "has been passed,
// and signed".
func (b *bullet) sentence(i int) (said, extra string) {
	to := len(b.Source)
	for _, kind := range [...]inline.SignSet{inline.Stop, inline.Comma | inline.Semi} {
		if text.Fits(b.Source[i:to], card.MaxAnswer) && kind != inline.Stop {
			break
		}
		for _, s := range b.Signs {
			if s.Kind&kind == 0 || s.At <= i || s.End > to || text.Columns(b.Source[i:s.At]) < minSentence {
				continue
			}
			if s.Kind&inline.Comma != 0 && b.addsCondition(b.Source[s.End:to]) {
				break
			}
			to, extra = s.At, b.trim(b.Source[s.End:])
			break
		}
	}
	return b.trim(b.Source[i:to]), extra
}

// addsCondition reports whether what follows a comma continues a list of conditions, with a last one behind "and".
func (b *bullet) addsCondition(rest string) bool {
	if text.HasHan(rest) || continues(b.Lex, rest) {
		return false
	}
	before := ""
	for w := range strings.FieldsSeq(rest) {
		if b.Lex.Has(text.ClassJoinersTyped, before) {
			return !b.Lex.Has(text.ClassNotSubjects, w) // "and it" begins another statement
		}
		before = w
	}
	return false
}

// cutCopula finds the verb between a name and what it is; verb is "" where there is none.
func (b *bullet) cutCopula() (at int, verb string) {
	if at, verb = b.copulaBehindLead(); verb != "" {
		return at, verb
	}
	_, first := utf8.DecodeRuneInString(b.Source) // a subject stands before the verb
	if at, verb = b.Lex.Index(text.ClassCopulasSentence, b.Source[first:]); at < 0 {
		return 0, ""
	}
	at += first
	for _, p := range b.Spans {
		if at > p.At && at < p.End {
			return 0, ""
		}
	}
	if !b.Lex.Contains(text.ClassCopulasNaming, verb) &&
		b.Count(0, at+1, inline.Comma|inline.Semi|inline.Dun|inline.Stop|inline.Dash) > 0 {
		return 0, ""
	}
	return at, verb
}

// copulaBehindLead finds the verb right behind bold text or code at the start.
func (b *bullet) copulaBehindLead() (at int, verb string) {
	if len(b.Spans) == 0 || b.Spans[0].At != 0 ||
		b.Spans[0].Kind != inline.BoldSpan && b.Spans[0].Kind != inline.CodeSpan {
		return 0, ""
	}
	at = b.Spans[0].End
	said, ok := b.Lex.CutPrefix(text.ClassCopulasLead, b.Source[at:])
	if !ok || b.Lex.HasPrefix(text.ClassCopulaBreaks, said) {
		return 0, ""
	}
	verb = b.Source[at : len(b.Source)-len(said)]
	if !text.HasHan(verb) && b.Lex.Contains(text.ClassCopulasFigure, verb) &&
		!b.Lex.HasPrefix(text.ClassSaysWhatLead, said) {
		return 0, "" // "is" may say how the thing is, not what
	}
	return at, verb
}

// subjectName is the subject without its article and adverbs, and a name in quotes without the word for what it is: "the
// term “slack water” means".
func subjectName(lex *text.Lexicon, s string) string {
	s, _ = lex.CutWord(text.ClassArticles, inline.Unmarked(s))
	s = strings.ReplaceAll(strings.ReplaceAll(s, "*(", "("), ")*", ")") // italics only set the bracket off
	for _, adverb := range lex.Patterns(text.ClassSubjectAdverbs) {
		s = strings.TrimSuffix(s, adverb)
	}
	s = strings.TrimSpace(s)
	if kind, name, ok := strings.Cut(s, " "); ok && isQuoted(name) && !strings.Contains(kind, "\"") {
		s = strings.Trim(name, "\"“”„")
	}
	return s
}

// defines reports whether a subject has a name: it is a few words, with no pronoun and no verb among them.
func defines(lex *text.Lexicon, name string) bool {
	if text.CountWords(name) > 5 || text.CountHan(name) > 12 || !text.HasWord(name) ||
		lex.Has(text.ClassNotSubjects, text.FirstWord(name)) ||
		lex.HasPrefix(text.ClassNotSubjects, name) || lex.HasSuffix(text.ClassNotSubjects, name) {
		return false
	}
	for w := range strings.FieldsSeq(name) { // a verb inside: "what follows is the", "the first step to take is a"
		if lex.Has(text.ClassClauseWords, w) {
			return false
		}
	}
	return true
}
