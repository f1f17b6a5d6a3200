package inline

import (
	"iter"
	"strings"

	"recall/deck/text"
)

// Over is what a bullet is called on the fronts of the bullets right below it, or "" where it has no name. One that
// answers for itself, and then goes on with other fields of its thing, lends them the thing alone: under 改革的背景：内忧外患,
// the field 性质 is one of 改革 and not of its 背景.
func Over(lex *text.Lexicon, bullet string, below iter.Seq[string]) string {
	title, term := shortTitle(lex, bullet)
	if text.HasHan(title) && lex.StartsTask(title) &&
		(lex.Contains(text.ClassListOpenersTitle, title) || lex.Contains(text.ClassListOpenersPointer, title)) {
		return "" // 写出下列年份的大事 is what to do, and no name
	}
	if title == "" || term == "" {
		return title
	}
	owner := Owner(lex, title)
	if owner == "" {
		owner = Possessor(lex, title)
	}
	if owner != "" && fieldsBelow(lex, title, bullet, below) {
		return owner
	}
	return title
}

// fieldsBelow reports whether what stands below a bullet is no part of its own answer: a field of the same thing is among
// it, or the bullet announces it in a sentence of its own, as in 目的：富国强兵。其内容是：.
func fieldsBelow(lex *text.Lexicon, title, bullet string, below iter.Seq[string]) bool {
	if text.HasAnySuffix(strings.TrimRight(bullet, " *_"), ":", "：") {
		return true
	}
	looked := 0
	for s := range below {
		if t := TermOf(lex, s); lex.IsGeneric(t) || SameField(title, t) {
			return true
		}
		if looked++; looked == maxFields {
			break
		}
	}
	return false
}

// maxFields is how many bullets below another are looked at: no event has more fields, and a hostile file may have
// thousands.
const maxFields = 20

// Label is the text of a bullet that is no more than a generic label, which says of what kind the bullets below it are:
// 经过, "Pros:". It is "" for any other bullet, and for one such as "Examples:", of which each shows what it is.
func Label(lex *text.Lexicon, s string) string {
	if len(s) > maxLabel || TermOf(lex, s) != "" {
		return ""
	}
	t := TitleText(lex, Unmarked(Heal(s)))
	if !lex.IsGeneric(t) || lex.Has(text.ClassExampleColumns, t) || lex.Has(text.ClassAdmonitions, t) {
		return ""
	}
	return t
}

// maxLabel is the greatest length in bytes of a label with its markup.
const maxLabel = 80
