package recog

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// unnamed takes a statement without a subject: what it is said of stands right above it.
//
//	## Sextant
//	- measures the height of the sun
//	- used for navigation at sea
func (b *bullet) unnamed() ([]deck.Card, bool) {
	verb, joint := b.startVerb()
	if verb == "" || joint == " " && b.Parent < 0 && b.nearest() == "" {
		return nil, false
	}
	name := b.nameOver()
	if name == "" || joint == " " && !doesThings(b.Lex, name) ||
		text.HasHan(name) && b.Lex.Contains(text.ClassStatementVerbsForeign, verb) {
		return nil, false
	}
	cards, ok := b.behind(name+joint, len(verb), " "+verb)
	if ok && cards[0].Extra != "" && strings.Contains(b.Source, cards[0].Answer+", ") && !continues(b.Lex, cards[0].Extra) {
		return nil, false // a list that is cut
	}
	return cards, ok
}

// startVerb returns the verb with which the bullet starts, with the blank behind it, and what joins it to a name before
// it: a blank, or a dot before a verb that lacks its "is" or that any subject may have, be it one or many.
func (b *bullet) startVerb() (verb, joint string) {
	if text.StartsHan(b.Source) {
		if at, verb := b.Lex.Index(text.ClassStatementVerbs, b.Source); at == 0 {
			return verb, ""
		}
		return "", ""
	}
	start := lowerFirst(b.Source[:min(len(b.Source), 40)]) // no verb is longer
	if at, verb := b.Lex.Index(text.ClassStatementVerbs, " "+start); at == 0 {
		if text.HasHan(verb) || b.Lex.Contains(text.ClassStatementVerbsPlural, verb) {
			return "", ""
		}
		return verb[1:], " "
	}
	if rest, ok := b.Lex.CutPrefix(text.ClassPredicates, start); ok {
		return start[:len(start)-len(rest)], deck.Dot
	}
	for _, be := range b.Lex.Patterns(text.ClassCopulasFigure) {
		if at, verb := b.Lex.Index(text.ClassStatementVerbs, be+start); at == 0 && len(verb) > len(be) {
			return verb[len(be):], deck.Dot
		}
	}
	return "", ""
}

// nameOver is the name that stands right over the bullet, or "" where what stands there is no name of one thing. A title
// that only announces what a thing is, as "Definition", stands for the one around it.
func (b *bullet) nameOver() string {
	var title string
	if b.Parent >= 0 {
		title = b.parentTerm()
	} else {
		for _, t := range b.titles() {
			if t = inline.TitleText(b.Lex, t); t != "" && !b.Lex.Has(text.ClassOverviewTitles, t) {
				title = t
			}
		}
	}
	title = inline.Topic(b.Lex, title)
	if !titleNames(b.Lex, title) {
		return ""
	}
	return title
}

// doesThings reports whether a title can be the subject of a verb in the singular: it names a thing, and not some
// aspect of it, as "Advantages of steel" does.
func doesThings(lex *text.Lexicon, title string) bool {
	name, _ := inline.CutAliases(lex, title, nil)
	return !text.InPlural(name) && !lex.IsGeneric(text.FirstWord(name))
}

// titleNames reports whether a title is the name of one thing: no field or part of a thing, nothing to do, no sentence.
func titleNames(lex *text.Lexicon, title string) bool {
	name, _, _ := strings.Cut(title, " (")
	if title == "" || lex.IsGeneric(name) || !defines(lex, name) || text.CountWords(name) > 4 ||
		strings.ContainsAny(name, ":：?？,，/&<>=$\"。；") || lex.IsGeneric(text.FirstWord(name)) ||
		text.InPlural(name) && lex.IsGeneric(lastField(name)) || lex.IsDate(name) ||
		lex.Has(text.ClassSetTitles, name) || lex.Has(text.ClassFieldLabels, name) || lex.StartsTask(name) ||
		lex.StartsGoal(name, text.HasHan(name)) || lex.IsSentence(name) || inline.Owner(lex, name) != "" {
		return false
	}
	if text.HasHan(name) {
		for _, field := range lex.Words(text.ClassSetTitles) {
			if strings.HasSuffix(name, field) {
				return false
			}
		}
		return nameableHan(lex, strings.TrimLeftFunc(name, func(r rune) bool { return !text.IsHan(r) })) || len(name) < 4
	}
	for w := range strings.FieldsSeq(name) {
		if text.IsDigit(w[0]) && strings.ContainsFunc(w, unicode.IsLetter) || lex.Has(text.ClassPronouns, w) ||
			lex.Has(text.ClassFunctionWords, w) && !lex.Has(text.ClassPossessives, w) && !lex.Has(text.ClassArticles, w) &&
				!lex.Has(text.ClassJoinersLast, w) {
			return false
		}
	}
	at, _ := lex.Index(text.ClassStatementVerbs, " "+strings.ToLower(name)+" ")
	return at < 0 && !startsVerb(lex, lowerFirst(name), false)
}
