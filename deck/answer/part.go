package answer

import (
	"slices"
	"strings"

	"recall/deck/text"
)

// nearly reports whether an answer in words gives at least half of the right one, or all of it and up to two words
// more, or differs in a plural or an abbreviated word: "raises TypeError" for "a TypeError", "follow the logs" for
// "follows the log", "ref counting". Both texts are in canonical form.
func nearly(lex *text.Lexicon, form, typed string) bool {
	if text.HasHan(form) || text.HasHan(typed) {
		return nearlyHan(lex, form, typed)
	}
	a, t := strings.Fields(form), strings.Fields(typed)
	abridged := func(x, y string) bool { return len(y) > 2 && strings.HasPrefix(x, y) }
	same := func(x, y string) bool { return singular(lex, x) == singular(lex, y) || abridged(x, y) }
	if len(a) > 1 && slices.EqualFunc(a, t, same) {
		return true
	}
	if len(t) > len(a) {
		rest, within := leaveOut(t, a)
		return within && len(rest) <= 2 && harmless(lex, rest, form)
	}
	rest, within := leaveOut(a, t)
	return within && len(typed)*2 >= len(form) && harmless(lex, rest, typed)
}

// nearlyHan is nearly for Chinese, which has no spaces between words: 引用计数法 for 引用计数, 释放 for 被释放.
func nearlyHan(lex *text.Lexicon, form, typed string) bool {
	long, short := form, typed
	if len(typed) > len(form) {
		long, short = typed, form
	}
	before, after, within := strings.Cut(long, short)
	rest := before + after
	if !within || text.CountHan(short) < 2 || hasFigure(rest) || len(lex.Polarity(rest)) > 0 {
		return false
	}
	return text.CountHan(rest) <= 2 || len(short)*2 >= len(long)
}

func singular(lex *text.Lexicon, word string) string {
	if len(word) > 3 {
		word, _ = lex.CutSuffix(text.ClassPluralEndings, word)
	}
	return word
}

// leaveOut removes the words of part, which must be consecutive, from all.
func leaveOut(all, part []string) (rest []string, within bool) {
	for i := 0; i+len(part) <= len(all); i++ {
		if slices.Equal(all[i:i+len(part)], part) {
			return slices.Concat(all[:i], all[i+len(part):]), true
		}
	}
	return nil, false
}

// harmless reports whether words may be missing from an answer, or extra in it: they hold no figure, reverse nothing
// and have no opposite. A bound may be missing where both answers contain a figure, as in "max 200 items".
func harmless(lex *text.Lexicon, words []string, both string) bool {
	rest := strings.Join(words, " ")
	if hasFigure(rest) || offersMore(lex, words) {
		return false
	}
	figure := hasFigure(both)
	return !slices.ContainsFunc(lex.Polarity(rest), func(w string) bool {
		bound := lex.Has(text.ClassPolarityTurning, w) && !lex.Has(text.ClassPolarityNegators, w)
		return !figure || !bound
	})
}

// harmlessCode is harmless for code tokens, where min and read are just names.
func harmlessCode(lex *text.Lexicon, tokens []string) bool {
	negates := func(w string) bool { return lex.Has(text.ClassPolarityNegators, w) }
	return !hasFigure(strings.Join(tokens, " ")) && !offersMore(lex, tokens) && !slices.ContainsFunc(tokens, negates)
}

func hasFigure(s string) bool { return strings.ContainsAny(s, "0123456789") }

// offersMore reports whether one of the words introduces an alternative answer.
func offersMore(lex *text.Lexicon, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return lex.Has(text.ClassAlternatives, w) })
}
