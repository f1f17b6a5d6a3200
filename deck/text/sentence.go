package text

import "strings"

// IsSentence reports whether a text states something: it has a finite verb, as far as that shows without a grammar. A
// text without one is the name of a thing, or a request.
//
//	the heart has four chambers
//	A fifth spans 7 semitones
//	心脏有四个腔
func (l *Lexicon) IsSentence(s string) bool {
	if HasHan(s) {
		return l.Contains(ClassFiniteVerbs, s) || l.countedHave(s)
	}
	var few [32]string // without an allocation for most texts
	fields := few[:0]
	for w := range strings.FieldsSeq(s) {
		fields = append(fields, w)
	}
	for i := 1; i+1 < len(fields); i++ {
		w, next := fields[i], FirstWord(fields[i+1])
		switch {
		case l.Has(ClassFiniteVerbs, w):
			return true
		case w != Lower(w):
		case l.HasSuffix(ClassVerbEndingsPresent, w) && !l.HasSuffix(ClassVerbEndingsNot, w):
			counts := IsDigit(fields[i+1][0]) && i+2 < len(fields) && l.HasSuffix(ClassPluralEndings, fields[i+2])
			if counts || l.Has(ClassDeterminers, next) {
				return true
			}
		case l.HasSuffix(ClassVerbEndingsPast, w) && l.Has(ClassDeterminers, next):
			return true
		}
	}
	return false
}

// countedHave reports whether a verb of having stands before a number, as in 有四个腔. Where it is a part of a word
// (有限, 所有), no number follows.
func (l *Lexicon) countedHave(s string) bool {
	for _, have := range l.Words(ClassOwns) {
		if _, rest, found := strings.Cut(s, have); found {
			r := FirstRune(strings.TrimSpace(rest))
			return r < 0x80 && IsDigit(byte(r)) || l.HasRune(ClassNumeralsHave, r)
		}
	}
	return false
}
