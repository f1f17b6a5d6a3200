package match

import "recall/deck"

// GroupRule is the rule of a note that carries the card of its list: all its members are to be named.
const GroupRule = "baregroup"

// Groups finds the cards of lists whose first bullet is another one now. Such a card asks for all members and hangs on
// the first of them; when that one is moved, renamed or deleted, it follows the list. The result maps an old note that
// carried such a card to the new one that carries it, where that is not what the note itself became.
func Groups(old []Stored, new []Found, pairs []Pair) map[int]int {
	type list struct {
		source string
		number int
	}
	carriers := map[list]int{} // the new note with the card of a list
	for n := range new {
		if new[n].Rule == GroupRule {
			carriers[list{new[n].Source, new[n].List}] = n
		}
	}
	if len(carriers) == 0 {
		return nil
	}
	to, from := none(len(old)), none(len(new))
	for _, p := range pairs {
		if p.Old >= 0 && p.New >= 0 {
			to[p.Old], from[p.New] = p.New, p.Old
		}
	}
	became := map[int]int{}
	for o := range old {
		if !old[o].carries() || to[o] >= 0 && new[to[o]].Rule == GroupRule {
			continue
		}
		votes := map[int]int{}
		for i := o; i < len(old) && old[i].samePlace(&old[o]) && (i == o || !old[i].carries()); i++ {
			if n := to[i]; n >= 0 {
				if c, ok := carriers[list{new[n].Source, new[n].List}]; ok {
					votes[c]++
				}
			}
		}
		best, most, all := -1, 0, 0
		for c, n := range votes {
			all += n
			if n > most {
				best, most = c, n
			}
		}
		// A carrier that carried a list before keeps that one's card.
		if 2*most > all && (from[best] < 0 || !old[from[best]].carries()) {
			became[o] = best
		}
	}
	taken := map[int]int{} // lists that became one have one card
	for o, n := range became {
		if other, ok := taken[n]; !ok || o < other {
			taken[n] = o
		}
	}
	for o, n := range became {
		if taken[n] != o {
			delete(became, o)
		}
	}
	return became
}

// carries reports whether the card of a list hangs on a note.
func (o *Stored) carries() bool {
	return o.Rule == GroupRule && !o.Parked && len(o.Cards) > 0 && !o.Cards[0].Parked
}

// Unpaired lists the cards of a matched note as lost and gained: those of its lists belong to other notes.
func Unpaired(old []StoredCard, new []deck.Card) []CardPair {
	m := cardMatcher{old: old, new: new, from: none(len(old)), to: none(len(new))}
	return m.pairs()
}
