package recog

import (
	"slices"
	"strings"

	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// A gap asks for what it hides only if nothing on the screen says that. The learner sees the title of the document and
// of the chapter over each card, and the nearest titles on its front.

// givenAway reports whether a title over the bullet says what a gap hides; see card.Names for the spare words.
//
//	## The multiplier
//	- The multiplier ratio is …
func (b *bullet) givenAway(hidden string, spare int) bool {
	return slices.ContainsFunc(b.titles(), func(t string) bool { return card.Names(b.Lex, t, hidden, spare) })
}

// titles lists what stands over the bullet, the nearest last.
func (b *bullet) titles() []string {
	if len(b.above) == 0 {
		b.above = append(append(b.above, b.doc.head), b.Headings...)
		b.above = append(b.above, b.Label, b.Group, b.parentTerm())
	}
	return b.above
}

// toldByRest reports whether the rest of a sentence gives away what its gap hides, as another form of the word:
// "the promise that the ____ heard" hides the promisee.
func toldByRest(rest, hidden string) bool {
	for w := range strings.FieldsSeq(inline.Unmarked(hidden)) {
		if w = strings.Trim(w, "*_`.,()"); len(w) >= minStem && card.SharesStem(w, rest) {
			return true
		}
	}
	return false
}

// minStem is the least length of a word, in letters, that another form of it gives away.
const minStem = 6

// minIdentifies is how many words of content a description has at least that names one thing. With fewer it fits
// others too: "____ is a creature of the sea".
const minIdentifies = 4

// identifies reports whether what is said of a thing tells which one is meant.
func identifies(lex *text.Lexicon, said string) bool {
	return text.HasHan(said) || card.CountContent(lex, said) >= minIdentifies
}
