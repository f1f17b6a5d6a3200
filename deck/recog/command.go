package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// command takes the only bullet under a title that says what is to be done, where the bullet is the command for it.
//
//	### List open ports
//	- `ss -ltn`
func command(b *bullet) ([]deck.Card, bool) {
	code := b.trim(b.Source)
	if len(code) < 2 || code[0] != '`' || !text.IsCode(code) || !strings.Contains(code, " ") || !b.standsAlone() {
		return nil, false
	}
	title := b.nearest()
	if !b.saysTask(title) || card.SaysCode(b.Lex, code, title) {
		return nil, false
	}
	c := card.Forward(title, code)
	if !text.Fits(code, card.MaxAnswer) {
		c.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c}, true
}

// standsAlone reports whether the bullet is the only one under its titles, with nothing below it.
func (b *bullet) standsAlone() bool {
	notes, i := b.doc.notes, b.index
	return b.Parent < 0 && len(b.Below) == 0 && !b.doc.hasChildren(i) &&
		(i == 0 || notes[i-1].Place != b.Place) && (i+1 == len(notes) || notes[i+1].Place != b.Place)
}

// saysTask reports whether a title says what one wants to do or to see, in some words, and is none of an example.
func (b *bullet) saysTask(title string) bool {
	if !b.names(title) || b.Lex.Has(text.ClassExerciseTitles, title) || inline.TermSize(title) > 1 {
		return false
	}
	for w := range strings.FieldsSeq(title) {
		if b.Lex.HasPrefix(text.ClassExamples, w) {
			return false
		}
	}
	return text.CountHan(title) >= minTaskHan || text.CountWords(title) >= minTaskWords
}

// How many words, or Han, say at least what a command is for. "Recursive" under a title doesn't.
const (
	minTaskWords = 2
	minTaskHan   = 4
)
