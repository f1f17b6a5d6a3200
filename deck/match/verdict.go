package match

import (
	"iter"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Verdict says what an edit did to the fact that a card asks.
type Verdict uint8

// The verdicts, from the least change to the most. All but FactChanged keep the schedule.
const (
	FactSame    Verdict = iota // nothing that a learner sees
	FactMended                 // wording, a typo or layout
	FactUnsure                 // perhaps another answer: the learner is told
	FactChanged                // another answer, or another question: the card starts over
)

// Words knows the words of a deck before and after an import. A slip of the pen makes no word that the deck uses, so
// two words that it does use may be two answers. Without any, only the two texts decide.
type Words struct {
	stored []Stored
	found  []Found
	same   iter.Seq[string] // texts that are in the deck before and after

	before, after map[string]bool // in small letters; nil until they are needed
}

// NewWords returns the words of a deck. They are read from the texts when they are first needed. same yields the texts of
// notes that are neither in stored nor in found, as nothing changed in them.
func NewWords(stored []Stored, found []Found, same iter.Seq[string]) *Words {
	return &Words{stored: stored, found: found, same: same}
}

// Judge compares a stored card with what became of it. question reports that a verdict of more than FactMended is due
// to the question, and not to the answer.
func Judge(old StoredCard, new *deck.Card) (v Verdict, question bool) {
	return (*Words)(nil).Judge(old, new)
}

// Judge is like the function Judge, and knows the words of the deck.
func (w *Words) Judge(old StoredCard, new *deck.Card) (v Verdict, question bool) {
	if sidesExchanged(old, new) {
		return FactUnsure, true // the fact is the same, and asked from its other side
	}
	as := asAnswer
	switch {
	case new.Forms.Has(deck.Order):
		as = asOrder
	case new.Forms.Has(deck.Set):
		as = asSet
	}
	answer := compare(w, as, old.Answer, new.Answer)
	if sign, n := items(old.Answer); n > 1 {
		if now, m := items(new.Answer); now == sign && m != n {
			answer = FactChanged // an item came or went
		}
	}
	if old.Slot != new.Slot && answer > FactMended {
		if partOf(old.Answer, new.Answer) || partOf(new.Answer, old.Answer) {
			return FactUnsure, false // the bullet is asked in fewer cards now, or in more
		}
	}
	asks := FactSame
	switch deck.SlotKind(new.Slot) {
	case "member": // its prompt changes with the other members
	case "reverse": // what it asks for the name of is the fact
		asks = compare(w, asAnswer, said(old.Prompt), said(new.Prompt))
	default:
		asks = compare(w, asQuestion, asked(old.Prompt), asked(new.Prompt))
	}
	return max(answer, asks), asks > max(answer, FactMended)
}

// said is what a prompt says in words. A sound that is played with them asks nothing else.
func said(prompt string) string { return strings.TrimSpace(inline.WithoutSounds(prompt)) }

// asked is what a prompt asks about, without the words and signs of a builder that make a question of it: newer ones
// choose others.
func asked(prompt string) string {
	prompt = strings.TrimSuffix(said(prompt), deck.Leads)
	lex := text.Lex("")
	for _, han := range []bool{true, false} {
		prompt = strings.TrimSuffix(prompt, lex.Say("what-else", han))
	}
	return withoutCount(prompt)
}

// withoutCount takes the number of members, points or steps off a prompt. The builder has counted them.
func withoutCount(prompt string) string {
	base, inner := inline.CutBracket(strings.TrimSpace(prompt))
	rest := strings.TrimLeft(inner, "0123456789")
	if rest == inner {
		return prompt
	}
	lex := text.Lex("")
	for _, key := range []string{"members", "points", "steps", "in-order"} {
		if rest = strings.TrimSpace(rest); rest == "" || rest == lex.Say(key, true) || rest == lex.Say(key, false) {
			return base
		}
	}
	return prompt
}

// sidesExchanged reports whether a card asks for what it showed, and shows what it asked for.
func sidesExchanged(old StoredCard, new *deck.Card) bool {
	if old.Prompt == new.Prompt {
		return false
	}
	prompt, answer := inline.Normal(old.Prompt), inline.Normal(old.Answer)
	return prompt != answer && prompt == inline.Normal(new.Answer) && answer == inline.Normal(new.Prompt)
}

// factOf returns what an edit did to a bullet: the most that it did to one of its cards or, if there is none on both
// sides, to its text.
func factOf(o *Stored, n *deck.Note) Verdict {
	if o.Text == n.Text {
		return FactSame
	}
	worst, judged := FactMended, false
	for _, p := range NoteCards(o, n) {
		if p.Old >= 0 && p.New >= 0 {
			v, _ := Judge(o.Cards[p.Old], &n.Cards[p.New])
			worst, judged = max(worst, v), true
		}
	}
	if !judged {
		return compare(nil, asAnswer, o.Text, n.Text)
	}
	return worst
}

// both reports whether a deck uses two words: the old one still, and the new one already before.
func (w *Words) both(old, new string) bool {
	if w == nil {
		return false
	}
	if w.before == nil {
		w.before, w.after = map[string]bool{}, map[string]bool{}
		for i := range w.stored {
			addWords(w.before, w.stored[i].Text)
		}
		for _, f := range w.found {
			addWords(w.after, f.Text)
		}
		for text := range w.same {
			addWords(w.before, text)
			addWords(w.after, text)
		}
	}
	return w.after[strings.ToLower(old)] && w.before[strings.ToLower(new)]
}

func addWords(set map[string]bool, s string) {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) || text.IsHan(r) }) {
		if word = strings.ToLower(word); !set[word] {
			set[strings.Clone(word)] = true
		}
	}
}
