package recog

import (
	"slices"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// arrows takes conditions and what follows from each, with one arrow between them.
//
//	Range scans → B-tree; equality only → hash
//	写多读少 → LSM树
func arrows(b *bullet) ([]deck.Card, bool) {
	from := 0
	if b.Term != "" {
		from = b.RestAt
	}
	if b.Count(from, len(b.Source), inline.Arrow) == 0 {
		return nil, false
	}
	pairs := b.arrowPairs(from, inline.Semi)
	if pairs == nil {
		pairs = b.arrowPairs(from, inline.ClauseEnds)
	}
	if pairs == nil {
		return nil, false
	}
	lead := ""
	if b.Term != "" {
		lead = b.ask() + b.say("colon")
	}
	var cards []deck.Card
	for _, p := range pairs {
		c := card.Forward(lead+b.askWhatFollows(p[0]), p[1])
		if len(pairs) > 1 {
			c.Slot = "facet:" + card.SlotKey(p[0])
		}
		if !card.Bound(&c) {
			b.overflows = true
			return nil, false
		}
		switch {
		case card.SpellsOut(b.Lex, p[0], p[1]):
			c.Weaken(deck.ReasonRestates)
		case translates(b.Lex, p):
			c.Weaken(deck.ReasonSample)
		case argues(b.Lex, p):
			c.Weaken(deck.ReasonVague)
		case text.CountWords(p[0]) > maxCondition:
			c.Weaken(deck.ReasonLongQuestion)
		}
		cards = append(cards, c)
	}
	if len(pairs) == 1 && lead == "" && !cards[0].Draft && isName(b.Lex, pairs[0][1]) && leadsBack(pairs[0]) {
		cards = append(cards, card.Reverse("? → "+pairs[0][1], pairs[0][0], nil))
	}
	return cards, true
}

// maxCondition is how many words a condition has at most. A longer one is a sentence, and the arrow goes on in it.
const maxCondition = 14

// askWhatFollows asks what the arrow leads to. What asks already is not asked twice: 为什么要有索引 → ?
func (b *bullet) askWhatFollows(cause string) string {
	switch han := text.HasHan(cause); {
	case text.HasAnySuffix(cause, "?", "？"):
		return cause
	case han && b.Lex.HasPrefix(text.ClassQuestionOpeners, cause):
		return cause + "？"
	case asks(b.Lex, cause):
		return cause + "?"
	case b.Lex.HasPrefix(text.ClassBesides, text.Lower(cause)) && (!han || b.Lex.HasSuffix(text.ClassBesides, cause)):
		return cause + b.say("what-else")
	}
	return cause + deck.Leads
}

// arrowPairs cuts at the signs of set into parts that have one arrow each, or returns nil.
func (b *bullet) arrowPairs(from int, set inline.SignSet) [][2]string {
	var pairs [][2]string
	for _, p := range b.Parts(from, len(b.Source), set) {
		sides := b.Parts(p.At, p.End, inline.Arrow)
		if len(sides) != 2 {
			return nil
		}
		x, y := inline.Unmarked(sides[0].Text), b.trim(sides[1].Text)
		if !text.HasWord(x) || y == "" {
			return nil
		}
		pairs = append(pairs, [2]string{x, y})
	}
	return pairs
}

// minPairs is the number of arrows from which a list is one of pairs, if they are half of its items: words and their
// translations, verbs and their forms.
const minPairs = 2

// isLoose reports whether a note is an arrow between two names that stands alone in its list.
func (r *reader) isLoose(n *deck.Note) bool {
	list := &r.lists[n.List]
	if n.Rule != "arrow" || len(n.Cards) == 0 || n.Cards[0].Slot != "forward" ||
		list.arrows >= minPairs && 2*list.arrows >= list.items {
		return false
	}
	thing, ok := strings.CutSuffix(n.Cards[0].Prompt, deck.Leads)
	return ok && loose(r.lex, [2]string{thing, n.Cards[0].Answer})
}

// loose reports whether an arrow between two names says nothing of how the one leads to the other: "welfare state →
// chances for families". A condition (Stock market crashes, 写多读少) leads to what follows, and to what is to be done.
func loose(lex *text.Lexicon, pair [2]string) bool {
	thing, other := pair[0], pair[1]
	return !text.HasHan(thing) && !text.HasHan(other) && text.CountWords(thing) <= 3 && text.CountWords(other) <= 4 &&
		!strings.ContainsFunc(thing, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(" -'’/()", r) }) &&
		inline.CountCapitals(thing) < 2 && !lex.Has(text.ClassFunctionWords, thing) && !happens(lex, thing) && !tells(lex, other) && !lex.StartsTask(other) &&
		!text.IsCode(other)
}

// argues reports whether an arrow joins two thoughts of its writer, as "so" does: the second leans on the first, or the
// first on what stands before it. "Can be resold" has the first as its subject, and so has 该进程停住.
func argues(lex *text.Lexicon, pair [2]string) bool {
	return !text.HasHan(pair[1]) && vague(lex, pair[1]) && !lex.Has(text.ClassClauseVerbs, text.FirstWord(pair[1])) ||
		lex.Has(text.ClassLeaningWord, text.FirstWord(pair[0])) ||
		lex.Has(text.ClassLeaningPronoun, text.FirstWord(pair[0])) || asks(lex, pair[1]) ||
		lex.Has(text.ClassLeaningPronoun, text.FirstWord(pair[1])) && lex.IsSentence(pair[0]) || recounts(lex, pair[0])
}

// recounts reports whether a text tells what someone did, without saying who: "Denied a loan to the yard".
func recounts(lex *text.Lexicon, s string) bool {
	did, what, _ := strings.Cut(s, " ")
	return lex.HasSuffix(text.ClassVerbEndingsPast, did) && lex.Has(text.ClassArticles, text.FirstWord(what))
}

// asks reports whether a text is a question without its mark: "where is the leak".
func asks(lex *text.Lexicon, s string) bool {
	word, behind, _ := strings.Cut(s, " ")
	return lex.Has(text.ClassQuestionWordsCue, word) && lex.Has(text.ClassClauseVerbs, text.FirstWord(behind))
}

// tells reports whether a text has a verb: "wind is coming".
func tells(lex *text.Lexicon, s string) bool {
	_, behind, _ := strings.Cut(s, " ")
	return slices.ContainsFunc(strings.Fields(behind), func(w string) bool { return lex.Has(text.ClassFiniteVerbs, w) })
}

// happens reports whether the second of three words is a verb: "Compensation fails halfway".
func happens(lex *text.Lexicon, s string) bool {
	f := strings.Fields(s)
	return len(f) == 3 && len(f[1]) > 3 && lex.HasSuffix(text.ClassVerbEndingsPresent, f[1]) &&
		!lex.HasSuffix(text.ClassVerbEndingsNot, f[1])
}

// translates reports whether a pair is a sentence and its translation: an example of what the list is about.
func translates(lex *text.Lexicon, pair [2]string) bool {
	return text.CountWords(pair[0]) >= minTranslated && text.CountWords(pair[1]) > minTranslated &&
		lex.Has(text.ClassPronouns, text.FirstWord(pair[1])) && !lex.Has(text.ClassPronouns, text.FirstWord(pair[0]))
}

// minTranslated is the number of words of a short sentence.
const minTranslated = 3

// maxCause is the widest cause, in columns, that is asked for. Nobody says a longer sentence from memory.
const maxCause = 60

// leadsBack reports whether a name has one cause, as far as can be seen: it is one thing's own, that is code or a word
// with a capital or a figure, or the cause is described in full. An effect such as "bleeding" has many.
func leadsBack(pair [2]string) bool {
	cause, name := pair[0], pair[1]
	return text.Columns(cause) <= maxCause && !strings.Contains(name, "$") && (text.IsCode(name) || text.CountWords(cause) > 3 || text.CountHan(cause) > 7 ||
		strings.ContainsFunc(name, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }))
}

// isName reports whether s is a name, which can be asked back for: code, a Latin name, LSM树.
func isName(lex *text.Lexicon, s string) bool {
	if text.Columns(s) > card.MaxTyped || strings.Count(s, "/") > 1 && !text.IsCode(s) {
		return false
	}
	switch k, _ := lex.KindOf(s); k {
	case text.KindCode, text.KindName:
		return true
	case text.KindMixed:
		return text.CountHan(s)*4 < text.Columns(s)+1 && !strings.Contains(s, "`") && !text.IsDigit(s[len(s)-1])
	}
	return false
}
