package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Polarity lists the words of s that turn a statement round or have an opposite, in order, in small letters and without
// apostrophes. In Han they have two letters or one.
func (l *Lexicon) Polarity(s string) (list []string) {
	add := func(w string) bool {
		w = apostrophes.Replace(w)
		known := l.Has(ClassPolarity, w)
		if known {
			list = append(list, strings.ToLower(w))
		}
		return known
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case IsHan(r):
			_, more := utf8.DecodeRuneInString(s[i+n:])
			if more > 0 && add(s[i:i+n+more]) {
				n += more
			} else {
				add(s[i : i+n])
			}
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			n = wordLength(s[i:])
			add(s[i : i+n])
		default:
			add(s[i : i+n])
		}
		i += n
	}
	return list
}

var apostrophes = strings.NewReplacer("'", "", "’", "")

// wordLength returns how long the word is that s starts with: letters and figures that are no Han, and apostrophes
// between them.
func wordLength(s string) int {
	for i, r := range s {
		_, n := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		inner := (r == '\'' || r == '’') && unicode.IsLetter(next)
		if IsHan(r) || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !inner {
			return i
		}
	}
	return len(s)
}

// Turned reports whether a text that was edited says something else, as far as its words of polarity tell: one that
// turns a statement by itself came or went, one gave way to its opposite, or the two changed places. Others are also
// parts of other words, such as 目前 and "look up", and may come and go.
func (l *Lexicon) Turned(old, new string) bool {
	lost, gained := l.lacking(old, new), l.lacking(new, old)
	if len(lost)+len(gained) == 0 {
		return !slices.Equal(l.opposed(old), l.opposed(new))
	}
	turns := func(w string) bool { return l.Has(ClassPolarityTurning, w) }
	return slices.ContainsFunc(lost, turns) || slices.ContainsFunc(gained, turns) ||
		slices.ContainsFunc(lost, func(w string) bool { return l.isOpposed(w, gained) })
}

// opposed lists the words of a text whose opposite stands in it, too, in order.
func (l *Lexicon) opposed(s string) []string {
	all := l.Polarity(s)
	return slices.DeleteFunc(slices.Clone(all), func(w string) bool { return !l.isOpposed(w, all) })
}

// isOpposed reports whether the opposite of a word is among others.
func (l *Lexicon) isOpposed(word string, others []string) bool {
	return slices.ContainsFunc(l.Opposites(word), func(o string) bool { return slices.Contains(others, o) })
}

// TellsApart reports whether two names or answers are no slips of each other, though they may be one letter apart.
// Beside what turns a statement, any word of polarity with nothing in its place tells two names apart.
func (l *Lexicon) TellsApart(a, b string) bool {
	replaced := utf8.RuneCountInString(a) == utf8.RuneCountInString(b)
	return l.Turned(a, b) || !replaced && len(l.lacking(a, b))+len(l.lacking(b, a)) > 0
}

// lacking lists the words of polarity that a has more of than b, without those that stand in b with a slip in them.
func (l *Lexicon) lacking(a, b string) []string {
	words := strings.FieldsFunc(b, func(r rune) bool { return IsHan(r) || !unicode.IsLetter(r) })
	return slices.DeleteFunc(without(l.Polarity(a), l.Polarity(b)), func(lost string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return l.isSlip(lost, w) })
	})
}

// isSlip reports whether a word is one of polarity with a slip in it. People slip within a word or swap its first
// letters: "ever" is not "never".
func (l *Lexicon) isSlip(known, word string) bool {
	word = strings.ToLower(word)
	if len(known) < 4 || len(word) < 4 || l.Has(ClassPolarity, word) {
		return false
	}
	begins := known[0] == word[0] || known[0] == word[1] && known[1] == word[0]
	return begins && EditDistance([]rune(known), []rune(word), 1) <= 1
}

// without returns what a list has more of than another.
func without(list, other []string) (rest []string) {
	left := slices.Clone(other)
	for _, w := range list {
		if i := slices.Index(left, w); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else {
			rest = append(rest, w)
		}
	}
	return rest
}
