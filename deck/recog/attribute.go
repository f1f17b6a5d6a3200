package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// attribute takes a Chinese sentence that tells one aspect of a thing, or what only one thing is.
//
//	起义的标志是钟楼的钟声
//	盐湖是高原上最大的湖
func (b *bullet) attribute() ([]deck.Card, bool) {
	const is = "是"
	at := strings.Index(b.Source, is)
	if at <= 0 || b.Count(0, len(b.Source), inline.Comma|inline.Semi|inline.Dash) > 0 || b.within(at) ||
		text.HasAnySuffix(b.Source, ":", "：") || b.Lex.HasPrefix(text.ClassCopulaBreaks, b.Source[at+len(is):]) {
		return nil, false
	}
	said, extra := b.sentence(at + len(is))
	subject := inline.Unmarked(b.Source[:at])
	if extra != "" || strings.Contains(said, is) || text.Columns(said) > card.MaxAnswer || vague(b.Lex, said) ||
		questionTerm(b.Lex, said) ||
		b.Lex.HasPrefix(text.ClassNotSubjects, subject) || b.Lex.HasSuffix(text.ClassNotSubjects, subject) {
		return nil, false
	}
	var c deck.Card
	switch of := strings.LastIndex(subject, "的"); {
	case of > 0 && text.CountHan(subject[:of]) > 1 && b.isAspect(subject[of+len("的"):]):
		c = card.Forward(subject, said)
	case b.unique(subject) && text.CountHan(said) <= 12 && text.HasHan(said):
		c = card.Forward(subject+is+deck.Gap, said)
		c.Forms = c.Forms&^deck.Choice | deck.Cloze | deck.Type
	case b.unique(said) && b.named(subject):
		c = card.Forward(deck.Gap+is+said, subject)
		c.Forms = c.Forms&^deck.Choice | deck.Cloze | deck.Type
	default:
		return nil, false
	}
	if b.givenAway(c.Answer, 0) {
		c.Weaken(deck.ReasonLeak)
	}
	return []deck.Card{c}, true
}

// isAspect reports whether a label asks for something of the thing before it: 作用, 标志.
func (b *bullet) isAspect(label string) bool {
	return b.Lex.IsGeneric(label) || b.Lex.Has(text.ClassAspects, label)
}

// unique reports whether a description fits one thing only.
func (b *bullet) unique(s string) bool {
	return b.Lex.Contains(text.ClassUnique, s) && !b.Lex.Contains(text.ClassUniqueNot, s)
}
