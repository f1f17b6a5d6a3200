package recog

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// statement takes a sentence that says what a thing does or has, and hides what follows the verb. The verb stays in the
// prompt: it tells which of the many things that can be said of the subject is meant.
//
//	The aorta carries oxygenated blood
//	跳表用于实现有序集合
func statement(b *bullet) ([]deck.Card, bool) {
	if b.Term != "" || len(b.Source) > 600 || b.Count(0, len(b.Source), inline.Quest|inline.Arrow) > 0 ||
		text.HasAnySuffix(b.Source, ":", "：", "...", "…") {
		return nil, false
	}
	at, verb := b.cutVerb()
	if verb == "" {
		if cards, ok := b.framed(); ok {
			return cards, true
		}
		return b.unnamed()
	}
	if !b.named(b.Source[:at]) {
		return nil, false
	}
	if b.oneAnchor() != nil {
		return nil, false // a smaller gap asks for it more precisely
	}
	return b.behind("", at+len(verb), verb)
}

// behind makes the card that asks for what follows a verb, which ends at i. subject is who does that, with what joins it
// to the verb, where the sentence doesn't say so.
func (b *bullet) behind(subject string, i int, verb string) ([]deck.Card, bool) {
	said, extra := b.sentence(i)
	if !b.complete(said) || b.Lex.HasPrefix(text.ClassVerbBreaks, b.Source[i:]) || isEquation(said) ||
		isEquation(b.Source[:i]) {
		return nil, false
	}
	asked := b.Source[:i]
	if subject != "" {
		asked = subject + lowerFirst(asked)
	}
	said, end := b.cutEnd(said, false)
	if end != "" && b.joinsVerbs(said) {
		return nil, false
	}
	c := card.Forward(asked+deck.Gap+end, said)
	c.Forms, c.Extra = c.Forms&^deck.Choice|deck.Cloze, extra
	switch {
	case b.Lex.Contains(text.ClassStatementVerbsOpen, verb) && !b.precise(said),
		b.Lex.HasPrefix(text.ClassPredicatesOpen, verb[1:]) && !(b.precise(strings.Trim(said, "*_")) && startsName(said)),
		b.startsClause(said), b.inTimeline():
		c.Weaken(deck.ReasonOpen)
	case b.givenAway(said, 0):
		c.Weaken(deck.ReasonLeak)
	}
	return []deck.Card{c}, true
}

// startsClause reports whether what follows a verb begins another clause: "that", "when", but no article, which is a
// relative pronoun too in German.
func (b *bullet) startsClause(said string) bool {
	first := text.FirstWord(said)
	return b.Lex.Has(text.ClassConjunctionsPoints, first) && !b.Lex.Has(text.ClassArticles, first)
}

// inTimeline reports whether the bullet stands in a list of events, which says when and where.
func (b *bullet) inTimeline() bool {
	return slices.ContainsFunc(b.titles(), func(t string) bool {
		return b.Lex.Has(text.ClassTimelineTitles, strings.TrimSpace(inline.Unmarked(t)))
	})
}

// isEquation reports whether a text holds maths or an equation.
func isEquation(s string) bool {
	return strings.Contains(s, "$") || strings.Contains(s, " = ")
}

// precise reports whether an answer is one name, number or piece of code, so that none other is right.
func (b *bullet) precise(said string) bool {
	said, _, _ = strings.Cut(said, " (")
	n := text.CountWords(said)
	return text.IsCode(said) || n <= 4 && (b.titled(said) || strings.ContainsFunc(said, unicode.IsDigit))
}

// startsName reports whether a text starts as a name or a number does.
func startsName(s string) bool {
	r := text.FirstRune(strings.TrimLeft(s, "*_\"“`"))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// cutVerb finds the verb of a statement. It is the first of the sentence, and no comma or code stands before it.
func (b *bullet) cutVerb() (at int, verb string) {
	if at, verb = b.statementVerb(); at < 0 {
		return 0, ""
	}
	if b.within(at) {
		return 0, ""
	}
	before := b.Source[:at]
	if b.Count(0, at+2, ^inline.SignSet(inline.Slash)) > 0 || b.Lex.IsSentence(before+" it") && !text.HasHan(before) {
		return 0, ""
	}
	if b.Lex.HasPrefix(text.ClassVerbBreaks, b.Source[at+len(verb):]) {
		return 0, ""
	}
	if b.Lex.Contains(text.ClassStatementVerbsForeign, verb) && text.HasHan(before) {
		return 0, ""
	}
	if !text.HasHan(verb) && b.Lex.Contains(text.ClassStatementVerbsPlural, verb) && !text.InPlural(before) {
		return 0, ""
	}
	return at, verb
}

// oneAnchor is what stands out behind the verb of a short sentence with a named subject, if it is the only such thing
// of the bullet: hiding it asks for one fact. Without one, it is nil.
func (b *bullet) oneAnchor() *inline.Span {
	const marks = inline.Stop | inline.Quest | inline.Arrow | inline.Semi
	if b.Term != "" || !text.Fits(b.Source, maxSentence) || b.Count(0, len(b.Source), marks) > 0 ||
		text.HasAnySuffix(b.Source, ":", "：", "...", "…") {
		return nil
	}
	list := b.anchors()
	if len(list) != 1 || list[0].Kind == inline.BoldSpan && text.Columns(b.Source[list[0].From:list[0].To]) < minBold {
		return nil
	}
	at, end := b.cutPredicate()
	if end == 0 || list[0].At < end || b.Count(end, list[0].At+1, inline.ClauseEnds|inline.Dash) > 0 ||
		!b.named(b.Source[:at]) {
		return nil
	}
	return &list[0]
}

// minBold is the least width of bold text that is a fact: a short word is only stressed.
const minBold = 6

// maxSentence is the widest sentence, in columns, in which a gap is asked for.
const maxSentence = 120

// cutPredicate finds the verb of a sentence, whatever it says of the subject. Without one, end is 0.
func (b *bullet) cutPredicate() (at, end int) {
	if at, verb := b.cutVerb(); verb != "" {
		return at, at + len(verb)
	}
	if b.Han {
		at, verb := b.Lex.Index(text.ClassFiniteVerbs, b.Source)
		if at <= 0 || b.Count(0, at+1, ^inline.SignSet(inline.Slash)) > 0 {
			return 0, 0
		}
		return at, at + len(verb)
	}
	i := 0
	for w := range strings.FieldsSeq(b.Source) {
		at := i + strings.Index(b.Source[i:], w)
		i = at + len(w)
		if at > 0 && b.Lex.Has(text.ClassFiniteVerbs, w) {
			if b.Count(0, at+1, ^inline.SignSet(inline.Slash)) > 0 {
				return 0, 0
			}
			return at, i
		}
	}
	return 0, 0
}

// hasVerb reports whether something in the bullet can be the verb of a statement: then it is more than a name.
func (b *bullet) hasVerb() bool {
	at, _ := b.statementVerb()
	return at >= 0
}

// firstVerb is the first verb of a text and where it stands.
type firstVerb struct {
	of   string
	at   int
	verb string
}

// statementVerb finds the first verb behind the first letter of the bullet, as a subject stands before it. Without one,
// at is -1.
func (b *bullet) statementVerb() (at int, verb string) {
	if b.verb.of != b.Source {
		_, first := utf8.DecodeRuneInString(b.Source)
		at, verb := b.Lex.Index(text.ClassStatementVerbs, b.Source[first:])
		if at >= 0 {
			at += first
		}
		b.verb = firstVerb{b.Source, at, verb}
	}
	return b.verb.at, b.verb.verb
}

// named reports whether a subject says by itself which thing is meant: it has a name or is described. "The server",
// "users" and "it" are in every text.
func (b *bullet) named(subject string) bool {
	subject = inline.Unmarked(subject)
	name, _ := inline.CutAliases(b.Lex, subjectName(b.Lex, subject), nil)
	if !defines(b.Lex, name) || text.Columns(name) < 2 || name[0] == '(' {
		return false
	}
	if text.HasHan(name) {
		return nameableHan(b.Lex, name) && !b.Lex.Has(text.ClassActors, name) && !b.Lex.Contains(text.ClassFiniteVerbs, name) &&
			!b.Lex.Contains(text.ClassClauseVerbs, name)
	}
	words := strings.Fields(name)
	if option(name) || b.Lex.StartsTask(name) || b.Lex.StartsGoal(name, false) {
		return false
	}
	if len(words) > 1 || text.IsCode(name) || strings.IndexFunc(name[1:], unicode.IsUpper) >= 0 ||
		strings.ContainsFunc(name, unicode.IsDigit) {
		return true
	}
	_, article := b.Lex.CutWord(text.ClassArticles, subject)
	return !b.isActor(words[0]) && (article || text.IsUpper(name[0]) || b.inTitles(words[0]))
}

// inTitles reports whether a title above the bullet names a word.
func (b *bullet) inTitles(word string) bool {
	for t := range b.Outward() {
		if strings.Contains(strings.ToLower(t), word) {
			return true
		}
	}
	return strings.Contains(strings.ToLower(b.doc.title), word)
}

// option reports whether a text starts with the letter of an option to choose, as "A. ".
func option(s string) bool {
	return len(s) > 2 && text.IsUpper(s[0]) && (s[1] == '.' || s[1] == ')') && s[2] == ' '
}

func (b *bullet) isActor(word string) bool {
	one, _ := strings.CutSuffix(word, "s")
	return b.Lex.Has(text.ClassActors, word) || b.Lex.Has(text.ClassActors, one)
}

// complete reports whether what follows a verb can be asked for: it is no pronoun, leans on nothing, is of one piece and
// is more than a remark. "holds for a steady push" tells no thing that is held.
func (b *bullet) complete(said string) bool {
	w := text.Columns(said)
	first := text.FirstWord(said)
	if w < 3 || w > card.MaxAnswer || !text.HasWord(said) || vague(b.Lex, said) ||
		strings.ContainsAny(said[:1], "([&/") || text.HasAnyPrefix(said, "（", "，") ||
		b.Lex.Has(text.ClassRelations, first) ||
		b.Lex.Has(text.ClassNotSubjects, first) && text.CountWords(said) < 3 {
		return false
	}
	return true
}
