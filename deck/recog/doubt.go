package recog

import (
	"net/netip"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// doubt looks again at the cards of a bullet that has the form of a statement, a definition or a question, and may be
// none. Its cards are drafts then. A bullet that certainly is none has no cards, and says why.
func (b *bullet) doubt(rule string, cards []deck.Card) []deck.Card {
	switch rule {
	case "definition", "clauses", "enumeration":
		switch {
		case b.heading():
			return weaken(cards, deck.ReasonHeads)
		case isBlank(b.Rest), isOwnAddress(b.Rest):
			return weaken(cards, deck.ReasonSample)
		case b.clause():
			return weaken(cards, deck.ReasonClause)
		case b.illustrates(), rule != "enumeration" && b.leadsToExample():
			return weaken(cards, deck.ReasonSample)
		case breaksOff(b.Lex, b.Rest), cards[0].Answer != b.Rest && breaksOff(b.Lex, cards[0].Answer):
			return weaken(cards, deck.ReasonCut)
		case card.RestatesStems(b.Lex, b.Term, cards[0].Answer):
			return weaken(cards, deck.ReasonRestates)
		case b.adverbial():
			return weaken(cards, deck.ReasonOpen)
		}
	case "copula":
		if !b.namesGenus() {
			return weaken(cards, deck.ReasonNoKind)
		}
	case "termcode":
		if b.leadsToExample() {
			return weaken(cards, deck.ReasonSample)
		}
	case "question":
		return b.doubtQuestion(cards)
	}
	return cards
}

// isBlank reports whether an answer is a place to be filled in, in a template: "[the name of the ship]".
func isBlank(answer string) bool {
	return strings.HasPrefix(answer, "[") && strings.IndexByte(answer, ']') == len(answer)-1 && strings.Contains(answer, " ")
}

// isOwnAddress reports whether an answer is the address of one host in a private network (RFC 1918): it is true of the
// author's machines alone.
func isOwnAddress(answer string) bool {
	if strings.Count(answer, ".") != 3 {
		return false
	}
	a, err := netip.ParseAddr(strings.Trim(answer, "` "))
	return err == nil && a.Is4() && a.IsPrivate() && a.As4()[3] != 0
}

// leadsToExample reports whether the term only leads to an example of what it says, or of what stands above it: "strip what
// runs, such as: `<script>`", "Example 2: a dory".
func (b *bullet) leadsToExample() bool {
	return b.Lex.HasSuffix(text.ClassExampleTails, strings.TrimRight(b.Term, ",，")) ||
		b.Lex.Has(text.ClassExampleColumns, strings.Trim(b.Term, " 0123456789*_"))
}

// weaken makes drafts of the cards that ask for what the bullet states. Its other names are not in doubt. The way back
// from an answer in doubt isn't asked at all.
func weaken(cards []deck.Card, why deck.Reason) []deck.Card {
	kept := cards[:0]
	for _, c := range cards {
		if deck.SlotKind(c.Slot) == "reverse" && len(cards) > 1 {
			continue
		}
		if deck.SlotKind(c.Slot) != "facet" {
			c.Weaken(why)
		}
		kept = append(kept, c)
	}
	return kept
}

// maxHeading is how many words each side of a heading with a colon has at most.
const maxHeading = 6

// adverbial reports whether the term says when, how or for what something holds, and names nothing: "for the second
// lock", "using the pump".
func (b *bullet) adverbial() bool {
	first, rest, more := strings.Cut(b.Term, " ")
	return more && b.Lex.Has(text.ClassAdverbialOpeners, first) && !questionTerm(b.Lex, b.Term) && (len(first) < 2 || !text.IsUpper(first[1])) &&
		!strings.ContainsAny(rest, "`0123456789")
}

// heading reports whether a bullet with others below it is their heading: both of its sides are short titles, or it
// says of its term no more than a few words.
//
//	The Harbour Towns: Trade and Decline
//	- bullets of their own
func (b *bullet) heading() bool {
	if !b.doc.hasChildren(b.index) || text.HasHan(b.Source) || text.IsCode(b.Rest) || b.codeOrAcronym() {
		return false
	}
	n := text.CountWords(b.Rest)
	return n <= maxBelow && !b.acts() || n <= maxHeading && text.CountWords(b.Term) <= maxHeading &&
		b.titled(b.Term) && b.titled(b.Rest)
}

// acts reports whether the rest may begin with a verb of which the term is the subject: "fills first of all".
func (b *bullet) acts() bool {
	first, behind, _ := strings.Cut(b.Rest, " ")
	return first == strings.ToLower(first) && !b.Lex.Has(text.ClassJoinersSplit, text.FirstWord(behind)) &&
		b.Lex.HasSuffix(text.ClassVerbEndingsPresent, first) &&
		!b.Lex.HasSuffix(text.ClassVerbEndingsNot, first)
}

// codeOrAcronym reports whether the term is a name in any place.
func (b *bullet) codeOrAcronym() bool {
	return strings.HasPrefix(b.Source, "`") || text.CountWords(b.Term) == 1 && inline.CountCapitals(b.Term) > 1
}

// maxBelow is the number of words up to which what is said of a term is taken for a heading of what stands below.
const maxBelow = 4

// titled reports whether each word of a text has a capital, small words aside, as titles are written.
func (b *bullet) titled(s string) bool {
	capitals := 0
	for w := range strings.FieldsSeq(s) {
		switch {
		case unicode.IsUpper(text.FirstRune(w)):
			capitals++
		case !b.Lex.Has(text.ClassFunctionWords, w):
			return false
		}
	}
	return capitals > 0
}

// maxDashed is how many words a term before a dash has at most. A dash joins the halves of a sentence as well.
const maxDashed = 6

// clause reports whether what stands before the separator is a statement and no term.
//
//	The tide is high: take the inner channel
//	Reef early, keep warm - eat something
func (b *bullet) clause() bool {
	if text.HasHan(b.Term) || questionTerm(b.Lex, b.Term) {
		return false
	}
	if b.dashed() && !strings.ContainsAny(b.Term, "`(<") &&
		(text.CountWords(b.Term) > maxDashed || strings.Contains(b.Term, ", ")) {
		return true
	}
	if strings.Contains(b.Term, "`") || b.Lex.Has(text.ClassConjunctionsMeanings, lastField(b.Term)) {
		return false // "systems the kernel is built on"
	}
	i := -1
	for w := range strings.FieldsSeq(b.Term) {
		i++
		switch {
		case i > 1 && b.Lex.Contains(text.ClassCopulasFigure, " "+w+" "):
			return !strings.HasSuffix(b.Term, w)
		case b.Lex.Has(text.ClassConjunctionsMeanings, text.FirstWord(w)), i > 0 && b.Lex.Has(text.ClassArticles, w):
			return false // "ships that are in port", "times a sail is reefed"
		}
	}
	return false
}

// dashed reports whether a dash parts the term from what is said of it.
func (b *bullet) dashed() bool { return b.parted(inline.Dash) }

// parted reports whether the sign before the rest is one of a set.
func (b *bullet) parted(set inline.SignSet) bool {
	return b.Term != "" && b.RestAt > 0 && b.Count(max(0, b.RestAt-len(" -- ")), b.RestAt+1, set) > 0
}

// namesGenus reports whether a copula in a language with articles says of which kind a thing is and what sets it apart:
// "a depth of six feet". Without the second part it is praise, an opinion, or true of much else: "a race against time".
func (b *bullet) namesGenus() bool {
	at, verb := b.cutCopula()
	if verb == "" || text.HasHan(b.Source) || !b.Lex.Has(text.ClassArticles, lastField(strings.TrimRight(verb, " "))) {
		return true
	}
	said, _ := b.sentence(at + len(verb))
	for i, w := range strings.Fields(said) {
		w = strings.Trim(w, "*_`,(")
		switch {
		case b.Lex.Has(text.ClassPraise, w):
			return false
		case i > 0 && b.Lex.Has(text.ClassGenusGoesOn, w):
			return true
		}
	}
	return card.CountContent(b.Lex, said) >= minTold
}

// minTold is how many words of content set a thing apart by their number: "the money a crew has left to spend after …".
const minTold = 6

// maxQuestion is the greatest width of a question. A wider one is a task of a workbook.
const maxQuestion = 120

// doubtQuestion looks again at a question and its answer.
func (b *bullet) doubtQuestion(cards []deck.Card) []deck.Card {
	for i := range cards {
		c := &cards[i]
		answer := strings.Trim(c.Answer, `\()（） `)
		switch {
		case strings.ContainsAny(c.Answer, "?？") && b.Count(0, len(b.Source), inline.Quest) > 1,
			answer != c.Answer && b.Lex.Has(text.ClassAdmonitions, text.FirstWord(answer)),
			b.Lex.HasPrefix(text.ClassAnswerTasks, c.Answer):
			b.why = deck.ReasonNoAnswer // more questions, a hint, or one more task
			return nil
		case b.strayMark(c.Prompt):
			c.Weaken(deck.ReasonNotSeparated)
		case !text.Fits(c.Prompt, maxQuestion):
			c.Weaken(deck.ReasonLongQuestion)
		case !text.Fits(c.Answer, card.MaxAnswer) && !strings.Contains(c.Answer, "\n"):
			c.Weaken(deck.ReasonTooLong)
		}
	}
	return cards
}

// strayMark reports whether the mark of a question stands for a colon, behind a name: "Spring tide ? after a full moon".
func (b *bullet) strayMark(prompt string) bool {
	name, ok := strings.CutSuffix(prompt, " ?")
	if !ok || text.CountWords(name) > 3 {
		return false
	}
	for w := range strings.FieldsSeq(name) {
		if b.Lex.Has(text.ClassQuestionWords, text.FirstWord(w)) || b.Lex.Has(text.ClassClauseVerbs, text.FirstWord(w)) {
			return false
		}
	}
	return true
}
