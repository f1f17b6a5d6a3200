package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// framed takes a sentence with a verb in two parts, and hides what stands between them.
//
//	Galle wird in der Leber gebildet
//	血液由血浆和血细胞组成
func (b *bullet) framed() ([]deck.Card, bool) {
	at, verb := b.Lex.Index(text.ClassFrames, b.Source)
	if at <= 0 || b.Count(0, len(b.Source), ^(inline.Slash|inline.Dun|inline.Stop)) > 0 || isEquation(b.Source) ||
		b.within(at) || !b.named(b.Source[:at]) {
		return nil, false
	}
	said, extra := b.sentence(at + len(verb))
	passive := b.Lex.Contains(text.ClassFramesPassive, verb)
	said, end := b.cutEnd(said, passive)
	if end == "" || text.Columns(said) < 3 || text.Columns(said) > card.MaxAnswer || vague(b.Lex, said) ||
		b.Lex.HasPrefix(text.ClassVerbBreaks, said) || b.joinsVerbs(said) || b.oneAnchor() != nil {
		return nil, false
	}
	c := card.Forward(b.Source[:at+len(verb)]+deck.Gap+end, said)
	c.Forms, c.Extra = c.Forms&^deck.Choice|deck.Cloze, extra
	switch {
	case passive: // where, how and by whom may all stand there
		c.Weaken(deck.ReasonOpen)
	case b.givenAway(said, 0):
		c.Weaken(deck.ReasonLeak)
	}
	return []deck.Card{c}, true
}

// cutEnd takes the second part of a verb off the end of what is said. end is "" where there is none.
func (b *bullet) cutEnd(s string, passive bool) (said, end string) {
	if text.HasHan(s) {
		said, _ = b.Lex.CutSuffix(text.ClassFrameEnds, s)
		return said, s[len(said):]
	}
	at := strings.LastIndexByte(s, ' ')
	if at < 0 {
		return s, ""
	}
	last := s[at+1:]
	switch {
	case !passive && b.Lex.Has(text.ClassFrameEnds, last):
	case passive && b.Lex.HasSuffix(text.ClassFrameEnds, last) && !unicode.IsUpper(text.FirstRune(last)) &&
		b.Lex.Has(text.ClassFrameStarts, text.FirstWord(s)):
	default:
		return s, ""
	}
	return s[:at], s[at:]
}

// joinsVerbs reports whether a second statement may begin behind an "and": "setzt den Zähler zurück und gibt ihn aus".
func (b *bullet) joinsVerbs(said string) bool {
	and := false
	for w := range strings.FieldsSeq(said) {
		if and && !unicode.IsUpper(text.FirstRune(w)) && !b.Lex.Has(text.ClassDeterminers, w) {
			return true
		}
		and = b.Lex.Has(text.ClassJoinersSplit, w)
	}
	return false
}

// within reports whether a place is inside bold text, code or the like.
func (b *bullet) within(at int) bool {
	for _, p := range b.Spans {
		if at > p.At && at < p.End {
			return true
		}
	}
	return false
}
