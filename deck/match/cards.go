package match

import (
	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// StoredCard is what the store keeps of a card in order to recognise it.
type StoredCard struct {
	ID             int64
	Slot           string
	Prompt, Answer string
	Parked         bool
}

// CardPair is a stored card and the new card that it became; -1 stands for none.
type CardPair struct{ Old, New int }

// MatchCards pairs the cards of a matched note: first by slot, then by answer, then by position if there are as many as
// before, and finally a remaining forward card with the first one left on the other side. Parked cards come last in
// old, and are matched by slot and answer only. Matching by position never pairs a dependent card with an independent
// one: a reverse card asks something else.
func MatchCards(old []StoredCard, new []deck.Card) []CardPair {
	m := cardsBySlot(old, new)
	asked := 0
	for asked < len(old) && !old[asked].Parked {
		asked++
	}
	if asked == len(new) {
		for i := range new {
			m.tryPlace(i, i)
		}
	}
	m.forwards()
	return m.pairs()
}

// MatchUnchanged pairs the cards of an unchanged bullet that another version of the builder words differently. First it
// takes those that ask the same or that known, about an old and a new card, says are one; then it goes by slot and
// answer. Nothing is guessed by position: the two versions may ask for different facts.
func MatchUnchanged(old []StoredCard, new []deck.Card, known func(o, n int) bool) []CardPair {
	m := &cardMatcher{old, new, none(len(old)), none(len(new))}
	for _, sure := range []func(o, n int) bool{
		func(o, n int) bool { return old[o].Prompt == new[n].Prompt && old[o].Answer == new[n].Answer }, known,
	} {
		for o := range old {
			for n := range new {
				if m.from[o] < 0 && m.to[n] < 0 && sure(o, n) {
					m.pair(o, n)
				}
			}
		}
	}
	m.bySlot()
	return m.pairs()
}

type cardMatcher struct {
	old  []StoredCard
	new  []deck.Card
	from []int // indexed by old card: its new one, or -1
	to   []int // indexed by new card: its old one, or -1
}

func cardsBySlot(old []StoredCard, new []deck.Card) *cardMatcher {
	m := &cardMatcher{old, new, none(len(old)), none(len(new))}
	m.bySlot()
	return m
}

// bySlot pairs what is left by slot, and then by answer.
func (m *cardMatcher) bySlot() {
	for i := range m.old {
		for k := range m.new {
			if m.from[i] < 0 && m.to[k] < 0 && m.old[i].Slot == m.new[k].Slot {
				m.pair(i, k)
			}
		}
	}
	for i := range m.old {
		if m.from[i] >= 0 {
			continue
		}
		answer := inline.Normal(m.old[i].Answer)
		for k := range m.new {
			if m.to[k] < 0 && answer == inline.Normal(m.new[k].Answer) {
				m.pair(i, k)
				break
			}
		}
	}
}

func (m *cardMatcher) pair(o, n int) { m.from[o], m.to[n] = n, o }

// tryPlace pairs two unpaired cards if both are dependent or both independent.
func (m *cardMatcher) tryPlace(o, n int) {
	if m.from[o] < 0 && m.to[n] < 0 && !m.old[o].Parked && deck.SlotDependent(m.old[o].Slot) == m.new[n].Dependent() {
		m.pair(o, n)
	}
}

// forwards pairs an unpaired forward card on either side with the first unpaired card on the other.
func (m *cardMatcher) forwards() {
	for o := range m.old {
		for n := range m.new {
			if m.old[o].Slot == "forward" || m.new[n].Slot == "forward" {
				m.tryPlace(o, n)
			}
		}
	}
}

func (m *cardMatcher) pairs() []CardPair {
	list := make([]CardPair, 0, len(m.new))
	for n, o := range m.to {
		list = append(list, CardPair{o, n})
	}
	for o, n := range m.from {
		if n < 0 {
			list = append(list, CardPair{o, -1})
		}
	}
	return list
}

// Strays pairs cards that some notes lost with cards that other notes gained, after a bullet was split or two were
// merged. The two must be the only ones that ask the same, or the only ones with the same answer about the same term.
// The terms are those of the notes that the cards belong to.
func Strays(lost []StoredCard, lostTerms []string, gained []*deck.Card, gainedTerms []string) []CardPair {
	lex := text.Lex("")
	from, to := none(len(lost)), none(len(gained))
	by := func(key func(prompt, answer, term string) string) {
		olds, news := map[string][]int{}, map[string][]int{}
		for i, c := range lost {
			if k := key(c.Prompt, c.Answer, lostTerms[i]); from[i] < 0 && k != "" {
				olds[k] = append(olds[k], i)
			}
		}
		for i, c := range gained {
			if k := key(c.Prompt, c.Answer, gainedTerms[i]); to[i] < 0 && k != "" {
				news[k] = append(news[k], i)
			}
		}
		for k, o := range olds {
			if n := news[k]; len(o) == 1 && len(n) == 1 {
				from[o[0]], to[n[0]] = n[0], o[0]
			}
		}
	}
	by(func(prompt, answer, _ string) string { return inline.Normal(prompt) + "\x00" + inline.Normal(answer) })
	by(func(_, answer, term string) string {
		if term == "" || lex.IsGeneric(term) {
			return ""
		}
		return inline.Normal(term) + "\x00" + inline.Normal(answer)
	})
	var list []CardPair
	for o, n := range from {
		if n >= 0 {
			list = append(list, CardPair{o, n})
		}
	}
	return list
}

// TermOf returns the term that a bullet is about, or "" if it has none.
func TermOf(s string) string { return inline.TermOf(text.Lex(""), s) }
